package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

// crowdedOptions are the options of crowded-citation.
type crowdedOptions struct {
	MaxSources int `doc:"how many sources one sentence may cite"`
}

var crowdedCitation = &lint.Rule{
	Name: "crowded-citation",
	Doc: `more sources on one sentence than a reader can check

Nobody can tell which of seven sources supports which part of the sentence,
and a long row of numbers may hide that none does. Keep the best, or put each
where its part of the claim stands.`,
	Group:      lint.Citations,
	Severity:   lint.Info,
	Confidence: lint.Judgement,
	Options:    crowdedOptions{MaxSources: 5},
	Bad:        "Sleep helps memory [1][2][3][4][5][6].\n\n## Sources\n\n" + sixSources,
	Good:       "Sleep helps memory [1][2][3]. So do naps [4][5][6].\n\n## Sources\n\n" + sixSources,
	Run: func(pass *lint.Pass) {
		limit := pass.Options.(crowdedOptions).MaxSources
		for i := range pass.Article.Sentences {
			s := &pass.Article.Sentences[i]
			if len(s.Citations) <= limit {
				continue
			}
			if n := countSources(s.Citations); n > limit {
				first, last := &s.Citations[0], &s.Citations[len(s.Citations)-1]
				pass.Report(lint.Diagnostic{
					Span:    lint.Span{Start: extent(first).Start, End: extent(last).End},
					Message: fmt.Sprintf("%d sources on one sentence, more than %d: which supports what?", n, limit),
				})
			}
		}
	},
}

const sixSources = "1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n" +
	"3. Lindqvist, On Dreams, 2018, https://example.org/dreams\n4. Tanaka, On Naps, 2019, https://example.org/naps\n" +
	"5. Duarte, On Rest, 2022, https://example.org/rest\n6. Novak, On Learning, 2017, https://example.org/learning\n"

// countSources counts the sources that citations name, each once.
func countSources(citations []lint.Citation) int {
	named := make(map[target]bool, len(citations))
	for i := range citations {
		if c := &citations[i]; c.Style != lint.Residue {
			named[targetOf(c)] = true
		}
	}
	return len(named)
}
