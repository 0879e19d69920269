package rules_test

import (
	"flag"
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
	articles := []string{"../testdata/articles/*", "../testdata/rules/*/*"}
	mangle.Run(t, *mangled, articles, func(name string, text []byte) {
		a, err := parse.Article(name, text, &parse.Options{})
		if err != nil {
			return
		}
		checkFindings(t, a, linttest.Check(a, rules.All...))
		checkFixed(t, a, false)
		checkFixed(t, a, true)
	})
}
