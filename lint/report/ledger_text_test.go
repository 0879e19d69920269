package report

import (
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestReveal shows stretches of articles with what is masked in them, which ‹ and ›
// enclose here, as a reader of the article sees them.
func TestReveal(t *testing.T) {
	for _, c := range []struct{ masked, want string }{
		{"‹**›bold‹**› and ‹_›more‹_›", "bold and more"},
		{"‹`a[0]`› and ‹``b`c``›", "a[0] and b`c"},
		{"‹[›link‹](https://example.org/a(b)c " + `"title"` + ")›.", "link."},
		{"‹![a chart](chart.png)›", "[image: a chart]"},
		{"see ‹https://example.org/a›, ‹<https://example.org/b>›", "see https://example.org/a, https://example.org/b"},
		{"a ‹<b class=x>›word‹</b>› ‹<!-- none -->›here", "a word here"},
		{"‹<script>alert(1)</script>›x‹<style>b</style>›", "x"},
		{"‹<code>a[1]</code>›", "a[1]"},
		{"fish &‹amp;› chips", "fish & chips"},
		{"‹$x^2$› or ‹\\(y\\)›", "$x^2$ or \\(y\\)"},
		{"of a quotation‹\n> ›that goes on", "of a quotation that goes on"},
		{"‹:rfc:›x", ":rfc:x"},
		{"‹`never closed›", "never closed"},
		{"‹<b never closed›", ""},
	} {
		var text, prose strings.Builder
		masked := false
		for _, r := range c.masked {
			switch {
			case r == '‹' || r == '›':
				masked = r == '‹'
				continue
			case masked:
				prose.WriteString(strings.Repeat("\x00", len(string(r))))
			default:
				prose.WriteRune(r)
			}
			text.WriteRune(r)
		}
		a := lint.NewArticle("a.md", lint.Markdown, text.String(), prose.String())
		if got := readable(a, lint.Span{End: len(a.Text)}); got != c.want {
			t.Errorf("%s is shown as %q, want %q", c.masked, got, c.want)
		}
	}
}

// What is but a citation is named by what that cites, never by its markup.
func TestQuoteOfCitation(t *testing.T) {
	const text = `<a href="#r1">[1]</a>.`
	a := lint.NewArticle("a.html", lint.HTML, text, strings.Repeat("\x00", len(text)-1)+".")
	a.Brackets = []lint.Bracket{{Span: lint.Span{End: len(text) - 1}, Verdict: lint.IsCitation, Citations: []lint.Citation{{Key: "1"}}}}
	l := &ledger{Article: a}
	if got := l.excerpt(lint.Span{End: len(text)}); got != "[1]" {
		t.Errorf("excerpt %q", got)
	}
}
