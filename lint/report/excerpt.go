package report

import (
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// An excerpt is a line of an article, or as much of it as fits, with the columns
// that a span takes in it.
type excerpt struct {
	line   string // as a terminal may show it
	indent int    // columns before the span
	marked int    // columns of the span, at least 1
}

const (
	excerptColumns = 90                 // of the line, the signs of what was cut apart
	excerptBytes   = 2 * excerptColumns // how far from the span's start a line is looked at
	wordColumns    = 16                 // how much is given up to cut between words
	tab            = "    "
)

// A cell is one code point as it is shown.
type cell struct {
	at    uint16 // its first byte in the part of the line
	width uint8  // its columns
}

// excerptOf shows the line on which a span starts. A span that goes on below it
// is marked up to the line's end. What it costs does not depend on how long the
// line is.
func excerptOf(a *lint.Article, s lint.Span) excerpt {
	line, cutBefore, cutAfter := lineAround(a.Text, s.Start)
	text := a.Slice(line)
	var room [2 * excerptBytes]cell
	cells, from, to := cellsOf(room[:0], text, s.Start-line.Start, s.End-line.Start)
	first, last := choose(text, cells, from, to)
	var b strings.Builder
	b.Grow(len(text) + 2*len("…"))
	e := excerpt{marked: max(1, columns(cells[min(from, last):min(to, last)]))}
	if first > 0 || cutBefore {
		b.WriteString("…")
		e.indent = 1
	}
	e.indent += columns(cells[first:from])
	for _, c := range cells[first:last] {
		if isPlain(text[c.at]) {
			b.WriteByte(text[c.at])
			continue
		}
		shown, _ := cellText(text[c.at:])
		b.WriteString(shown)
	}
	if last < len(cells) || cutAfter {
		b.WriteString("…")
	}
	e.line = b.String()
	return e
}

// lineAround returns the line of a byte, without its end and no further than
// excerptBytes from the byte, and on which sides more of it was left out.
func lineAround(text string, at int) (line lint.Span, cutBefore, cutAfter bool) {
	line = lint.Span{Start: max(0, at-excerptBytes), End: min(len(text), at+excerptBytes)}
	if n := strings.LastIndexByte(text[line.Start:at], '\n'); n >= 0 {
		line.Start += n + 1
	} else {
		for line.Start < at && !utf8.RuneStart(text[line.Start]) {
			line.Start++
		}
		cutBefore = line.Start > 0 && text[line.Start-1] != '\n'
	}
	if n := strings.IndexByte(text[at:line.End], '\n'); n >= 0 {
		line.End = at + n
	} else {
		for line.End > at && line.End < len(text) && !utf8.RuneStart(text[line.End]) {
			line.End--
		}
		cutAfter = line.End < len(text) && text[line.End] != '\n'
	}
	if !cutAfter && line.End > line.Start && text[line.End-1] == '\r' {
		line.End--
	}
	return line, cutBefore, cutAfter
}

// cellsOf appends the cells of a line to dst, and returns from which to which the
// bytes from start to end take. These may lie outside of the line.
func cellsOf(dst []cell, text string, start, end int) (cells []cell, from, to int) {
	for at, r := range text {
		if at < start {
			from++
		}
		if at < end {
			to++
		}
		width := 1
		if r >= utf8.RuneSelf || !isPlain(text[at]) {
			_, width = cellText(text[at:])
		}
		dst = append(dst, cell{uint16(at), uint8(width)})
	}
	return dst, from, max(from, to)
}

// isPlain reports whether a byte is shown as it is, in a column.
func isPlain(c byte) bool { return ' ' <= c && c < 0x7f }

// cellText is what stands for the code point that a text begins with, and its
// columns.
func cellText(text string) (shown string, width int) {
	if text[0] == '\t' {
		return tab, len(tab)
	}
	r, _ := utf8.DecodeRuneInString(text)
	return show(r, text)
}

func columns(cells []cell) int {
	n := 0
	for i := range cells {
		n += int(cells[i].width)
	}
	return n
}

// choose returns which cells to show so that they fit: those marked, and as much
// as there is room for on both sides. What one side has no use for, the other
// gets.
func choose(text string, cells []cell, from, to int) (first, last int) {
	left, right := columns(cells[:from]), columns(cells[to:])
	room := max(0, excerptColumns-columns(cells[from:to]))
	leftRoom := min(left, max(room/2, room-right))
	for first = from; first > 0 && leftRoom >= int(cells[first-1].width); first-- {
		leftRoom -= int(cells[first-1].width)
	}
	first = wordStart(text, cells, first, from)
	room = excerptColumns - columns(cells[first:from])
	for last = from; last < len(cells) && room >= int(cells[last].width); last++ {
		room -= int(cells[last].width)
	}
	return first, wordEnd(text, cells, last, to)
}

// wordStart moves the beginning of what is shown to that of a word, if one is
// near.
func wordStart(text string, cells []cell, first, from int) int {
	if first == 0 {
		return 0
	}
	for i := first; i < min(from, first+wordColumns); i++ {
		if text[cells[i].at] == ' ' {
			return i + 1
		}
	}
	return first
}

// wordEnd does so at the end.
func wordEnd(text string, cells []cell, last, to int) int {
	if last == len(cells) {
		return last
	}
	for i := last; i > max(to, last-wordColumns); i-- {
		if text[cells[i].at] == ' ' {
			return i
		}
	}
	return last
}
