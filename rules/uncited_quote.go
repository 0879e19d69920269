package rules

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

var uncitedQuote = &lint.Rule{
	Name: "uncited-quote",
	Doc: `direct quotations that no citation covers

Words in quotation marks are somebody's, and a reader must be able to look up
whether they were said, and what was said before and after. A quotation of
several sentences that stands in a block of its own is one finding, and only a
warning: some authors indent what is no quotation.`,
	Group:      lint.Claims,
	Severity:   lint.Error,
	Confidence: lint.Judgement,
	Bad:        "Sleep helps memory [1].\n\n“None of those who sleep for five hours think clearly,” Smith told the reporters.\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\n“None of those who sleep for five hours think clearly,” Smith told the reporters [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Missing:    3,
	Run: func(pass *lint.Pass) {
		for i := range pass.Article.Sentences {
			s := &pass.Article.Sentences[i]
			if s.Covered() || !inBody(s) || quotesOn(s) {
				continue
			}
			switch {
			case s.Claim.Kind == lint.Quote:
				pass.Reportf(s.Span, "no citation for this quotation")
			case isBlockQuotation(pass.Article, s.Paragraph):
				pass.Report(lint.Diagnostic{Span: s.Span, Severity: lint.Warning, Message: "no citation for this quotation"})
			}
		}
	},
}

// minQuotation is how many words an indented block has at the least that is
// taken for a quotation.
const minQuotation = 8

// isBlockQuotation reports whether a paragraph is a quotation in a block of its
// own, and not a callout: of those the label tells, a colon or a bracket.
func isBlockQuotation(a *lint.Article, p *lint.Paragraph) bool {
	if p == nil || p.Kind != lint.Quotation {
		return false
	}
	text := a.Slice(p.Span)
	label, _, _ := strings.Cut(text, " ")
	return !strings.HasPrefix(text, "[!") && !strings.HasPrefix(text, "**") && !strings.HasSuffix(label, ":") &&
		len(strings.Fields(text)) >= minQuotation
}

// quotesOn reports whether a sentence only goes on with the quotation that an
// uncited sentence of its block began.
func quotesOn(s *lint.Sentence) bool {
	p := s.Paragraph
	return p != nil && p.Kind == lint.Quotation && p.Sentences[0].Span != s.Span && !p.Sentences[0].Covered()
}
