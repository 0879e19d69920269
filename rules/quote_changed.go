package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

var quoteChanged = &lint.Rule{
	Name: "quote-changed",
	Doc: `quotations whose words changed in a sentence that stayed

What somebody said does not change when the article does. Either the old words
were wrong or the new ones are; look them up. A quotation that is cut short with
an ellipsis or a bracket is still one. Of one or two words between marks it is
only a warning: they may be no quotation.`,
	Group:      lint.Changes,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Before:     "Smith said that “short naps are a habit of clever people” in 2020 [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Bad:        "Smith said that “short naps are the habit of all clever people” in 2020 [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Smith said in 2020 that “short naps are a habit of clever people” [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	RunChange: func(pass *lint.ChangePass) {
		for _, p := range pass.Sentences {
			if p.Same || !isProse(p.Head) {
				continue
			}
			base, head := quotationsIn(pass.Base, p.Base), quotationsIn(pass.Head, p.Head)
			if len(base) != len(head) || len(base) == 0 || !stayed(pass.Change, p) {
				continue
			}
			for i := range base {
				compareQuotes(pass, base[i], head[i])
			}
		}
	},
}

// stayed reports whether the words outside quotations are mostly the same.
func stayed(change *lint.Change, p lint.SentencePair) bool {
	base, head := wordsOutside(change.Base, p.Base), wordsOutside(change.Head, p.Head)
	had := make(map[string]int)
	for _, word := range base {
		had[strings.ToLower(word)]++
	}
	shared := 0
	for _, word := range head {
		if word = strings.ToLower(word); had[word] > 0 {
			had[word]--
			shared++
		}
	}
	return 10*2*shared >= 6*(len(base)+len(head))
}

// compareQuotes reports a quotation that has other words than before.
func compareQuotes(pass *lint.ChangePass, base, head lint.Span) {
	before, now := foldedWords(pass.Base, base), foldedWords(pass.Head, head)
	if slices.Equal(before, now) || isShortened(pass.Head.Prose(head), before, now) {
		return
	}
	d := lint.Diagnostic{
		Span:    head,
		Message: fmt.Sprintf("the quotation read %q before the change", quote(visible(pass.Base.Prose(base)), 100)),
	}
	if len(before) < 3 {
		d.Severity, d.Confidence = lint.Warning, lint.Judgement
	}
	pass.Report(d)
}

// isShortened reports whether a quotation says itself that words were left out of
// it or put in, and has the others in their order.
func isShortened(text string, before, now []string) bool {
	if !strings.Contains(text, "…") && !strings.Contains(text, "...") && !strings.Contains(text, "[") {
		return false
	}
	kept := 0
	for _, word := range before {
		if kept < len(now) && word == now[kept] {
			kept++
		}
	}
	return kept == len(now)
}

func foldedWords(a *lint.Article, at lint.Span) []string {
	var all []string
	for _, word := range words(a.Prose(at)) {
		all = append(all, strings.ToLower(word))
	}
	return all
}
