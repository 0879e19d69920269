package rules

import (
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A tag is a start or end tag in text.
type tag struct {
	lint.Span
	name string // in lower case
	ends bool
}

// tagAt reads the tag that begins at i; ok is false if none does.
func tagAt(text string, i int) (t tag, ok bool) {
	if i >= len(text) || text[i] != '<' {
		return t, false
	}
	n := strings.IndexAny(text[i+1:], "<>")
	if n < 0 || text[i+1+n] != '>' {
		return t, false
	}
	inner := text[i+1 : i+1+n]
	t.Start, t.End = i, i+n+2
	inner, t.ends = strings.CutPrefix(inner, "/")
	end := 0
	for end < len(inner) && isAlphanumeric(inner[end]) {
		end++
	}
	t.name = strings.ToLower(inner[:end])
	if strings.HasSuffix(inner, "/") || isVoid(t.name) { // nothing stands in it
		t.name = ""
	}
	return t, end > 0
}

func isVoid(name string) bool {
	return slices.Contains([]string{"br", "hr", "img", "input", "link", "meta", "wbr"}, name)
}

// mayStayOpen reports whether an element needs no end tag.
func mayStayOpen(name string) bool {
	return slices.Contains([]string{"dd", "dt", "li", "p", "td", "th", "tr"}, name)
}

// skipBlanks is the offset of what follows blanks at i.
func skipBlanks(text string, i int) int {
	return len(text) - len(strings.TrimLeft(text[i:], " \t\r\n"))
}

// pairTags widens a part of a page by the end tags that stand behind it and whose
// start tags stand in it; ok is false if some of its tags still have no other half.
func pairTags(text string, at lint.Span) (whole lint.Span, ok bool) {
	var open []string
	for i := at.Start; i < at.End; i++ {
		t, found := tagAt(text, i)
		switch {
		case !found || t.name == "":
		case t.End > at.End:
			return at, false
		case !t.ends:
			open = append(open, t.name)
		default:
			if open, ok = closeTag(open, t.name); !ok {
				return at, false
			}
		}
	}
	next, found := tagAt(text, skipBlanks(text, at.End))
	for _, name := range slices.Backward(open) {
		if found && next.ends && next.name == name {
			at.End = next.End
			next, found = tagAt(text, skipBlanks(text, at.End))
		} else if !mayStayOpen(name) {
			return at, false
		}
	}
	return at, true
}

// closeTag takes the element that an end tag ends from those that are open, and
// the ones within it that need no end tag of their own.
func closeTag(open []string, name string) (left []string, ok bool) {
	for len(open) > 0 {
		last := open[len(open)-1]
		open = open[:len(open)-1]
		if last == name {
			return open, true
		}
		if !mayStayOpen(last) {
			return open, false
		}
	}
	return open, false
}

// deepestEntry is in how many elements an entry may stand within its item.
const deepestEntry = 8

// contentAround widens an entry of a page by the elements within the list's item
// that hold nothing else; ok is false if it has half of an element.
func contentAround(text string, at lint.Span) (content lint.Span, ok bool) {
	at, ok = pairTags(text, at)
	for depth := 0; ok && depth < deepestEntry; depth++ {
		start, found := tagBefore(text, at.Start)
		next, after := tagAt(text, skipBlanks(text, at.End))
		if !found || !after || start.ends || !next.ends || next.name != start.name || !holdsText(start.name) {
			break
		}
		at = lint.Span{Start: start.Start, End: next.End}
	}
	return at, ok
}

// holdsText reports whether an element holds the text of an entry, and is no item.
func holdsText(name string) bool {
	return slices.Contains([]string{"a", "b", "cite", "em", "i", "p", "small", "span", "strong"}, name)
}

// itemAround widens an entry by its tags, up to those of the list's item; ok is
// false if it cannot be told where that ends.
func itemAround(text string, at lint.Span) (item lint.Span, ok bool) {
	start, found := tagBefore(text, at.Start)
	if !found {
		return at, true
	}
	at, ok = contentAround(text, at)
	if start, found = tagBefore(text, at.Start); !ok || !found || start.ends || !mayStayOpen(start.name) {
		return at, ok
	}
	switch next, after := tagAt(text, skipBlanks(text, at.End)); {
	case after && next.ends && next.name == start.name:
		at.End = next.End
	case !after || !next.ends && next.name != start.name:
		return at, false
	}
	at.Start = start.Start
	return at, true
}

// longestTag is how many bytes before an entry are searched for its tag.
const longestTag = 1 << 10

// tagBefore is the tag that ends before i, but for blanks.
func tagBefore(text string, i int) (t tag, ok bool) {
	before := strings.TrimRight(text[max(0, i-longestTag):i], " \t\r\n")
	if !strings.HasSuffix(before, ">") {
		return t, false
	}
	from := strings.LastIndexByte(before, '<')
	if from < 0 {
		return t, false
	}
	t, ok = tagAt(before, from)
	if !ok || t.End != len(before) {
		return t, false
	}
	shift := max(0, i-longestTag)
	t.Start, t.End = t.Start+shift, t.End+shift
	return t, true
}

// withoutTags takes the tags out of what stands between two citations; ok is false
// unless they end elements and begin the same ones anew, </sup><sup>, so that the
// citation behind them can go with them.
func withoutTags(gap string) (rest string, ok bool) {
	var b strings.Builder
	var ended []string
	begun := false
	for i := 0; i < len(gap); {
		t, found := tagAt(gap, i)
		switch {
		case !found:
			b.WriteByte(gap[i])
			i++
			continue
		case t.ends && !begun:
			ended = append(ended, t.name)
		case t.ends || len(ended) == 0 || ended[len(ended)-1] != t.name || t.Len() > len(t.name)+len("<>"): // or with attributes
			return "", false
		default:
			ended, begun = ended[:len(ended)-1], true
		}
		i = t.End
	}
	return b.String(), len(ended) == 0
}
