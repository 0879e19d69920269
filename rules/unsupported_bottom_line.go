package rules

import (
	"github.com/citevet/citevet/lint"
)

// bottomLineOptions are the options of unsupported-bottom-line.
type bottomLineOptions struct {
	ErrorAt   float64 `doc:"strength from which an unsupported claim is an error"`
	WarningAt float64 `doc:"strength from which it is a warning; below it, an info"`
}

var unsupportedBottomLine = &lint.Rule{
	Name: "unsupported-bottom-line",
	Doc: `conclusions that the article does not support

Many readers read the bottom line and nothing else. Each claim in it needs a
citation of its own or a cited sentence before it that says the same. Saying
the same is judged by figures, names and the words that carry the meaning, not
by what the sentence means. One that says only something like it is an info.`,
	Group:      lint.Conclusions,
	Severity:   lint.Error,
	Confidence: lint.Judgement,
	Options:    bottomLineOptions{ErrorAt: 0.8, WarningAt: 0.65},
	Bad: "Sleep helps memory, according to Smith [1].\n\n## Bottom line\n\nIn 2019 the ministry spent 40 million euros on sleeping pills.\n\n" +
		"## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good: "Sleep helps memory, according to Smith [1].\n\n## Bottom line\n\nAccording to Smith, sleep helps memory.\n\n" +
		"## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Missing: 4,
	Run: func(pass *lint.Pass) {
		if !hasSection(pass.Article, lint.Conclusion) {
			return
		}
		options := pass.Options.(bottomLineOptions)
		for i := range pass.Article.Sentences {
			s := &pass.Article.Sentences[i]
			if roleOf(s) != lint.Conclusion || s.Covered() || s.Claim.Kind == lint.NoClaim {
				continue
			}
			x := closureOf(pass.Article)
			if m, unsaid := x.match(s), x.unsaid(s); len(unsaid) > 0 || !m.restates(closely) {
				m.report(pass, s, unsaid, options)
			}
		}
	},
}

func (m *match) report(pass *lint.Pass, s *lint.Sentence, unsaid []string, options bottomLineOptions) {
	d := lint.Diagnostic{
		Span:     s.Span,
		Severity: lint.Info,
		Message:  "no cited sentence supports this bottom line",
	}
	switch {
	case len(unsaid) == 0 && m.restates(loosely):
		d.Message = "this bottom line has no citation, and the body says only something like it"
	case s.Claim.Strength >= options.ErrorAt:
		d.Severity = lint.Error
	case s.Claim.Strength >= options.WarningAt:
		d.Severity = lint.Warning
	}
	if len(unsaid) > 0 {
		d.Message += ": none has " + enumerate(unsaid)
	}
	if m.nearest != nil {
		message := "the nearest sentence"
		if !m.nearest.Covered() {
			message = "the nearest sentence, uncited as well"
		}
		d.Related = []lint.Related{{Span: m.nearest.Span, Message: message}}
	}
	pass.Report(d)
}
