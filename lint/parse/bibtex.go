package parse

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// readBibTeX reads the entries of a BibTeX file. What stands between entries is a
// comment, and so is what cannot be a field within one; only an entry that does
// not end is an error, for it swallows those behind it.
func readBibTeX(text string) ([]record, *dataError) {
	r := bibReader{text: text, macros: map[string]string{}}
	var records []record
	for {
		n := strings.IndexByte(text[r.at:], '@')
		if n < 0 {
			return records, nil
		}
		start := r.at + n
		r.at = start + 1
		kind := strings.ToLower(r.name())
		r.skipSpace()
		if kind == "" || r.at == len(text) || text[r.at] != '{' && text[r.at] != '(' {
			continue
		}
		e, ok := r.entry(kind)
		if !ok {
			return nil, &dataError{offset: start, message: "the entry has no end: a brace or a quotation mark is not closed"}
		}
		if e.span.End > 0 {
			e.span.Start = start
			records = append(records, e)
		}
	}
}

// A bibReader reads BibTeX. It goes over each byte once.
type bibReader struct {
	text   string
	at     int
	macros map[string]string // what @string defines, by name in lower case
}

// maxBibValue is how much of a field's value is kept, in bytes. Macros may be made
// of others, and a few lines of them would else fill the memory.
const maxBibValue = 4096

// name reads a name: letters, digits and such marks as may stand in one.
func (r *bibReader) name() string {
	start := r.at
	for r.at < len(r.text) && (isWordByte(r.text[r.at]) || strings.IndexByte("-_+.:/'", r.text[r.at]) >= 0) {
		r.at++
	}
	return r.text[start:r.at]
}

func (r *bibReader) skipSpace() {
	for r.at < len(r.text) && isSpace(r.text[r.at]) {
		r.at++
	}
}

// entry reads an entry from its opening brace or parenthesis on, and reports
// whether it ends. The record is without a span if the entry is no source.
func (r *bibReader) entry(kind string) (record, bool) {
	closing := byte('}')
	if r.text[r.at] == '(' {
		closing = ')'
	}
	var e record
	switch kind {
	case "comment", "preamble":
		return e, r.skipGroup(closing)
	case "string":
		r.at++
	default:
		r.at++
		e.key = r.key(closing)
	}
	for {
		r.skipSpace()
		if r.at == len(r.text) {
			return e, false
		}
		if r.text[r.at] == closing {
			r.at++
			break
		}
		name := strings.ToLower(r.name())
		r.skipSpace()
		if r.at == len(r.text) {
			return e, false
		}
		if name == "" || r.text[r.at] != '=' {
			if !r.skipStray(closing) {
				return e, false
			}
			continue
		}
		r.at++
		value, ok := r.value()
		if !ok {
			return e, false
		}
		if kind == "string" {
			r.macros[name] = value
		} else {
			e.setBibField(name, value)
		}
	}
	if kind != "string" {
		e.span.End = r.at
	}
	return e, true
}

// key reads an entry's key, up to the comma; there is none if a field comes
// first.
func (r *bibReader) key(closing byte) string {
	end := strings.IndexAny(r.text[r.at:], ",={\"\n"+string(closing))
	if end < 0 || r.text[r.at+end] == '=' {
		return ""
	}
	key := strings.TrimSpace(r.text[r.at : r.at+end])
	r.at += end
	return key
}

// skipStray passes one byte, or one group, that is no field.
func (r *bibReader) skipStray(closing byte) bool {
	switch c := r.text[r.at]; c {
	case closing:
	case '{':
		return r.skipGroup('}')
	default:
		r.at++
	}
	return true
}

// skipGroup passes a group from its opening mark on.
func (r *bibReader) skipGroup(closing byte) bool {
	opening := r.text[r.at]
	depth := 0
	for ; r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '\\':
			r.at++
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				r.at++
				return true
			}
		}
	}
	r.at = len(r.text)
	return false
}

// value reads a field's value: groups, strings, numbers and macros, with # between
// them.
func (r *bibReader) value() (string, bool) {
	var parts []string
	size := 0
	for {
		r.skipSpace()
		part, ok := r.part()
		if !ok {
			return "", false
		}
		if size < maxBibValue {
			parts = append(parts, part[:min(len(part), maxBibValue-size)])
			size += len(part)
		}
		r.skipSpace()
		if r.at == len(r.text) || r.text[r.at] != '#' {
			return strings.Join(parts, ""), true
		}
		r.at++
	}
}

func (r *bibReader) part() (string, bool) {
	if r.at == len(r.text) {
		return "", false
	}
	start := r.at
	switch r.text[r.at] {
	case '{':
		ok := r.skipGroup('}')
		return strings.TrimSuffix(r.text[start+1:r.at], "}"), ok
	case '"':
		ok := r.skipQuoted()
		return strings.TrimSuffix(r.text[start+1:r.at], "\""), ok
	}
	name := r.name()
	if value, ok := r.macros[strings.ToLower(name)]; ok {
		return value, true
	}
	return name, true
}

// skipQuoted passes a string in quotation marks; one within braces is part of it.
func (r *bibReader) skipQuoted() bool {
	depth := 0
	for r.at++; r.at < len(r.text); r.at++ {
		switch r.text[r.at] {
		case '\\':
			r.at++
		case '{':
			depth++
		case '}':
			depth--
		case '"':
			if depth <= 0 {
				r.at++
				return true
			}
		}
	}
	r.at = len(r.text)
	return false
}

// setBibField sets what a field of BibTeX or BibLaTeX says. A URL may also stand
// in a note.
func (r *record) setBibField(name, value string) {
	switch name {
	case "title":
		r.title = decodeLaTeX(value)
	case "url":
		r.url = decodeLaTeXURL(value)
	case "doi":
		r.doi = decodeLaTeXURL(value)
	case "isbn":
		r.isbn = value
	case "eprint":
		r.eprint = decodeLaTeXURL(value)
	case "archiveprefix", "eprinttype":
		r.archive = value
	case "pmid":
		r.pmid = value
	case "howpublished", "note":
		if r.url == "" {
			r.url = urlInLaTeX(value)
		}
	}
}

// urlInLaTeX is the first URL that a text holds.
func urlInLaTeX(text string) string {
	for _, scheme := range [...]string{"https://", "http://"} {
		if i := nextLabel(text, scheme, 0); i >= 0 {
			url, _ := cutBefore(text[i:], "} \t\r\n")
			return decodeLaTeXURL(strings.TrimRight(url, ".,;"))
		}
	}
	return ""
}

// decodeLaTeXURL takes the braces and backslashes out of a URL or an identifier.
func decodeLaTeXURL(value string) string {
	value = strings.TrimSpace(value)
	if rest, ok := strings.CutPrefix(value, "\\url{"); ok {
		value = rest
	}
	return strings.NewReplacer("\\", "", "{", "", "}", "").Replace(value)
}

// accents maps LaTeX's accents to the combining characters that follow a letter.
var accents = map[byte]rune{
	'`': '\u0300', '\'': '\u0301', '^': '\u0302', '~': '\u0303', '=': '\u0304', 'u': '\u0306', '.': '\u0307', '"': '\u0308',
	'r': '\u030a', 'H': '\u030b', 'v': '\u030c', 'd': '\u0323', 'c': '\u0327', 'k': '\u0328', 'b': '\u0331',
}

// laTeXLetters maps commands to the characters that they stand for.
var laTeXLetters = map[string]string{
	"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
	"th": "þ", "TH": "Þ", "dh": "ð", "DH": "Ð", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "ldots": "…", "dots": "…", "LaTeX": "LaTeX", "TeX": "TeX",
}

// decodeLaTeX is the words that the LaTeX of a title stands for. Commands that it
// does not know vanish, and what they are applied to stays.
func decodeLaTeX(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '\\':
			i = decodeCommand(&b, s, i+1)
			continue
		case '{', '}':
		case '~':
			b.WriteByte(' ')
		default:
			size := writeLigature(&b, s[i:])
			i += size
			continue
		}
		i++
	}
	return norm.NFC.String(strings.Join(strings.Fields(b.String()), " "))
}

// writeLigature writes the character that s begins with, or that TeX makes of
// two or three, and returns how much of s that is.
func writeLigature(b *strings.Builder, s string) int {
	for _, pair := range [...][2]string{{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}} {
		if strings.HasPrefix(s, pair[0]) {
			b.WriteString(pair[1])
			return len(pair[0])
		}
	}
	b.WriteByte(s[0])
	return 1
}

// decodeCommand writes what the command stands for whose name begins at i, and
// returns where to go on.
func decodeCommand(b *strings.Builder, s string, i int) int {
	if i == len(s) {
		return i
	}
	end := i
	for end < len(s) && isLetter(s[end]) {
		end++
	}
	name := s[i:end]
	if len(name) <= 1 {
		if mark, ok := accents[s[i]]; ok {
			return writeAccent(b, s, i+1, mark)
		}
	}
	if name == "" {
		b.WriteByte(s[i])
		return i + 1
	}
	b.WriteString(laTeXLetters[name])
	for end < len(s) && isSpace(s[end]) {
		end++
	}
	return end
}

// writeAccent writes the letter at i, which may stand in braces, and the accent
// that combines with it.
func writeAccent(b *strings.Builder, s string, i int, mark rune) int {
	for i < len(s) && (isSpace(s[i]) || s[i] == '{') {
		i++
	}
	switch rest := s[min(i, len(s)):]; {
	case rest == "":
		return len(s)
	case strings.HasPrefix(rest, "\\i") || strings.HasPrefix(rest, "\\j"):
		b.WriteByte(rest[1])
		i += 2
	default:
		_, size := utf8.DecodeRuneInString(rest)
		b.WriteString(rest[:size])
		i += size
	}
	b.WriteRune(mark)
	return i
}
