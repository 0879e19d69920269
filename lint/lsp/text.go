package lsp

import (
	"encoding/binary"
	"slices"
	"sync"
	"unicode/utf8"
)

// A position is a place as the protocol counts: line and character from 0, the
// character in UTF-16 code units or, if the client prefers that, in bytes.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// A textRange ends before its end.
type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

// A text finds the positions of offsets in bytes, and the reverse. A line ends at
// "\n", "\r\n" or "\r", as the protocol says and not as package lint counts.
type text struct {
	bytes []byte // UTF-8
	lines []int  // where each line begins; the first is 0
	utf8  bool   // characters are bytes

	marks func() []int // see unitMarks
}

func newText(content []byte, utf8 bool) *text {
	t := &text{bytes: content, lines: []int{0}, utf8: utf8}
	t.lines = t.appendLines(t.lines, 1, len(content))
	t.marks = sync.OnceValue(t.unitMarks)
	return t
}

// snapshot returns a text that stays as it is while t is edited.
func (t *text) snapshot() *text {
	s := &text{bytes: slices.Clone(t.bytes), lines: slices.Clone(t.lines), utf8: t.utf8}
	s.marks = sync.OnceValue(s.unitMarks)
	return s
}

// appendLines appends the offsets from first to last, inclusive, that lines begin
// at.
func (t *text) appendLines(lines []int, first, last int) []int {
	for at := first; at <= last; at++ {
		switch t.bytes[at-1] {
		case '\n':
			lines = append(lines, at)
		case '\r':
			if at == len(t.bytes) || t.bytes[at] != '\n' {
				lines = append(lines, at)
			}
		}
	}
	return lines
}

// edit replaces a range, and finds anew only the lines that begin in what it
// inserts, or directly before or behind it: there a "\r" may have met a "\n".
func (t *text) edit(r textRange, replacement string) {
	start, end := t.offset(r.Start), t.offset(r.End)
	if end < start {
		start, end = end, start
	}
	first, _ := slices.BinarySearch(t.lines, max(start, 1))
	last, _ := slices.BinarySearch(t.lines, max(end, 0)+1)
	t.bytes = splice(t.bytes, start, end, []byte(replacement))
	grown := len(replacement) - (end - start)
	for i := last; i < len(t.lines); i++ {
		t.lines[i] += grown
	}
	begun := t.appendLines(nil, max(start, 1), start+len(replacement))
	t.lines = splice(t.lines, first, max(first, last), begun)
}

// splice is slices.Replace, but leaves room to grow: an edit is seldom the last.
func splice[T any](s []T, from, to int, with []T) []T {
	if room := len(s) + len(with) - (to - from); room > cap(s) {
		s = slices.Grow(s, room-len(s)+room/8)
	}
	return slices.Replace(s, from, to, with...)
}

// offset returns the offset of a position. One behind the end of its line, or
// between the halves of a character, is taken for the nearest before it.
func (t *text) offset(p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.lines):
		return len(t.bytes)
	}
	at, end := t.lines[p.Line], t.lineEnd(p.Line)
	if t.utf8 {
		at = min(at+max(p.Character, 0), end)
		for at > t.lines[p.Line] && at < end && !utf8.RuneStart(t.bytes[at]) {
			at--
		}
		return at
	}
	for units := p.Character; at < end; {
		size := runeSize(t.bytes[at])
		if units -= unitsOf(size); units < 0 {
			break
		}
		at = min(at+size, end)
	}
	return at
}

// lineEnd returns where a line ends, without what ends it.
func (t *text) lineEnd(line int) int {
	if line+1 == len(t.lines) {
		return len(t.bytes)
	}
	end := t.lines[line+1] - 1
	if t.bytes[end] == '\n' && end > t.lines[line] && t.bytes[end-1] == '\r' {
		end--
	}
	return end
}

// runeSize is how many bytes the character has that begins with a byte.
func runeSize(first byte) int {
	switch {
	case first < 0xc0:
		return 1
	case first < 0xe0:
		return 2
	case first < 0xf0:
		return 3
	}
	return 4
}

// unitsOf is how many UTF-16 code units a character of so many bytes has.
func unitsOf(size int) int {
	if size == 4 {
		return 2
	}
	return 1
}

// markEvery is for how many bytes there is a mark.
const markEvery = 1024

// unitMarks counts the code units before every markEvery-th byte, so that no
// position costs more than a scan of that many bytes, however long its line.
func (t *text) unitMarks() []int {
	marks := make([]int, 0, len(t.bytes)/markEvery+1)
	units := 0
	for at := 0; ; at += markEvery {
		marks = append(marks, units)
		if at+markEvery > len(t.bytes) {
			return marks
		}
		units += countUnits(t.bytes[at : at+markEvery])
	}
}

// countUnits counts a character at its first byte. It takes eight bytes of ASCII
// at a time.
func countUnits(b []byte) int {
	n := len(b)
	for len(b) > 0 {
		if len(b) >= 8 && binary.LittleEndian.Uint64(b)&0x8080808080808080 == 0 {
			b = b[8:]
			continue
		}
		switch c := b[0]; {
		case c < 0x80:
		case c < 0xc0:
			n--
		case c >= 0xf0:
			n++
		}
		b = b[1:]
	}
	return n
}

// unitsBefore counts the code units before an offset.
func (t *text) unitsBefore(offset int) int {
	i := offset / markEvery
	return t.marks()[i] + countUnits(t.bytes[i*markEvery:offset])
}

// position returns the position of an offset, which is one within the text or its
// length.
func (t *text) position(offset int) position {
	offset = max(0, min(offset, len(t.bytes)))
	line, found := slices.BinarySearch(t.lines, offset)
	if !found {
		line--
	}
	return t.positionIn(line, offset)
}

// positionIn is position for an offset of which the line is known.
func (t *text) positionIn(line, offset int) position {
	start := t.lines[line]
	if t.utf8 {
		return position{line, offset - start}
	}
	for offset > start && offset < len(t.bytes) && !utf8.RuneStart(t.bytes[offset]) {
		offset--
	}
	if offset-start <= markEvery {
		return position{line, countUnits(t.bytes[start:offset])}
	}
	return position{line, t.unitsBefore(offset) - t.unitsBefore(start)}
}
