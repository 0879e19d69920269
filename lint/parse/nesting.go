package parse

import (
	"bytes"

	"github.com/citevet/citevet/lint"
)

// maxNesting is how many quotation and list marks a line may begin with.
// goldmark takes time quadratic in their number: 100 KB of ">" take 10 s, while
// no author nests beyond a dozen.
const maxNesting = 32

// capNesting returns the article's bytes from start on, for goldmark to find
// blocks in. Where a line opens more than maxNesting containers, the further
// marks are replaced by letters, so that they read as text; a note says so.
func (d *draft) capNesting(start int) []byte {
	source := d.bytes[start:]
	copied := false
	for at := 0; at < len(source); {
		if mark := deepMark(source[at:]); mark >= 0 {
			if !copied {
				source = append([]byte(nil), source...)
				copied = true
				d.notes = append(d.notes, lint.Note{
					Span:    lint.Span{Start: start + at, End: start + at + mark},
					Message: "blocks are nested too deeply here; the inner ones are read as text",
				})
			}
			hideMarks(source[at+mark:])
		}
		next := bytes.IndexByte(source[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return source
}

// deepMark is the offset of the first mark of the line beyond maxNesting, or
// -1. A "-" is a mark only before white space: a rule of eighty dashes is none.
func deepMark(line []byte) int {
	marks := 0
	for i, c := range line {
		switch {
		case c == ' ' || c == '\t' || isDigit(c):
		case c == '>', isMarkerByte(c) && i+1 < len(line) && isSpace(line[i+1]):
			if marks++; marks > maxNesting {
				return i
			}
		default:
			return -1
		}
	}
	return -1
}

// hideMarks overwrites the container marks that line begins with.
func hideMarks(line []byte) {
	for i, c := range line {
		switch {
		case c == ' ' || c == '\t':
		case c == '>' || isMarkerByte(c):
			line[i] = 'x'
		default:
			return
		}
	}
}
