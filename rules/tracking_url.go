package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

var trackingURL = &lint.Rule{
	Name: "tracking-url",
	Doc: `URLs that carry tracking parameters

Parameters such as utm_source and fbclid tell a site where its reader came
from. They change nothing about the page, they make one page look like two,
and they follow the reader. What a chatbot has put into a URL is what
model-residue finds.`,
	Group:      lint.Sources,
	Severity:   lint.Info,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep?id=7&utm_source=feed\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep?id=7\n",
	Run: func(pass *lint.Pass) {
		for _, u := range writtenURLs(pass.Article) {
			_, names := stripTracking(u.url)
			if len(names) == 0 || chatbotOf(u.url) != "" {
				continue
			}
			pass.Report(lint.Diagnostic{
				Span:    u.place(),
				Message: fmt.Sprintf("URL tracks the reader with %s", enumerate(names)),
				Keys:    u.keys(),
				Fixes:   strip(pass.Article, &u),
			})
		}
	},
}
