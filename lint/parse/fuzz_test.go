package parse

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// addArticles adds the articles of the project's testdata with an extension to a
// fuzzer's corpus.
func addArticles(f *testing.F, extension string) {
	for _, pattern := range []string{"articles/*", "rules/*/*", "parse/*/*"} {
		paths, _ := filepath.Glob("../../testdata/" + pattern)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			if filepath.Ext(path) == ".txtar" {
				text = txtar.Parse(text).Files[0].Data
			} else if filepath.Ext(path) != extension {
				continue
			}
			f.Add(text)
		}
	}
	for _, text := range awkward {
		f.Add([]byte(text))
	}
	for _, pattern := range hostile {
		f.Add([]byte(strings.Repeat(pattern, 40)))
	}
}

// awkward are texts in which one mark stands in another that was not made for it.
var awkward = []string{
	"Krill swarm! <!-- 【0†-->】 They sink.\n",
	"Krill swarm.^[As [1] says, and http://a.org too.]\n\n## Sources\n\n1. A book.\n",
	"Krill swarm, as [the [long](http://a.org) answer][2] says.\n\n[2]: http://b.org\n",
	"<p>Krill swarm [1]. <!-- c --!> They sink [3] --> and rise.</p>",
	"Do krill sleep? [citation needed [a](http://a.org)]\n",
	"<h1>Krill</h1><p>They swarm.</p><nav><a href='/'>Home</a></nav><p>Subscribe from 1 euro a week. Cancel at any time.</p>",
}

// fuzzArticle holds whatever the parser makes of any text to what every article
// must hold to.
func fuzzArticle(t *testing.T, name string, text []byte) {
	before := bytes.Clone(text)
	a, err := Article(name, text, &Options{})
	if !bytes.Equal(text, before) {
		t.Fatal("the parser changed the text")
	}
	if err == nil {
		checkArticle(t, a)
	}
}

func FuzzMarkdown(f *testing.F) {
	addArticles(f, ".md")
	f.Fuzz(func(t *testing.T, text []byte) { fuzzArticle(t, "a.md", text) })
}

func FuzzMDX(f *testing.F) {
	addArticles(f, ".mdx")
	f.Fuzz(func(t *testing.T, text []byte) { fuzzArticle(t, "a.mdx", text) })
}

func FuzzText(f *testing.F) {
	addArticles(f, ".txt")
	f.Fuzz(func(t *testing.T, text []byte) { fuzzArticle(t, "a.txt", text) })
}

func FuzzPage(f *testing.F) {
	addArticles(f, ".html")
	f.Fuzz(func(t *testing.T, text []byte) { fuzzArticle(t, "a.html", text) })
}

// hostile are patterns that make naive parsers slow when they are repeated.
var hostile = []string{
	"[a](", "[a](b", "a_b*", "a**b_c*", "> ", ">", "- ", "* a\n", "[a]:\n", "[1 ", "[", "]", "[]", "[[", "![", "^[", "[^", "[^1^]", "(", "((1)", "{{", "【", "【4†",
	"<", "<a ", "<a href=", "<!--", "<sup>", "</", "<b>", "`", "``a", "$", "$a", "\\[", "\\(", "&", "&amp", "http://", "http://a(", "@", "@a", "[@a", "¹", "1¹",
	"turn0", "†", "cite index=", "[span_", "](start_span)", "_s", ":contentReference[", "[1]–", "[1][2]", "[1,", "1. ", "1.\n", "|a|b\n", "|-", "a\n===\n", "**a**\n",
	"[1]: ", "[1]: a\n", "[^1]: a\n", "1. a\n[1] b\n", "<!-- citevet: ignore[a] b -->", "<!-- citevet: disable[a] b -->\n\n", "<!-- citevet: enable[a] -->\n\n",
	"Sources\n[1] a\n", "## Sources\n\n1. a\n\n", "## Sources\n", ". ", "! \" ", "\xff", "\xe2\x80", "\r", "\r\n", "\t", "a\n\n", "# a\n", "```\n", "~~~", "---\n", "+++\n", "a [1].\n\n", "<li>", "<table><tr><td>", "<div>", "<p>",
	"[1-500] ", "<http://", "xturn0search1", "turn0search1", "Sources: [a](b) ", "<ol><li>a", "<ul><li>b</ul>", "[12, p. 5; 36] ", "[^1^][2, p. turn0search0] ",
	"[@a, [b](http://c.d/e); @f2020] ", "[ @smith2020 ", "(Walker, 2017; Lee et al., 2019) ", "(2017) ", "[*]: a\n", "[#]: a\n", "\\[1\\]", "{/* a */}",
	"{", "}", "{}", "{a\n", "{/*", "{`", "<A b={", "<A b=\"", "<A\n", "<>", "import {\n\n", "export const a = {\n",
}

// BenchmarkHostile parses each hostile pattern at 250 and 500 KB and reports by
// how much more the second takes: 2 is linear, 4 quadratic.
func BenchmarkHostile(b *testing.B) {
	for _, name := range []string{"a.md", "a.mdx", "a.txt", "a.html"} {
		for _, pattern := range hostile {
			b.Run(name+"/"+pattern, func(b *testing.B) {
				for b.Loop() {
					small := parseTime(b, name, pattern, 250_000)
					large := parseTime(b, name, pattern, 500_000)
					b.ReportMetric(float64(large)/float64(small), "x/doubling")
					b.ReportMetric(.5/large.Seconds(), "MB/s")
				}
			})
		}
	}
}

// parseTime is the shortest of some runs over a pattern repeated to a size.
func parseTime(b *testing.B, name, pattern string, size int) time.Duration {
	text := []byte(strings.Repeat(pattern, size/len(pattern)))
	best := time.Hour
	for range 3 {
		runtime.GC()
		start := time.Now()
		if _, err := Article(name, text, &Options{}); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	return best
}
