package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/citevet/citevet/lint"
)

var unorderedSources = &lint.Rule{
	Name: "unordered-sources",
	Doc: `sources that are not numbered in the order of their first citations

Many styles want the source that an article cites first to be [1], the next one
[2], and those that it never cites at the end. Others sort their lists, so the
rule is off by default. To have an article renumbered, its list and the list
beside it included:

	citevet check --rule unordered-sources --fix --unsafe-fixes ARTICLE`,
	Group:      lint.Sources,
	Severity:   lint.Off,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [2]. Naps do so as well [1].\n\n## Sources\n\n1. Okafor, On Naps, 2021, https://example.org/naps\n" +
		"2. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good: "Sleep helps memory [1]. Naps do so as well [2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Okafor, On Naps, 2021, https://example.org/naps\n",
	Run: func(pass *lint.Pass) {
		first := firstCitations(pass.Article)
		for i, c := range first {
			want := strconv.Itoa(i + 1)
			if c.Source.Key == want {
				continue
			}
			pass.Report(lint.Diagnostic{
				Span:    c.Span,
				Message: fmt.Sprintf("sources are not numbered in the order of citation: %s stands where %s would", nameOf(c), dress(c.Style, want)),
				Keys:    []string{c.Key},
				Whole:   true,
				Fixes:   []lint.Fix{renumber(pass.Article, first)},
			})
			return
		}
	},
}

// firstCitations lists the first citation of each number that names a source.
func firstCitations(a *lint.Article) []*lint.Citation {
	var first []*lint.Citation
	seen := make(map[string]bool)
	for i := range a.Citations {
		c := &a.Citations[i]
		if c.Source == nil || !byKey(c.Style) || numberOf(c.Source.Key) < 0 || seen[c.Source.Key] {
			continue
		}
		seen[c.Source.Key] = true
		first = append(first, c)
	}
	return first
}

// renumber is the fix that numbers the sources in the order of their first
// citations, and then those that are never cited. An article may list a source in
// several places under one number; all of them get the new one.
func renumber(a *lint.Article, first []*lint.Citation) lint.Fix {
	const message = "Renumber the sources in the order of citation"
	numbered := make(map[string][]*lint.Source)
	for i := range a.Sources {
		if s := &a.Sources[i]; numberOf(s.Key) >= 0 {
			numbered[s.Key] = append(numbered[s.Key], s)
		}
	}
	if why := ambiguous(a, numbered); why != "" {
		return lint.Fix{Message: message, Refusal: why}
	}
	x := relisting{a: a, keys: make(map[*lint.Source]string), moved: true}
	next := 1
	give := func(key string) {
		for _, s := range numbered[key] {
			x.keys[s] = strconv.Itoa(next)
		}
		delete(numbered, key)
		next++
	}
	for _, c := range first {
		give(c.Source.Key)
	}
	for _, key := range sortedByNumber(numbered) {
		give(key)
	}
	return x.fix(message)
}

func sortedByNumber(numbered map[string][]*lint.Source) []string {
	return slices.SortedFunc(maps.Keys(numbered), func(a, b string) int {
		return cmp.Or(cmp.Compare(numberOf(a), numberOf(b)), cmp.Compare(a, b))
	})
}

// ambiguous says why the numbers of an article cannot be changed: one of them
// stands for several sources, or an entry beside them has another key.
func ambiguous(a *lint.Article, numbered map[string][]*lint.Source) string {
	at := make(map[listPlace]string) // a number of each place
	for _, key := range sortedByNumber(numbered) {
		same := numbered[key]
		for i, s := range same {
			at[placeOf(s)] = key
			if slices.ContainsFunc(same[:i], func(t *lint.Source) bool { return placeOf(s) == placeOf(t) || s.Cited > 0 && t.Cited > 0 }) {
				return fmt.Sprintf("[%s] stands for several sources", key)
			}
			if isOrdered(s) && slices.ContainsFunc(same[:i], isOrdered) {
				return fmt.Sprintf("[%s] stands in several lists", key)
			}
		}
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		if _, mixed := at[placeOf(s)]; mixed && numberOf(s.Key) < 0 && (isOrdered(s) || s.KeySpan.Len() == 0) {
			return fmt.Sprintf("%s stands in the same list and has no number", sourceName(s))
		}
	}
	return ""
}
