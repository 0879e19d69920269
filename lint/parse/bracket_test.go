package parse

import (
	"strings"
	"testing"
)

// FuzzBrackets puts any text into a bracket of an article that lists sources, and
// into one that lists none.
func FuzzBrackets(f *testing.F) {
	for _, content := range []string{
		"1", "1, 2", "1–3", "1-", "12, p. 5; 36", "^1^][2, p. turn0search0", "@a, [b](http://c.d/e); @e2020", "see 3", "note 1", "citation needed", "0", "2019", "x",
		"Walker, 2017)(Lee et al., 2019", "1]–[3", "cite: 1, 8", "【4†source】", "1-500", "\\", "&#93;&#91;2", ";&#91", "&lbrack;1&#x5d;", "<sup>1</sup>", "¹",
	} {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content string) {
		fuzzArticle(t, "a.md", []byte("He said ["+content+"] so. And ("+content+") and “[9]”.\n\n## Sources\n\n1. Walker, 2017, a\n2. Lee, 2019, b\n"))
		fuzzArticle(t, "a.txt", []byte("He said ["+content+"] so.\n\nSources\n\n(1) a\n(2) b\n"))
		fuzzArticle(t, "a.html", []byte("<p>He said ["+content+"] so.</p>"))
	})
}

// FuzzSuppressions puts any text into a comment that may suppress something.
func FuzzSuppressions(f *testing.F) {
	for _, directive := range []string{
		"ignore[a] why", "ignore-file[a, b] why", "disable[a] why", "enable[a]", "ignore", "ignore[]", "ingore[a] why", "ignore[a", "", "]", "[", "ignore[a]\nwhy",
	} {
		f.Add(directive)
	}
	f.Fuzz(func(t *testing.T, directive string) {
		comment := "<!-- citevet: " + directive + " -->"
		fuzzArticle(t, "a.md", []byte("# T\n\n"+comment+"\n- one\n- two\n\nIt fell [1]. "+comment+"\n\n"+comment+comment+"\n"))
		fuzzArticle(t, "a.mdx", []byte("{/* citevet: "+directive+" */}\nIt fell.\n"))
	})
}

// TestEntityBrackets reads brackets that are written as entities, as a browser
// shows them.
func TestEntityBrackets(t *testing.T) {
	const list = "<h2>Sources</h2>\n<ol>\n<li>Smith, On Sleep, 2020, https://example.org/sleep</li>\n<li>Doe, On Naps, 2021, https://example.org/naps</li>\n</ol>\n"
	for _, c := range []struct{ path, text, bracket, keys string }{
		{"a.html", "<p>Sleep helps memory &#91;2&#93; they say.</p>\n" + list, "&#91;2&#93;", "2"},
		{"a.html", "<p>Sleep helps memory &lbrack;1, 2&rsqb;.</p>\n" + list, "&lbrack;1, 2&rsqb;", "1 2"},
		{"a.html", "<p>Sleep helps memory [1&#x5D;.</p>\n" + list, "[1&#x5D;", "1"},
		{"a.html", "<p>Sleep helps memory &#91;<b>2</b>&#93;.</p>\n" + list, "&#91;<b>2</b>&#93;", "2"},
		{"a.md", "Sleep helps memory &#91;2&#93; they say.\n\n## Sources\n\n1. Smith\n2. Doe\n", "&#91;2&#93;", "2"},
		{"a.md", "Sleep helps memory &#91;2&#93;&#91;1&#93; they say.\n\n## Sources\n\n1. Smith\n2. Doe\n", "&#91;2&#93;", "2 1"},
	} {
		a := mustParse(t, c.path, c.text)
		var keys []string
		for i := range a.Citations {
			if a.Citations[i].Bracket != nil {
				keys = append(keys, a.Citations[i].Key)
			}
		}
		if got := strings.Join(keys, " "); got != c.keys {
			t.Errorf("%s: cites %q, want %q", c.text, got, c.keys)
		}
		if len(a.Brackets) == 0 || a.Slice(a.Brackets[0].Span) != c.bracket {
			t.Errorf("%s: brackets %v", c.text, a.Brackets)
		}
	}
}
