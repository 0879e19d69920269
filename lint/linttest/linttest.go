// Package linttest runs rules over articles whose expected findings stand in the
// articles themselves, on the lines they are about:
//
//	Sleep helps memory [7]. <!-- want "no source for .7." -->
//
//	## Sources
//
//	1. Smith, On Sleep, https://example.org/sleep <!-- want "never cited" -->
//
// A want comment expects one finding for each of its regular expressions, in Go's
// syntax, that starts on its line and has a matching message. Where a test runs
// several rules, the rule's name may stand before an expression:
//
//	Sleep helps memory [7]. <!-- want dangling-citation "no source" unused-source "x" -->
//
// Some lines have no room for a comment, such as those of front matter and of
// link reference definitions. Then the comment stands on another line and says
// how many lines away the finding is:
//
//	[1]: https://example.org/sleep
//	<!-- want@-1 "never cited" -->
//
// Every finding must be expected and every expectation met. If NAME.golden
// stands beside the article NAME, it holds the text with all fixes made, also the
// unsafe ones; it has to be there if a finding is fixed. The sources of the
// article talk.md may stand in talk.sources.yaml (or .yml, .json, .txt, .bib),
// which has a golden file too if fixes change it.
package linttest

import (
	"cmp"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/parse"
)

// Run checks every article below dir with the rules, each article as a test of
// its own. Rules run at their default severity and with their default options.
func Run(t *testing.T, dir string, rules ...*lint.Rule) {
	t.Helper()
	paths := articles(t, dir)
	if len(paths) == 0 {
		t.Fatalf("%s: no articles", dir)
	}
	for _, path := range paths {
		name, _ := filepath.Rel(dir, path)
		t.Run(filepath.ToSlash(name), func(t *testing.T) { runArticle(t, path, rules) })
	}
}

// articles lists the articles below dir; files that list sources are none.
func articles(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if _, ok := parse.FormatOf(path); ok && err == nil && !d.IsDir() && !strings.HasSuffix(path, ".sources.txt") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// RunChange does what Run does for rules that see changes. The article as it was
// before the change stands beside NAME in NAME.base.
func RunChange(t *testing.T, dir string, rules ...*lint.Rule) {
	t.Helper()
	paths := articles(t, dir)
	if len(paths) == 0 {
		t.Fatalf("%s: no articles", dir)
	}
	for _, path := range paths {
		name, _ := filepath.Rel(dir, path)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			text, err := os.ReadFile(path + ".base")
			if err != nil {
				t.Fatal(err)
			}
			base, err := parse.Article(path, text, &parse.Options{})
			if err != nil {
				t.Fatal(err)
			}
			head := Parse(t, path)
			checkWants(t, head, CheckChange(base, head, rules...))
		})
	}
}

func runArticle(t *testing.T, path string, rules []*lint.Rule) {
	a := Parse(t, path)
	checkWants(t, a, Check(a, rules...))
	checkFixes(t, a, rules)
}

// checkWants compares findings with the wants of their article.
func checkWants(t *testing.T, a *lint.Article, found []lint.Diagnostic) {
	path := a.Path
	wants, err := findWants(a.Text)
	if err != nil {
		t.Fatalf("%s:%v", path, err)
	}
	for _, d := range found {
		line := a.Position(d.Span.Start).Line
		i := slices.IndexFunc(wants, func(w want) bool { return w.meets(line, &d) })
		if i < 0 {
			t.Errorf("%s:%d: unexpected %s: %s", path, line, d.Rule, d.Message)
			continue
		}
		wants = slices.Delete(wants, i, i+1)
	}
	for _, w := range wants {
		t.Errorf("%s:%d: no finding %s matches %q", path, w.line, w.rule, w.message)
	}
}

// Check runs rules over an article as they are by default. One that is off by
// default runs as a warning if it is the only one.
func Check(a *lint.Article, rules ...*lint.Rule) []lint.Diagnostic {
	return lint.Run(a, checksOf(rules))
}

// CheckChange runs rules over a change of an article as they are by default.
func CheckChange(base, head *lint.Article, rules ...*lint.Rule) []lint.Diagnostic {
	return lint.RunChange(base, head, checksOf(rules))
}

func checksOf(rules []*lint.Rule) []lint.Check {
	checks := make([]lint.Check, len(rules))
	for i, r := range rules {
		checks[i].Rule = r
		if len(rules) == 1 && r.Severity == lint.Off {
			checks[i].Severity = lint.Warning
		}
	}
	return checks
}

// Parse reads an article, with the files beside it that list its sources.
func Parse(t testing.TB, path string) *lint.Article {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := parse.Article(path, text, &parse.Options{Sidecars: sidecars(path)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sidecars reads the files beside an article that list its sources.
func sidecars(path string) []parse.Sidecar {
	var found []parse.Sidecar
	base := strings.TrimSuffix(path, filepath.Ext(path))
	for _, extension := range []string{"yaml", "yml", "json", "txt", "bib"} {
		sidecar := base + ".sources." + extension
		if text, err := os.ReadFile(sidecar); err == nil {
			found = append(found, parse.Sidecar{Path: sidecar, Text: text})
		}
	}
	return found
}

// Fix makes all fixes of what rules find in an article, also the unsafe ones.
func Fix(a *lint.Article, rules ...*lint.Rule) *lint.Fixed {
	files := lint.Files{"": a.Text}
	maps.Copy(files, a.Lists)
	x := lint.Fixer{Checks: checksOf(rules), Unsafe: true, Parse: func(files lint.Files) (*lint.Article, error) {
		options := new(parse.Options)
		for _, path := range slices.Sorted(maps.Keys(a.Lists)) {
			options.Sidecars = append(options.Sidecars, parse.Sidecar{Path: path, Text: []byte(files[path])})
		}
		return parse.Article(a.Path, []byte(files[""]), options)
	}}
	return x.Fix(a, files)
}

// checkFixes makes all fixes of what rules find in an article and compares the
// files with the golden ones.
func checkFixes(t *testing.T, a *lint.Article, rules []*lint.Rule) {
	fixed := Fix(a, rules...)
	for _, file := range slices.Sorted(maps.Keys(fixed.Files)) {
		text, before := fixed.Files[file], a.Text
		if file != "" {
			before = a.Lists[file]
		}
		path := cmp.Or(file, a.Path) + ".golden"
		golden, err := os.ReadFile(path)
		switch {
		case err != nil && text == before:
		case err != nil:
			t.Errorf("%v; with all fixes made the text is\n%s", err, text)
		case text != string(golden):
			t.Errorf("%s differs from the text with all fixes made, which is\n%s", path, text)
		}
	}
}

// A want is one expected finding.
type want struct {
	line    int
	rule    string // empty: any
	message *regexp.Regexp
}

func (w *want) meets(line int, d *lint.Diagnostic) bool {
	return w.line == line && (w.rule == "" || w.rule == d.Rule) && w.message.MatchString(d.Message)
}
