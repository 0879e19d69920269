package rules

import "github.com/citevet/citevet/lint"

var uncitedQuote = &lint.Rule{
	Name: "uncited-quote",
	Doc: `direct quotations that no citation covers

Words in quotation marks are somebody's, and a reader must be able to look up
whether they were said, and what was said before and after. A quotation of
several sentences that stands in a block of its own is one finding.`,
	Group:      lint.Claims,
	Severity:   lint.Error,
	Confidence: lint.Judgement,
	Bad:        "Sleep helps memory [1].\n\n“Nobody who sleeps five hours thinks clearly,” Smith told reporters.\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\n“Nobody who sleeps five hours thinks clearly,” Smith told reporters [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Missing:    3,
	Run: func(pass *lint.Pass) {
		for i := range pass.Article.Sentences {
			s := &pass.Article.Sentences[i]
			if s.Claim.Kind == lint.Quote && !s.Covered() && inBody(s) && !quotesOn(s) {
				pass.Reportf(s.Span, "no citation for this quotation")
			}
		}
	},
}

// quotesOn reports whether a sentence only goes on with the quotation that an
// uncited sentence of its block began.
func quotesOn(s *lint.Sentence) bool {
	p := s.Paragraph
	if p == nil || p.Kind != lint.Quotation || s.Claim.Kind != lint.Quote {
		return false
	}
	first := &p.Sentences[0]
	return first.Span != s.Span && first.Claim.Kind == lint.Quote && !first.Covered()
}
