package rules_test

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

// addArticles adds the articles of testdata to a fuzzer's seeds, each as its
// extension, its text and what more the fuzzer takes.
func addArticles(f *testing.F, more ...any) {
	paths, _ := filepath.Glob("../testdata/*/*/*.*")
	for _, path := range append(paths, "../testdata/articles/report-heat-pumps.md", "../testdata/articles/newsroom-bridge.html") {
		if _, ok := parse.FormatOf(path); !ok {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(append([]any{filepath.Ext(path), text}, more...)...)
	}
}

// FuzzRules runs every rule over any text. No rule may panic, every finding
// points into the text, has a message and a fingerprint of its own.
func FuzzRules(f *testing.F) {
	addArticles(f)
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

// FuzzFixes makes all fixes of what all rules find in any text, the safe ones and
// then the others. What a fix promises holds: the text is read as before, no
// finding is new, and to fix it again changes nothing.
func FuzzFixes(f *testing.F) {
	addArticles(f, "")
	for _, path := range []string{"beside.md", "places.md"} {
		article, err := os.ReadFile("../testdata/rules/unordered-sources/" + path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(".md", article, `[{"id": 3, "url": "https://a.org/b"}, {"id": 1, "title": "x"}, {"id": "2", "url": "https://c.org"}]`)
		f.Add(".md", article, `["https://a.org/b", "https://c.org", "https://a.org/b"]`)
	}
	f.Fuzz(func(t *testing.T, extension string, text []byte, sidecar string) {
		options := new(parse.Options)
		if sidecar != "" {
			options.Sidecars = []parse.Sidecar{{Path: "a.sources.json", Text: []byte(sidecar)}}
		}
		a, err := parse.Article("a"+extension, text, options)
		if err != nil {
			return
		}
		checkFixed(t, a, false)
		checkFixed(t, a, true)
	})
}

// checkFixed makes fixes of an article and holds the result to what they promise.
func checkFixed(t *testing.T, a *lint.Article, unsafe bool) {
	t.Helper()
	checks := allChecks()
	before := lint.Run(a, checks)
	fixed := fixAll(a, checks, unsafe)
	if fresh := lint.Subtract(fixed.Findings, before); len(fresh) > 0 {
		t.Errorf("a new finding: %+v\nin\n%s", fresh[0], fixed.Article.Text)
	}
	if after := lint.Run(fixed.Article, checks); len(after) != len(fixed.Findings) {
		t.Errorf("%d findings are told, and %d there", len(fixed.Findings), len(after))
	}
	if was, is := bindings(a), bindings(fixed.Article); !unsafe && !slices.EqualFunc(was, is, sameBinding) {
		t.Errorf("the sentences cited\n%+v\nand now cite\n%+v\nin\n%s", was, is, fixed.Article.Text)
	}
	if len(fixed.Fixed) == 0 && fixed.Article.Text != a.Text {
		t.Error("nothing was fixed, and the text has changed")
	}
	if again := fixAll(fixed.Article, checks, unsafe); len(again.Fixed) > 0 {
		t.Errorf("fixed again: %s: %s\nin\n%s", again.Fixed[0].Rule, again.Fixed[0].Message, fixed.Article.Text)
	}
}

// allChecks runs every rule, also those that are off by default.
func allChecks() []lint.Check {
	checks := make([]lint.Check, len(rules.All))
	for i, r := range rules.All {
		checks[i].Rule = r
		if r.Severity == lint.Off {
			checks[i].Severity = lint.Warning
		}
	}
	return checks
}

func fixAll(a *lint.Article, checks []lint.Check, unsafe bool) *lint.Fixed {
	files := lint.Files{"": a.Text}
	maps.Copy(files, a.Lists)
	x := lint.Fixer{Checks: checks, Unsafe: unsafe, Parse: func(files lint.Files) (*lint.Article, error) {
		options := new(parse.Options)
		for _, path := range slices.Sorted(maps.Keys(a.Lists)) {
			options.Sidecars = append(options.Sidecars, parse.Sidecar{Path: path, Text: []byte(files[path])})
		}
		return parse.Article(a.Path, []byte(files[""]), options)
	}}
	return x.Fix(a, files)
}

// A binding is what a sentence with words cites.
type binding struct {
	words string
	cited string // URLs, or else titles, each once
	clear bool   // it has no mark that a fix may make sense of
}

func bindings(a *lint.Article) []binding {
	var all []binding
	for i := range a.Sentences {
		s := &a.Sentences[i]
		words := strings.FieldsFunc(a.Prose(s.Span), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if len(words) == 0 {
			continue
		}
		b := binding{words: strings.Join(words, " "), clear: true}
		var cited []string
		for j := range s.Citations {
			c := &s.Citations[j]
			if c.Source != nil {
				cited = append(cited, cmp.Or(c.Source.Canonical, c.Source.DOI, c.Source.Title)) // a title may hold a URL
			}
			b.clear = b.clear && c.Style != lint.Residue
		}
		for j := range s.Brackets {
			b.clear = b.clear && s.Brackets[j].Defect == ""
		}
		slices.Sort(cited)
		b.cited = strings.Join(slices.Compact(cited), ", ")
		all = append(all, b)
	}
	return all
}

// sameBinding reports whether a sentence has its words still, and cites what it
// did, unless it had a mark that nobody could follow.
func sameBinding(was, is binding) bool {
	return was.words == is.words && (!was.clear || was.cited == is.cited)
}
