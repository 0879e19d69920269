package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

var bottomLineNewFact = &lint.Rule{
	Name: "bottom-line-new-fact",
	Doc: `numbers, dates and names that only a conclusion or summary has

A conclusion that gives a figure which the body does not give either rounds it
wrongly, or got it from somewhere else. Numbers are compared as quantities:
1.2 million is 1,200,000, and a rounded figure agrees with the exact one.

It is an info where the sentence cites for itself. A claim in a conclusion that
no citation covers is what unsupported-bottom-line finds.`,
	Group:      lint.Conclusions,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Bad: "Smith slept 7.4 hours on average [1].\n\n## Bottom line\n\nSmith slept 9.5 hours on average [1].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good: "Smith slept 7.4 hours on average [1].\n\n## Bottom line\n\nSmith slept 7 hours on average [1].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		a := pass.Article
		if !hasSection(a, lint.Conclusion, lint.Summary) {
			return
		}
		for i := range a.Sentences {
			s := &a.Sentences[i]
			if !sumsUp(s) || roleOf(s) == lint.Conclusion && !s.Covered() && s.Claim.Kind != lint.NoClaim {
				continue
			}
			if !closureOf(a).hasBody {
				return
			}
			if news := closureOf(a).lacking(s, func(a *answer) bool { return a.given }); len(news) > 0 {
				reportNewFacts(pass, s, news)
			}
		}
	},
}

func reportNewFacts(pass *lint.Pass, s *lint.Sentence, news []string) {
	d := lint.Diagnostic{
		Span:    s.Span,
		Message: fmt.Sprintf("the %s gives what the body does not: %s", roleOf(s), enumerate(news)),
	}
	if s.Cover == lint.Inside {
		d.Severity = lint.Info
	}
	if m := closureOf(pass.Article).match(s); m.nearest != nil {
		d.Related = []lint.Related{{Span: m.nearest.Span, Message: "the nearest sentence of the body"}}
	}
	pass.Report(d)
}
