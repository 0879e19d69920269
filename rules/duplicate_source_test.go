package rules

import (
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestDOIsAreFoldedOnce holds the comparison of sources to linear time: that of one
// entry with a long DOI and many others with its URL.
func TestDOIsAreFoldedOnce(t *testing.T) {
	list := func(n int) *lint.Article {
		a := lint.NewArticle("a.md", lint.Markdown, "", "")
		a.Sources = make([]lint.Source, n)
		for i := range a.Sources {
			a.Sources[i].Canonical = "https://example.org/sleep"
		}
		a.Sources[0].DOI = "10.1000/" + strings.Repeat("A", 1000)
		return a
	}
	if n := len(findPairs(list(100))); n != 99 {
		t.Fatalf("%d pairs of 100 equal entries, not 99", n)
	}
	few := testing.AllocsPerRun(10, func() { findPairs(list(100)) })
	many := testing.AllocsPerRun(10, func() { findPairs(list(1000)) })
	if many > few+100 {
		t.Errorf("%v allocations for 1000 entries, %v for 100", many, few)
	}
}
