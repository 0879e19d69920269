package parse

import (
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// cutEntries cuts lines of which the first begins with a key into entries: each
// line that begins with a key dressed as the first one's is another, and so is
// what follows the next number within a line. Next is the key behind the lines.
func (f *sourceFinder) cutEntries(lines []lint.Span, next string) []*entry {
	var entries []*entry
	dress := f.keyAt(lines[0]).dress
	for i := 0; i < len(lines); {
		label := f.keyAt(lines[i])
		last := i + 1
		following := next
		for last < len(lines) {
			if l := f.keyAt(lines[last]); l.end > 0 && (l.dress == dress || f.isCertainLine(lines[last])) {
				following = l.key
				break
			}
			last++
		}
		span := lint.Span{Start: f.labelStart(lines[i]), End: lines[last-1].End}
		entries = f.cutRun(entries, span, label, following)
		i = last
	}
	return entries
}

// labelStart is where the key that a line begins with stands, behind a bullet.
func (d *draft) labelStart(line lint.Span) int {
	text := d.text[line.Start:line.End]
	at := line.Start + len(text) - len(strings.TrimLeft(text, " \t"))
	return at + bulletLen(d.text[at:line.End])
}

// cutRun cuts a span that begins with a label where the next numbers stand in the
// same dress, one after the other, until that which follows the span anyway.
func (f *sourceFinder) cutRun(entries []*entry, span lint.Span, label entryLabel, next string) []*entry {
	for {
		e := f.newEntry(entry{key: label.key, span: span, head: lint.Span{Start: min(label.end, span.End), End: span.End}})
		entries = append(entries, e)
		number, err := strconv.Atoi(label.key)
		key := strconv.Itoa(number + 1)
		if err != nil || key == next {
			return entries
		}
		at, following := f.findNext(label, key, span)
		if at < 0 {
			return entries
		}
		e.span.End, e.head.End = at, at
		e.span, e.head = f.trim(e.span), f.trim(e.head)
		span.Start, label = at, following
	}
}

// findNext finds the entry with a key behind a label, dressed as that is, in a
// span; at is -1 if it is not there.
func (d *draft) findNext(label entryLabel, key string, span lint.Span) (at int, next entryLabel) {
	mark := ""
	switch label.dress {
	case bracketDress:
		mark = "[" + key + "]"
	case parenthesisDress:
		mark = "(" + key + ")"
	case stopDress:
		mark = key
	default:
		return -1, next
	}
	for from := label.end; from < span.End; {
		n := strings.Index(d.text[from:span.End], mark)
		if n < 0 {
			break
		}
		at := from + n
		from = at + len(mark)
		next := entryKey(d.text[at:min(span.End, at+400)])
		if next.key != key || next.dress != label.dress || d.inLink(at) || !d.endsEntry(lint.Span{Start: label.end, End: at}, label.dress) {
			continue
		}
		next.end += at
		if rest := d.text[next.end:span.End]; startsTitle(rest) || startsLink(rest) {
			return at, next
		}
	}
	return -1, next
}

// endsEntry reports whether an entry may end where a span does, so that what
// looks like the next key is not part of it: "see [2]", "vol. 2. Springer".
func (d *draft) endsEntry(s lint.Span, dress keyDress) bool {
	text := d.text[s.Start:s.End]
	words := strings.TrimRight(text, " \t\n")
	if words == "" || len(words) == len(text) && strings.IndexByte(".;,)", words[len(words)-1]) < 0 {
		return false
	}
	word := words[strings.LastIndexAny(words, " \t\n")+1:]
	if strings.Contains(word, "://") {
		return true
	}
	stem := strings.TrimRight(word, ".,;:)\"”")
	if len(stem) <= 4 && strings.Trim(foldLabel(stem), "abcdefghijklmnopqrstuvwxyz") == "" {
		return false
	}
	return dress == bracketDress || len(stem) < len(word)
}

// runOnLabels begin a list of sources in running text, beside the headings of
// such lists.
var runOnLabels = [...]string{"learn more", "conversation with bing"}

// takeLabelled reads the blocks of a section that begin with a label of a source
// list and run on:
//
//	Sources: [1] https://example.org/a [2] https://example.org/b
//	**References:** 1. Smith, On Sleep. 2. Okafor, On Naps.
//	Source: Conversation with Bing, 4/11/2023 (1) On Sleep. https://example.org/a
//
// Without keys it is a list only where the article ends: elsewhere it says where
// the paragraph above is from.
func (f *sourceFinder) takeLabelled(s *sectionDraft) {
	for at := s.first; at < s.last; at++ {
		b := &f.blocks[at]
		if b.kind == headingBlock || b.kind == cellBlock || b.entry {
			continue
		}
		end := runOnLabelLen(f.text[b.span.Start:b.span.End])
		if end == 0 {
			continue
		}
		rest := f.trim(lint.Span{Start: b.span.Start + end, End: b.span.End})
		entries := f.runOn(b, rest)
		if len(entries) == 0 || entries[0].key == "" && (len(entries) == 1 || at+1 < f.tailStart()) {
			continue
		}
		b.entry = true
		f.numberLists(entries, false)
		f.entries = append(f.entries, entries...)
	}
}

// runOnLabelLen is the length of the label of a source list that a block begins
// with, up to a colon or the end of its line; 0 if it begins with none.
func runOnLabelLen(text string) int {
	if head := text[:min(len(text), 60+1)]; strings.IndexByte(head, ':') < 0 && strings.IndexByte(head, '\n') < 0 {
		return 0
	}
	line, after := cutBefore(text, "\n")
	end := strings.IndexByte(line[:min(len(line), 60)], ':')
	if end < 0 {
		if after != "" && len(line) <= 60 && mayRunOn(after) && isSourcesLabel(line) {
			return len(line)
		}
		return 0
	}
	rest := strings.TrimLeft(line[end+1:], "*_ ")
	if !mayRunOn(rest) && (rest != "" || !mayRunOn(after)) || !isSourcesLabel(line[:end]) && foldLabel(line[:end]) != runOnLabels[0] {
		return 0
	}
	if n := len(runOnLabels[1]); len(rest) > n && strings.EqualFold(rest[:n], runOnLabels[1]) {
		at := strings.IndexByte(rest, '(')
		if at < 0 {
			return len(line)
		}
		rest = rest[at:]
	}
	return len(line) - len(rest)
}

// mayRunOn reports whether s begins as what follows a label can.
func mayRunOn(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	return s != "" && (opensKey.has(s[0]) || strings.IndexByte("hHwWcC", s[0]) >= 0)
}

// runOn cuts what follows a label into entries; there are none if it does not
// begin with a key or consist of links.
func (f *sourceFinder) runOn(b *block, rest lint.Span) []*entry {
	if rest.Len() == 0 {
		return nil
	}
	within := *b
	within.span = rest
	lines := f.lines(&within)
	entries := f.cutLinks(rest)
	switch label := f.keyAt(lines[0]); {
	case len(entries) > 0:
	case label.end > 0 && label.key != "":
		entries = f.cutEntries(lines, "")
		if len(entries) < 2 && f.entryLink(rest) == nil {
			return nil
		}
	case f.entryLink(lines[0]) == nil:
		return nil
	case f.eachLineLinks(lines):
		for _, line := range lines {
			entries = append(entries, f.newEntry(entry{span: line, head: line}))
		}
	}
	for _, e := range entries {
		e.origin = lint.FromList
	}
	if len(entries) > 0 {
		entries[0].ids = idsOf(b)
	}
	return entries
}

// cutLinks makes an entry of each link of a span in which nothing but links and
// what parts them stands. A link whose text begins with a number has that key.
func (f *sourceFinder) cutLinks(s lint.Span) []*entry {
	var entries []*entry
	at := s.Start
	for {
		l := f.entryLink(lint.Span{Start: at, End: s.End})
		if l == nil {
			break
		}
		if !isPunctuation(f.plain(lint.Span{Start: at, End: l.span.Start})) {
			return nil
		}
		e := f.newEntry(entry{span: l.span, head: l.span})
		if label := entryKey(f.text[l.label.Start:l.label.End]); label.dress == stopDress {
			e.key, e.head.Start = label.key, l.label.Start+label.end
		}
		entries = append(entries, e)
		at = l.span.End
	}
	if !isPunctuation(f.plain(lint.Span{Start: at, End: s.End})) {
		return nil
	}
	return entries
}

// isPunctuation reports whether words are no more than what parts the links of a
// list.
func isPunctuation(words string) bool {
	words = strings.TrimSpace(words)
	return strings.Trim(words, " .,;|·•-–—()&\n") == "" || words == "and"
}
