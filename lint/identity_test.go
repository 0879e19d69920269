package lint

import (
	"strings"
	"testing"
)

// A name that goes into the fingerprints of many findings is short, however long the
// URL or title that it is made of.
func TestNamesOfLongSources(t *testing.T) {
	a := NewArticle("a.md", Markdown, "", "")
	long := strings.Repeat("sleep ", 1<<16)
	a.Sources = []Source{
		{Canonical: "https://example.org/" + long},
		{Canonical: "https://example.org/" + long + "s"},
		{Title: long},
		{Title: long + "s"},
		{Canonical: "https://example.org/sleep"},
	}
	x := keyIndex{article: a}
	seen := make(map[string]bool)
	for i := range a.Sources {
		name := x.nameOf(&a.Sources[i])
		if seen[name] || len(name) > usualName || x.nameOf(&a.Sources[i]) != name {
			t.Errorf("source %d has the name %.40q of %d bytes", i, name, len(name))
		}
		seen[name] = true
	}
}
