package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// superscriptDigit returns the digit, or the dash, that a superscript character
// stands for.
func superscriptDigit(r rune) (byte, bool) {
	switch r {
	case '¹':
		return '1', true
	case '²':
		return '2', true
	case '³':
		return '3', true
	case '⁻', '⁃':
		return '-', true
	}
	if r == '⁰' || '⁴' <= r && r <= '⁹' {
		return '0' + byte(r-'⁰'), true
	}
	return 0, false
}

// maxSuperscript is the length of the longest superscript that is read, in
// bytes.
const maxSuperscript = 64

// superscriptRun judges a run of superscript characters at i: ¹, ²⁻³, ¹,².
func (s *bracketScanner) superscriptRun(i int) int {
	var plain [maxSuperscript]byte
	n, end := 0, i
	for end < s.block.span.End && n < maxSuperscript {
		r, size := utf8.DecodeRune(s.prose[end:s.block.span.End])
		c, ok := superscriptDigit(r)
		if !ok {
			next, _ := utf8.DecodeRune(s.prose[min(end+size, s.block.span.End):s.block.span.End])
			if _, more := superscriptDigit(next); r != ',' && r != 'ʼ' && r != '˒' || !more {
				break
			}
			c = ','
		}
		plain[n] = c
		n, end = n+1, end+size
	}
	s.judgeSuperscript(lint.Span{Start: i, End: end}, string(plain[:n]))
	return end
}

// markedSuperscript judges what a <sup> encloses.
func (s *bracketScanner) markedSuperscript(span lint.Span) {
	content := s.content(span)
	if content == "" || len(content) > maxSuperscript || strings.ContainsAny(content, "[](") || !isDigit(content[0]) {
		return
	}
	s.judgeSuperscript(span, content)
}

// judgeSuperscript judges a superscript: a reference to a source unless it is an
// exponent.
func (s *bracketScanner) judgeSuperscript(span lint.Span, content string) {
	var buf [8]numberItem
	n, ok := parseNumbers(content, buf[:0])
	if !ok || n.defect != "" {
		return
	}
	index := len(s.brackets)
	s.brackets = append(s.brackets, lint.Bracket{Span: span})
	switch {
	case s.isExponent(span.Start):
		s.refuse(index, "it is an exponent")
		return
	case !s.keys.mayCite(n.items[0].key) && !s.followsPunctuation(span.Start):
		s.refuse(index, "it names no listed source")
		return
	}
	s.begin()
	for i := range n.items {
		if !s.citeItem(index, span, &n, &n.items[i], lint.Superscript) {
			s.tooWide(index, &n)
			return
		}
	}
	s.brackets[index].Defect = n.defect
	s.accept(index, lint.Superscript, "superscript reference")
}

// followsPunctuation reports whether the superscript at i stands behind the end
// of a clause or sentence, where only references stand.
func (s *bracketScanner) followsPunctuation(i int) bool {
	for i > s.block.span.Start && s.prose[i-1] == 0 {
		i--
	}
	return i > s.block.span.Start && strings.IndexByte(".,;:!?\")", s.prose[i-1]) >= 0
}

// units are what a superscript makes square or cubic.
var units = map[string]bool{
	"m": true, "km": true, "cm": true, "mm": true, "ft": true, "in": true, "mi": true, "yd": true, "dm": true, "nm": true, "μm": true, "µm": true,
	"s": true, "sec": true, "kg": true, "g": true, "mol": true, "ha": true, "r": true, "χ": true, "chi": true,
}

// isExponent reports whether the superscript at i raises what stands before it:
// a figure, a variable or a unit.
func (s *bracketScanner) isExponent(i int) bool {
	for i > s.block.span.Start && s.prose[i-1] == 0 {
		i--
	}
	if i == s.block.span.Start {
		return true
	}
	r, _ := utf8.DecodeLastRune(s.prose[:i])
	if unicode.IsDigit(r) || !unicode.IsLetter(r) {
		return unicode.IsDigit(r) || strings.ContainsRune("(+-×·*/^=", r) || unicode.IsSpace(r)
	}
	word := s.wordBefore(i)
	return utf8.RuneCountInString(word) == 1 || units[word]
}
