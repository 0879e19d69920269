package parse

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A citationDraft is a citation while the article is being parsed.
type citationDraft struct {
	lint.Citation
	bracket int    // its bracket's index; -1 for none
	id      string // the place on the page that it links to, without the #
}

// A bracketScanner finds the brackets, citations and links of the blocks, gives
// each bracket its verdict and masks those that are citations. It goes over each
// block once; what is open when a block ends is judged there.
type bracketScanner struct {
	*draft
	keys        *keySet
	brackets    []lint.Bracket
	citations   []citationDraft
	residue     []residue
	parentheses bool // (1) cites

	block    *block
	open     []openBracket
	first    int          // the first citation of the bracket that is being judged
	label    lint.Span    // the text of the last link
	unsorted bool         // a bracket or citation of the block was added late
	from     int          // the first bracket of the block
	keysAt   []int        // where bare keys may stand within brackets that are open
	ranged   int          // how many citations ranges have made
	numbers  []numberItem // of the bracket that was judged last, to be used again

	next int // where the next of these begins that has not been passed
	link int
	sup  int
	rest int // of residue

	urls        map[string]string // see destinations
	haveAuthors bool              // see authored
}

// An openBracket is a bracket that has not been closed.
type openBracket struct {
	index  int  // in brackets
	nested bool // a bracket was closed within it
	wide   bool // ［ or 【
	note   bool // ^[
}

// scanBrackets judges the brackets of all blocks that are prose or headings.
func (d *draft) scanBrackets() *bracketScanner {
	var unmasked []byte
	if d.listsInParentheses() {
		unmasked = bytes.Clone(d.prose)
	}
	s := newBracketScanner(d)
	s.scan()
	if unmasked != nil && !s.citesByNumber() {
		copy(d.prose, unmasked)
		again := newBracketScanner(d)
		again.parentheses = true
		again.scan()
		return again
	}
	return s
}

// mostExpected is how many brackets room is made for beforehand.
const mostExpected = 1024

func newBracketScanner(d *draft) *bracketScanner {
	n := 0
	for i := range d.blocks {
		if b := &d.blocks[i]; !b.entry {
			n += bytes.Count(d.prose[b.span.Start:b.span.End], []byte("["))
		}
	}
	return &bracketScanner{
		draft: d, keys: newKeySet(d), residue: findResidue(d),
		brackets: make([]lint.Bracket, 0, min(n, mostExpected)), citations: d.cited[:0],
	}
}

func (s *bracketScanner) scan() {
	for i := range s.blocks {
		if b := &s.blocks[i]; !b.entry {
			s.scanBlock(b)
		}
	}
	s.cited = s.citations
}

// opensMark are the bytes at which a bracket, or what stands for one, may begin
// or end.
var opensMark = newByteSet("[]({@^\xc2\xe2\xe3\xef")

func (s *bracketScanner) scanBlock(b *block) {
	s.block, s.open, s.label, s.unsorted = b, s.open[:0], lint.Span{}, false
	s.from, s.keysAt = len(s.brackets), s.keysAt[:0]
	i := b.span.Start
	s.seekNoted(i)
	for i < b.span.End {
		limit := min(s.next, b.span.End)
		switch i = seekAny(s.prose[:limit], i, opensMark); {
		case i < limit:
			if i = max(s.mark(i), i+1); i > s.next {
				s.seekNoted(i)
			}
		case i < b.span.End:
			i = s.noted(i)
			s.seekNoted(i)
		}
	}
	s.closeBlock()
}

// mark judges what begins at i and returns where to go on.
func (s *bracketScanner) mark(i int) int {
	switch c := s.prose[i]; c {
	case '[':
		s.openBracket(i, s.squareLen(i), false)
		return i + 1
	case ']':
		return s.closeBracket(i, s.squareLen(i), false)
	case '(':
		if end := s.authorYears(i); end > 0 {
			return end
		}
		return s.parenthesis(i)
	case '{':
		return s.template(i)
	case '@':
		return s.authorKey(i)
	case '^':
		return s.inlineNote(i)
	default:
		return s.wideMark(i)
	}
}

// squareLen is how many bytes of the text the square bracket at i takes: one, or as
// many as the entity has that stands for it.
func (s *bracketScanner) squareLen(i int) int {
	if s.text[i] != '&' {
		return 1
	}
	return 1 + strings.IndexByte(s.text[i:], ';')
}

// wideMark judges a mark beyond ASCII: a bracket of East Asian text, a
// superscript.
func (s *bracketScanner) wideMark(i int) int {
	r, size := utf8.DecodeRune(s.prose[i:s.block.span.End])
	switch r {
	case '［', '【':
		s.openBracket(i, size, true)
	case '］', '】':
		return s.closeBracket(i, size, true)
	default:
		if _, ok := superscriptDigit(r); ok {
			return s.superscriptRun(i)
		}
	}
	return i + size
}

func (s *bracketScanner) openBracket(i, size int, wide bool) {
	s.open = append(s.open, openBracket{index: len(s.brackets), wide: wide})
	s.brackets = append(s.brackets, lint.Bracket{Span: lint.Span{Start: i, End: i + size}})
}

// closeBracket judges the innermost bracket that is open.
func (s *bracketScanner) closeBracket(i, size int, wide bool) int {
	n := len(s.open)
	if n == 0 || s.open[n-1].wide != wide {
		return i + size
	}
	top := s.open[n-1]
	s.open = s.open[:n-1]
	if n > 1 {
		s.open[n-2].nested = true
	}
	b := &s.brackets[top.index]
	inner := lint.Span{Start: b.Span.End, End: i}
	b.Span.End = i + size
	switch {
	case top.note:
		s.closeNote(top.index, inner)
		return i + size
	case s.label.Contains(b.Span):
		s.refuse(top.index, "it is in the text of a link")
		return i + size
	case top.nested:
		s.refuse(top.index, "it holds other brackets")
		return i + size
	}
	s.begin()
	return s.judge(top.index, inner)
}

// begin starts to collect the citations of a bracket.
func (s *bracketScanner) begin() { s.first = len(s.citations) }

// refuse gives the bracket at index the verdict that it is no citation.
func (s *bracketScanner) refuse(index int, reason string) {
	s.brackets[index].Verdict, s.brackets[index].Reason = lint.NotCitation, reason
}

// doubt leaves the bracket at index undecided.
func (s *bracketScanner) doubt(index int, reason string) {
	s.brackets[index].Verdict, s.brackets[index].Reason = lint.Undecided, reason
}

// accept gives the bracket at index the verdict that it cites, and masks it. The
// citations since begin are its own; a single one has the bracket's span.
func (s *bracketScanner) accept(index int, style lint.Style, reason string) {
	b := &s.brackets[index]
	b.Verdict, b.Style, b.Reason = lint.IsCitation, style, reason
	if len(s.citations) == s.first+1 {
		s.citations[s.first].Span = b.Span
	}
	s.adopt(index)
	if n := len(s.open); n > 0 {
		s.open[n-1].nested = true
	}
	s.mask(b.Span)
}

// adopt makes the links within the bracket at index its own, unless a bracket
// stands before them there: those of one bracket have no others between them.
func (s *bracketScanner) adopt(index int) {
	b := &s.brackets[index]
	at := s.first
	for at > 0 && s.citations[at-1].bracket < 0 && b.Span.Contains(s.citations[at-1].Span) {
		at--
	}
	if at > 0 && b.Span.Contains(s.citations[at-1].Span) {
		return
	}
	for i := at; i < s.first; i++ {
		s.citations[i].bracket = index
		s.unsorted = true
	}
}

// cite adds a citation to the bracket at index; the index is -1 for a link
// without a bracket.
func (s *bracketScanner) cite(index int, at lint.Span, key string, style lint.Style) *citationDraft {
	if n := len(s.citations); n > 0 && s.citations[n-1].Span.Start > at.Start {
		s.unsorted = true // it is within what this one is of
	}
	s.citations = append(s.citations, citationDraft{
		Citation: lint.Citation{Span: at, Key: key, Style: style}, bracket: index,
	})
	return &s.citations[len(s.citations)-1]
}

// closeBlock judges the brackets that the block leaves open and the keys that
// stand behind them, forgets the brackets that are none, and puts all of the
// block's in text order.
func (s *bracketScanner) closeBlock() {
	for _, top := range s.open {
		if top.wide || !s.unclosed(top.index) {
			s.brackets[top.index].Verdict = dropped
		}
		s.unsorted = true
	}
	s.open = s.open[:0]
	for _, i := range s.keysAt {
		if s.prose[i] == '@' {
			s.authorKey(i)
			s.unsorted = true
		}
	}
	if s.unsorted {
		s.sortBlock()
	}
}

// sortBlock puts the brackets and citations of the block in text order, without
// those that are dropped.
func (s *bracketScanner) sortBlock() {
	order := make([]int, 0, len(s.brackets)-s.from)
	for i := s.from; i < len(s.brackets); i++ {
		if s.brackets[i].Verdict != dropped {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(s.brackets[i].Span.Start, s.brackets[j].Span.Start) })
	moved, sorted := make(map[int]int, len(order)), make([]lint.Bracket, len(order))
	for to, i := range order {
		moved[i], sorted[to] = s.from+to, s.brackets[i]
	}
	s.brackets = append(s.brackets[:s.from], sorted...)
	at := len(s.citations)
	for at > 0 && s.citations[at-1].Span.Start >= s.block.span.Start {
		at--
		if c := &s.citations[at]; c.bracket >= s.from {
			c.bracket = moved[c.bracket]
		}
	}
	slices.SortStableFunc(s.citations[at:], func(a, b citationDraft) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
}

// dropped marks a bracket that turned out to be none.
const dropped lint.Verdict = "dropped"

// unclosed reports whether the bracket at index is a citation that is not
// closed, such as "[3 and", and if so accepts it.
func (s *bracketScanner) unclosed(index int) bool {
	b := &s.brackets[index]
	start := b.Span.End
	end := start
	for end < s.block.span.End && end-start < 4 && isDigit(s.prose[end]) {
		end++
	}
	key := s.text[start:end]
	if key == "" || len(key) > 3 || !s.keys.mayCite(key) || s.escaped(b.Span.Start) || s.isInterval(end) {
		return false
	}
	if end < s.block.span.End && strings.IndexByte(" \n\r,.;:", s.prose[end]) < 0 {
		return false
	}
	b.Span.End = end
	b.Defect = "the bracket is not closed"
	s.begin()
	s.cite(index, b.Span, key, lint.Numeric)
	s.accept(index, lint.Numeric, "numbered reference")
	return true
}

// isInterval reports whether what follows a number in an open bracket makes it
// half of an interval: [0, 1).
func (s *bracketScanner) isInterval(end int) bool {
	rest := s.prose[end:min(end+24, s.block.span.End)]
	closing := bytes.IndexByte(rest, ')')
	return closing >= 0 && len(bytes.Trim(rest[:closing], "0123456789.,-–∞ +")) == 0
}

// escaped reports whether a backslash stands before the mark at i.
func (s *bracketScanner) escaped(i int) bool { return i > 0 && s.text[i-1] == '\\' }

// wordBefore is the text before a bracket that belongs to its word, at most 24
// bytes of it: letters, digits and underscores.
func (s *bracketScanner) wordBefore(i int) string {
	start := i
	for start > s.block.span.Start && i-start < maxWord && (isWordByte(s.text[start-1]) || s.text[start-1] == '_') && s.prose[start-1] != 0 {
		start--
	}
	return s.text[start:i]
}

// maskedSpans lists, in text order, where citations stand whose bytes are all
// masked: their brackets, URLs in running text, links within a mark that is masked.
func (s *bracketScanner) maskedSpans() []lint.Span {
	spans := make([]lint.Span, 0, len(s.citations))
	for i := range s.citations {
		c := &s.citations[i]
		span := c.Span
		if c.bracket >= 0 {
			span = s.brackets[c.bracket].Span
		} else if !s.isMasked(span) {
			continue
		}
		if n := len(spans); n == 0 || span.Start >= spans[n-1].End {
			spans = append(spans, span)
		}
	}
	return spans
}

// isMasked reports whether no byte of a span is prose.
func (d *draft) isMasked(s lint.Span) bool {
	for _, c := range d.prose[s.Start:s.End] {
		if c != 0 {
			return false
		}
	}
	return true
}
