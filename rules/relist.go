package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A relisting changes lists of sources and all that names their entries: it drops
// entries, takes one for another and gives them other keys. Its edits are made
// together or not at all. They may be wrong where a list is written in a way that
// nobody thought of; whoever makes fixes reads the article again and compares.
type relisting struct {
	a     *lint.Article
	keys  map[*lint.Source]string // new keys; of an entry that is not here the key stays
	drop  map[*lint.Source]bool
	moved bool // the entries of lists are put in the order of their keys
	edits []lint.Edit

	defined map[string]string // new keys of link reference definitions, by the old ones
}

// A listPlace is where sources are listed.
type listPlace struct {
	origin lint.Origin
	list   int
	file   string
}

func placeOf(s *lint.Source) listPlace { return listPlace{s.Origin, s.List, s.File} }

// A listing is the sources of each place in text order, also those without a key.
type listing map[listPlace][]*lint.Source

// entriesAt lists the sources of a place. The slice is not to be changed.
func entriesAt(a *lint.Article, at listPlace) []*lint.Source {
	return (*lint.Shared(a, newListing))[at]
}

func newListing(a *lint.Article) *listing {
	l := make(listing)
	for i := range a.Sources {
		s := &a.Sources[i]
		l[placeOf(s)] = append(l[placeOf(s)], s)
	}
	return &l
}

// entryText returns the file that lists a source, its text, and where the entry
// stands in it.
func entryText(a *lint.Article, s *lint.Source) (file, text string, at lint.Span) {
	if s.File == "" {
		return "", a.Text, s.Span
	}
	return s.File, a.Lists[s.File], s.FileSpan
}

// newKey is the key that a source has afterwards.
func (x *relisting) newKey(s *lint.Source) string {
	if key, ok := x.keys[s]; ok {
		return key
	}
	return s.Key
}

// fix makes a fix of the relisting, or refuses it with the reason.
func (x *relisting) fix(message string) lint.Fix {
	why := x.hazard()
	for _, step := range []func() string{x.dropEntries, x.relabel, x.rewriteCitations} {
		if why == "" {
			why = step()
		}
	}
	if why != "" {
		return lint.Fix{Message: message, Refusal: why}
	}
	return lint.Fix{Message: message, Edits: x.edits}
}

// closeGaps gives the entries behind those that are dropped the numbers that they
// then have in their lists, where all numbers follow each other or an entry's
// number is its place.
func (x *relisting) closeGaps() {
	done := make(map[listPlace]bool)
	for s := range x.drop {
		at := placeOf(s)
		if done[at] {
			continue
		}
		done[at] = true
		entries := entriesAt(x.a, at)
		first := numberOf(entries[0].Key)
		if first < 0 || !isConsecutive(entries) || isWritten(entries) && !isOrdered(s) {
			continue
		}
		for _, s := range entries {
			if !x.drop[s] {
				x.keys[s] = strconv.Itoa(first)
				first++
			}
		}
	}
}

func isConsecutive(entries []*lint.Source) bool {
	for i, s := range entries {
		if numberOf(s.Key) != numberOf(entries[0].Key)+i {
			return false
		}
	}
	return true
}

// isWritten reports whether the keys of all entries are written out.
func isWritten(entries []*lint.Source) bool {
	return !slices.ContainsFunc(entries, func(s *lint.Source) bool { return s.KeySpan.Len() == 0 })
}

// hazard says why keys must not change: what else would name another source then.
func (x *relisting) hazard() string {
	renamed := make(map[string]bool) // the old and the new keys of those that change
	for s, key := range x.keys {
		if key != s.Key && !x.drop[s] {
			renamed[s.Key], renamed[key] = true, true
		}
	}
	if len(renamed) == 0 {
		return ""
	}
	for i := range x.a.Citations {
		switch c := &x.a.Citations[i]; {
		case c.Style == lint.Residue && renamed[c.Key]:
			return fmt.Sprintf("%s would be taken for another source: remove it first", quote(x.a.Slice(extent(c)), 40))
		case c.Source == nil && byKey(c.Style) && renamed[c.Key]:
			return nameOf(c) + " names no source, and then would"
		case c.Style == lint.HTMLRef && c.Source != nil && renamed[c.Source.Key]:
			return "the citations are links within the page, which has places for them under the old numbers"
		}
	}
	if at := x.uncertain(renamed); at.Len() > 0 {
		return fmt.Sprintf("%s on line %d may be a citation, too", x.a.Slice(at), x.a.Position(at.Start).Line)
	}
	for i := range x.a.Brackets {
		b := &x.a.Brackets[i]
		if b.Defect != "" && slices.ContainsFunc(b.Citations, func(c lint.Citation) bool { return renamed[oldKey(&c)] }) {
			return fmt.Sprintf("%s is malformed: mend it first", quote(x.a.Slice(b.Span), 40))
		}
	}
	for i := range x.a.Sources {
		if key := x.mention(&x.a.Sources[i], renamed); key != "" {
			return fmt.Sprintf("the entry of %s mentions [%s], which would be another source", sourceName(&x.a.Sources[i]), key)
		}
	}
	return ""
}

// uncertain finds one of the keys in parentheses where it is no citation, in an
// article that cites so: there (2) may count a list, or have been meant to cite.
func (x *relisting) uncertain(keys map[string]bool) lint.Span {
	if !slices.ContainsFunc(x.a.Citations, func(c lint.Citation) bool { return c.Style == lint.Parenthesis }) {
		return lint.Span{}
	}
	for i := range x.a.Sentences {
		span := x.a.Sentences[i].Span
		prose := x.a.Prose(span)
		for at := strings.IndexByte(prose, '('); at >= 0; {
			inner, _, closed := strings.Cut(prose[at+1:min(len(prose), at+maxLocator)], ")")
			if closed && keys[inner] {
				return lint.Span{Start: span.Start + at, End: span.Start + at + len(inner) + 2}
			}
			next := strings.IndexByte(prose[at+1:], '(')
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	return lint.Span{}
}

// mention finds one of the keys in brackets within an entry, but for its own.
func (x *relisting) mention(s *lint.Source, keys map[string]bool) string {
	_, text, at := entryText(x.a, s)
	for i := max(at.Start, s.KeySpan.End); i < at.End; i++ {
		if text[i] != '[' {
			continue
		}
		end := strings.IndexByte(text[i:min(at.End, i+maxLocator)], ']')
		if end < 0 {
			continue
		}
		if key := strings.TrimPrefix(text[i+1:i+end], "^"); keys[key] && key != s.Key {
			return key
		}
	}
	return ""
}

// dropEntries cuts out the entries that are dropped.
func (x *relisting) dropEntries() string {
	done := make(map[listPlace]bool) // of those in JSON
	for i := range x.a.Sources {
		s := &x.a.Sources[i]
		if !x.drop[s] || done[placeOf(s)] {
			continue
		}
		file, text, at := entryText(x.a, s)
		if strings.HasSuffix(file, ".json") {
			done[placeOf(s)] = true
			if !x.dropItems(text, entriesAt(x.a, placeOf(s))) {
				return fmt.Sprintf("%s has more than a list of sources", file)
			}
			continue
		}
		cut, ok := wholeEntry(text, at)
		switch {
		case !x.inPage(file) && holdsMore(text, at):
			return fmt.Sprintf("what stands below %s may not belong to it", sourceName(s))
		case !ok:
			return fmt.Sprintf("the entry of %s has no lines of its own", sourceName(s))
		}
		x.cut(file, text, cut)
	}
	return ""
}

// cut adds the edit that cuts out an entry, the last one in text order so far. At the
// end of a text, the blank lines before it may be those behind the ones before.
func (x *relisting) cut(file, text string, at lint.Span) {
	n := len(x.edits)
	for n > 0 && x.edits[n-1].File == file && x.edits[n-1].Span.End > at.Start {
		at.Start = x.edits[n-1].Span.Start
		at.Start = lineEnd(text, len(strings.TrimRight(text[:at.Start], " \t\r\n")))
		n--
	}
	x.edits = append(x.edits[:n], lint.Edit{File: file, Span: at})
}

// dropItems cuts out items of a JSON list, and of the commas as many; ok is false
// if more than commas stands between the items, as in an object. One item is to stay.
func (x *relisting) dropItems(text string, items []*lint.Source) (ok bool) {
	for i := 1; i < len(items); i++ {
		if strings.TrimSpace(text[items[i-1].FileSpan.End:items[i].FileSpan.Start]) != "," {
			return false
		}
	}
	for i := 0; i < len(items); {
		end := i
		for end < len(items) && x.drop[items[end]] {
			end++
		}
		var cut lint.Span
		switch {
		case end == i:
			i++
			continue
		case end < len(items):
			cut = lint.Span{Start: items[i].FileSpan.Start, End: items[end].FileSpan.Start}
		case i > 0:
			cut = lint.Span{Start: items[i-1].FileSpan.End, End: items[end-1].FileSpan.End}
		}
		x.edits = append(x.edits, lint.Edit{File: items[i].File, Span: cut})
		i = end
	}
	return true
}

// holdsMore reports whether a blank line stands in an entry, and behind it a line that
// is not indented: it may be read as the entry's, as "Updated in May" below a list,
// and be another's.
func holdsMore(text string, at lint.Span) bool {
	blank := false
	for line := range strings.Lines(text[at.Start:at.End]) {
		words := strings.TrimSpace(line)
		if blank && words != "" && line[0] != ' ' && line[0] != '\t' {
			return true
		}
		blank = words == ""
	}
	return false
}

// wholeEntry is the lines that an entry stands on or, if others stand there too, its
// item in a page; ok is false if neither can be told.
func wholeEntry(text string, at lint.Span) (cut lint.Span, ok bool) {
	item, ok := itemAround(text, at)
	if !ok {
		return at, false
	}
	if lines, alone := wholeLines(text, item); alone {
		return lines, true
	}
	return item, item != at
}

// wholeLines is the lines that an entry stands on, with one of the blank lines
// around them; ok is false if something else stands there too.
func wholeLines(text string, at lint.Span) (cut lint.Span, ok bool) {
	if at.Len() == 0 || at.End > len(text) {
		return cut, false
	}
	cut.Start = strings.LastIndexByte(text[:at.Start], '\n') + 1
	cut.End = lineEnd(text, at.End)
	before, after := strings.TrimSpace(text[cut.Start:at.Start]), strings.TrimSpace(text[at.End:cut.End])
	if !isItem(before, after) {
		return cut, false
	}
	prevBlank := strings.TrimSpace(text[strings.LastIndexByte(text[:max(cut.Start-1, 0)], '\n')+1:cut.Start]) == ""
	next := lineEnd(text, cut.End)
	switch {
	case !prevBlank:
	case cut.End == len(text):
		cut.Start = len(strings.TrimRight(text[:cut.Start], " \t\r\n"))
		cut.Start = lineEnd(text, cut.Start)
	case strings.TrimSpace(text[cut.End:next]) == "":
		cut.End = next
	}
	return cut, true
}

// lineEnd is where the line that an offset is on ends, behind its line break.
func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(text)
}

// isItem reports whether what stands on the lines of an entry before it and after
// it is only what makes it one: a bullet, the bars of a table.
func isItem(before, after string) bool {
	return strings.Trim(before, "-*+>|•· \t") == "" && strings.Trim(after, "| \t") == ""
}

// relabel writes the new keys into the lists. The entries of an ordered list are
// put in the order of their keys; the others keep their places.
func (x *relisting) relabel() string {
	done := make(map[listPlace]bool)
	for i := range x.a.Sources {
		s := &x.a.Sources[i]
		at := placeOf(s)
		if _, renamed := x.keys[s]; !renamed || done[at] {
			continue
		}
		done[at] = true
		entries := slices.DeleteFunc(slices.Clone(entriesAt(x.a, at)), func(s *lint.Source) bool { return x.drop[s] })
		written := isWritten(entries)
		switch {
		case x.moved && (isOrdered(s) || !written):
			if why := x.move(entries, written); why != "" {
				return why
			}
		case written:
			x.writeKeys(entries)
		}
	}
	return ""
}

// isOrdered reports whether the order of the entries beside one means something.
func isOrdered(s *lint.Source) bool { return s.Origin == lint.FromList && s.List > 0 }

func (x *relisting) writeKeys(entries []*lint.Source) {
	for _, s := range entries {
		if key := x.newKey(s); key != s.Key {
			x.edits = append(x.edits, lint.Edit{File: s.File, Span: s.KeySpan, New: key})
		}
	}
}

// move puts into the place of each entry the one that is to stand there, under its
// new key if keys are written out. It says why it cannot.
func (x *relisting) move(entries []*lint.Source, written bool) (why string) {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(s, t *lint.Source) int {
		return cmp.Compare(numberOf(x.newKey(s)), numberOf(x.newKey(t)))
	})
	for i, s := range sorted {
		entry, ok := x.movable(s, written)
		file, text, place := entryText(x.a, entries[i])
		if ok && x.inPage(file) {
			place, _ = contentAround(text, place)
		}
		switch {
		case text[place.Start:place.End] == entry:
		case !x.inPage(file) && holdsMore(text, place):
			return fmt.Sprintf("what stands below %s may not belong to it", sourceName(entries[i]))
		case !ok:
			return fmt.Sprintf("the entry of %s begins or ends within an element of the page", sourceName(s))
		case x.sectionOf(s) != x.sectionOf(entries[i]):
			return fmt.Sprintf("the entry of %s would come under another heading", sourceName(s))
		default:
			x.edits = append(x.edits, lint.Edit{File: file, Span: place, New: entry})
		}
	}
	return ""
}

// movable is an entry as it is to stand in another place; ok is false if it has
// half of an element.
func (x *relisting) movable(s *lint.Source, written bool) (entry string, ok bool) {
	file, text, at := entryText(x.a, s)
	if x.inPage(file) {
		if at, ok = contentAround(text, at); !ok {
			return "", false
		}
	}
	if !written {
		return text[at.Start:at.End], true
	}
	entry = text[at.Start:s.KeySpan.Start] + x.newKey(s) + text[s.KeySpan.End:at.End]
	if s.KeySpan.Start == at.Start {
		entry = indented(entry, len(x.newKey(s))-s.KeySpan.Len())
	}
	return entry, true
}

func (x *relisting) inPage(file string) bool { return file == "" && x.a.Format == lint.HTML }

// sectionOf counts the sections that begin before an entry, one of the article's own.
func (x *relisting) sectionOf(s *lint.Source) int {
	n, _ := slices.BinarySearchFunc(x.a.Sections, s.Span.Start+1, func(section lint.Section, at int) int {
		return cmp.Compare(section.Span.Start, at)
	})
	return n
}

// indented moves the lines of a list item that are indented, so that they still
// belong to it when its number is longer by n bytes.
func indented(item string, n int) string {
	if n <= 0 {
		return item
	}
	margin := strings.Repeat(" ", n)
	return strings.ReplaceAll(item, "\n ", "\n "+margin)
}

// numberOf is the number that a key is, -1 if it is none.
func numberOf(key string) int {
	n, err := strconv.Atoi(key)
	if err != nil || n < 0 || key[0] == '+' {
		return -1
	}
	return n
}
