package parse

import (
	"flag"
	"testing"

	"github.com/citevet/citevet/lint/linttest/mangle"
)

var mangled = flag.Uint64("mangled", 10_000, "how many mangled articles TestMangled parses")

// TestMangled holds what the parser makes of mangled articles to what every article
// must hold to.
func TestMangled(t *testing.T) {
	articles := []string{"../../testdata/articles/*", "../../testdata/rules/*/*"}
	mangle.Run(t, *mangled, articles, func(name string, text []byte) { fuzzArticle(t, name, text) })
}
