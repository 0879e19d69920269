package parse

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/citevet/citevet/lint"
)

// judge gives the bracket at index its verdict; inner is what it holds. It
// returns where to go on.
func (s *bracketScanner) judge(index int, inner lint.Span) int {
	span := s.brackets[index].Span
	content := s.content(inner)
	switch {
	case s.escaped(span.Start):
		s.refuse(index, "it is escaped")
	case content == "":
		s.refuse(index, "it is empty")
	case content[0] == '^':
		return s.footnote(index, content[1:])
	case content[0] == '!':
		s.refuse(index, "it marks a callout")
	case s.isTaskBox(span, content):
		s.refuse(index, "it is a box to tick")
	case strings.IndexByte(content, '@') >= 0 && s.authorKeys(index, inner):
	case s.bracketedResidue(index, content):
	case isPlaceholder(content):
		b := &s.brackets[index]
		b.Verdict, b.Style, b.Reason = lint.NotCitation, lint.Placeholder, "it holds the place of a citation"
		s.mask(span)
	default:
		return s.judgeKey(index, inner, content)
	}
	return span.End
}

// content is what a bracket holds, without markup and white space at its ends.
func (s *bracketScanner) content(inner lint.Span) string {
	text := s.text[inner.Start:inner.End]
	for i := inner.Start; i < inner.End; i++ {
		if s.prose[i] == 0 {
			text = s.words(inner)
			break
		}
	}
	return strings.TrimSpace(text)
}

// isTaskBox reports whether a bracket is a box to tick: - [x].
func (s *bracketScanner) isTaskBox(span lint.Span, content string) bool {
	return s.block.marker != "" && span.Start == s.block.span.Start && (content == "x" || content == "X" || content == "-")
}

// judgeKey judges a bracket that cites if what it holds is a key.
func (s *bracketScanner) judgeKey(index int, inner lint.Span, content string) int {
	span := s.brackets[index].Span
	if end := s.referenceLink(index, inner, content); end > 0 {
		return end
	}
	raw := s.text[inner.Start:inner.End]
	n, ok := parseNumbers(raw, s.numbers[:0])
	s.numbers = n.items
	if ok {
		return s.judgeNumbers(index, inner, &n)
	}
	switch {
	case s.isReSTMark(span.End) && isReSTKey(content):
		return s.acceptReST(index, inner, content)
	case s.keys.has(content) && !strings.ContainsRune(content, '\n'):
		s.cite(index, span, content, lint.Numeric)
		s.accept(index, lint.Numeric, "a listed key")
	default:
		s.judgeWords(index, content)
	}
	return span.End
}

// judgeNumbers judges a bracket that holds numbers.
func (s *bracketScanner) judgeNumbers(index int, inner lint.Span, n *numbers) int {
	b := &s.brackets[index]
	if reason := s.noCitation(b.Span, n); reason != "" {
		s.refuse(index, reason)
		return b.Span.End
	}
	style := lint.Numeric
	if s.isReSTMark(b.Span.End) {
		style = lint.ReST
	}
	for i := range n.items {
		it := &n.items[i]
		at := lint.Span{Start: inner.Start + it.span.Start, End: inner.Start + it.span.End}
		if !s.citeItem(index, at, n, it, style) {
			s.tooWide(index, n)
			return b.Span.End
		}
	}
	b.Defect = n.defect
	if style == lint.ReST {
		b.Span.End++
	}
	if s.joinsBing(index) {
		return s.brackets[len(s.brackets)-1].Span.End
	}
	s.joinRange(index, n)
	s.accept(index, style, "numbered reference")
	return s.brackets[index].Span.End
}

// maxRanged bounds how many citations the ranges of an article make in all: a
// hostile one of 4 KB could make a million otherwise.
const maxRanged = 10_000

// citeItem adds the citations of an item, those of a range one by one. It returns
// false if they are too many.
func (s *bracketScanner) citeItem(index int, at lint.Span, n *numbers, it *numberItem, style lint.Style) bool {
	if it.last == "" {
		s.cite(index, at, n.key(it), style)
		return true
	}
	first, last, ok := it.bounds()
	if !ok {
		return false
	}
	if last <= first {
		n.defect = "the range runs backwards"
		s.cite(index, at, it.key, style)
		s.cite(index, at, it.last, style)
		return true
	}
	if s.ranged += last - first; s.ranged > maxRanged {
		return false
	}
	for key := first; key <= last; key++ {
		s.cite(index, at, strconv.Itoa(key), style)
	}
	return true
}

// tooWide leaves the bracket at index undecided, as nobody can list as many sources
// as its range stands for. Where the list has the first of them, that is a defect.
func (s *bracketScanner) tooWide(index int, n *numbers) {
	const reason = "its range is too wide for a list of sources"
	s.citations = s.citations[:s.first]
	s.doubt(index, reason)
	if s.keys.has(n.key(&n.items[0])) {
		s.brackets[index].Defect = reason
	}
}

// key is the key of an item, with the word that belongs to it.
func (n *numbers) key(it *numberItem) string {
	if n.prefix == "" {
		return it.key
	}
	return n.prefix + " " + it.key
}

// noCitation says why numbers in a bracket cite nothing, empty if they may cite.
func (s *bracketScanner) noCitation(span lint.Span, n *numbers) string {
	first := &n.items[0]
	known := s.keys.has(n.key(first))
	switch {
	case len(n.items) == 2 && s.follows(span.Start, intervalWords[:]):
		return "it is an interval"
	case len(n.items) == 2 && !(known && s.keys.has(n.key(&n.items[1]))) && s.follows(span.Start, scaleWords[:]):
		return "it is an interval"
	case known && s.isIndex(span):
		return "it is an index"
	case known:
		return ""
	case n.prefix != "":
		return "it names a note that is not listed"
	case s.isIndex(span):
		return "it is an index"
	case isYear(first.key):
		return "it is a year"
	case s.keys.first >= 0 && s.isQuoted(span.Start):
		return "it belongs to the work that is quoted"
	case first.key == "0" && len(n.items) > 1:
		return "it is an interval"
	case first.key == "0" && (s.keys.first != 1 || s.wordBefore(span.Start) != ""):
		return "it is an index"
	case first.key == "0":
		n.defect = "the list of sources starts at 1"
	case len(first.key) > 3:
		return "its number is too high for a source"
	}
	return ""
}

// isIndex reports whether a bracket with numbers is an index of a variable, as
// in x[1] and list_of[2]; a word that takes a note has more letters.
func (s *bracketScanner) isIndex(span lint.Span) bool {
	word := s.wordBefore(span.Start)
	if word == "" {
		return false
	}
	if len(word) == 1 && 'a' <= word[0] && word[0] <= 'z' || strings.IndexByte(word, '_') >= 0 {
		return true
	}
	next := s.text[span.End:min(span.End+2, len(s.text))]
	return len(next) == 2 && (next[0] == '.' && 'a' <= next[1] && next[1] <= 'z' || next[0] == '(' || next[0] == '=')
}

// intervalWords end what stands before an interval.
var intervalWords = [...]string{"ci", "ci:", "ci =", "ci,", "interval", "interval:", "iqr", "iqr:", "range:", "∈", "cri", "cri:"}

// scaleWords do so too, unless the numbers are those of sources.
var scaleWords = [...]string{"range", "range of", "scale", "scale of", "domain"}

// follows reports whether one of the words stands before i.
func (s *bracketScanner) follows(i int, words []string) bool {
	before := strings.ToLower(strings.TrimRight(s.text[max(s.block.span.Start, i-24):i], " \t\n("))
	for _, word := range words {
		if rest, ok := strings.CutSuffix(before, word); ok && (rest == "" || !isWordByte(rest[len(rest)-1])) {
			return true
		}
	}
	return false
}

// maxQuotation is how far back the beginning of a quotation is looked for, in
// bytes.
const maxQuotation = 600

// isQuoted reports whether what stands at i is within a quotation: its marks
// belong to the work that is quoted.
func (s *bracketScanner) isQuoted(i int) bool {
	if s.block.kind == quotationBlock {
		return true
	}
	before := s.text[max(s.block.span.Start, i-maxQuotation):i]
	return strings.LastIndex(before, "“") > strings.LastIndex(before, "”") || strings.Count(before, "\"")%2 == 1
}

// joinRange takes [2]–[4] for a range: the citation in the bracket before and
// the one just added are its ends, and those between them are added.
func (s *bracketScanner) joinRange(index int, n *numbers) {
	if index == 0 || len(n.items) != 1 || n.prefix != "" || len(s.citations) != s.first+1 || s.first == 0 {
		return
	}
	before, end := &s.brackets[index-1], &s.citations[s.first]
	start := &s.citations[s.first-1]
	if before.Verdict != lint.IsCitation || before.Style != end.Style || start.bracket != index-1 || start.Span != before.Span {
		return
	}
	gap := lint.Span{Start: before.Span.End, End: s.brackets[index].Span.Start}
	if gap.Len() <= 0 || dashLen(s.text[gap.Start:]) != gap.Len() {
		return
	}
	low, err := strconv.Atoi(start.Key)
	high, err2 := strconv.Atoi(end.Key)
	if err != nil || err2 != nil || high <= low || high-low > maxRange || s.ranged+high-low > maxRanged {
		return
	}
	s.ranged += high - low
	style, key := end.Style, end.Key
	at := s.brackets[index].Span
	s.citations = s.citations[:s.first]
	for between := low + 1; between < high; between++ {
		s.cite(index, at, strconv.Itoa(between), style)
	}
	s.cite(index, at, key, style)
	s.mask(gap)
}

// footnote judges [^note], and [^1^] as Bing writes it.
func (s *bracketScanner) footnote(index int, key string) int {
	span := s.brackets[index].Span
	bing := strings.TrimSuffix(key, "^")
	if !isFootnoteKey(bing) {
		s.refuse(index, "it is no footnote")
		return span.End
	}
	s.cite(index, span, bing, lint.Footnote)
	s.accept(index, lint.Footnote, "footnote")
	return span.End
}

// joinsBing reports whether the numeric bracket at index is the second half of
// Bing's [^1^][2], whose key is 2, and if so makes one bracket of both.
func (s *bracketScanner) joinsBing(index int) bool {
	if index == 0 || index != len(s.brackets)-1 || len(s.citations) != s.first+1 || s.first == 0 || s.citations[s.first-1].bracket != index-1 {
		return false
	}
	before := &s.brackets[index-1]
	if before.Style != lint.Footnote || before.Span.End != s.brackets[index].Span.Start || !strings.HasSuffix(s.text[before.Span.Start:before.Span.End], "^]") {
		return false
	}
	before.Span.End = s.brackets[index].Span.End
	s.citations[s.first-1].Key = s.citations[s.first].Key
	s.citations[s.first-1].Span = before.Span
	s.citations = s.citations[:s.first]
	s.brackets = s.brackets[:index]
	s.mask(before.Span)
	return true
}

// isFootnoteKey reports whether a footnote's label is one that authors write;
// [^a-z] is more likely a pattern.
func isFootnoteKey(key string) bool {
	for i, r := range key {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (i == 0 || !strings.ContainsRune("-_:.+/", r)) {
			return false
		}
	}
	return key != "" && key != "a-z" && key != "A-Z" && key != "0-9"
}

// isReSTMark reports whether the underscore stands at i that makes a reference
// of a bracket in reStructuredText.
func (s *bracketScanner) isReSTMark(i int) bool {
	return i < len(s.text) && s.text[i] == '_' && (i+1 == len(s.text) || !isWordByte(s.text[i+1]) && s.text[i+1] != '_')
}

// isReSTKey reports whether a label is one of reStructuredText: [CIT2002]_,
// [#note]_, [*]_.
func isReSTKey(label string) bool {
	label = strings.TrimPrefix(label, "#")
	for i := range len(label) {
		if !isWordByte(label[i]) && strings.IndexByte("-_.:+", label[i]) < 0 {
			return false
		}
	}
	return label != ""
}

func (s *bracketScanner) acceptReST(index int, inner lint.Span, key string) int {
	b := &s.brackets[index]
	s.cite(index, inner, key, lint.ReST)
	b.Span.End++
	s.accept(index, lint.ReST, "reference")
	return b.Span.End
}

// judgeWords judges a bracket that holds neither numbers nor a listed key.
func (s *bracketScanner) judgeWords(index int, content string) {
	switch {
	case content == "..." || content == "…" || content == ". . .":
		s.refuse(index, "it marks an omission")
	case strings.EqualFold(content, "sic"):
		s.refuse(index, "it is an editor's remark")
	case isAuthorYear(content):
		s.doubt(index, "it names an author and a year, and no listed key")
	case !strings.ContainsFunc(content, unicode.IsLetter):
		s.refuse(index, "it holds figures, and no key")
	default:
		s.refuse(index, "it holds words, and no key")
	}
}

// isAuthorYear reports whether a bracket's content ends in a year behind a name:
// Smith 2019, Smith et al., 2019a.
func isAuthorYear(content string) bool {
	content = strings.TrimRight(content, "abcdef")
	n := len(content)
	return n > 7 && isYear(content[n-4:]) && (content[n-5] == ' ' || content[n-5] == ',') && unicode.IsUpper(rune(content[0]))
}
