package parse

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// inlineSpecial are the bytes at which inline markup may begin.
var inlineSpecial = newByteSet("\\`*_~<![]&$:{")

// An inlineMasker zeroes the inline Markdown of one block: code, math, tags,
// emphasis, escapes and what dresses a link. It makes one pass; what it looks
// for ahead and does not find, it remembers, so that the pass stays linear on
// hostile text. Brackets that dress no link stay, for scanBrackets to judge.
type inlineMasker struct {
	*draft
	end   int
	opens []int // brackets that are open

	sup       int       // where the text of an open <sup> begins; 0 if none is open
	anchorTag lint.Span // the <a> that is open, if href is not empty
	href      string

	ticks  []int // the last run of n backticks in the block; nil before it is needed
	sought map[string]sought
}

func (d *draft) maskInline(s lint.Span) {
	in := inlineMasker{draft: d, end: s.End, opens: d.opens[:0]}
	prose := d.prose[:s.End]
	for i := seekAny(prose, s.Start, inlineSpecial); i < s.End; i = seekAny(prose, i, inlineSpecial) {
		i = in.special(i)
	}
	d.opens = in.opens
}

// special masks what begins at i and returns where to go on.
func (in *inlineMasker) special(i int) int {
	switch in.prose[i] {
	case '\\':
		return in.escape(i)
	case '`':
		return in.code(i)
	case '*', '_', '~':
		return in.emphasis(i)
	case '<':
		return in.angle(i)
	case '[':
		in.opens = append(in.opens, i)
	case ']':
		return in.closeBracket(i)
	case '&':
		return in.maskEntity(i, in.end)
	case '$':
		return in.math(i)
	case ':':
		return in.colon(i)
	case '{':
		return in.expression(i)
	}
	return i + 1
}

// expression masks a comment of MDX: {/* ... */}.
func (in *inlineMasker) expression(i int) int {
	if i+2 >= in.end || in.prose[i+1] != '/' || in.prose[i+2] != '*' || !isMDX(in.path) {
		return i + 1
	}
	end := in.find("*/}", i+3)
	if end < 0 {
		return i + 3
	}
	s := lint.Span{Start: i, End: end + 3}
	in.comments = append(in.comments, s)
	in.mask(s)
	return s.End
}

// A sought mark is the answer to the last search for it: it holds for every
// search that begins between the two.
type sought struct{ from, at int }

// find is the offset of mark at or after from in the block, or -1.
func (in *inlineMasker) find(mark string, from int) int {
	if last, ok := in.sought[mark]; ok && from >= last.from && (last.at < 0 || from <= last.at) {
		return last.at
	}
	at := -1
	if from < in.end {
		if n := bytes.Index(in.prose[from:in.end], []byte(mark)); n >= 0 {
			at = from + n
		}
	}
	if in.sought == nil {
		in.sought = make(map[string]sought)
	}
	in.sought[mark] = sought{from, at}
	return at
}

// escape masks a backslash before punctuation, and LaTeX between \( and \) or
// \[ and \]. An escaped bracket stays: scanBrackets sees the backslash in the
// text.
func (in *inlineMasker) escape(i int) int {
	if i+1 >= in.end {
		return i + 1
	}
	c := in.prose[i+1]
	if c == '(' || c == '[' {
		closing := "\\)"
		if c == '[' {
			closing = "\\]"
		}
		if end := in.find(closing, i+2); end >= 0 && isMath(in.prose[i+2:end]) {
			in.mask(lint.Span{Start: i, End: end + 2})
			return end + 2
		}
	}
	if c < utf8.RuneSelf && !isWordByte(c) && c > ' ' {
		in.prose[i] = 0
		return i + 2
	}
	return i + 1
}

// isMath reports whether what stands between two marks of math is math, and not
// money or prose.
func isMath(s []byte) bool {
	return len(s) > 0 && len(s) < 2000 && (bytes.ContainsAny(s, "\\^_={}<>+") || len(s) < 3 && !isAllDigits(string(s)))
}

// math masks $...$ and $$...$$ by Pandoc's rule: no white space inside of the
// marks, and no digit after the closing one.
func (in *inlineMasker) math(i int) int {
	if i+2 < in.end && in.prose[i+1] == '$' {
		if end := in.find("$$", i+2); end >= 0 {
			in.mask(lint.Span{Start: i, End: end + 2})
			return end + 2
		}
		return i + 2
	}
	end := in.find("$", i+1)
	if end < 0 || isSpace(in.prose[i+1]) || isSpace(in.prose[end-1]) ||
		end+1 < in.end && isDigit(in.prose[end+1]) || !isMath(in.prose[i+1:end]) {
		return i + 1
	}
	in.mask(lint.Span{Start: i, End: end + 1})
	return end + 1
}

// code masks a code span. A run of backticks that no equal run closes is text.
func (in *inlineMasker) code(i int) int {
	n := in.runLength(i)
	if n < len(in.ticks) && in.ticks[n] <= i || in.ticks != nil && n >= len(in.ticks) {
		return i + n
	}
	for at := i + n; at < in.end; {
		next := bytes.IndexByte(in.prose[at:in.end], '`')
		if next < 0 {
			break
		}
		at += next
		run := in.runLength(at)
		if run == n {
			in.mask(lint.Span{Start: i, End: at + n})
			return at + n
		}
		at += run
	}
	in.countTicks(i)
	return i + n
}

// maxTicks bounds the table of runs; longer ones never open a code span.
const maxTicks = 64

// countTicks notes where the last run of each length stands, so that a search
// for a closing run that is not there is made once a block.
func (in *inlineMasker) countTicks(from int) {
	in.ticks = make([]int, maxTicks)
	for at := from; at < in.end; {
		if in.prose[at] != '`' {
			at++
			continue
		}
		n := in.runLength(at)
		if n < maxTicks {
			in.ticks[n] = at
		}
		at += n
	}
}

func (in *inlineMasker) runLength(i int) int {
	n := 1
	for i+n < in.end && in.prose[i+n] == in.prose[i] {
		n++
	}
	return n
}

// emphasis masks a run of * or ~~ next to a word, and of _ at a word's edge. It
// does not pair the runs: a stray mark is no prose either.
func (in *inlineMasker) emphasis(i int) int {
	n := in.runLength(i)
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = in.text[i-1]
	}
	if i+n < len(in.text) {
		after = in.text[i+n]
	}
	var markup bool
	switch in.prose[i] {
	case '_':
		markup = isWordByte(before) != isWordByte(after)
	case '~':
		markup = n == 2
	default:
		markup = !isSpace(before) || !isSpace(after)
	}
	if markup {
		in.mask(lint.Span{Start: i, End: i + n})
	}
	return i + n
}

// colon masks what a colon is a part of: a role of reStructuredText or a URL.
func (in *inlineMasker) colon(i int) int {
	if end := in.restRole(i); end > i {
		return end
	}
	return in.bareURL(i)
}

// bareURL masks a URL that stands in the text as it is, and notes the link.
func (in *inlineMasker) bareURL(i int) int {
	if i+3 >= in.end || in.prose[i+1] != '/' || in.prose[i+2] != '/' {
		return i + 1
	}
	start := i
	for start > 0 && isLetter(in.prose[start-1]) && i-start < 6 {
		start--
	}
	if scheme := string(in.prose[start:i]); !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return i + 1
	}
	end := bareURLEnd(in.text, i+3, in.end)
	s := lint.Span{Start: start, End: end}
	in.mask(s)
	in.links = append(in.links, link{span: s, label: lint.Span{Start: start, End: start}, url: in.text[start:end]})
	return end
}

// mayEndURL are the bytes at which a URL in running text may end: parentheses, what
// is beyond ASCII, and what no URL holds.
var mayEndURL = newByteSet("<>\"`[]{}|\\^()").addRange(0, ' ').addRange(utf8.RuneSelf, 0xff)

// bareURLEnd is where a URL in running text ends. Punctuation at its end is the
// sentence's, and so is a closing parenthesis that the URL does not open; dots
// that say that it was cut short are its own.
func bareURLEnd(text string, start, limit int) int {
	end, open := start, 0
scan:
	for {
		if end = seekAny(text[:limit], end, mayEndURL); end >= limit {
			break
		}
		switch c := text[end]; {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(text[end:limit])
			if unicode.IsSpace(r) || unicode.IsPunct(r) {
				break scan
			}
			end += size
			continue
		case c == '(':
			if open++; open > 9 {
				break scan
			}
		case c == ')':
			if open--; open < 0 {
				break scan
			}
		default:
			break scan
		}
		end++
	}
	if strings.HasSuffix(text[start:end], "...") {
		return end
	}
	if strings.HasPrefix(text[end:limit], "…") {
		return end + len("…")
	}
	for end > start && strings.IndexByte(".,;:!?'*_~", text[end-1]) >= 0 {
		end--
	}
	return end
}

// closeBracket masks what dresses a link whose text ends at i.
func (in *inlineMasker) closeBracket(i int) int {
	if len(in.opens) == 0 {
		return i + 1
	}
	open := in.opens[len(in.opens)-1]
	in.opens = in.opens[:len(in.opens)-1]
	if i+1 >= in.end || in.prose[i+1] != '(' {
		return i + 1
	}
	url, end := in.destination(i + 2)
	if end < 0 {
		return i + 1
	}
	l := link{span: lint.Span{Start: open, End: end}, label: lint.Span{Start: open + 1, End: i}, url: url}
	in.dropLinksFrom(open)
	in.mask(lint.Span{Start: i, End: end})
	in.prose[open] = 0
	if open > 0 && in.prose[open-1] == '!' {
		l.span.Start, l.image = open-1, true
		in.mask(l.span)
	}
	in.links = append(in.links, l)
	return end
}

// dropLinksFrom forgets the links within the text of an outer one.
func (in *inlineMasker) dropLinksFrom(start int) {
	n := len(in.links)
	for n > 0 && in.links[n-1].span.Start >= start {
		n--
	}
	in.links = in.links[:n]
}

// maxParens is how deep parentheses may nest in a link's destination, the limit
// that CommonMark allows to set.
const maxParens = 32

// destination reads a link's destination and title up to the closing
// parenthesis, from behind the opening one; end is -1 if there is none.
func (in *inlineMasker) destination(i int) (url string, end int) {
	i = in.skipSpace(i)
	start := i
	if i < in.end && in.prose[i] == '<' {
		closing := in.find(">", i)
		if closing < 0 {
			return "", -1
		}
		url, i = in.text[i+1:closing], closing+1
	} else {
		depth := 0
		for ; i < in.end && in.prose[i] > ' '; i++ {
			if c := in.prose[i]; c == '(' {
				if depth++; depth > maxParens {
					return "", -1
				}
			} else if c == ')' {
				if depth == 0 {
					break
				}
				depth--
			} else if c == '\\' && i+1 < in.end && in.prose[i+1] > ' ' {
				i++
			}
		}
		url = in.text[start:i]
	}
	i = in.skipTitle(in.skipSpace(i))
	if i < 0 || i >= in.end || in.prose[i] != ')' {
		return "", -1
	}
	return url, i + 1
}

func (in *inlineMasker) skipSpace(i int) int {
	for i < in.end && (isSpace(in.prose[i]) || in.prose[i] == 0) {
		i++
	}
	return i
}

// skipTitle skips a link's title and the white space behind it.
func (in *inlineMasker) skipTitle(i int) int {
	if i >= in.end {
		return -1
	}
	var closing string
	switch in.prose[i] {
	case '"':
		closing = "\""
	case '\'':
		closing = "'"
	case '(':
		closing = ")"
	default:
		return i
	}
	end := in.find(closing, i+1)
	if end < 0 {
		return -1
	}
	return in.skipSpace(end + 1)
}
