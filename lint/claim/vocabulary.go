package claim

import (
	"slices"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A vocabulary remembers the words that it met, because few words make most of a
// text: seven of eight are found here, and are neither read letter by letter nor
// looked up in the lexicon. What it says of a word does not depend on what it has
// met before.
type vocabulary struct {
	lexicon *lexicon
	table   *table  // nil if nothing is to be weighed
	known   []known // a power of two; a word that has the place of another takes it
}

// A known word has its own letters for a key, so that no other is taken for it.
type known struct {
	key spelling
	form
}

// A spelling is a word of at most 15 letters and digits of ASCII, or one mark.
type spelling struct{ first, last lint.Octet }

// How many words are known at most: more would take longer to find than to read.
const (
	mostKnown     = 8192
	mostKnownThen = 1024 // where only the language is asked for
)

func newVocabulary(l *lexicon, t *table, most int) *vocabulary {
	return &vocabulary{lexicon: l, table: t, known: make([]known, most)}
}

// split appends the words of prose to words, with what the lexicon says of each
// alone.
func (v *vocabulary) split(words []word, prose string) []word {
	for i := 0; i < len(prose); {
		if prose[i] <= ' ' {
			i++
			continue
		}
		if len(words) == cap(words) {
			words = slices.Grow(words, 64)
		}
		words = words[:len(words)+1]
		w := &words[len(words)-1]
		if key, n := spellingAt(prose, i); n > 0 {
			k := &v.known[key.place()&(len(v.known)-1)]
			if k.key != key {
				v.meet(k, key, prose, i)
			}
			w.form = k.form
			w.start, w.end = i, i+n
			i += n
			continue
		}
		*w = word{start: i}
		if !v.read(w, prose) {
			words = words[:len(words)-1]
		}
		i = w.end
	}
	return words
}

// meet makes the word that begins at i known.
func (v *vocabulary) meet(k *known, key spelling, prose string, i int) {
	w := word{start: i}
	v.read(&w, prose)
	k.key, k.form = key, w.form
}

// read reads the word that begins at the start of w, and looks it up. It returns
// false if nothing is seen there, and always sets the end.
func (v *vocabulary) read(w *word, prose string) bool {
	if !w.scan(prose) {
		return false
	}
	v.lexicon.look(w, prose)
	if v.table != nil {
		w.weight = v.table.find(w.feature()).place
	}
	return true
}

// spellingAt returns the spelling of the word or mark that begins at i, and its
// length. That is 0 if it is no spelling, or may go on behind it.
func spellingAt(prose string, i int) (s spelling, n int) {
	s.first = lint.OctetAt(prose, i)
	n = s.first.WordLen()
	end := s.first.At(n & 7)
	switch n {
	case 0:
		if prose[i] < utf8.RuneSelf {
			return spelling{first: s.first.First(1)}, 1
		}
		return s, 0
	case 8:
		s.last = lint.OctetAt(prose, i+8)
		more := s.last.WordLen()
		if more == 8 {
			return s, 0
		}
		end = s.last.At(more)
		s.last = s.last.First(more)
		n += more
	default:
		s.first = s.first.First(n)
	}
	switch {
	case end == '.' || end == ',':
		if i+n+1 < len(prose) && prose[i+n+1] > ' ' {
			return s, 0
		}
	case end == '\'' || end >= utf8.RuneSelf:
		return s, 0
	}
	return s, n
}

// place is where a word is known, by a multiplicative hash.
func (s spelling) place() int {
	const odd = 0x9e3779b97f4a7c15
	return int((uint64(s.first) + uint64(s.last)*0x2545f4914f6cdd1d) * odd >> 40)
}
