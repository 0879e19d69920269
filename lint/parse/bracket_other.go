package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// parenthesis judges (1) in an article that lists its sources so.
func (s *bracketScanner) parenthesis(i int) int {
	if !s.parentheses || i+2 >= s.block.span.End || !isDigit(s.prose[i+1]) {
		return i + 1
	}
	closing := strings.IndexByte(s.text[i:min(i+24, s.block.span.End)], ')')
	if closing < 0 {
		return i + 1
	}
	var buf [8]numberItem
	n, ok := parseNumbers(s.text[i+1:i+closing], buf[:0])
	end := i + closing + 1
	if !ok || n.defect != "" || !s.keys.has(n.items[0].key) {
		return i + 1
	}
	index := len(s.brackets)
	s.brackets = append(s.brackets, lint.Bracket{Span: lint.Span{Start: i, End: end}})
	switch s.counts(i, end) {
	case lint.NotCitation:
		s.refuse(index, "it counts what follows it")
		return end
	case lint.Undecided:
		s.doubt(index, "it may cite, or count what follows it")
		return end
	}
	s.begin()
	for j := range n.items {
		it := &n.items[j]
		at := lint.Span{Start: i + 1 + it.span.Start, End: i + 1 + it.span.End}
		if !s.citeItem(index, at, &n, it, lint.Parenthesis) {
			s.tooWide(index, &n)
			return end
		}
	}
	s.brackets[index].Defect = n.defect
	s.accept(index, lint.Parenthesis, "number in parentheses, as in the list of sources")
	return end
}

// counts tells a number in parentheses that counts what follows it, as in "(1) the
// cost, (2) the time", from one that cites for what stands before it, as in "it
// burned (2) and was rebuilt": what is counted goes on in lower case, and a phrase
// is not complete before it.
func (s *bracketScanner) counts(start, end int) lint.Verdict {
	before := strings.TrimRight(s.text[s.block.span.Start:start], " \t\r\n")
	rest := strings.TrimLeft(s.text[end:s.block.span.End], " \t\r\n")
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case before == "":
		return lint.NotCitation
	case len(rest) == s.block.span.End-end || !unicode.IsLower(next):
		return lint.IsCitation
	case strings.IndexByte(",;:", before[len(before)-1]) >= 0 || strings.HasSuffix(before, "–") || strings.HasSuffix(before, "—"):
		return lint.NotCitation
	}
	before = before[max(0, len(before)-longestOpener):]
	word := strings.ToLower(before[strings.LastIndexAny(before, " \t\r\n")+1:])
	if verdict, found := openers[word]; found {
		return verdict
	}
	return lint.IsCitation
}

// longestOpener is how many bytes before a number are searched for an opener.
const longestOpener = 16

// openers are words that open a phrase: a number behind one counts. Behind those
// that may also stand before what is cited, as in "see (2)", nobody knows.
var openers = func() map[string]lint.Verdict {
	verdicts := make(map[string]lint.Verdict)
	for _, word := range strings.Fields("a an the and or but nor that to is are was were be been has have had do does did namely either both if whether because") {
		verdicts[word] = lint.NotCitation
	}
	for _, word := range strings.Fields("of for by in on at as from with into than per see like") {
		verdicts[word] = lint.Undecided
	}
	return verdicts
}()

// listsInParentheses reports whether the list of sources is numbered (1), (2).
func (d *draft) listsInParentheses() bool {
	n := 0
	for i := range d.sources {
		s := &d.sources[i]
		if s.Origin == lint.FromList && s.Span.Len() > 0 && isAllDigits(s.Key) &&
			strings.HasPrefix(d.text[s.Span.Start:s.Span.End], "("+s.Key+")") {
			n++
		}
	}
	return n > 0
}

// citesByNumber reports whether any citation found names a number.
func (s *bracketScanner) citesByNumber() bool {
	for i := range s.citations {
		if c := &s.citations[i]; c.Style != lint.Residue && isAllDigits(c.Key) {
			return true
		}
	}
	return false
}

// placeholderTemplates are templates of MediaWiki that ask for a citation.
var placeholderTemplates = [...]string{"{{cn", "{{citation needed", "{{fact", "{{source?", "{{refneeded"}

// template judges {{cn}} and its kin at i.
func (s *bracketScanner) template(i int) int {
	line := s.text[i:min(i+maxResidue, s.block.span.End)]
	end := strings.Index(line, "}}")
	if end < 0 {
		return i + 1
	}
	name, _, _ := strings.Cut(strings.ToLower(line[:end]), "|")
	for _, known := range placeholderTemplates {
		if strings.TrimSpace(name) == known {
			span := lint.Span{Start: i, End: i + end + 2}
			s.brackets = append(s.brackets, lint.Bracket{
				Span: span, Verdict: lint.NotCitation, Style: lint.Placeholder, Reason: "it holds the place of a citation",
			})
			s.mask(span)
			return span.End
		}
	}
	return i + 1
}

// inlineNote opens a note that stands in the text: ^[as Pandoc has it].
func (s *bracketScanner) inlineNote(i int) int {
	if i+1 >= s.block.span.End || s.prose[i+1] != '[' || s.escaped(i) {
		return i + 1
	}
	s.openBracket(i, 2, false)
	s.open[len(s.open)-1].note = true
	return i + 2
}

// closeNote accepts the inline note at index.
func (s *bracketScanner) closeNote(index int, inner lint.Span) {
	s.begin()
	s.cite(index, inner, strings.TrimSpace(s.text[inner.Start:inner.End]), lint.InlineNote)
	s.accept(index, lint.InlineNote, "inline note")
	s.unsorted = true
}
