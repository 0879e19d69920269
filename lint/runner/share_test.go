package runner_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/claim"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

var shareArticles = flag.String("articles", "../../testdata/articles/*.*", "the articles that BenchmarkShare lints")

// BenchmarkShare tells what claims and conclusions cost beside all else. It parses
// each article and checks it with the other rules, then with those of the claims
// and conclusions groups, and judges its claims once more to know what that takes.
// The share is in percent of the time that linting without them takes.
func BenchmarkShare(b *testing.B) {
	texts, size := readArticles(b)
	added, others := checksOf(true), checksOf(false)
	var parsed, rest, groups, judged time.Duration
	b.SetBytes(size)
	for b.Loop() {
		for path, text := range texts {
			start := time.Now()
			a, err := parse.Article(path, text, &parse.Options{})
			if err != nil {
				b.Fatal(err)
			}
			parsed += lap(&start)
			lint.Run(a, others)
			rest += lap(&start)
			lint.Run(a, added)
			groups += lap(&start)
			claim.Mark(a)
			judged += lap(&start)
		}
	}
	b.ReportMetric(100*(judged+groups).Seconds()/(parsed-judged+rest).Seconds(), "%-added")
	b.ReportMetric(judged.Seconds()*1e3/float64(b.N)/(float64(size)/1e6), "claims-ms/MB")
	b.ReportMetric(groups.Seconds()*1e3/float64(b.N)/(float64(size)/1e6), "groups-ms/MB")
}

// lap is the time since start, which it sets to now.
func lap(start *time.Time) time.Duration {
	last := *start
	*start = time.Now()
	return start.Sub(last)
}

// checksOf are the checks of the claims and conclusions groups, or all others.
func checksOf(added bool) (checks []lint.Check) {
	for _, r := range rules.All {
		if added == (r.Group == lint.Claims || r.Group == lint.Conclusions) {
			checks = append(checks, lint.Check{Rule: r})
		}
	}
	return checks
}

func readArticles(b *testing.B) (texts map[string][]byte, size int64) {
	texts = make(map[string][]byte)
	paths, err := filepath.Glob(*shareArticles)
	if err != nil || len(paths) == 0 {
		b.Fatal("no articles", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts[path] = text
		size += int64(len(text))
	}
	return texts, size
}
