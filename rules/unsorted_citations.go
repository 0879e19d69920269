package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/citevet/citevet/lint"
)

var unsortedCitations = &lint.Rule{
	Name: "unsorted-citations",
	Doc: `numbers of a run of citations that are out of order

Most styles that number their sources want [1][3] and not [3][1]. An order may
mean something, the most important source first, so the rule is off by default.
To have the runs of an article sorted:

	citevet check --rule unsorted-citations --fix ARTICLE`,
	Group:      lint.Citations,
	Severity:   lint.Off,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [2, 1].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Good: "Sleep helps memory [1, 2].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Run: func(pass *lint.Pass) {
		for run := range runs(pass.Article) {
			marks, sortable := numberMarks(pass.Article, run)
			if !sortable || slices.IsSortedFunc(marks, byNumber) {
				continue
			}
			at := lint.Span{Start: marks[0].span.Start, End: marks[len(marks)-1].span.End}
			pass.Report(lint.Diagnostic{
				Span:    at,
				Message: fmt.Sprintf("%s is not in the order of the numbers", quote(pass.Article.Slice(at), 40)),
				Keys:    runKeys(run),
				Fixes:   []lint.Fix{sortMarks(pass.Article, marks)},
			})
		}
	},
}

// A numberMark is a part of a run that can change places with others: a bracket
// or, where all of the run is in one, a number or a range.
type numberMark struct {
	span   lint.Span
	number int // the first
}

func byNumber(a, b numberMark) int { return cmp.Compare(a.number, b.number) }

// numberMarks cuts a run into its parts; sortable is false if it has other keys
// than numbers, or pages.
func numberMarks(a *lint.Article, run []lint.Citation) (marks []numberMark, sortable bool) {
	inOne := run[0].Bracket != nil && run[0].Bracket == run[len(run)-1].Bracket
	for i := range run {
		c := &run[i]
		span := c.Span
		if !inOne {
			span = extent(c)
		}
		if !byKey(c.Style) || c.Style != run[0].Style || numberOf(c.Key) < 0 || c.Source == nil || hasLocator(a, c) || c.Bracket != nil && c.Bracket.Defect != "" {
			return nil, false
		}
		if n := len(marks); n == 0 || marks[n-1].span != span {
			marks = append(marks, numberMark{span, numberOf(c.Key)})
		}
	}
	return marks, true
}

func runKeys(run []lint.Citation) []string {
	var keys []string
	for i := range run {
		if !slices.Contains(keys, run[i].Key) {
			keys = append(keys, run[i].Key)
		}
	}
	return keys
}

// sortMarks is the fix that puts the parts of a run in order, and leaves what is
// between them.
func sortMarks(a *lint.Article, marks []numberMark) lint.Fix {
	sorted := slices.SortedStableFunc(slices.Values(marks), byNumber)
	fix := lint.Fix{Message: "Sort the numbers", Safe: true}
	for i, m := range marks {
		if fresh := a.Slice(sorted[i].span); fresh != a.Slice(m.span) {
			fix.Edits = append(fix.Edits, lint.Edit{Span: m.span, New: fresh})
		}
	}
	return fix
}
