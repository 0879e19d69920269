package parse

import (
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A sectionReader reads the entries of one section whose role is to list sources.
type sectionReader struct {
	*sourceFinder
	first     int               // index of the section's first entry
	lastKeyed int               // index of the section's last block that begins with a key; -1 for none
	passages  bool              // entries are followed by passages
	dress     keyDress          // of the section's first key
	number    int               // of the last entry
	numbering map[int]numbering // of the ordered lists
	foreign   map[int]bool      // lists within the passages of entries
	top       *item
}

// A numbering tells how the items of an ordered list get their keys.
type numbering struct {
	marker string
	same   bool // all items have that marker: Markdown counts them itself
	size   int
	seen   int
	judged bool // see isForeign
}

// An item is the last item of a list that is not within another.
type item struct {
	entry  *entry
	list   int
	column int  // where its text begins, in bytes from the start of the line
	bullet bool // it has no number
	group  bool // it is the label of the entries within it
	inner  int  // a list within it, of a page
}

// takeSection reads the entries of the section at index i.
func (f *sourceFinder) takeSection(i int) {
	s := &f.sections[i]
	r := sectionReader{sourceFinder: f, first: len(f.entries), lastKeyed: -1, numbering: map[int]numbering{}, foreign: map[int]bool{}}
	r.survey(s)
	for at := s.first; at < s.last; {
		switch b := &f.blocks[at]; {
		case b.kind == cellBlock:
			at = r.takeTable(at, s.last)
			continue
		case b.marker != "":
			r.takeItem(b)
		default:
			r.takeText(at, s.last)
		}
		at++
	}
	f.numberLists(f.entries[r.first:], f.isBelow(i))
}

// isBelow reports whether the section at index i stands below another that lists
// sources. It is asked once for each section that does, in text order.
func (f *sourceFinder) isBelow(i int) bool {
	level := f.sections[i].Level
	if i == 0 || f.sections[i-1].Role != lint.SourceList {
		f.lowest = level
		return false
	}
	below := f.lowest < level
	f.lowest = min(f.lowest, level)
	return below
}

// survey looks over a section's blocks: how its lists are numbered, where its last
// key stands.
func (r *sectionReader) survey(s *sectionDraft) {
	for i := s.first; i < s.last; i++ {
		b := &r.blocks[i]
		if b.marker != "" {
			n := r.numbering[b.list]
			n.same = n.size == 0 || n.same && n.marker == b.marker
			n.marker = b.marker
			n.size++
			r.numbering[b.list] = n
		}
		var label entryLabel
		if b.kind != cellBlock {
			label = r.keyAt(b.span)
		}
		if markerKey(b.marker) != "" && label.key == "" {
			label.key, label.dress = b.marker, stopDress
		}
		if label.key != "" {
			r.lastKeyed = i
			if r.dress == noDress {
				r.dress = label.dress
			}
		}
	}
}

// fits reports whether a key may belong to the section's list: it is dressed as
// the first one, or so that it can be nothing else, or it is the next number.
// Else it begins a part of the entry before.
func (r *sectionReader) fits(key string, dress keyDress) bool {
	if dress == r.dress || dress.strong() || r.last() == nil {
		return true
	}
	number, err := strconv.Atoi(key)
	return err == nil && number == r.number+1
}

// markerKey is the key that a list marker stands for, empty for a bullet.
func markerKey(marker string) string {
	key := strings.TrimRight(marker, ".)")
	if key == "" || !isWordByte(key[0]) {
		return ""
	}
	return key
}

// takeItem reads the first block of a list item. An item within another belongs
// to its entry, unless that is only the label of a group.
func (r *sectionReader) takeItem(b *block) {
	key, start := r.itemKey(b)
	if r.isForeign(b, key) {
		r.extend(r.last(), b)
		return
	}
	lines := r.lines(b)
	e := r.newEntry(entry{key: key, span: lint.Span{Start: r.markerStart(b), End: b.span.End}, head: lint.Span{Start: start, End: b.span.End}, ids: idsOf(b)})
	if top := r.top; top != nil && r.isNested(b) {
		if !top.group && (top.entry.key != "" || key == "" && !r.namesGroup(top.entry)) {
			r.extend(top.entry, b)
			return
		}
		r.dropLabel(top)
	} else {
		r.top = &item{entry: e, list: b.list, column: r.column(b), bullet: markerKey(b.marker) == ""}
	}
	b.entry = true
	r.add(e)
	r.takeLines(lines[1:], e)
}

// itemKey is the key of a list item, and where what it names begins: the marker's
// number, but a key that its text begins with comes first.
func (r *sectionReader) itemKey(b *block) (key string, start int) {
	label := r.keyAt(b.span)
	start = b.span.Start
	if label.end > 0 && (label.dress != stopDress || markerKey(b.marker) == "") {
		key, start = label.key, label.end
	}
	n := r.numbering[b.list]
	marker := markerKey(b.marker)
	if number, err := strconv.Atoi(marker); err == nil && n.same && n.size > 1 && r.format != lint.HTML {
		marker = strconv.Itoa(number + n.seen)
		n.seen++
		r.numbering[b.list] = n
	}
	if marker != "" && (key == "" || label.dress == backlinkDress || label.dress == superscriptDress || label.dress == parenthesisDress) {
		key = marker
	}
	return key, start
}

// markerStart is where the marker of an ordered item stands, or its text if the
// article does not write it out.
func (r *sectionReader) markerStart(b *block) int {
	if markerKey(b.marker) == "" {
		return b.span.Start
	}
	before := strings.TrimRight(r.text[:b.span.Start], " \t")
	if strings.HasSuffix(before, b.marker) {
		return len(before) - len(b.marker)
	}
	return b.span.Start
}

// maxColumn is the furthest column that is told from others.
const maxColumn = 1000

// column is where a block's text begins on its line, in bytes.
func (r *sectionReader) column(b *block) int {
	before := r.text[max(0, b.span.Start-maxColumn):b.span.Start]
	return len(before) - 1 - strings.LastIndexByte(before, '\n')
}

// isNested reports whether an item stands within the last one of a list above it.
// Bullets within a numbered list are so too where the format makes one list of
// both.
func (r *sectionReader) isNested(b *block) bool {
	switch {
	case r.format != lint.HTML:
		return r.column(b) > r.top.column && (b.list != r.top.list || markerKey(b.marker) == "" && !r.top.bullet)
	case b.list == r.top.list, b.list == r.top.inner:
		return b.list == r.top.inner
	}
	between := r.text[min(r.top.entry.span.End, b.span.Start):b.span.Start]
	if nextLabel(between, "</li", 0) >= 0 || nextLabel(between, "</ol", 0) >= 0 || nextLabel(between, "</ul", 0) >= 0 {
		return false
	}
	r.top.inner = b.list
	return true
}

// isForeign reports whether an item belongs to a list within a passage that an
// entry quotes: its first number does not go on with the section's.
func (r *sectionReader) isForeign(b *block, key string) bool {
	if markerKey(b.marker) == "" {
		return false
	}
	n := r.numbering[b.list]
	if !n.judged {
		n.judged = true
		r.numbering[b.list] = n
		r.foreign[b.list] = r.dress.strong() && !r.keyAt(b.span).dress.strong() && !r.fits(key, stopDress)
	}
	return r.foreign[b.list]
}

// namesGroup reports whether an entry is the label of a group.
func (r *sectionReader) namesGroup(e *entry) bool {
	return r.entryLink(e.span) == nil && isGroupLabel(r.plain(e.head))
}

// dropLabel takes back an entry that turned out to be the label of a group.
func (r *sectionReader) dropLabel(top *item) {
	if n := len(r.entries); n > r.first && r.entries[n-1] == top.entry && r.entryLink(top.entry.span) == nil {
		r.entries = r.entries[:n-1]
	}
	top.group = true
}

// idsOf is the HTML id of a block, if it has one.
func idsOf(b *block) []string {
	if b.id == "" {
		return nil
	}
	return []string{b.id}
}

func (r *sectionReader) add(e *entry) {
	e.origin = lint.FromList
	if number, err := strconv.Atoi(e.key); err == nil {
		r.number = number
	}
	r.entries = append(r.entries, e)
}

// extend makes a block part of an entry.
func (r *sectionReader) extend(e *entry, b *block) {
	b.entry = true
	e.span.End = b.span.End
	e.ids = append(e.ids, idsOf(b)...)
}

// last is the section's last entry, nil if there is none.
func (r *sectionReader) last() *entry {
	if len(r.entries) == r.first {
		return nil
	}
	return r.entries[len(r.entries)-1]
}

// takeText reads a block that is no item: one entry or several, each with a key
// at the start of a line, or what goes on with the entry before, or prose.
func (r *sectionReader) takeText(at, end int) {
	b := &r.blocks[at]
	lines := r.lines(b)
	if b.kind == itemBlock && b.list > 0 && r.top != nil && r.last() != nil && !r.isCertainLine(lines[0]) {
		r.extend(r.last(), b)
		return
	}
	keyed := 0
	var label entryLabel
	for ; keyed < len(lines); keyed++ {
		if label = r.keyAt(lines[keyed]); label.end > 0 && r.fits(label.key, label.dress) {
			break
		}
	}
	switch {
	case keyed < len(lines) && (keyed == 0 || label.dress.strong()):
		if keyed > 0 && r.last() != nil {
			r.last().span.End = lines[keyed-1].End
		}
		b.entry = true
		r.takeKeyed(lines[keyed:], b, r.nextKey(at, end))
	case r.takeNext(at, end):
	default:
		r.takeUnkeyed(at, end, lines)
	}
}

// takeNext reads a block that goes on with the entry before and holds the next
// ones, as in text that was taken from pages of print.
func (r *sectionReader) takeNext(at, end int) bool {
	b, prev := &r.blocks[at], r.last()
	if prev == nil || prev.key != strconv.Itoa(r.number) || r.dress != bracketDress && r.dress != parenthesisDress {
		return false
	}
	next := r.nextKey(at, end)
	label := entryLabel{key: prev.key, dress: r.dress, end: b.span.Start}
	entries := r.cutRun(nil, b.span, label, next)
	if len(entries) < 2 {
		return false
	}
	b.entry = true
	prev.span.End = entries[0].span.End
	for _, e := range entries[1:] {
		r.add(e)
	}
	return true
}

func (f *sourceFinder) isCertainLine(line lint.Span) bool {
	label := f.keyAt(line)
	if label.end == 0 {
		return false
	}
	label.end -= line.Start
	return isCertain(f.text[line.Start:line.End], label)
}

// nextKey is the key that the block behind the one at index at begins with.
func (r *sectionReader) nextKey(at, end int) string {
	if at+1 >= end {
		return ""
	}
	return r.keyAt(r.blocks[at+1].span).key
}

// takeKeyed reads lines of which the first begins with a key. Next is the key that
// follows them.
func (r *sectionReader) takeKeyed(lines []lint.Span, b *block, next string) {
	for i, e := range r.cutEntries(lines, next) {
		if i == 0 {
			e.ids = idsOf(b)
		}
		r.add(e)
	}
}

// takeLines reads the further lines of an item: those that begin with a key in
// brackets are entries of their own.
func (r *sectionReader) takeLines(lines []lint.Span, e *entry) {
	for i, line := range lines {
		if r.isCertainLine(line) {
			e.span.End, e.head.End = line.Start, line.Start
			e.span, e.head = r.trim(e.span), r.trim(e.head)
			for _, e := range r.cutEntries(lines[i:], "") {
				r.add(e)
			}
			return
		}
	}
}

// takeUnkeyed reads a block without keys.
func (r *sectionReader) takeUnkeyed(at, end int, lines []lint.Span) {
	b := &r.blocks[at]
	prev := r.last()
	words := strings.TrimSpace(r.plain(b.span))
	onlyURL := r.entryLink(b.span) != nil && strings.Trim(tidyTitle(words), "*_ ") == "" || startsURL(words) && !strings.ContainsAny(words, " \n")
	switch {
	case isAppeal(words):
	case r.isNamedNote(b):
		r.takePlain([]lint.Span{b.span}, b)
	case prev != nil && (onlyURL && r.entryLink(prev.span) == nil || words != "" && accessNoteLen(words) > 0):
		r.extend(prev, b)
	case onlyURL && len(lines) == 1:
		r.takePlain(lines, b)
	case prev != nil && r.lastKeyed >= 0 && (at < r.lastKeyed || r.passages) && !isGroupLabel(words):
		r.passages = true
		r.extend(prev, b)
	case r.eachLineLinks(lines):
		r.takePlain(lines, b)
	case r.isBibliographic(b.span, words) || at+1 < end && r.lastKeyed < 0 && r.isOnlyURL(&r.blocks[at+1]) && len(words) <= maxHeading:
		r.takePlain([]lint.Span{b.span}, b)
	}
}

// isNamedNote reports whether a page's markup makes a block an entry of its own: it
// belongs to a list of notes or sources, and has the id that Pandoc gives to an
// entry, or one that the text links to.
func (r *sectionReader) isNamedNote(b *block) bool {
	if !b.note || b.id == "" {
		return false
	}
	if r.linked == nil {
		r.linked = make(map[string]bool)
		for i := range r.links {
			if id, ok := strings.CutPrefix(r.links[i].url, "#"); ok {
				r.linked[id] = true
			}
		}
	}
	return strings.HasPrefix(b.id, "ref-") || r.linked[b.id]
}

func (r *sectionReader) isOnlyURL(b *block) bool {
	return b.marker == "" && b.kind == paragraphBlock && r.entryLink(b.span) != nil && tidyTitle(r.plain(b.span)) == ""
}

// takePlain adds an entry without a key for each line.
func (r *sectionReader) takePlain(lines []lint.Span, b *block) {
	b.entry = true
	for i, line := range lines {
		e := r.newEntry(entry{span: line, head: line})
		if i == 0 {
			e.ids = idsOf(b)
		}
		r.add(e)
	}
}

// eachLineLinks reports whether there are several lines and each has a link.
func (d *draft) eachLineLinks(lines []lint.Span) bool {
	for _, line := range lines {
		if d.entryLink(line) == nil {
			return false
		}
	}
	return len(lines) > 1
}

// isGroupLabel reports whether the words of a block name a group of sources, such
// as "Books".
func isGroupLabel(words string) bool {
	return strings.HasSuffix(words, ":") || len(words) <= 60 && isHeadingLike(words) && !strings.ContainsAny(words, "0123456789,")
}

// maxPlainEntry is the length of the longest paragraph without a key that is
// taken for an entry, in bytes.
const maxPlainEntry = 500

// isBibliographic reports whether a paragraph without a key describes a work and
// is no prose: it has a link, an identifier, a year where bibliographies put it.
func (d *draft) isBibliographic(s lint.Span, words string) bool {
	if len(words) > maxPlainEntry || words == "" || !startsTitle(words) && !startsURL(words) {
		return false
	}
	if findDOI(words).value != "" || findISBN(words).value != "" || findArXiv(words).value != "" {
		return true
	}
	if l := d.entryLink(s); l != nil {
		after := tidyTitle(d.plain(lint.Span{Start: l.span.End, End: s.End}))
		return len(after) < 60
	}
	return hasImprint(words)
}

// hasImprint reports whether words have the year of a publication where
// bibliographies put it: in parentheses near the start, or at the end.
func hasImprint(words string) bool {
	words = strings.TrimRight(words, ". ")
	if n := len(words); n > 12 && (isYear(words[n-4:]) && strings.IndexByte(" ,(", words[n-5]) >= 0 || words[n-1] == ')' && isYear(words[n-5:n-1])) {
		return strings.Contains(words[:n-4], ",") || strings.Contains(words[:n-4], ".")
	}
	for i := strings.IndexByte(words, '('); i >= 0 && i < 120 && i+5 < len(words); {
		if isYear(words[i+1:i+5]) && i+5 < len(words) && strings.IndexByte("),;abcd", words[i+5]) >= 0 {
			return true
		}
		n := strings.IndexByte(words[i+1:], '(')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return false
}
