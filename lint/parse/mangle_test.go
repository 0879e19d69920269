package parse

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/citevet/citevet/lint/linttest/mangle"
)

var mangled = flag.Uint64("mangled", 10_000, "how many mangled articles TestMangled parses")

// TestMangled holds what the parser makes of mangled articles to what every article
// must hold to.
func TestMangled(t *testing.T) {
	var articles [][]byte
	for _, pattern := range []string{"articles/*", "rules/*/*"} {
		paths, _ := filepath.Glob("../../testdata/" + pattern)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			articles = append(articles, text)
		}
	}
	extensions := []string{".md", ".txt", ".html", ".mdx"}
	for seed := range *mangled {
		text := mangle.Text(seed, articles)
		fuzzArticle(t, "a"+extensions[seed%4], text)
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, text)
		}
	}
}
