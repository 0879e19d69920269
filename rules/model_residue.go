package rules

import (
	"fmt"
	"sync"

	"github.com/citevet/citevet/lint"
)

var modelResidue = &lint.Rule{
	Name: "model-residue",
	Doc: `markers that a chatbot left behind

Marks such as 【4†source】, [cite: 3] and :contentReference[oaicite:0] point into
the window of the chatbot that wrote them. No reader can follow them, and the
sentence has no source. A link that says utm_source=chatgpt.com can be
followed; it is a warning that the page was found by a chatbot and may never
have been read.`,
	Group:      lint.Citations,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory 【4†source】.\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		tagged := reportTaggedURLs(pass)
		bind := sync.OnceValue(func() *binder { return newBinder(pass.Article) }) // few articles have marks
		for _, at := range marks(pass.Article, lint.Residue) {
			if !tagged[at.End] {
				pass.Report(lint.Diagnostic{
					Span:    at,
					Message: fmt.Sprintf("%s is a chatbot's mark that no reader can follow", quote(pass.Article.Slice(at), 40)),
					Fixes:   bind().fix(at),
				})
			}
		}
	},
}

// reportTaggedURLs reports the URLs that name the chatbot they come from, and
// returns where what carries them ends.
func reportTaggedURLs(pass *lint.Pass) map[int]bool {
	ends := make(map[int]bool)
	for _, u := range writtenURLs(pass.Article) {
		bot := chatbotOf(u.url)
		if bot == "" {
			continue
		}
		ends[u.at.End] = true
		pass.Report(lint.Diagnostic{
			Severity: lint.Warning,
			Span:     u.place(),
			Message:  fmt.Sprintf("the link comes from a chatbot: utm_source=%s", bot),
			Keys:     u.keys(),
			Fixes:    strip(pass.Article, &u),
		})
	}
	return ends
}
