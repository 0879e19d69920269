package claim

import (
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A vocabulary remembers the words that it met, because few words make most of a
// text: nine of ten are found here, and are neither read letter by letter nor
// looked up in the lexicon. What it says of a word does not depend on what it has
// met before.
type vocabulary struct {
	lexicon *lexicon
	table   *table            // nil if nothing is to be weighed
	known   *[mostKnown]known // a word that has the place of another takes it
	marks   [utf8.RuneSelf]word
}

// A known word has its own letters for a key, so that no other is taken for it:
// the first eight here, the others in the word. So two of them fit a line of the
// processor's cache.
type known struct {
	first lint.Octet
	word
}

// A spelling is a word of at most 12 letters and digits of ASCII.
type spelling struct {
	first lint.Octet
	rest  uint32 // the letters behind the eighth
}

// mostKnown is how many words are known at most: more would take longer to find
// than to read. A power of two.
const mostKnown = 16384

func newVocabulary(l *lexicon, t *table) *vocabulary {
	v := &vocabulary{lexicon: l, table: t, known: new([mostKnown]known)}
	for c := ' ' + 1; c < utf8.RuneSelf; c++ {
		var w rawWord
		v.read(&w, string(c))
		v.marks[c] = w.word
	}
	return v
}

// split appends the words of prose to words, with what the lexicon says of each
// alone.
func (v *vocabulary) split(words []word, prose string) []word {
	for i := 0; i < len(prose); {
		words, i = v.splitPiece(words, prose, i)
	}
	return words
}

// splitPiece splits the piece of prose that lint.Words sees from byte i on, and
// returns where the next begins.
func (v *vocabulary) splitPiece(words []word, prose string, i int) ([]word, int) {
	letters, others := lint.Words(prose, i)
	words = slices.Grow(words, lint.WordsSeen) // more do not begin there
	for starts := letters&^(letters<<1) | others; starts != 0; {
		at := bits.TrailingZeros64(starts)
		starts &= starts - 1
		n := bits.TrailingZeros64(^(letters >> at))
		if at+n == lint.WordsSeen && at > 0 {
			return words, i + at // to see all of it
		}
		words = words[:len(words)+1]
		w := &words[len(words)-1]
		if c := prose[i+at]; n == 0 && c < utf8.RuneSelf {
			*w = v.marks[c]
			continue
		}
		if key, ok := spellingOf(prose, i+at, n); ok {
			k := &v.known[key.place()%mostKnown]
			if k.first != key.first || k.rest != key.rest {
				v.meet(k, key, prose[i+at:])
			}
			*w = k.word
			continue
		}
		var raw rawWord
		end := at + v.read(&raw, prose[i+at:])
		*w = raw.word
		if !w.isSeen() {
			words = words[:len(words)-1]
		}
		if end >= lint.WordsSeen {
			return words, i + end
		}
		starts &= ^uint64(0) << end
	}
	return words, i + lint.WordsSeen
}

// meet makes the word that text begins with known.
func (v *vocabulary) meet(k *known, key spelling, text string) {
	var w rawWord
	v.read(&w, text)
	k.first, k.word = key.first, w.word
	k.rest = key.rest
}

// read reads the word that text begins with, looks it up, and returns its length.
func (v *vocabulary) read(w *rawWord, text string) int {
	n := w.scan(text)
	v.lexicon.look(&w.word, text[:n])
	if v.table != nil {
		w.weight = v.table.find(w.feature())
	}
	return n
}

// spellingOf returns the spelling of the word of n letters and digits that begins
// at i. It is not ok if that is no spelling, or may go on behind it.
func spellingOf(prose string, i, n int) (s spelling, ok bool) {
	if n < 1 || n > 12 {
		return s, false
	}
	s.first = lint.OctetAt(prose, i).First(n)
	if n > 8 {
		s.rest = uint32(lint.OctetAt(prose, i+8).First(n - 8))
	}
	if i+n == len(prose) {
		return s, true
	}
	switch end := prose[i+n]; {
	case end <= ' ':
	case end == '.' || end == ',':
		return s, i+n+1 == len(prose) || prose[i+n+1] <= ' '
	case end == '\'' || end >= utf8.RuneSelf:
		return s, false
	}
	return s, true
}

// place is where a word is known, by a multiplicative hash.
func (s spelling) place() uint {
	const odd = 0x9e3779b97f4a7c15
	return uint((uint64(s.first) + uint64(s.rest)*0x2545f4914f6cdd1d) * odd >> 40)
}
