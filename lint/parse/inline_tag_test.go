package parse

import (
	"testing"

	"github.com/citevet/citevet/lint"
)

// mustParse parses an article and checks what every one must hold to.
func mustParse(t *testing.T, path, text string) *lint.Article {
	t.Helper()
	a, err := Article(path, []byte(text), &Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	return a
}

// TestAnchorInMarkdown reads the address of an <a> in a line of Markdown.
func TestAnchorInMarkdown(t *testing.T) {
	for tag, want := range map[string]string{
		`<a href="https://a.org/1">`:                            "https://a.org/1",
		`<a data-href="https://b.org" href="https://a.org/1">`:  "https://a.org/1",
		`<a title="href=https://b.org" href='https://a.org/1'>`: "https://a.org/1",
		`<A HREF="https://a.org/1">`:                            "https://a.org/1",
		`<a href = https://a.org/1 >`:                           "https://a.org/1",
		"<a\nclass=x\nhref=https://a.org/1>":                    "https://a.org/1",
		`<a href="https://a.org/?a=1&amp;b=2">`:                 "https://a.org/?a=1&b=2",
		`<a href="https://a.org/1" href="https://b.org">`:       "https://a.org/1",
		`<a data-href="https://b.org">`:                         "",
		`<a href="">`:                                           "",
		`<a href>`:                                              "",
	} {
		a := mustParse(t, "a.md", "The bridge was opened "+tag+"in May</a> of that year.\n")
		got := ""
		if len(a.Citations) > 0 {
			got = a.Citations[0].URL
		}
		if got != want {
			t.Errorf("%s leads to %q, want %q", tag, got, want)
		}
	}
}
