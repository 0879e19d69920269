package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// appendSentences appends the sentences of a block to dst. Markup and citations
// are zero in prose; citations are the spans of those that the block holds, in
// text order. Each must be wholly masked.
//
// A sentence takes in what trails its terminator: closing quotes and brackets,
// markup, note marks, and citations, even with white space between. The spans
// are in text order and disjoint, neither begin nor end with white space, and
// hold every visible byte and every citation of the block. Masked bytes that
// stand alone behind the last sentence belong to none.
//
// One pass; what it looks for ahead is bounded or passed over afterwards. On
// articles it runs at 260 MB/s, on the worst text found at 20.
func appendSentences(dst []lint.Span, prose []byte, block lint.Span, citations []lint.Span) []lint.Span {
	s, known := splitter{prose: prose[:block.End], citations: citations}, len(dst)
	s.start, _ = s.skipSpace(block.Start)
	for i := seekAny(s.prose, s.start, mayEnd); i < len(s.prose); i = seekAny(s.prose, i, mayEnd) {
		if c := s.prose[i]; c == '(' || c == '[' {
			s.parenthesis(i)
			i++
			continue
		}
		mark, size := s.terminator(i)
		if mark == noMark {
			i++
			continue
		}
		g := s.gapAfter(i, mark, size)
		if g.end > s.quiet && s.parts(&g) {
			dst = append(dst, lint.Span{Start: s.start, End: g.end})
			s.start = g.next
		}
		i = g.next
	}
	return s.appendRest(dst, known)
}

// A splitter is the state of one pass over a block.
type splitter struct {
	prose     []byte // up to the end of the block
	citations []lint.Span
	cursor    int // the first citation that begins at or after where citationAt looked last
	start     int // where the sentence begins
	quiet     int // the end of a parenthesis within the sentence, which ends no sentence
	searched  int // up to here the closing parenthesis is known to be missing
}

// appendRest appends what follows the last terminator. Without a word in it, as
// an emoji has none, it belongs to the sentence before, which dst holds if it is
// longer than known; without a visible byte or a citation, to none.
func (s *splitter) appendRest(dst []lint.Span, known int) []lint.Span {
	i, seen, word := s.start, s.citationIn(s.start), false
	for i < len(s.prose) && !(seen && word) {
		if n := s.space(i); n > 0 {
			i += n
			continue
		}
		seen = seen || s.prose[i] != 0
		word = s.word(i)
		i++
	}
	end := s.trimmedEnd()
	switch {
	case seen && !word && len(dst) > known:
		dst[len(dst)-1].End = end
	case seen:
		dst = append(dst, lint.Span{Start: s.start, End: end})
	}
	return dst
}

// maxParenthesis is the length of the longest parenthesis that is taken for a
// part of its sentence.
const maxParenthesis = 400

// parenthesis notes where a parenthesis or bracket closes that opens within a
// sentence.
func (s *splitter) parenthesis(i int) {
	if i == s.start || i < s.quiet || i < s.searched {
		return
	}
	open, closing := s.prose[i], byte(')')
	if open == '[' {
		closing = ']'
	}
	depth, limit := 0, min(len(s.prose), i+maxParenthesis)
	for j := i; j < limit; j++ {
		switch s.prose[j] {
		case open:
			depth++
		case closing:
			if depth--; depth == 0 {
				s.quiet = j
				return
			}
		}
	}
	s.searched = limit
}

// A mark is a kind of terminator.
type mark uint8

const (
	noMark   mark = iota
	period        // . which also abbreviates
	ellipsis      // ... … which also pauses
	shout         // ? ! which also belong to names and to quotations within a sentence
	fullMark      // 。 and those of other scripts that only end sentences
)

// mayEnd are the bytes with which a terminator begins, and the brackets.
var mayEnd = newByteSet(".?!;([\xcd\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef")

// terminator returns the kind and the length of the terminator at i.
func (s *splitter) terminator(i int) (mark, int) {
	switch c := s.prose[i]; {
	case c == '.':
		return period, 1
	case c == '?' || c == '!':
		return shout, 1
	case c == ';':
		return s.greekQuestion(i), 1
	case c < utf8.RuneSelf:
		return noMark, 0
	}
	r, size := utf8.DecodeRune(s.prose[i:])
	switch r {
	case '…':
		return ellipsis, size
	case '‼', '⁇', '⁈', '⁉', '\u037e':
		return shout, size
	case '。', '．', '｡', '！', '？', '؟', '۔', '।', '॥', '։', '።', '။':
		return fullMark, size
	}
	return noMark, 0
}

// greekQuestion is the mark for a semicolon: a question mark behind a Greek
// word.
func (s *splitter) greekQuestion(i int) mark {
	if i >= 2 && (s.prose[i-2] == 0xce || s.prose[i-2] == 0xcf) {
		return shout
	}
	return noMark
}

// A gap is what stands between one terminator and what may be the next
// sentence.
type gap struct {
	at     int  // the terminator
	mark   mark // what it is
	bare   bool // nothing but white space follows it
	firm   bool // a further terminator follows behind a closing mark or a citation
	quoted bool // a closing quote follows
	cited  bool // a citation follows
	spaced bool // white space follows
	end    int  // where the sentence ends, if it does
	next   int  // where the next one begins
	inner  int  // the end of the sentence if the last citations belong to the next; 0 if none do
	onward int  // where that next one begins
}

// gapAfter reads on from a terminator to the next word.
func (s *splitter) gapAfter(i int, m mark, size int) gap {
	g := gap{at: i, mark: m, firm: s.citationEnds(i)}
	j := i + size
	for j < len(s.prose) {
		next, n := s.terminator(j)
		if next == noMark || next == period && m == fullMark {
			break
		}
		if g.mark = max(g.mark, next); next == period && m == period {
			g.mark = max(g.mark, ellipsis)
		}
		j += n
	}
	g.bare = true
	g.end = s.trail(&g, j)
	g.next, g.spaced = s.skipSpace(g.end)
	s.trailSpaced(&g)
	return g
}

// trail passes over what stands directly behind a terminator and belongs to its
// sentence.
func (s *splitter) trail(g *gap, j int) int {
	for j < len(s.prose) {
		n := s.trailing(g, j)
		if n == 0 {
			break
		}
		g.bare = false
		j += n
	}
	return j
}

// trailing is the length of one such mark, 0 if there is none at j.
func (s *splitter) trailing(g *gap, j int) int {
	switch c := s.prose[j]; {
	case c == 0:
		n := s.zeros(j)
		g.cited = g.cited || s.citationEnds(j+n)
		return n
	case c == ' ' || c == '\n' || isLetter(c) || isDigit(c):
		return 0
	case c == '[' || c == '{':
		return s.noteMark(j)
	case c == ':' && g.cited:
		return s.pageNumber(j)
	}
	if n := s.joint(j); n > 0 && g.cited {
		return n
	}
	if n := s.closer(j, g.mark == fullMark); n > 0 {
		g.quoted = true
		return n
	}
	if m, n := s.terminator(j); m != noMark && (m != period || !s.word(j+1)) {
		g.firm = true
		return n
	}
	return s.superscript(j)
}

// trailSpaced takes in the citations that follow behind white space, and stray
// full stops behind these.
func (s *splitter) trailSpaced(g *gap) {
	for g.spaced && g.next < len(s.prose) {
		at, n := g.next, 0
		if c, ok := s.citationAt(at); ok {
			n = c.Len()
			g.cited = true
			if g.inner == 0 {
				g.inner, g.onward = g.end, at
			}
		} else if n = s.stray(at); n > 0 {
			g.firm, g.inner = g.firm || g.cited, 0
		} else if n = s.spacedMark(at); n == 0 {
			return
		}
		firm := g.firm
		g.end = s.trail(g, at+n)
		if g.firm && !firm {
			g.inner = 0
		}
		g.next, g.spaced = s.skipSpace(g.end)
	}
}

// stray is the length of a full stop that stands alone.
func (s *splitter) stray(i int) int {
	n := 0
	for i+n < len(s.prose) && s.prose[i+n] == '.' {
		n++
	}
	if n > 0 && i+n < len(s.prose) && s.prose[i+n] != 0 && s.space(i+n) == 0 {
		return 0
	}
	return n
}

// spacedMark is the length of a mark behind white space that belongs to what
// stands before it: a closing guillemet, a note mark.
func (s *splitter) spacedMark(i int) int {
	if s.prose[i] == '[' {
		return s.noteMark(i)
	}
	const guillemet = "»"
	if n := len(guillemet); i+n <= len(s.prose) && string(s.prose[i:i+n]) == guillemet &&
		(i+n == len(s.prose) || !s.word(i+n) && s.prose[i+n] != 0) {
		return n
	}
	return 0
}

// maxNoteMark is the length of the longest bracket that is taken for a mark on
// the sentence before it.
const maxNoteMark = 40

// noteMark is the length of a short bracket that holds no sentence: [a],
// [note 2], {{cn}}.
func (s *splitter) noteMark(i int) int {
	if i+1 < len(s.prose) && s.prose[i] == '[' && isUpper(s.prose[i+1]) && i+2 < len(s.prose) && isLetter(s.prose[i+2]) {
		return 0
	}
	open, limit := s.prose[i], min(len(s.prose), i+maxNoteMark)
	for j := i + 1; j < limit; j++ {
		switch c := s.prose[j]; {
		case c == '.' || c == '\n' || c == open && open == '[' || c == 0:
			return 0
		case c == open+2: // ] and } are two behind [ and {
			if open == '{' && j+1 < len(s.prose) && s.prose[j+1] == c {
				j++
			}
			return j + 1 - i
		}
	}
	return 0
}

// joint is the length of what joins two citations: a comma, a dash. It is 0
// unless a citation follows.
func (s *splitter) joint(i int) int {
	n := 1
	switch c := s.prose[i]; {
	case c == ',' || c == ';' || c == '-':
	case strings.HasPrefix(string(s.prose[i:min(len(s.prose), i+3)]), "–"):
		n = len("–")
	default:
		return 0
	}
	at, _ := s.skipSpace(i + n)
	if _, ok := s.citationAt(at); !ok {
		return 0
	}
	return at - i
}

// pageNumber is the length of a page number behind a citation, as in [3]:12–14.
func (s *splitter) pageNumber(i int) int {
	n := 1
	for i+n < len(s.prose) && (isDigit(s.prose[i+n]) || s.prose[i+n] == '-') {
		n++
	}
	if n == 1 {
		return 0
	}
	return n
}

// closer is the length of a closing quote or bracket at i. A quote before a word
// closes nothing; in dense text, without white space, its shape decides.
func (s *splitter) closer(i int, dense bool) int {
	switch s.prose[i] {
	case ')', ']':
		return 1
	case '"', '\'':
		if s.word(i + 1) {
			return 0
		}
		return 1
	}
	if s.prose[i] < utf8.RuneSelf {
		return 0
	}
	switch r, n := utf8.DecodeRune(s.prose[i:]); r {
	case '”', '’', '“', '‘', '«', '»', '›', '‹':
		if s.word(i+n) && (!dense || r == '“' || r == '‘' || r == '«' || r == '‹') {
			return 0
		}
		return n
	case '」', '』', '）', '】', '》', '〉', '］':
		return n
	}
	return 0
}

// superscript is the length of a superscript digit at i.
func (s *splitter) superscript(i int) int {
	if s.prose[i] != 0xc2 && s.prose[i] != 0xe2 {
		return 0
	}
	switch r, n := utf8.DecodeRune(s.prose[i:]); {
	case r == '¹' || r == '²' || r == '³' || '⁰' <= r && r <= '⁻':
		return n
	}
	return 0
}

// zeros is the number of masked bytes from i.
func (s *splitter) zeros(i int) int {
	n := 0
	for i+n < len(s.prose) && s.prose[i+n] == 0 {
		n++
	}
	return n
}

// word reports whether a letter or a digit stands at i.
func (s *splitter) word(i int) bool {
	if i >= len(s.prose) {
		return false
	}
	if c := s.prose[i]; c < utf8.RuneSelf {
		return isLetter(c) || isDigit(c)
	}
	r, _ := utf8.DecodeRune(s.prose[i:])
	return unicode.IsLetter(r)
}

// space is the length of the white space character at i, 0 if it is none.
func (s *splitter) space(i int) int {
	switch c := s.prose[i]; c {
	case ' ', '\n', '\r', '\t', '\v', '\f':
		return 1
	case 0xc2, 0xe2, 0xe3:
		if r, n := utf8.DecodeRune(s.prose[i:]); isWideSpace(r) {
			return n
		}
	}
	return 0
}

// isWideSpace reports whether r is white space beyond ASCII.
func isWideSpace(r rune) bool {
	return r == '\u00a0' || r == '\u202f' || r == '\u3000' || '\u2000' <= r && r <= '\u200b' || r == '\u2028' || r == '\u2029'
}

// trimmedEnd is where the last byte ends that is no white space, not before the
// start of the sentence.
func (s *splitter) trimmedEnd() int {
	end := len(s.prose)
	for end > s.start {
		if n := s.space(end - 1); n > 0 {
			end--
			continue
		}
		r, n := utf8.DecodeLastRune(s.prose[s.start:end])
		if !isWideSpace(r) {
			break
		}
		end -= n
	}
	return end
}

// skipSpace returns the first byte at or after i that is no white space, and
// whether it skipped any.
func (s *splitter) skipSpace(i int) (int, bool) {
	from := i
	for i < len(s.prose) {
		n := s.space(i)
		if n == 0 {
			break
		}
		i += n
	}
	return i, i > from
}

// citationAt returns the citation that begins at i.
func (s *splitter) citationAt(i int) (lint.Span, bool) {
	s.seek(i)
	if s.cursor < len(s.citations) && s.citations[s.cursor].Start == i {
		return s.citations[s.cursor], true
	}
	return lint.Span{}, false
}

// citationEnds reports whether a citation ends at i.
func (s *splitter) citationEnds(i int) bool {
	s.seek(i)
	return s.cursor > 0 && s.citations[s.cursor-1].End == i
}

// citationIn reports whether a citation begins at or after i.
func (s *splitter) citationIn(i int) bool {
	s.seek(i)
	return s.cursor < len(s.citations)
}

// seek moves the cursor to the first citation that begins at or after i. It
// goes back no further than over the citations of one gap.
func (s *splitter) seek(i int) {
	for s.cursor < len(s.citations) && s.citations[s.cursor].Start < i {
		s.cursor++
	}
	for s.cursor > 0 && s.citations[s.cursor-1].Start >= i {
		s.cursor--
	}
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
