package parse

import (
	"html"

	"github.com/citevet/citevet/lint"
)

// maxEntity is the length of the longest entity of HTML that stands for a
// character of prose.
const maxEntity = 32

// maskEntity decodes the entity that begins at i in place, the rest of its bytes
// zeroed, and returns where to go on. A no-break space becomes a plain one.
func (d *draft) maskEntity(i, end int) int {
	limit := min(end, i+maxEntity)
	n := 1
	for i+n < limit && (d.prose[i+n] == '#' || isLetter(d.prose[i+n]) || isDigit(d.prose[i+n])) {
		n++
	}
	if n < 2 || i+n == limit || d.prose[i+n] != ';' {
		return i + 1
	}
	entity := d.text[i : i+n+1]
	decoded := html.UnescapeString(entity)
	if decoded == entity || len(decoded) > len(entity) {
		return i + 1
	}
	if decoded == "\u00a0" {
		decoded = " "
	}
	d.mask(lint.Span{Start: i, End: i + n + 1})
	copy(d.prose[i:], decoded)
	return i + n + 1
}
