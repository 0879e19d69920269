package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// relabel writes the new keys into the lists. The entries of an ordered list are
// put in the order of their keys; the others keep their places.
func (x *relisting) relabel() string {
	if len(x.keys) == 0 {
		return ""
	}
	done := make(map[listPlace]bool)
	for i := range x.a.Sources {
		s := &x.a.Sources[i]
		if _, renamed := x.keys[s]; !renamed || done[placeOf(s)] {
			continue
		}
		at := placeOf(s)
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
