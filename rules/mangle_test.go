package rules_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/linttest/mangle"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

var mangled = flag.Uint64("mangled", 3000, "how many mangled articles TestMangled checks and fixes")

// TestMangled checks and fixes mangled articles, and holds findings and fixes to
// what they promise.
func TestMangled(t *testing.T) {
	var articles [][]byte
	paths, _ := filepath.Glob("../testdata/*/*/*.*")
	for _, path := range paths {
		if _, ok := parse.FormatOf(path); !ok {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, text)
	}
	extensions := []string{".md", ".txt", ".html", ".mdx"}
	for seed := range *mangled {
		text := mangle.Text(seed, articles)
		a, err := parse.Article("a"+extensions[seed%4], text, &parse.Options{})
		if err != nil {
			continue
		}
		checkFindings(t, a, linttest.Check(a, rules.All...))
		checkFixed(t, a, false)
		checkFixed(t, a, true)
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, text)
		}
	}
}
