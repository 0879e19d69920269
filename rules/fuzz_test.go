package rules_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

// FuzzRules runs every rule over any text. No rule may panic, every finding
// points into the text, has a message and a fingerprint of its own.
func FuzzRules(f *testing.F) {
	paths, _ := filepath.Glob("../testdata/*/*/*.*")
	for _, path := range append(paths, "../testdata/articles/report-heat-pumps.md", "../testdata/articles/newsroom-bridge.html") {
		if _, ok := parse.FormatOf(path); !ok {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Ext(path), text)
	}
	f.Add(".md", []byte("# T\n\nA 5 B [1].\n\n## Summary\n\nB 5. May 5 1999 12 dozen million.\n\n## Bottom line\n\nNo B 1.5.\n"))
	f.Fuzz(func(t *testing.T, extension string, text []byte) {
		a, err := parse.Article("a"+extension, text, &parse.Options{})
		if err != nil {
			return
		}
		seen := make(map[string]bool)
		for _, d := range linttest.Check(a, rules.All...) {
			if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(a.Text) || d.Message == "" || seen[d.Fingerprint] {
				t.Errorf("finding %+v", d)
			}
			seen[d.Fingerprint] = true
		}
	})
}
