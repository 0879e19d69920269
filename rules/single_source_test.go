package rules

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestMayLean counts the citations that go to one source or site, and sees whether
// the short look tells so.
func TestMayLean(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 20_000 {
		sources := make([]lint.Source, 1+random.IntN(4))
		for i := range sources {
			sources[i].Canonical = fmt.Sprintf("https://%c.example.org/%d", 'a'+rune(random.IntN(3)), i)
		}
		citations := make([]lint.Citation, 1+random.IntN(12))
		most, bySource, byHost := 0, make(map[*lint.Source]int), make(map[string]int)
		for i := range citations {
			c := &citations[i]
			c.Source = &sources[random.IntN(len(sources))]
			bySource[c.Source]++
			byHost[hostOf(c)]++
			most = max(most, bySource[c.Source], byHost[hostOf(c)])
		}
		options := singleSourceOptions{MinCitations: 1, Share: random.Float64()}
		may, leans := mayLean(citations, options), float64(most) > options.Share*float64(len(citations))
		if leans && !may {
			t.Fatalf("%d of %d citations lean, and that is more than %g", most, len(citations), options.Share)
		}
		if !may {
			refused++
		}
	}
	if refused < 1000 {
		t.Errorf("only %d articles are told by the short look", refused)
	}
}
