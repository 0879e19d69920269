package runner_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/claim"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

var shareArticles = flag.String("articles", "../../testdata/articles/*.*", "the articles that BenchmarkShare lints")

// BenchmarkShare tells what claims and conclusions cost beside all else: what their
// rules add to the time of the others, and what it takes to judge claims, which the
// parser does. All articles are gone over for one figure before the next, so that
// none is read from a cache that is warm from the article itself. The share is in
// percent of the time that linting without them takes.
func BenchmarkShare(b *testing.B) {
	texts, size := readArticles(b)
	articles := make([]*lint.Article, len(texts))
	var parsed, others, all, judged time.Duration
	b.SetBytes(size)
	for b.Loop() {
		parsed += parseAll(b, texts, articles)
		others += runAll(articles, checksWithout(lint.Claims, lint.Conclusions))
		parseAll(b, texts, articles) // rules share what they find out about an article
		all += runAll(articles, checksWithout())
		start := time.Now()
		for _, a := range articles {
			claim.Mark(a)
		}
		judged += time.Since(start)
	}
	perMegabyte := func(d time.Duration) float64 { return d.Seconds() * 1e3 / float64(b.N) / (float64(size) / 1e6) }
	b.ReportMetric(100*(judged+all-others).Seconds()/(parsed-judged+others).Seconds(), "%-added")
	b.ReportMetric(perMegabyte(judged), "claims-ms/MB")
	b.ReportMetric(perMegabyte(all-others), "groups-ms/MB")
	b.ReportMetric(perMegabyte(parsed-judged+others), "others-ms/MB")
}

// parseAll sets the articles to those of the texts, and tells how long it took.
func parseAll(b *testing.B, texts []shareText, articles []*lint.Article) time.Duration {
	start := time.Now()
	for i := range texts {
		a, err := parse.Article(texts[i].path, texts[i].text, &parse.Options{})
		if err != nil {
			b.Fatal(err)
		}
		articles[i] = a
	}
	return time.Since(start)
}

// runAll checks the articles, and tells how long it took.
func runAll(articles []*lint.Article, checks []lint.Check) time.Duration {
	start := time.Now()
	for _, a := range articles {
		lint.Run(a, checks)
	}
	return time.Since(start)
}

// checksWithout are the checks of all rules but those of some groups.
func checksWithout(groups ...lint.Group) (checks []lint.Check) {
	for _, r := range rules.All {
		if !slices.Contains(groups, r.Group) {
			checks = append(checks, lint.Check{Rule: r})
		}
	}
	return checks
}

// A shareText is an article as it is read.
type shareText struct {
	path string
	text []byte
}

func readArticles(b *testing.B) (texts []shareText, size int64) {
	paths, err := filepath.Glob(*shareArticles)
	if err != nil || len(paths) == 0 {
		b.Fatal("no articles", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, shareText{path, text})
		size += int64(len(text))
	}
	return texts, size
}
