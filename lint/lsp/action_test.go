package lsp

import (
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestRewriting makes the edits of rewritings, which touch no more than they need.
func TestRewriting(t *testing.T) {
	for _, test := range []struct{ old, rewritten, edited string }{
		{"a\nb\nc\n", "a\nb\nc\n", ""},
		{"one [1][1] a\ntwo\n", "one [1] a\ntwo\n", "[1]"},
		{"é 【1†source】 b\r\n", "é [1] b\r\n", "【1†source】"},
		{"ä\n", "ö\n", "ä"},
		{"a [2\nb\nc [3\n", "a [2]\nb\nc [3]\n", ""},
		{"a\nb\nc\nd\n", "a\nd\n", "b\nc\n"},
		{"aa\n", "aaa\n", ""},
		{"", "x", ""},
		{"x", "", "x"},
	} {
		edits := rewriting("", test.old, test.rewritten)
		var edited []string
		for _, e := range edits {
			edited = append(edited, test.old[e.Span.Start:e.Span.End])
		}
		if got := strings.Join(edited, ""); got != test.edited {
			t.Errorf("%q to %q edits %q, want %q", test.old, test.rewritten, got, test.edited)
		}
		files, err := lint.Files{"": test.old}.Apply(lint.Fix{Edits: edits})
		if err != nil || files[""] != test.rewritten {
			t.Errorf("%q becomes %q, %v", test.old, files[""], err)
		}
	}
}
