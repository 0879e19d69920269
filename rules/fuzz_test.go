package rules_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
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
		checkFindings(t, a, linttest.Check(a, rules.All...))
	})
}

// FuzzChanges runs the rules that see changes over any two texts. What holds for
// other findings holds for theirs, and a text that only moved has none.
func FuzzChanges(f *testing.F) {
	paths, _ := filepath.Glob("../testdata/rules/*/*.base")
	for _, path := range paths {
		base, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		head, err := os.ReadFile(strings.TrimSuffix(path, ".base"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(base, head)
	}
	f.Fuzz(func(t *testing.T, before, after []byte) {
		base, err := parse.Article("a.md", before, &parse.Options{})
		if err != nil {
			return
		}
		head, err := parse.Article("a.md", after, &parse.Options{})
		if err != nil {
			return
		}
		checkFindings(t, head, linttest.CheckChange(base, head, rules.All...))
		moved, err := parse.Article("a.md", append(slices.Clone(before), '\n'), &parse.Options{})
		if err != nil {
			return
		}
		if found := linttest.CheckChange(base, moved, rules.All...); len(found) > 0 && len(moved.Sentences) == len(base.Sentences) {
			t.Errorf("a line end at the end: %+v", found)
		}
	})
}

func checkFindings(t *testing.T, a *lint.Article, found []lint.Diagnostic) {
	t.Helper()
	seen := make(map[string]bool)
	for _, d := range found {
		if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(a.Text) || d.Message == "" || seen[d.Fingerprint] {
			t.Errorf("finding %+v", d)
		}
		seen[d.Fingerprint] = true
	}
}
