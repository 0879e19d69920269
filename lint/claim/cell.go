package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// statesNothing reports whether a sentence is a cell of a table that holds a name,
// a number, a date or a citation and no more. What such a cell says, it says by
// its row and column, and no editor asks of it alone who says so.
func (s *Sentence) statesNothing() bool {
	if s.Kind != lint.TableCell {
		return false
	}
	n, small, last := 0, 0, ""
	for word := range strings.FieldsFuncSeq(s.Prose, func(r rune) bool { return r == 0 || unicode.IsSpace(r) }) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) && !unicode.IsUpper(first) {
			small++
		}
		n, last = n+1, word
	}
	if n > 2 && small > 0 && strings.IndexByte(".!?", last[len(last)-1]) >= 0 {
		return false
	}
	return n < fewestWords || small < fewestSmall
}

// A cell without a full stop states something if it has so many words, and so many
// of them are not written as names are.
const (
	fewestWords = 4
	fewestSmall = 2
)
