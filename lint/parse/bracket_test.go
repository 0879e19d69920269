package parse

import "testing"

// FuzzBrackets puts any text into a bracket of an article that lists sources, and
// into one that lists none.
func FuzzBrackets(f *testing.F) {
	for _, content := range []string{
		"1", "1, 2", "1–3", "1-", "12, p. 5; 36", "^1^][2, p. turn0search0", "@a, [b](http://c.d/e); @e2020", "see 3", "note 1", "citation needed", "0", "2019", "x",
		"Walker, 2017)(Lee et al., 2019", "1]–[3", "cite: 1, 8", "【4†source】", "1-500", "\\", "<sup>1</sup>", "¹",
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
