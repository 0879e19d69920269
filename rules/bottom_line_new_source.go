package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

var bottomLineNewSource = &lint.Rule{
	Name: "bottom-line-new-source",
	Doc: `conclusions that cite a source the body never used

A conclusion sums up. A source that turns up only there was not discussed, so
either the body lacks a part of the argument or the citation is a slip.`,
	Group:      lint.Conclusions,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Bad: "Sleep helps memory [1].\n\n## Bottom line\n\nSleep helps memory [2].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Good: "Sleep helps memory [1][2].\n\n## Bottom line\n\nSleep helps memory [2].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Run: func(pass *lint.Pass) {
		if !hasSection(pass.Article, lint.Conclusion) {
			return
		}
		used := usedInBody(pass.Article)
		if len(used) == 0 {
			return
		}
		for i := range pass.Article.Citations {
			c := &pass.Article.Citations[i]
			if roleOf(c.Sentence) != lint.Conclusion || used[targetOf(c)] || !isNewSource(c) {
				continue
			}
			used[targetOf(c)] = true
			pass.Report(lint.Diagnostic{
				Span:    c.Span,
				Message: fmt.Sprintf("%s is cited in the conclusion and nowhere else", nameOf(c)),
				Keys:    []string{c.Key},
			})
		}
	},
}

// usedInBody is what the citations outside conclusions name.
func usedInBody(a *lint.Article) map[target]bool {
	used := make(map[target]bool, len(a.Sources))
	for i := range a.Citations {
		c := &a.Citations[i]
		if role := roleOf(c.Sentence); role == lint.Body || role == lint.Summary {
			used[targetOf(c)] = true
		}
	}
	return used
}

// isNewSource reports whether a citation that the body lacks brings a source: a
// listed one, or a link that stands for a claim and does not just say where to
// read on.
func isNewSource(c *lint.Citation) bool {
	if c.Style == lint.Link {
		return c.Sentence.Claim.Kind != lint.NoClaim
	}
	return c.Source != nil
}
