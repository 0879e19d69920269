package config

import (
	"bytes"
	"cmp"
	"fmt"
	"unicode/utf8"
)

// A place is a line and a column in code points, both from 1.
type place struct{ line, column int }

func (p place) before(q place) bool {
	return cmp.Or(cmp.Compare(p.line, q.line), cmp.Compare(p.column, q.column)) < 0
}

var byteOrderMark = []byte("\ufeff")

// placeOf returns the place of a byte as go-yaml counts: a byte order mark takes
// no column, and a line may also end with a lone carriage return or one of the
// line breaks of Unicode.
func placeOf(text []byte, offset int) place {
	p := place{1, 1}
	rest := bytes.TrimPrefix(text[:offset], byteOrderMark)
	for len(rest) > 0 {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		switch {
		case r == '\r' && len(rest) > 0 && rest[0] == '\n':
			p.column++
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			p = place{p.line + 1, 1}
		default:
			p.column++
		}
	}
	return p
}

// badText returns the first byte of what no YAML may hold, and what is wrong
// with it. go-yaml has no place for such, and would read UTF-16.
func badText(text []byte) (offset int, problem string) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at, "not UTF-8: save the file as UTF-8"
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r >= 0x7f && r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
			return at, fmt.Sprintf("control character %U: remove it", r)
		}
		at += size
	}
	return 0, ""
}
