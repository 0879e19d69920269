// Package mangle changes articles at random into texts that nobody writes on
// purpose: marks within other marks, halves of links, paragraphs twice. Parsers and
// rules have to hold to what they promise for these as well. A fuzzer that is led
// by what code it reaches finds few of them, as each mark alone is old to it.
package mangle

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"
)

// marks are put into articles: what begins, ends or is a bracket, a block, a source
// or a comment in one of the formats, and what letters of other scripts look like.
var marks = []string{
	"[1]", "[2, 3]", "[", "]", "(", ")", "[1][2]", "[^a]", "[^1]: x\n", "[1]: http://a.org\n", "[1] A book. http://a.org\n", "1. A book.\n", "(1)", "［1］", "【4†a】",
	"^[a note]", "[@a; @b]", "@a", "(2017)", "(Smith, 2019)", "[a](http://a.org)", "![a](b)", "[a][1]", "¹²", "⁽¹⁾", "<sup>", "</sup>",
	"turn0search1", ":contentReference[oaicite:0]{index=0}", "[cite_start]", "[cite: 1]", "[citation needed]", "[TODO: cite]", "{{cn}}",
	"http://a.org/b?utm_source=c", "doi:10.1000/182", "ISBN 978-0-306-40615-7", "Accessed 3 May 2020",
	"\n", "\n\n", "\r\n", "\t", " ", "# A\n", "## Sources\n\n", "Bottom line: ", "In conclusion, ", "- ", "* ", "> ", "```\n", "|", "|---|\n", "---\n", "+++\n", "===\n", "**", "_", "~~", "`", "$", "\\",
	"<!-- ", " -->", "--!>", "<!-- citevet: disable[unused-source] b -->", "{/* ", " */}", "<a href=\"b\">", "</a>", "<p>", "<li>", "<ol>", "</ol>", "<h2>", "<table><tr><td>", "<", ">", "&amp;", "&#91;", "&lt;",
	"5 May 1999", "1.2 million", "12%", "$3", "U.S.", "e.g.", "No. 5", "According to experts", "No evidence", ".", ". ", "?", "!", ",", ";", ":", "’", "“", "”", "—", "…",
	"Ⱌ", "É", "İ", "ß", "ǅ", "中文。", "は「", "」", "😀", "\u00a0", "\u200b", "\u2028", "\ue200", "\xff", "\x00",
}

// Run calls check with n texts, in each of the formats in turn: changed parts of the
// files that the patterns match. It stops at the first for which the test fails or
// check panics, and shows it.
func Run(t *testing.T, n uint64, patterns []string, check func(name string, text []byte)) {
	t.Helper()
	articles := read(t, patterns)
	names := [...]string{"a.md", "a.txt", "a.html", "a.mdx"}
	for seed := range n {
		text := Text(seed, articles)
		attempt(t, check, names[seed%uint64(len(names))], text)
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, text)
		}
	}
}

// attempt calls check and makes an error of a panic.
func attempt(t *testing.T, check func(name string, text []byte), name string, text []byte) {
	defer func() {
		if v := recover(); v != nil {
			t.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	check(name, text)
}

// read returns the texts of the files that the patterns match, which are some.
func read(t *testing.T, patterns []string) (texts [][]byte) {
	t.Helper()
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal("no files ", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, text)
		}
	}
	return texts
}

// Text returns a part of one of the articles, changed in some places. The same seed
// makes the same text of the same articles.
func Text(seed uint64, articles [][]byte) []byte {
	r := rand.New(rand.NewPCG(seed, 0))
	text := slices.Clone(window(r, articles[r.IntN(len(articles))], 4000))
	for range 1 + r.IntN(25) {
		at := r.IntN(len(text) + 1)
		switch r.IntN(6) {
		case 0:
			text = slices.Delete(text, at, min(len(text), at+r.IntN(60)))
		case 1:
			text = slices.Insert(text, at, window(r, text, 200)...)
		default:
			text = slices.Insert(text, at, []byte(marks[r.IntN(len(marks))])...)
		}
	}
	return text
}

// window is a part of a text, of at most so many bytes.
func window(r *rand.Rand, text []byte, most int) []byte {
	n := r.IntN(min(len(text), most) + 1)
	at := r.IntN(len(text) - n + 1)
	return text[at : at+n]
}
