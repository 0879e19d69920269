package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

var missingSources = &lint.Rule{
	Name: "missing-sources",
	Doc: `articles that cite and list no sources

The numbers in the text point at a list that is not there. It may have been
lost when the article was copied out of the tool that wrote it. It is one
finding, at the first citation.`,
	Group:      lint.Sources,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory [1].\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		if len(pass.Article.Sources) > 0 {
			return
		}
		if keys := danglingKeys(pass.Article); len(keys) > 0 {
			d := allDangling(keys, "no source list: %s", citesAndLists(keys))
			d.Whole = true
			pass.Report(d)
		}
	},
}

func citesAndLists(keys []*citedKey) string {
	if len(keys) == 1 {
		return fmt.Sprintf("%s names nothing", keys[0].name())
	}
	return fmt.Sprintf("%s name nothing", enumerate(keyNames(keys)))
}
