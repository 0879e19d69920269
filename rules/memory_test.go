package rules_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

// TestMemoryOfLongArticles holds what is used again for the next article to a size
// that a process can keep: nothing of an article that is long.
func TestMemoryOfLongArticles(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // each processor has a pool of its own
	check := func(n int) {
		t.Helper()
		text := strings.Repeat("Sleep helped 45 percent of all adults in 2020 (a.org).\n\n", n) +
			"## Bottom line\n\n" + strings.Repeat("Naps helped 45 percent of all adults in 2020. ", n)
		a, err := parse.Article("a.md", []byte(text), &parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(linttest.Check(a, rules.All...)) < n {
			t.Fatal("too few findings to show anything")
		}
	}
	kept := func() uint64 {
		for range 3 { // what is not used again a pool keeps for two collections
			check(1)
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := kept()
	check(20_000)
	if after := kept(); after > before+2<<20 {
		t.Errorf("%d kB are kept", (after-before)>>10)
	}
}
