package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// keySpan finds where a key is written out in a label, which is a span of the
// text; empty if nowhere. It is not found within a longer number or word.
func keySpan(text string, label lint.Span, key string) lint.Span {
	if key == "" || label.End < label.Start || label.End > len(text) {
		return lint.Span{}
	}
	within := text[label.Start:label.End]
	for from := 0; ; {
		n := strings.Index(within[from:], key)
		if n < 0 {
			return lint.Span{}
		}
		start, end := from+n, from+n+len(key)
		if (start == 0 || !isWordByte(within[start-1])) && (end == len(within) || !isWordByte(within[end])) {
			return lint.Span{Start: label.Start + start, End: label.Start + end}
		}
		from = end
	}
}

// shift moves a span that is not empty by n bytes.
func shift(s lint.Span, n int) lint.Span {
	if s.Len() == 0 {
		return lint.Span{}
	}
	return lint.Span{Start: s.Start + n, End: s.End + n}
}
