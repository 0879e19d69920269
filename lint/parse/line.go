package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isWordByte reports whether c may be part of a word; bytes beyond ASCII may.
func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c >= utf8.RuneSelf }

// joinWords is the words of s with one space between them.
func joinWords(s string) string {
	space := true
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < utf8.RuneSelf {
			space = false
		} else if c == ' ' && !space {
			space = true
		} else {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return strings.TrimSuffix(s, " ")
}

// Lengths in bytes. The longest headings of the articles measured have 130, the
// shortest lines that were whole paragraphs of a pasted page 150.
const (
	maxHeading   = 140
	minParagraph = 150
)

// headingNumber returns the number that a line begins with, such as "1.",
// "2)" or "3.1", and what follows it; the number is empty if there is none.
func headingNumber(line string) (number, rest string) {
	i := 0
	for i < len(line) && i < 10 && (isDigit(line[i]) || i > 0 && line[i] == '.') {
		i++
	}
	if i == 0 || i == len(line) || i > 3 && !strings.Contains(line[:4], ".") {
		return "", line
	}
	if line[i] == ')' {
		i++
	} else if line[i-1] != '.' && !strings.Contains(line[:i], ".") {
		return "", line
	}
	if i == len(line) || line[i] != ' ' && line[i] != '\t' {
		return "", line
	}
	return line[:i], strings.TrimLeft(line[i:], " \t")
}

// opensHeading are the bytes with which a line begins that isHeadingLike may take
// for a heading.
var opensHeading = newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\"'*_ ").addRange(utf8.RuneSelf, 0xff)

// isHeadingLike reports whether a line that stands alone could be a heading:
// short, beginning like one, and without a full stop or comma at its end.
func isHeadingLike(line string) bool {
	if line == "" || len(line) > maxHeading || !opensHeading.has(line[0]) {
		return false
	}
	_, line = headingNumber(line)
	line = strings.Trim(withoutMarks(line), "*_ ")
	first, _ := utf8.DecodeRuneInString(line)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !unicode.Is(unicode.Lo, first) && !strings.ContainsRune("“\"'‘«¿¡", first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	return !strings.ContainsRune(".,;:!…。", last) && !strings.Contains(line, "://")
}

// endsClause reports whether no heading ends in c.
func endsClause(c byte) bool { return c == '.' || c == ',' || c == ';' || c == '!' }

// withoutMarks cuts the citations off the end of a line, which hide its full
// stop: [1], [2][3], (4) and superscripts.
func withoutMarks(line string) string {
	for {
		cut := strings.TrimRightFunc(strings.TrimRight(line, " "), isRaised)
		open := strings.LastIndexAny(cut, "[(")
		if open > 0 && (strings.HasSuffix(cut, "]") || strings.HasSuffix(cut, ")")) && strings.Trim(cut[open+1:len(cut)-1], "0123456789, -–^") == "" {
			cut = cut[:open]
		}
		if cut == line {
			return line
		}
		line = cut
	}
}

// isRaised reports whether a rune is part of a superscript: ¹, ²⁻⁴, ¹˒².
func isRaised(r rune) bool {
	_, ok := superscriptDigit(r)
	return ok || r == 'ʼ' || r == '˒'
}

// isBold reports whether all words of a block are bold in Markdown.
func isBold(s string) bool {
	if s == "" || s[0] != '*' && s[0] != '_' {
		return false
	}
	s = strings.TrimRight(s, ": ")
	for _, mark := range [...]string{"**", "__"} {
		if len(s) > 4 && strings.HasPrefix(s, mark) && strings.HasSuffix(s, mark) {
			return !strings.Contains(s[2:len(s)-2], mark)
		}
	}
	return false
}

// bareLabel strips what dresses a heading or a label: emphasis, marks of a
// heading, its number, a closing colon.
func bareLabel(s string) string {
	s = strings.Trim(s, "#*_ \t\r\n\x00")
	_, s = headingNumber(s)
	return strings.Trim(s, "*_: \t\r\n\x00")
}
