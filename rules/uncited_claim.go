package rules

import "github.com/citevet/citevet/lint"

// uncitedClaimOptions are the options of uncited-claim.
type uncitedClaimOptions struct {
	ErrorAt   float64 `doc:"strength from which an uncited claim is an error"`
	WarningAt float64 `doc:"strength from which it is a warning"`
	InfoAt    float64 `doc:"strength from which it is an info; below it nothing is said"`
}

var uncitedClaim = &lint.Rule{
	Name: "uncited-claim",
	Doc: `claims that no citation covers

A sentence that gives a figure, dates an event or says what a study found makes
a reader ask who says so. A citation covers it from inside the sentence, from
directly behind it, from the next sentence if that goes on with a pronoun, or
from the end of its paragraph or list.

How sure it is that an editor would ask is the claim's strength, between 0 and
1; the options say what strength makes an error, a warning or an info. In
cross-validation 98 of 100 errors are right, 86 of 100 errors and warnings, and
84 of all findings; without encyclopedias, which are easy, 94, 74 and 71.`,
	Group:      lint.Claims,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Options:    uncitedClaimOptions{ErrorAt: 0.94, WarningAt: 0.5, InfoAt: 0.45},
	Bad:        "Sleep helps memory [1].\n\nIn 2020, 35 percent of adults slept less than seven hours.\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\nIn 2020, 35 percent of adults slept less than seven hours [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Missing:    1,
	Run: func(pass *lint.Pass) {
		options := pass.Options.(uncitedClaimOptions)
		for i := range pass.Article.Sentences {
			s := &pass.Article.Sentences[i]
			if s.Covered() || s.Claim.Kind == lint.NoClaim || !inBody(s) || quotesOn(s) || belongsElsewhere(s) {
				continue
			}
			if severity := options.severity(s.Claim.Strength); severity != lint.Off {
				pass.Report(lint.Diagnostic{Span: s.Span, Severity: severity, Message: claimMessage(s.Claim.Reasons)})
			}
		}
	},
}

// belongsElsewhere reports whether the claim is one for uncited-quote or
// vague-attribution: whoever switches these off wants to hear nothing of it.
func belongsElsewhere(s *lint.Sentence) bool {
	return s.Claim.Kind == lint.Quote || s.Claim.Reasons&lint.SaysVaguely != 0
}

func (o *uncitedClaimOptions) severity(strength float64) lint.Severity {
	switch {
	case strength >= o.ErrorAt:
		return lint.Error
	case strength >= o.WarningAt:
		return lint.Warning
	case strength >= o.InfoAt:
		return lint.Info
	}
	return lint.Off
}

// claimMessage says why a sentence is a claim, as far as one reason tells.
func claimMessage(reasons lint.Reasons) string { return claimMessages[reasons&-reasons] }

// claimMessages are the messages by the most telling reason.
var claimMessages = func() map[lint.Reasons]string {
	messages := map[lint.Reasons]string{0: "no citation for this claim"}
	for reason := lint.HasQuotation; reason <= lint.NamesSomeone; reason <<= 1 {
		messages[reason] = "no citation for this claim: it " + reason.First()
	}
	return messages
}()

// inBody reports whether a sentence stands where each claim needs a citation.
func inBody(s *lint.Sentence) bool {
	role := roleOf(s)
	return role == lint.Body || role == lint.Summary
}
