package report

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A piece is a stretch of an article as the ledger shows it.
type piece struct {
	span lint.Span
	text string
	kind pieceKind
}

type pieceKind uint8

const (
	proseText pieceKind = iota // prose: a byte of the text for each byte
	codeText                   // code or math
	urlText                    // a URL that stands in the text
	otherText                  // anything else that markup hid
)

// reveal divides a span into what a reader of the article would see: its prose,
// and of what is masked in it code, math, URLs and the description of images.
// Tags, emphasis and what dresses a link are left out; masked text of any other
// kind is shown as it stands, so that nothing is lost.
func reveal(a *lint.Article, s lint.Span) []piece {
	var all []piece
	prose := a.Prose(s)
	for i := 0; i < len(prose); {
		end := i
		if prose[i] != 0 {
			for end < len(prose) && prose[end] != 0 {
				end++
			}
			all = append(all, piece{lint.Span{Start: s.Start + i, End: s.Start + end}, prose[i:end], proseText})
		} else {
			for end < len(prose) && prose[end] == 0 {
				end++
			}
			all = appendMasked(all, a, lint.Span{Start: s.Start + i, End: s.Start + end})
		}
		i = end
	}
	return all
}

// appendMasked adds what is to be seen of a masked stretch.
func appendMasked(all []piece, a *lint.Article, s lint.Span) []piece {
	at := s.Start + restOfEntity(a.Text, s)
	for at < s.End {
		n, text, kind := unmask(a.Text[at:s.End])
		if text != "" {
			all = append(all, piece{lint.Span{Start: at, End: at + n}, text, kind})
		}
		at += n
	}
	return all
}

// maxEntity is the length of the longest entity that the parser decodes.
const maxEntity = 32

// restOfEntity is how many bytes at the beginning of a masked stretch belong to an
// entity such as &amp;, whose character stands in the prose before them.
func restOfEntity(text string, s lint.Span) int {
	for start := s.Start - 1; start >= max(0, s.Start-utf8.UTFMax*2); start-- {
		if text[start] != '&' {
			continue
		}
		n := strings.IndexByte(text[start:min(s.End, start+maxEntity)], ';') + 1
		if n > 0 && start+n > s.Start && html.UnescapeString(text[start:start+n]) != text[start:start+n] {
			return start + n - s.Start
		}
		return 0
	}
	return 0
}

// unmask reads the first construct of masked text: how long it is, and what of it
// a reader sees.
func unmask(s string) (n int, text string, kind pieceKind) {
	switch {
	case s[0] == '`':
		return unmaskCode(s)
	case s[0] == '$', strings.HasPrefix(s, `\(`), strings.HasPrefix(s, `\[`):
		return len(s), s, codeText
	case strings.HasPrefix(s, "!["):
		return unmaskImage(s)
	case strings.HasPrefix(s, "]("):
		return linkEnd(s, 1), "", otherText
	case s[0] == '<':
		return unmaskTag(s)
	case hasURLPrefix(s):
		n = strings.IndexFunc(s, unicode.IsSpace)
		if n < 0 {
			n = len(s)
		}
		return n, s[:n], urlText
	case strings.IndexByte("*_~[]\\>#|", s[0]) >= 0:
		return 1, "", otherText
	case s[0] == ' ' || s[0] == '\t' || s[0] == '\n' || s[0] == '\r':
		return 1, " ", otherText
	}
	n = 1
	for n < len(s) && strings.IndexByte("`$*_~[]\\<> \t\r\n", s[n]) < 0 {
		n++
	}
	return n, s[:n], otherText
}

// hasURLPrefix reports whether a text begins with a URL that may be a link.
func hasURLPrefix(s string) bool {
	head := strings.ToLower(s[:min(len(s), len("https://"))])
	return strings.HasPrefix(head, "http://") || strings.HasPrefix(head, "https://")
}

func unmaskCode(s string) (int, string, pieceKind) {
	ticks := len(s) - len(strings.TrimLeft(s, "`"))
	fence := s[:ticks]
	for at := ticks; at < len(s); {
		i := strings.Index(s[at:], fence)
		if i < 0 {
			break
		}
		at += i
		run := len(s[at:]) - len(strings.TrimLeft(s[at:], "`"))
		if run == ticks {
			return at + ticks, strings.TrimSpace(s[ticks:at]), codeText
		}
		at += run
	}
	return len(s), s[ticks:], codeText
}

func unmaskImage(s string) (int, string, pieceKind) {
	end := strings.Index(s, "](")
	if end < 0 {
		return len(s), s, otherText
	}
	return linkEnd(s, end+1), "[image: " + s[2:end] + "]", otherText
}

// linkEnd is where the destination ends whose parenthesis opens at open.
func linkEnd(s string, open int) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// unmaskTag reads a tag, a comment or an autolink, and with the tag of code or math
// all up to its closing tag. Of scripts and styles nothing is seen.
func unmaskTag(s string) (int, string, pieceKind) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end >= 0 {
			return end + len("-->"), "", otherText
		}
		return len(s), "", otherText
	}
	end := strings.IndexByte(s, '>')
	if end < 0 {
		return len(s), "", otherText
	}
	if hasURLPrefix(s[1:]) {
		return end + 1, s[1:end], urlText
	}
	switch name := elementName(s); name {
	case "script", "style":
		return closingTag(s, name), "", otherText
	case "code", "kbd", "samp", "tt", "pre", "math":
		n := closingTag(s, name)
		return n, html.UnescapeString(withoutTags(s[:n])), codeText
	}
	return end + 1, "", otherText
}

// elementName is the name, in lower case, of the element whose opening tag a text
// begins with, empty if that is a closing tag.
func elementName(s string) string {
	end := 1
	for end < len(s) && (isLetter(s[end]) || '0' <= s[end] && s[end] <= '9') {
		end++
	}
	return strings.ToLower(s[1:end])
}

// withoutTags is a text without what stands in angle brackets.
func withoutTags(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:open])
		close := strings.IndexByte(s[open:], '>')
		if close < 0 {
			break
		}
		s = s[open+close+1:]
	}
	return strings.TrimSpace(b.String())
}

// closingTag is where the closing tag of an element ends, or the text if it has
// none.
func closingTag(s, name string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return len(s)
		}
		at += i + len("</")
		if len(s) >= at+len(name) && strings.EqualFold(s[at:at+len(name)], name) {
			if end := strings.IndexByte(s[at:], '>'); end >= 0 {
				return at + end + 1
			}
			return len(s)
		}
	}
}

// readable joins what is seen of a span, on one line.
func readable(a *lint.Article, s lint.Span) string {
	var b strings.Builder
	for _, p := range reveal(a, s) {
		b.WriteString(p.text)
	}
	return strings.Join(strings.Fields(onPage(b.String())), " ")
}

// spaces turns white space of all kinds into spaces.
var spaces = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// onPage is a text as a page may show it: visible, and in one line. Spaces at its
// ends stay.
func onPage(s string) string { return visible(spaces.Replace(s)) }
