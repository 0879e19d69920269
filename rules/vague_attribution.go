package rules

import "github.com/citevet/citevet/lint"

var vagueAttribution = &lint.Rule{
	Name: "vague-attribution",
	Doc: `claims that are credited to nobody in particular

"Experts say" and "studies show" promise a source and name none. Say who, and
cite it; if nobody can be named, the claim is the author's own.`,
	Group:      lint.Claims,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Bad:        "Sleep helps memory [1].\n\nExperts say that naps are underestimated.\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\nSmith says that naps are underestimated [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Missing:    2,
	Run: func(pass *lint.Pass) {
		for i := range pass.Article.Sentences {
			s := &pass.Article.Sentences[i]
			if s.Claim.Reasons&lint.SaysVaguely != 0 && !s.Covered() && inBody(s) {
				pass.Reportf(s.Span, "who says so? neither a name nor a citation")
			}
		}
	},
}
