package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

var malformedCitation = &lint.Rule{
	Name: "malformed-citation",
	Doc: `citations that are written wrongly

A bracket that is not closed, a range that runs backwards or a comma with
nothing after it leaves the reader to guess which sources are meant, and a
publishing system may print it as text or drop it.`,
	Group:      lint.Citations,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [2-1].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Good: "Sleep helps memory [1-2].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Run: func(pass *lint.Pass) {
		a := pass.Article
		for i := range a.Brackets {
			if b := &a.Brackets[i]; b.Defect != "" {
				pass.Report(lint.Diagnostic{
					Span:    b.Span,
					Message: fmt.Sprintf("malformed citation %s: %s", quote(a.Slice(b.Span), 40), b.Defect),
					Keys:    bracketKeys(b),
				})
			}
		}
	},
}

func bracketKeys(b *lint.Bracket) []string {
	var keys []string
	for i := range b.Citations {
		keys = append(keys, b.Citations[i].Key)
	}
	return keys
}
