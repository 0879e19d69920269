package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/citevet/citevet/lint"
)

var repeatedCitation = &lint.Rule{
	Name: "repeated-citation",
	Doc: `the same source twice in one run of citations

Two marks look like two sources, but a second [2] beside the first adds
nothing. Often one of them was meant to be another number. Citations of
different pages of one work are not repetitions.`,
	Group:      lint.Citations,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory [1] [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		for run := range runs(pass.Article) {
			if mayRepeat(run) {
				reportRepeated(pass, run)
			}
		}
	},
}

// mayRepeat reports whether a run names a source twice, or is too long to be
// compared one by one.
func mayRepeat(run []lint.Citation) bool {
	if len(run) > maxRecited {
		return true
	}
	for i := range run {
		for j := range i {
			if targetOf(&run[i]) == targetOf(&run[j]) {
				return true
			}
		}
	}
	return false
}

func reportRepeated(pass *lint.Pass, run []lint.Citation) {
	type place struct{ first, times int }
	seen := make(map[target]place, len(run))
	for i := range run {
		c := &run[i]
		if !byKey(c.Style) || hasLocator(pass.Article, c) {
			continue
		}
		at, again := seen[targetOf(c)]
		if !again {
			at.first = i
		}
		at.times++
		seen[targetOf(c)] = at
		if again {
			pass.Report(lint.Diagnostic{
				Span:    c.Span,
				Message: repeatedMessage(&run[at.first], c),
				Keys:    []string{c.Key},
				Related: []lint.Related{{Span: run[at.first].Span, Message: "cited first here"}},
				Fixes:   removal(pass.Article, run, i, at.times),
			})
		}
	}
}

func repeatedMessage(first, c *lint.Citation) string {
	if first.Key != c.Key {
		return fmt.Sprintf("%s names the same source as the %s beside it", nameOf(c), nameOf(first))
	}
	return fmt.Sprintf("%s is cited twice in one place", nameOf(c))
}

// maxLocator is how many bytes behind a key are searched for a page or chapter.
const maxLocator = 60

// hasLocator reports whether a citation goes on to name a page or chapter:
// [1, p. 4], [@smith, 12].
func hasLocator(a *lint.Article, c *lint.Citation) bool {
	if c.Bracket == nil {
		return false
	}
	rest := a.Text[c.Span.Start:max(c.Span.End, min(c.Bracket.Span.End, c.Span.End+maxLocator))]
	if i := strings.Index(rest, c.Key); i >= 0 {
		rest = rest[i+len(c.Key):]
	}
	if i := strings.IndexAny(rest, ";]"); i >= 0 {
		rest = rest[:i]
	}
	return strings.ContainsFunc(rest, func(r rune) bool {
		return unicode.IsLetter(r) || c.Style == lint.AuthorKey && unicode.IsDigit(r)
	})
}

// removal is the fix that takes the i-th citation out of its run, if that can be
// done without touching another citation or markup.
func removal(a *lint.Article, run []lint.Citation, i, times int) []lint.Fix {
	c, before := &run[i], &run[i-1]
	var cut lint.Span
	var gap string
	switch inOne := c.Bracket != nil && c.Bracket == before.Bracket; {
	case inOne && !sharesSpan(run, i):
		cut = lint.Span{Start: before.Span.End, End: c.Span.End}
		gap = strings.Trim(a.Text[before.Span.End:c.Span.Start], ",;@^")
	case !inOne && (c.Bracket == nil || len(c.Bracket.Citations) == 1):
		cut = lint.Span{Start: extent(before).End, End: extent(c).End}
		gap = a.Text[cut.Start:extent(c).Start]
	default:
		return nil
	}
	if gap, ok := withoutTags(gap); !ok || strings.Trim(gap, " \t,;") != "" {
		return nil
	}
	return []lint.Fix{{
		Message: fmt.Sprintf("Remove the %s %s", ordinal(times), nameOf(c)),
		Safe:    true,
		Edits:   []lint.Edit{{Span: cut}},
	}}
}

// sharesSpan reports whether the i-th citation of a bracket is one of a range.
func sharesSpan(run []lint.Citation, i int) bool {
	return run[i-1].Span.End > run[i].Span.Start || i+1 < len(run) && run[i].Span.End > run[i+1].Span.Start
}

func ordinal(n int) string {
	switch n {
	case 2:
		return "second"
	case 3:
		return "third"
	}
	return "repeated"
}
