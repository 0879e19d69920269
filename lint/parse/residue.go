package parse

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A residue is what a chatbot's own tool left in the text.
type residue struct {
	span lint.Span
	key  string
}

// A residueKind is a mark that chatbots leave. The string anchor stands in each;
// read returns the mark around the anchor at an offset, empty if it is none. It
// looks no further than maxResidue bytes.
type residueKind struct {
	anchor string
	read   func(text string, at int) residue
	before int // how many bytes of the anchor stand before the one that is rare
}

const maxResidue = 200

// residueKinds are the kinds by a byte of their anchors that is rare in prose: a
// search for one byte is ten times faster than one for a string.
var residueKinds = func() []rareByte {
	all := []rareByte{
		{"†"[2], []residueKind{{anchor: "†", read: daggerMark}}},
		{'R', []residueKind{{anchor: ":contentReference[", read: contentReference}}},
		{'x', []residueKind{{anchor: "cite index=", read: indexMark}}},
		{'_', []residueKind{
			{anchor: "[oai_citation:", read: oaiCitation},
			{anchor: "](start_span)", read: spanMark},
			{anchor: "](end_span)", read: spanMark},
			{anchor: "grok_card", read: tokenMark},
			{anchor: "grok_render_citation", read: tokenMark},
			{anchor: "_s", read: pageMark},
		}},
	}
	for _, r := range all {
		for i := range r.kinds {
			r.kinds[i].before = strings.IndexByte(r.kinds[i].anchor, r.rare)
		}
	}
	return all
}()

type rareByte struct {
	rare  byte
	kinds []residueKind
}

// findResidue lists the marks in the text of the article, code left out, in text
// order.
func findResidue(d *draft) []residue {
	var found []residue
	for _, r := range residueKinds {
		for i := strings.IndexByte(d.text, r.rare); i >= 0; i = indexByteFrom(d.text, r.rare, i+1) {
			for k := range r.kinds {
				kind := &r.kinds[k]
				if at := i - kind.before; at >= 0 && d.text[at] == kind.anchor[0] && strings.HasPrefix(d.text[at:], kind.anchor) {
					found = d.appendResidue(found, kind.read(d.text, at))
				}
			}
		}
	}
	for i := nextTurn(d.text, 0); i >= 0; {
		r := turnMark(d.text, i)
		found = d.appendResidue(found, r)
		i = nextTurn(d.text, max(i+len(turn), r.span.End))
	}
	slices.SortStableFunc(found, func(a, b residue) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return slices.CompactFunc(found, func(r, last residue) bool { return r.span.Start < last.span.End })
}

// indexByteFrom is the offset of c at or after from, or -1.
func indexByteFrom(text string, c byte, from int) int {
	n := strings.IndexByte(text[from:], c)
	if n < 0 {
		return -1
	}
	return from + n
}

func (d *draft) appendResidue(found []residue, r residue) []residue {
	if r.span.Len() > 0 && d.isVisible(r.span) && !d.inComment(r.span.Start) && !d.inComment(r.span.End) {
		found = append(found, r)
	}
	return found
}

// inComment reports whether a comment begins before at and ends behind it.
func (d *draft) inComment(at int) bool {
	n, _ := slices.BinarySearchFunc(d.comments, at, func(c lint.Span, at int) int { return cmp.Compare(c.Start, at) })
	return n > 0 && d.comments[n-1].End > at
}

// isVisible reports whether some of a span is prose, or all of it a tag that
// stands in no code.
func (d *draft) isVisible(s lint.Span) bool {
	for i := s.Start; i < s.End; i++ {
		if d.prose[i] != 0 {
			return true
		}
	}
	return d.text[s.Start] == '<' && s.Start > 0 && d.text[s.Start-1] != '`'
}

// lineFrom is the text from start on, at most maxResidue bytes of its line.
func lineFrom(text string, start int) string {
	text = text[start:min(len(text), start+maxResidue)]
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	return text
}

// before is the text that ends at end, at most n bytes of it.
func before(text string, end, n int) string { return text[max(0, end-n):end] }

// daggerMark reads 【4†source】, 【4:0†report.pdf】 and 【1†L7-L9】.
func daggerMark(text string, at int) residue {
	head := before(text, at, 24)
	open := strings.LastIndex(head, "【")
	if open < 0 {
		return residue{}
	}
	key := head[open+len("【"):]
	tail := strings.Index(lineFrom(text, at), "】")
	if tail < 0 || key == "" || strings.Trim(key, "0123456789:") != "" {
		return residue{}
	}
	key, _, _ = strings.Cut(key, ":")
	return residue{lint.Span{Start: at - len(head) + open, End: at + tail + len("】")}, key}
}

// turn begins the marks that name a turn of a chat.
const turn = "turn"

// nextTurn is the offset at or after from of turn, or -1.
func nextTurn(text string, from int) int {
	pair := newBytePair(turn[0], turn[1])
	for i := pair.next(text, from); i >= 0; i = pair.next(text, i+1) {
		if rest := text[i+2:]; strings.HasPrefix(rest, turn[2:]) {
			return i
		}
	}
	return -1
}

// turnMark reads turn0search1, with what ChatGPT puts around it: the word cite,
// further marks, and delimiters from the private use area.
func turnMark(text string, at int) residue {
	if at > 0 && isWordByte(text[at-1]) && text[at-1] < utf8.RuneSelf && !strings.HasSuffix(text[:at], "cite") {
		return residue{} // part of a word, such as return, or of a mark that is read
	}
	end := turnEnd(text, at)
	if end < 0 {
		return residue{}
	}
	key, start := text[at:end], at
	for {
		next := end + delimiters(text[end:])
		if e := turnEnd(text, next); e > 0 {
			end = e
			continue
		}
		break
	}
	end += delimiters(text[end:])
	start -= delimitersBefore(text[:start])
	if strings.HasSuffix(text[:start], "cite") {
		start -= len("cite")
		start -= delimitersBefore(text[:start])
	}
	if start > 0 && isWordByte(text[start-1]) && text[start-1] < utf8.RuneSelf {
		if text[start] == 't' || text[at-1] == 'e' && start == at-len("cite") {
			return residue{}
		}
	}
	return residue{lint.Span{Start: start, End: end}, key}
}

// turnEnd is where a mark such as turn0search1 that begins at i ends, -1 if none
// does.
func turnEnd(text string, i int) int {
	if !strings.HasPrefix(text[i:], turn) {
		return -1
	}
	number := digitsEnd(text, i+len(turn))
	word := number
	for word < len(text) && word-number < 12 && 'a' <= text[word] && text[word] <= 'z' {
		word++
	}
	end := digitsEnd(text, word)
	if number == i+len(turn) || word-number < 4 || end == word || strings.HasPrefix(text[number:], turn) {
		return -1
	}
	return end
}

func isDelimiter(r rune) bool { return '\ue200' <= r && r <= '\ue2ff' }

// delimiters is the length of the private-use characters that s begins with.
func delimiters(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !isDelimiter(r) {
			break
		}
		n += size
	}
	return n
}

// delimitersBefore is the length of the private-use characters that s ends with.
func delimitersBefore(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeLastRuneInString(s[:len(s)-n])
		if !isDelimiter(r) {
			break
		}
		n += size
	}
	return n
}

// contentReference reads :contentReference[oaicite:0]{index=0}.
func contentReference(text string, at int) residue {
	line := lineFrom(text, at)
	end := strings.IndexByte(line, ']')
	if end < 0 {
		return residue{}
	}
	_, key, _ := strings.Cut(line[:end], "oaicite:")
	end++
	if strings.HasPrefix(line[end:], "{index=") {
		if n := strings.IndexByte(line[end:], '}'); n >= 0 {
			end += n + 1
		}
	}
	return residue{lint.Span{Start: at, End: at + end}, key}
}

// oaiCitation reads [oai_citation:0‡title](url).
func oaiCitation(text string, at int) residue {
	line := lineFrom(text, at)
	end := strings.IndexByte(line, ']')
	if end < 0 {
		return residue{}
	}
	key := line[len("[oai_citation:"):end]
	key = key[:digitsEnd(key, 0)]
	end++
	if strings.HasPrefix(line[end:], "(") {
		if n := strings.IndexByte(line[end:], ')'); n >= 0 {
			end += n + 1
		}
	}
	return residue{lint.Span{Start: at, End: at + end}, key}
}

// spanMark reads [span_1](start_span) and [span_1](end_span).
func spanMark(text string, at int) residue {
	head := before(text, at, 24)
	open := strings.LastIndex(head, "[span_")
	if open < 0 {
		return residue{}
	}
	end := at + strings.IndexByte(text[at:], ')') + 1
	return residue{lint.Span{Start: at - len(head) + open, End: end}, head[open+1:]}
}

// indexMark reads (cite index="12-1"> and the tag of that form.
func indexMark(text string, at int) residue {
	line := lineFrom(text, at)
	end := strings.IndexByte(line, '>')
	if end < 0 || at == 0 || text[at-1] != '(' && text[at-1] != '<' {
		return residue{}
	}
	return residue{lint.Span{Start: at - 1, End: at + end + 1}, strings.Trim(line[len("cite index="):end], "\"'")}
}

// tokenMark reads a mark that is all of a word.
func tokenMark(text string, at int) residue {
	start, end := at, at
	for start > 0 && at-start < maxResidue && !isSpace(text[start-1]) {
		start--
	}
	for end < len(text) && end-at < maxResidue && !isSpace(text[end]) {
		end++
	}
	return residue{lint.Span{Start: start, End: end}, text[start:end]}
}

// pageMark reads (p1_s1, published 3 May 2024).
func pageMark(text string, at int) residue {
	head := before(text, at, 8)
	open := strings.LastIndex(head, "(p")
	if open < 0 || !isAllDigits(head[open+2:]) {
		return residue{}
	}
	end := digitsEnd(text, at+2)
	closing := strings.IndexByte(lineFrom(text, at), ')')
	if end == at+2 || closing < 0 {
		return residue{}
	}
	return residue{lint.Span{Start: at - len(head) + open, End: at + closing + 1}, head[open+1:] + text[at:end]}
}

// bracketedResidue judges a bracket that only a chatbot's own tool could follow:
// [cite_start], [cite: 1, 8], [citation:3], [web:1], [attached_file:1].
func (s *bracketScanner) bracketedResidue(index int, content string) bool {
	word, keys, ok := strings.Cut(content, ":")
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "cite_start", "cite_end":
		ok = true
		keys = ""
	case "cite", "citation", "web", "attached_file", "attached_image", "file", "post", "chart", "image", "memory", "conversation_history":
		keys = strings.TrimSpace(keys)
		ok = ok && keys != "" && strings.Trim(keys, "0123456789, ") == ""
	default:
		return false
	}
	if !ok {
		return false
	}
	span := s.brackets[index].Span
	for key := range strings.FieldsFuncSeq(keys, func(r rune) bool { return r == ',' || r == ' ' }) {
		s.cite(index, span, key, lint.Residue)
	}
	s.accept(index, lint.Residue, "a chatbot's mark")
	return true
}
