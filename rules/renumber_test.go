package rules_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

// TestRenumber renumbers the articles of testdata: each is then cited in the order
// 1, 2, 3, and every sentence cites what it cited; or a reason is given.
func TestRenumber(t *testing.T) {
	rule := rules.All[slices.IndexFunc(rules.All, func(r *lint.Rule) bool { return r.Name == "unordered-sources" })]
	var done, refused int
	for _, path := range testArticles(t) {
		a := linttest.Parse(t, path)
		if found := linttest.Check(a, rule); len(found) == 0 || found[0].Rule != rule.Name {
			continue
		}
		fixed := linttest.Fix(a, rule)
		if len(fixed.Fixed) == 0 {
			refused++
			if fixed.Findings[0].Fixes[0].Refusal == "" {
				t.Errorf("%s: neither renumbered nor refused", path)
			}
			continue
		}
		done++
		if was, is := bindings(a), bindings(fixed.Article); !slices.Equal(was, is) {
			t.Errorf("%s: the sentences cited\n%+v\nand now cite\n%+v", path, was, is)
		}
		for i, key := range numbersInOrder(fixed.Article) {
			if key != strconv.Itoa(i+1) {
				t.Errorf("%s: [%s] is cited where [%d] should be", path, key, i+1)
			}
		}
	}
	if t.Logf("%d renumbered, %d refused", done, refused); done < 10 || refused < 2 {
		t.Error("too few to tell")
	}
}

// testArticles lists the articles of testdata.
func testArticles(t *testing.T) []string {
	t.Helper()
	var articles []string
	for _, pattern := range []string{"../testdata/articles/*", "../testdata/rules/*/*"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if _, ok := parse.FormatOf(path); ok && filepath.Ext(path[:len(path)-len(filepath.Ext(path))]) != ".sources" {
				articles = append(articles, path)
			}
		}
	}
	return articles
}

// numbersInOrder lists the numbers that name a source, in the order in which they
// are first cited.
func numbersInOrder(a *lint.Article) []string {
	var keys []string
	for i := range a.Citations {
		c := &a.Citations[i]
		if c.Source == nil || c.Style == lint.Link || c.Style == lint.AuthorYear || c.Key != c.Source.Key {
			continue
		}
		if _, err := strconv.Atoi(c.Key); err == nil && !slices.Contains(keys, c.Key) {
			keys = append(keys, c.Key)
		}
	}
	return keys
}
