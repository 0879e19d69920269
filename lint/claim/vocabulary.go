package claim

import (
	"slices"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A vocabulary remembers the short words that it met, because few words make most
// of a text: seven of eight are found here, and are neither read letter by letter
// nor looked up in the lexicon. What it says of a word does not depend on what it
// has met before.
type vocabulary struct {
	lexicon *lexicon
	table   *table  // nil if nothing is to be weighed
	known   []known // a power of two; a word that has the place of another takes it
}

// A known word has its own letters for a key, so that no other is taken for it.
type known struct {
	key lint.Octet
	form
}

// How many words are known at most: more would take longer to find than to read.
const (
	mostKnown     = 4096
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
		if key, n := shortWord(prose, i); n > 0 {
			k := &v.known[placeOf(key)&(len(v.known)-1)]
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

// meet makes the short word that begins at i known.
func (v *vocabulary) meet(k *known, key lint.Octet, prose string, i int) {
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
		w.weight = v.table.find(w.feature())
	}
	return true
}

// shortWord returns the word or mark of ASCII that begins at i, and its length.
// That is 0 if it has more than seven letters, or if that depends on more than the
// byte behind it.
func shortWord(prose string, i int) (key lint.Octet, n int) {
	key = lint.OctetAt(prose, i)
	switch n = key.WordLen(); n {
	case 0:
		if prose[i] < utf8.RuneSelf {
			return key.First(1), 1
		}
		return 0, 0
	case 8:
		return 0, 0
	}
	switch c := key.At(n); c {
	case '\'':
		return 0, 0
	case '.', ',':
		if i+n+1 < len(prose) && prose[i+n+1] > ' ' {
			return 0, 0
		}
	default:
		if c >= utf8.RuneSelf {
			return 0, 0
		}
	}
	return key.First(n), n
}

// placeOf is where a word is known, by a multiplicative hash.
func placeOf(x lint.Octet) int { return int(uint64(x) * 0x9e3779b97f4a7c15 >> 40) }
