package parse

import (
	"slices"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A sourceFinder collects the entries of an article's source lists.
type sourceFinder struct {
	*draft
	sections []sectionDraft
	entries  []*entry
	lists    int // how many lists there are so far
	lowest   int // level of the sections that list sources, up to the present one
	list     listState

	matterLists int // how many lists the front matter has

	listing   bool            // the section that is being read lists sources
	labels    [16]lineLabel   // what keyAt said last; see there
	entryRoom []entry         // see newEntry
	lineRoom  []lint.Span     // of the block that was cut into lines last
	tail      int             // what tailStart says, plus 1; 0 before it was asked
	citations map[string]int  // see citedKeys
	linked    map[string]bool // the ids that links of the page lead to; nil before they are needed
}

// takeSources finds the sources that the article's text lists. The blocks of
// their entries are no prose from then on. Sources stand in d.sources in no
// particular order; d.ids leads from the HTML ids of entries to them.
func (d *draft) takeSources(sections []sectionDraft) {
	f := &sourceFinder{draft: d, sections: sections}
	matter := len(d.sources)
	if matter > 0 {
		f.matterLists = d.sources[matter-1].List
	}
	f.splitBlocks()
	f.listing = true
	for i := range sections {
		if sections[i].Role == lint.SourceList {
			f.takeSection(i)
		}
	}
	f.listing = false
	for i := range sections {
		if sections[i].Role != lint.SourceList {
			f.takeLabelled(&sections[i])
		}
	}
	f.takeBare()
	f.takeDefinitions()
	f.finish(matter)
}

// newEntry makes an entry among others, which is cheaper than one alone.
func (f *sourceFinder) newEntry(e entry) *entry {
	if n := len(f.entryRoom); n == cap(f.entryRoom) {
		f.entryRoom = make([]entry, 0, min(2*n+8, 128))
	}
	f.entryRoom = append(f.entryRoom, e)
	return &f.entryRoom[len(f.entryRoom)-1]
}

// finish reads the fields of the entries. The first sources, as many as matter,
// are the front matter's: a list of it without keys is numbered, unless the
// article's other sources have keys.
func (f *sourceFinder) finish(matter int) {
	f.ids = make(map[string]int)
	keyed := false
	for i := matter; i < len(f.sources); i++ {
		keyed = keyed || f.sources[i].Key != ""
	}
	f.sources = slices.Grow(f.sources, len(f.entries))
	f.orderLists()
	for _, e := range f.entries {
		f.sources = append(f.sources, f.readEntry(e))
		keyed = keyed || e.key != ""
		for _, id := range e.ids {
			if f.ids[id] == 0 {
				f.ids[id] = len(f.sources)
			}
		}
	}
	for first := 0; first < matter && !keyed; {
		last := first
		for last < matter && f.sources[last].List == f.sources[first].List {
			last++
		}
		numberSources(f.sources[first:last])
		first = last
	}
}

// lines cuts the text of a block into lines: at each line break or, in HTML, only
// at each <br>. Blank ones are left out, and so are the marks of a quotation;
// there is one at least. They are valid until lines is called again.
func (f *sourceFinder) lines(b *block) []lint.Span {
	lines, d := f.lineRoom[:0], f.draft
	for at := b.span.Start; at < b.span.End; {
		end := b.span.End
		if d.format != lint.HTML && !b.masked {
			end = d.lineEnd(at, end)
		}
		lines = d.cutBreaks(lines, b, lint.Span{Start: at, End: end})
		at = end + 1
	}
	if len(lines) == 0 {
		lines = append(lines, b.span)
	}
	f.lineRoom = lines
	return lines
}

// cutBreaks appends what stands between the <br> of a line.
func (d *draft) cutBreaks(lines []lint.Span, b *block, line lint.Span) []lint.Span {
	for line.Start < line.End {
		part := line
		line.Start = line.End
		if n := breakIndex(d.text[part.Start:part.End]); n >= 0 {
			part.End = part.Start + n
			line.Start = part.End + len("<br")
			if n := strings.IndexByte(d.text[line.Start:min(line.Start+maxTag, line.End)], '>'); n >= 0 {
				line.Start += n + 1
			}
		}
		part = d.trim(part)
		for b.kind == quotationBlock && part.Len() > 0 && (d.text[part.Start] == '>' || isSpace(d.text[part.Start])) {
			part.Start++
		}
		if part.Len() > 0 {
			lines = append(lines, part)
		}
	}
	return lines
}

// breakIndex is where the first <br> of a line begins, -1 if it has none.
func breakIndex(line string) int {
	if strings.IndexByte(line, '<') < 0 {
		return -1
	}
	return nextLabel(line, "<br", 0)
}

// maxTag is the length of the longest tag that breaks a line, in bytes.
const maxTag = 200

// A lineLabel is the key that a line begins with.
type lineLabel struct {
	line    lint.Span
	listing bool
	label   entryLabel
}

// keyAt reads the key that a line of a block begins with. Its end is an offset
// of the article. The last answers are kept, as those who ask for a line most often
// do so one after the other.
func (f *sourceFinder) keyAt(line lint.Span) entryLabel {
	last := &f.labels[line.Start%len(f.labels)]
	if last.line != line || last.listing != f.listing {
		*last = lineLabel{line, f.listing, f.readKey(line)}
	}
	return last.label
}

func (f *sourceFinder) readKey(line lint.Span) entryLabel {
	var label entryLabel
	if f.format != lint.HTML {
		if label = entryKey(f.text[line.Start:line.End]); label.end > 0 {
			label.end += line.Start
			return label
		}
	}
	if c := f.text[line.Start]; c == '<' || c == '[' || f.format == lint.HTML {
		label = f.keyInProse(line)
	}
	if label.end == 0 && f.listing {
		label = f.nameAt(line)
	}
	return label
}

// nameAt reads a name in brackets that a line of a source list begins with, such
// as [UNICODE]. Only one that the article's text has in brackets is a key.
func (f *sourceFinder) nameAt(line lint.Span) entryLabel {
	start := f.labelStart(line)
	rest := f.text[start:min(line.End, start+maxKey)]
	end := strings.IndexByte(rest, ']')
	if end < 3 || rest[0] != '[' || !isReSTKey(rest[1:end]) || end+1 < len(rest) && strings.IndexByte(" \t:", rest[end+1]) < 0 {
		return entryLabel{}
	}
	if key := rest[1:end]; f.citedKeys()[foldKey(key)] > 0 {
		return entryLabel{key: key, end: start + end + 1, dress: bracketDress}
	}
	return entryLabel{}
}

// keyInProse reads the key that the words of a line begin with, whatever tags
// stand around it.
func (d *draft) keyInProse(line lint.Span) entryLabel {
	var words [maxKey + 12]byte
	var at [maxKey + 12]int
	n := 0
	for i := line.Start; i < line.End && n < len(words); i++ {
		if d.prose[i] != 0 {
			words[n], at[n] = d.prose[i], i
			n++
		}
	}
	if n == 0 || !opensKey.has(words[0]) {
		return entryLabel{}
	}
	if label := d.superscriptKey(lint.Span{Start: at[0], End: line.End}); label.end > 0 {
		return label
	}
	label := entryKey(string(words[:n]))
	switch {
	case label.end == 0:
	case label.end < n:
		label.end = at[label.end]
	default:
		label.end = line.End
	}
	return label
}

// superscriptKey reads the key of an entry that begins with a superscript.
func (d *draft) superscriptKey(line lint.Span) entryLabel {
	i, found := slices.BinarySearchFunc(d.superscripts, line.Start, func(s lint.Span, start int) int { return s.Start - start })
	if !found || d.superscripts[i].End >= line.End {
		return entryLabel{}
	}
	key := strings.Trim(d.plain(d.superscripts[i]), " []")
	if len(key) > 3 || !isAllDigits(key) {
		return entryLabel{}
	}
	return entryLabel{key: key, end: d.superscripts[i].End, dress: superscriptDress}
}

// A listState tells where one list of sources ends and the next begins.
type listState struct {
	first, second string // the keys that it begins with
	last          int    // the last number
	size          int
}

// numberLists says of entries that stand in one section which list each belongs
// to: a list that starts again is another one. What goes on with the list of the
// section above does so here too.
func (f *sourceFinder) numberLists(entries []*entry, below bool) {
	for i, e := range entries {
		number, err := strconv.Atoi(e.key)
		switch {
		case i == 0 && below && f.list.size > 0 && err == nil && number > f.list.last:
		case i == 0, f.restarts(entries[i:]):
			f.lists++
			f.list = listState{first: e.key}
		}
		f.list.size++
		if f.list.size == 2 {
			f.list.second = e.key
		}
		if err == nil {
			f.list.last = number
		}
		e.list = f.lists
	}
}

// orderLists puts the entries in text order and numbers their lists so.
func (f *sourceFinder) orderLists() {
	slices.SortStableFunc(f.entries, func(a, b *entry) int { return a.span.Start - b.span.Start })
	numbers := make(map[int]int)
	next := f.matterLists
	for _, e := range f.entries {
		if numbers[e.list] == 0 {
			next++
			numbers[e.list] = next
		}
		e.list = numbers[e.list]
	}
}

// restarts reports whether a list ends before the first of the entries and
// another begins with the same keys.
func (f *sourceFinder) restarts(entries []*entry) bool {
	key := entries[0].key
	return key != "" && key == f.list.first && f.list.size > 1 && key != f.list.second &&
		(len(entries) == 1 || entries[1].key == f.list.second)
}
