package rules

import (
	"fmt"
	"strings"

	"github.com/citevet/citevet/lint"
)

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
