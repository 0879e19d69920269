package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An entryLabel is the key that an entry of a source list begins with, and
// where what it names begins.
type entryLabel struct {
	key   string
	end   int // 0 if the line begins with no key
	dress keyDress
	mark  byte // what stands directly behind the label: ':', '-', '(' of a link, or 0
}

// A keyDress is how an entry writes its key.
type keyDress uint8

const (
	noDress          keyDress = iota
	bracketDress              // [1] [smith2020] \[1\] [[1]]
	footnoteDress             // [^1]
	authorDress               // [@smith2020]
	restDress                 // .. [1]
	wideDress                 // 【1】 ［1］
	parenthesisDress          // (1)
	stopDress                 // 1. 1) 1:
	superscriptDress          // ¹ <sup>1</sup>
	backlinkDress             // ^ 1, ↑ 1, ^ a b
)

// strong reports whether a dress alone tells a key; a number with a full stop may
// begin a sentence.
func (d keyDress) strong() bool {
	switch d {
	case bracketDress, footnoteDress, authorDress, restDress, wideDress:
		return true
	}
	return false
}

// maxKey is how long a key may be, in bytes.
const maxKey = 60

// entryKey reads the key that a line of a source list begins with; end is 0 if
// it begins with none. It knows
//
//	[1] title     [1]: title    [1]- title   \[1\] title   [1](url)   [[1]](url)
//	- [1] title   [^1]: title   [@doe]: title   .. [1] title   .. [#note] title
//	1. title      1) title      1: title     (1) title     ¹ title     【1】 title
//	^ 1 title     ↑ 1 title     [Smith 2020] title
//
// The key is the label without its dress, but for the # of reST's names. Outside
// of a source list most of these may be prose: there isEntry decides.
func entryKey(line string) entryLabel {
	start := 0
	for start < len(line) && (line[start] == ' ' || line[start] == '\t') {
		start++
	}
	if start == len(line) || !opensKey.has(line[start]) {
		return entryLabel{}
	}
	start += dressLen(line[start:])
	if start == len(line) {
		return entryLabel{}
	}
	label := labelAt(line[start:])
	if label.end == 0 {
		return entryLabel{}
	}
	label.end += start
	label.end = dressEnd(line, label.end)
	if label.end < len(line) && strings.IndexByte(":-(.", line[label.end]) >= 0 {
		label.mark = line[label.end]
		if label.mark != '(' {
			label.end = dressEnd(line, label.end+1)
		}
	}
	return label
}

// dressEnd is where the emphasis and the white space end that stand at i.
func dressEnd(line string, i int) int {
	for i < len(line) && (line[i] == '*' || line[i] == '_' || line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i
}

// opensKey are the bytes that a key, or a bullet or emphasis before it, begins
// with.
var opensKey = newByteSet("[\\.(<^0123456789*_-+").addRange(utf8.RuneSelf, 0xff)

// dressLen is the length of what may stand before a key: a bullet, emphasis.
func dressLen(line string) int {
	i := 0
	if c := line[0]; c == '-' || c == '*' || c == '+' || c >= utf8.RuneSelf {
		i = bulletLen(line)
	}
	end := i
	for end < len(line) && (line[end] == '*' || line[end] == '_') {
		end++
	}
	if end-i > 3 {
		return i
	}
	return end
}

// labelAt reads the label that s begins with; its end takes in no more than the
// label.
func labelAt(s string) entryLabel {
	switch c := s[0]; {
	case c == '[', c == '\\':
		return bracketLabel(s)
	case strings.HasPrefix(s, ".. ["):
		return reSTLabel(s)
	case c == '(':
		return numberLabel(s[1:], 1, ")", parenthesisDress)
	case isDigit(c):
		return stopLabel(s)
	case c == '^':
		return backlinkLabel(s, 1)
	case strings.HasPrefix(s, "<sup>"):
		return numberLabel(s[len("<sup>"):], len("<sup>"), "</sup>", superscriptDress)
	case c >= utf8.RuneSelf:
		return wideLabel(s)
	}
	return entryLabel{}
}

// reSTLabel reads the label of a footnote or citation of reST: .. [1], .. [#note],
// .. [GOSLING].
func reSTLabel(s string) entryLabel {
	start := len(".. [")
	end := strings.IndexByte(s[:min(len(s), start+maxKey)], ']')
	if end < 0 || end+1 < len(s) && !isSpace(s[end+1]) {
		return entryLabel{}
	}
	label := entryLabel{key: s[start:end], end: end + 1, dress: restDress}
	switch {
	case label.key == "#", label.key == "*":
		label.key = ""
	case !isReSTKey(label.key):
		return entryLabel{}
	}
	return label
}

// numberLabel reads a number and the closing mark behind it; before is how much
// has been read.
func numberLabel(s string, before int, closing string, dress keyDress) entryLabel {
	end := digitsEnd(s, 0)
	if end == 0 || end > 3 || !strings.HasPrefix(s[end:], closing) {
		return entryLabel{}
	}
	return entryLabel{key: s[:end], end: before + end + len(closing), dress: dress}
}

// stopLabel reads a number and what ends it: a full stop, a parenthesis, a colon,
// or only white space if a URL follows.
func stopLabel(s string) entryLabel {
	end := digitsEnd(s, 0)
	if end > 3 || end == len(s) {
		return entryLabel{}
	}
	next := end + 1
	if s[end] == '\\' && next < len(s) {
		next++
	}
	after := s[min(next, len(s)):]
	switch c := s[next-1]; {
	case (c == '.' || c == ')') && (after == "" || !isDigit(after[0]) && !(c == '.' && isLetter(after[0]))),
		c == ':' && after != "" && isSpace(after[0]),
		isSpace(c) && startsURL(strings.TrimLeft(after, " \t")):
		return entryLabel{key: s[:end], end: next, dress: stopDress}
	}
	return entryLabel{}
}

// backlinkLabel reads what a wiki puts before an entry to lead back to the text:
// an arrow, of size bytes, and a number or letters. The letters are no key.
func backlinkLabel(s string, size int) entryLabel {
	rest := strings.TrimLeft(s[size:], " \t\u00a0")
	if end := digitsEnd(rest, 0); end > 0 && end <= 3 && end < len(rest) && strings.IndexByte(" \t.:", rest[end]) >= 0 {
		return entryLabel{key: rest[:end], end: len(s) - len(rest) + end, dress: backlinkDress}
	}
	if len(rest) == len(s)-size {
		return entryLabel{}
	}
	for len(rest) > 1 && 'a' <= rest[0] && rest[0] <= 'z' && rest[1] == ' ' {
		rest = rest[2:]
	}
	return entryLabel{end: len(s) - len(rest), dress: backlinkDress}
}

// wideLabel reads a label that begins beyond ASCII.
func wideLabel(s string) entryLabel {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case '【', '［':
		closing := "】"
		if r == '［' {
			closing = "］"
		}
		if end := strings.Index(s[:min(len(s), maxKey)], closing); end > 0 {
			if key, ok := bracketKey(s[size:end]); ok {
				return entryLabel{key: key, end: end + len(closing), dress: wideDress}
			}
		}
		return entryLabel{}
	case '↑':
		return backlinkLabel(s, size)
	}
	var key []byte
	end := 0
	for end < len(s) && len(key) <= 3 {
		r, size := utf8.DecodeRuneInString(s[end:])
		digit, ok := superscriptDigit(r)
		if !ok || digit == '-' {
			break
		}
		key = append(key, digit)
		end += size
	}
	if len(key) == 0 || len(key) > 3 {
		return entryLabel{}
	}
	return entryLabel{key: string(key), end: end, dress: superscriptDress}
}

// bracketLabel reads a key in brackets, which may be escaped or doubled.
func bracketLabel(s string) entryLabel {
	start := 0
	for start < len(s) && start < 4 && (s[start] == '[' || s[start] == '\\') {
		start++
	}
	closing := strings.IndexByte(s[:min(len(s), maxKey+start)], ']')
	if start == 0 || s[start-1] != '[' || closing < 0 {
		return entryLabel{}
	}
	inner := strings.TrimSuffix(s[start:closing], "\\")
	end := closing + 1
	if strings.HasPrefix(s, "[[") && strings.HasPrefix(s[end:], "]") {
		end++
	}
	label := entryLabel{end: end, dress: bracketDress}
	switch {
	case strings.HasPrefix(inner, "^"):
		label.key, label.dress = strings.Trim(inner, "^"), footnoteDress
	case strings.HasPrefix(inner, "@"):
		label.key, label.dress = inner[1:], authorDress
	default:
		key, ok := bracketKey(inner)
		if !ok {
			return entryLabel{}
		}
		label.key = key
	}
	if label.key == "" && label.dress != bracketDress || strings.ContainsAny(label.key, "[]\n") {
		return entryLabel{}
	}
	if end < len(s) && (strings.IndexByte("[_,;", s[end]) >= 0 || s[end] == '(' && !isNumbered(label.key)) {
		return entryLabel{} // a run of citations, a reference of reST, a link
	}
	return label
}

// bracketKey reads the key that a label in brackets is: a number, also with a
// letter or a word such as "note" before it, a name that ends in a year or a
// number, a name of reST's, a single letter.
func bracketKey(label string) (key string, ok bool) {
	label = strings.TrimSpace(label)
	if label == "" || label == "x" || label == "X" {
		return "", false
	}
	if isAllDigits(label) {
		return label, len(label) <= maxKeyDigits && !isYear(label)
	}
	if label == "#" || label == "*" {
		return "", true
	}
	var buf [4]numberItem
	if n, ok := parseNumbers(label, buf[:0]); ok {
		it := &n.items[0]
		plain := len(n.items) == 1 && it.last == "" && n.defect == "" && !n.located && !isYear(it.key)
		return n.key(it), plain
	}
	if name, ok := strings.CutPrefix(label, "#"); ok {
		return label, isReSTKey(name)
	}
	if len(label) == 1 && isLetter(label[0]) || isWorkKey(label) || isAuthorYear(label) {
		return label, true
	}
	return "", false
}

// isWorkKey reports whether a label is a name and the number of a year or a
// document: smith2020, Knu84, ABC+99a, CIT2002, RFC2119, ISO-8601.
func isWorkKey(label string) bool {
	if label == "" {
		return false
	}
	if !isWordByte(label[0]) || isDigit(label[0]) {
		return false
	}
	letters := 0
	for i := range len(label) {
		switch c := label[i]; {
		case isLetter(c), c >= utf8.RuneSelf:
			letters++
		case !isDigit(c) && strings.IndexByte("+-_:.", c) < 0:
			return false
		}
	}
	stem := strings.TrimRight(label, "abcdefghijklmnopqrstuvwxyz")
	number := strings.TrimRight(stem, "0123456789")
	return len(label)-len(stem) <= 1 && len(stem)-len(number) >= 2 && letters > 0 && number != ""
}

// startsURL reports whether s begins with a URL, or a link to one, that a reader
// can follow.
func startsURL(s string) bool {
	s = strings.TrimLeft(s, "<")
	if scheme, _ := cutScheme(s[:min(len(s), 12)]); scheme != "" {
		return true
	}
	return len(s) > 8 && strings.EqualFold(s[:4], "www.") && isWordByte(s[4])
}

// startsLink reports whether s begins with a URL or an inline link to one.
func startsLink(s string) bool {
	if startsURL(s) {
		return true
	}
	if s == "" || s[0] != '[' {
		return false
	}
	end := strings.Index(s[:min(len(s), 400)], "](")
	return end > 0 && startsURL(s[end+2:])
}

// isEntry reports whether a line is an entry of a source list wherever it
// stands: a footnote, a reST reference, or a number in brackets with a colon, or
// a URL, behind it.
func isEntry(line string) bool { return isCertain(line, entryKey(line)) }

// isCertain reports whether the line that a label was read from is an entry
// wherever it stands.
func isCertain(line string, label entryLabel) bool {
	if label.end == 0 {
		return false
	}
	rest := line[label.end:]
	switch label.dress {
	case restDress:
		return true
	case bracketDress, footnoteDress, authorDress:
		if label.mark == ':' {
			return label.dress != bracketDress || isNumbered(label.key) || isWorkKey(label.key)
		}
		return isNumbered(label.key) && label.mark != '(' && startsLink(rest)
	case wideDress, parenthesisDress, superscriptDress:
		return startsLink(rest)
	}
	return false
}

// isNumbered reports whether a key is a number, or one and a letter.
func isNumbered(key string) bool { return key != "" && isDigit(key[0]) }

// startsTitle reports whether s begins as a title does: with a capital letter,
// a figure, a quotation mark, a bracket or a letter of a script without case.
func startsTitle(s string) bool {
	s = strings.TrimLeft(s, "*_ ")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r) || strings.ContainsRune("“\"'‘«„[<(《『「", r) && s != ""
}
