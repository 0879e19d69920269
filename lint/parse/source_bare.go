package parse

import (
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// takeBare finds lists of sources that no heading announces: blocks one after the
// other that begin with keys. Each list has to prove itself, for what follows a
// number may be prose.
func (f *sourceFinder) takeBare() {
	listed := f.listsNumbers()
	for i := range f.sections {
		s := &f.sections[i]
		if s.Role == lint.SourceList || s.Role == lint.Boilerplate {
			continue
		}
		for at := s.first; at < s.last; {
			run := f.runAt(at, s.last)
			if run.last == at {
				at++
				continue
			}
			whole := s.Heading.Len() > 0 && run.first == s.first && run.last == s.last
			ends := run.last >= f.tailStart() || whole || f.afterRule(at)
			if f.proves(&run, ends, listed) {
				f.takeRun(&run)
				if whole {
					s.Role = lint.SourceList
				}
			}
			at = run.last
		}
	}
}

// A run is blocks one after the other that begin with keys.
type run struct {
	first, last int // blocks[first:last]
	entries     []*entry
	certain     int  // entries that are nothing else wherever they stand
	numbered    bool // the keys are the markers of an ordered list
}

// runAt finds the run that begins with the block at index at; last is at if there
// is none. A block that is only a URL goes on with the entry above it.
func (f *sourceFinder) runAt(at, end int) run {
	r := run{first: at, last: at}
	for r.last < end {
		b := &f.blocks[r.last]
		if b.entry || b.kind == headingBlock || b.kind == cellBlock || b.kind == captionBlock {
			break
		}
		if markerKey(b.marker) != "" {
			if r.last > at && (!r.numbered || b.list != f.blocks[at].list) {
				break
			}
			r.numbered = true
			r.entries = append(r.entries, f.newEntry(entry{key: markerKey(b.marker), span: b.span, head: b.span, ids: idsOf(b)}))
			r.last++
			continue
		}
		label := f.keyAt(b.span)
		if r.numbered || label.key == "" && label.dress != restDress || label.dress == stopDress || label.dress == backlinkDress {
			if n := len(r.entries); n > 0 && b.marker == "" && f.entryLink(b.span) != nil && tidyTitle(f.plain(b.span)) == "" {
				r.entries[n-1].span.End = b.span.End
				r.last++
				continue
			}
			break
		}
		lines := f.lines(b)
		r.certain += f.countCertain(lines)
		r.entries = append(r.entries, f.cutEntries(lines, "")...)
		r.last++
	}
	return r
}

func (f *sourceFinder) countCertain(lines []lint.Span) int {
	n := 0
	for _, line := range lines {
		if f.isCertainLine(line) {
			n++
		}
	}
	return n
}

// maxBareEntry is the mean length of the entries of a list that no heading
// announces, in bytes; beyond it they are paragraphs.
const maxBareEntry = 400

// proves reports whether a run is a list of sources. One entry that can be nothing
// else proves those beside it. Else there have to be two at least, in order, in an
// article that has no other list: they are cited, or they end it with links.
func (f *sourceFinder) proves(r *run, ends, listed bool) bool {
	if !ascend(r.entries) {
		return false
	}
	if r.certain > 0 {
		return r.certain == len(r.entries) || len(r.entries) > 1
	}
	size, linked, cited := 0, 0, 0
	own := 1 // each label is counted as a citation too
	if r.numbered {
		own = 0
	}
	for _, e := range r.entries {
		size += e.span.Len()
		if f.entryLink(e.span) != nil {
			linked++
		}
		if f.citedKeys()[foldKey(e.key)] > own {
			cited++
		}
	}
	n := len(r.entries)
	if listed || n < 2 || size > n*maxBareEntry {
		return false
	}
	dress := f.keyAt(f.blocks[r.first].span).dress
	switch {
	case r.numbered:
		return ends && linked*5 >= n*4 && cited*2 >= n
	case dress == bracketDress, dress == wideDress:
		return cited*2 >= n || ends && linked*2 >= n
	}
	return ends && linked == n
}

// ascend reports whether the keys are distinct numbers in order, or no numbers.
func ascend(entries []*entry) bool {
	last := -1
	for _, e := range entries {
		number, err := strconv.Atoi(e.key)
		if err == nil && number <= last {
			return false
		}
		if err == nil {
			last = number
		}
	}
	return true
}

func (f *sourceFinder) takeRun(r *run) {
	for i := r.first; i < r.last; i++ {
		f.blocks[i].entry = true
	}
	for _, e := range r.entries {
		e.origin = lint.FromList
	}
	f.numberLists(r.entries, false)
	f.entries = append(f.entries, r.entries...)
}

// listsNumbers reports whether the article has a list or definitions with numbers
// for keys.
func (f *sourceFinder) listsNumbers() bool {
	for _, e := range f.entries {
		if isNumbered(e.key) {
			return true
		}
	}
	for i := range f.definitions {
		if d := &f.definitions[i]; d.origin == lint.FromDefinition && isNumbered(d.key) {
			return true
		}
	}
	return false
}

// tailStart is the index of the first block behind the article's text, not
// counting what the site puts there and the sections that listed sources when it
// was asked first.
func (f *sourceFinder) tailStart() int {
	if f.tail == 0 {
		f.tail = f.findTail() + 1
	}
	return f.tail - 1
}

func (f *sourceFinder) findTail() int {
	for i := len(f.sections) - 1; i >= 0; i-- {
		s := &f.sections[i]
		if s.Role == lint.Boilerplate || s.Role == lint.SourceList {
			continue
		}
		at := s.last
		for at > s.first && isAppeal(f.text[f.blocks[at-1].span.Start:f.blocks[at-1].span.End]) {
			at--
		}
		return at
	}
	return 0
}

// afterRule reports whether a rule stands between the block at index at and the
// one before it.
func (f *sourceFinder) afterRule(at int) bool {
	if at == 0 {
		return false
	}
	for line := range strings.SplitSeq(f.text[f.blocks[at-1].span.End:f.blocks[at].span.Start], "\n") {
		line = strings.ReplaceAll(strings.TrimSpace(line), " ", "")
		if len(line) >= 3 && strings.Trim(line, line[:1]) == "" && strings.IndexByte("-*_=", line[0]) >= 0 || line == "<hr>" || line == "⸻" {
			return true
		}
	}
	return false
}

// citedKeys counts the numbers and names that stand in brackets outside of the
// sections that list sources, by foldKey. A name behind another bracket is the
// label of a link's target.
func (f *sourceFinder) citedKeys() map[string]int {
	if f.citations != nil {
		return f.citations
	}
	f.citations = make(map[string]int)
	for i := range f.sections {
		s := &f.sections[i]
		for at := s.first; at < s.last && s.Role != lint.SourceList; at++ {
			f.countBrackets(f.blocks[at].span)
		}
	}
	for _, s := range f.superscripts {
		f.countKeys(f.plain(s), false)
	}
	return f.citations
}

func (f *sourceFinder) countBrackets(s lint.Span) {
	open, prose := -1, f.prose[:s.End]
	for i := seekAny(prose, s.Start, squareBrackets); i < s.End; i = seekAny(prose, i+1, squareBrackets) {
		if prose[i] == '[' {
			open = i
			continue
		}
		if open >= 0 && i-open <= 2*maxKey {
			f.countKeys(f.plain(lint.Span{Start: open + 1, End: i}), open > 0 && prose[open-1] == ']')
		}
		open = -1
	}
}

var squareBrackets = newByteSet("[]")

// countKeys counts the keys that a bracket holds; target says that it may name the
// target of a link.
func (f *sourceFinder) countKeys(content string, target bool) {
	content = strings.Trim(content, "^@ ")
	var buf [8]numberItem
	n, ok := parseNumbers(content, buf[:0])
	if !ok {
		if !target {
			f.citations[foldKey(content)]++
		}
		return
	}
	for i := range n.items {
		it := &n.items[i]
		f.citations[foldKey(n.key(it))]++
		first, last, ok := it.bounds()
		for key := first + 1; it.last != "" && ok && key <= last; key++ {
			f.citations[strconv.Itoa(key)]++
		}
	}
}
