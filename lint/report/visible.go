package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible returns s with all that a terminal would obey, hide or reorder written
// out as Go would: \x1b for an escape character, \u202e for a mark that turns
// the text after it round, \xff for a byte that is not UTF-8.
func visible(s string) string {
	if isVisible(s) {
		return s
	}
	var b strings.Builder
	for at, r := range s {
		text, _ := show(r, s[at:])
		b.WriteString(text)
	}
	return b.String()
}

// oneLine is visible with every line break and tab turned into a space.
func oneLine(s string) string {
	if strings.ContainsAny(s, "\n\r\t\v\f\u0085\u2028\u2029") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return visible(s)
}

func isVisible(s string) bool {
	for at, r := range s {
		if isHidden(r) || r == utf8.RuneError && notUTF8(s[at:]) {
			return false
		}
	}
	return true
}

// show returns what stands for the code point r that rest begins with, and how
// many columns that takes.
func show(r rune, rest string) (text string, width int) {
	switch {
	case r == utf8.RuneError && notUTF8(rest):
		text = fmt.Sprintf(`\x%02x`, rest[0])
	case !isHidden(r):
		return rest[:utf8.RuneLen(r)], widthOf(r)
	case r < utf8.RuneSelf:
		text = fmt.Sprintf(`\x%02x`, r)
	case r <= 0xffff:
		text = fmt.Sprintf(`\u%04x`, r)
	default:
		text = fmt.Sprintf(`\U%08x`, r)
	}
	return text, len(text)
}

// notUTF8 reports whether s begins with a byte that begins no code point.
func notUTF8(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size <= 1
}

// isHidden reports whether a code point is not to reach a terminal: one that
// controls it, that reorders the text around it, that has no shape of its own,
// or that means something to one program only. Joiners are let through, without
// which some scripts are misspelt, and so are signs that enclose digits.
func isHidden(r rune) bool {
	if r < 0xa0 {
		return r < ' ' || r >= 0x7f
	}
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) &&
		!unicode.In(r, unicode.Join_Control, unicode.Prepended_Concatenation_Mark)
}
