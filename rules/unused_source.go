package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

var unusedSource = &lint.Rule{
	Name: "unused-source",
	Doc: `sources that are listed and never cited

A listed source that no sentence cites makes an article look better founded
than it is, or a citation of it was lost. A source that the text links counts
as cited. Entries without a key are not judged, nor are the entries of a .bib
file, which often holds more than one article cites.

When most of a list is unused that is one finding.`,
	Group:      lint.Sources,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Okafor, On Naps, 2021, https://example.org/naps\n",
	Good: "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		unused, keyed := unusedSources(pass.Article)
		if n := len(unused); n > 1 && n == keyed || most(n, keyed) {
			pass.Report(lint.Diagnostic{
				Span:    unused[0].Span,
				Message: unusedMessage(n, keyed),
				Keys:    sourceKeys(unused...),
				Fixes:   dropUnused(pass.Article, unused, keyed),
			})
			return
		}
		var all []lint.Fix
		if len(unused) > maxRelistings {
			all = dropUnused(pass.Article, unused, keyed)
		}
		for i, s := range unused {
			d := lint.Diagnostic{Span: s.Span, Message: sourceName(s) + " is never cited", Keys: sourceKeys(s)}
			switch {
			case all == nil:
				d.Fixes = dropUnused(pass.Article, unused[i:i+1], keyed)
			case i < maxRelistings:
				d.Fixes = all
			}
			pass.Report(d)
		}
	},
}

func unusedMessage(unused, keyed int) string {
	if unused == keyed {
		return fmt.Sprintf("none of the %d listed sources is cited", keyed)
	}
	return fmt.Sprintf("%d of the %d listed sources are never cited", unused, keyed)
}

// unusedSources lists the sources that nothing cites, and counts those that
// have a key. Of two entries with one key the one that is not cited is left to
// source-numbering.
func unusedSources(a *lint.Article) (unused []*lint.Source, keyed int) {
	for i := range a.Sources {
		s := &a.Sources[i]
		if s.Key == "" || strings.HasSuffix(strings.ToLower(s.File), ".bib") {
			continue
		}
		keyed++
		if s.Cited == 0 {
			unused = append(unused, s)
		}
	}
	if len(unused) > 0 {
		cited := citedKeys(a.Sources)
		unused = slices.DeleteFunc(unused, func(s *lint.Source) bool { return cited[s.Key] })
	}
	return unused, keyed
}

func citedKeys(sources []lint.Source) map[string]bool {
	cited := make(map[string]bool, len(sources))
	for i := range sources {
		if s := &sources[i]; s.Cited > 0 {
			cited[s.Key] = true
		}
	}
	return cited
}

// maxRelistings is how many findings of a rule have a fix that goes over all of the
// article: each its own, or if there are more findings, these the one for all.
const maxRelistings = 20

// dropUnused is the fix that removes sources. The numbers behind them go down, so
// that the list still has no gaps.
func dropUnused(a *lint.Article, unused []*lint.Source, keyed int) []lint.Fix {
	x := relisting{a: a, keys: make(map[*lint.Source]string), drop: make(map[*lint.Source]bool, len(unused))}
	message := "Remove the source " + sourceName(unused[0])
	if len(unused) > 1 {
		message = fmt.Sprintf("Remove the %d sources that are never cited", len(unused))
	}
	if len(unused) == keyed {
		return []lint.Fix{{Message: message, Refusal: "nothing would be left of the list"}}
	}
	for _, s := range unused {
		x.drop[s] = true
	}
	x.closeGaps()
	return []lint.Fix{x.fix(message)}
}
