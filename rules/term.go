package rules

import (
	_ "embed"
	"iter"
	"math/rand/v2"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A stemHash stands for the forms of a word: its first six letters in lower case,
// without a plural's s, or their hash. It is a rough measure that takes member and
// membership, economy and economic for the same.
type stemHash uint64

// notASCII marks the stems that are hashes.
const notASCII stemHash = 1 << 63

func (s stemHash) isASCII() bool { return s&notASCII == 0 }

// isShort reports whether a stem has one or two letters, all of ASCII.
func (s stemHash) isShort() bool { return s < 1<<16 }

// A term is a word that carries meaning: a name or a content word. Figures and
// dates are facts.
type term struct {
	text string // as written
	stem stemHash
	name bool // capitalised within the sentence
}

// terms lists the words of a sentence that carry its meaning, each once.
func terms(prose string) []term {
	var all []term
	seen := make(map[stemHash]bool)
	first := true
	for _, text := range words(prose) {
		t, ok := newTerm(text, first)
		first = false
		if ok && !seen[t.stem] {
			seen[t.stem] = true
			all = append(all, t)
		}
	}
	return all
}

// newTerm reads a word; ok is false if it carries no meaning.
func newTerm(text string, first bool) (t term, ok bool) {
	if isDigit(text[0]) {
		return term{}, false
	}
	stem := hashStem(text)
	if (stem.isShort() || !stem.isASCII() || stopStems().has(stem)) && isStopWord(text) {
		return term{}, false
	}
	return term{text: text, stem: stem, name: startsUpper(text) && !first}, true
}

// isStopWord reports whether a word says little, or has less than three bytes.
func isStopWord(text string) bool {
	folded := strings.ToLower(text)
	return len(folded) < 3 || stopWords()[folded]
}

// words yields the words and numbers of prose, each with its offset. A point or
// comma between digits belongs to the number.
func words(prose string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := 0; i < len(prose); {
			end := i
			if !isASCIIMark[prose[i]] {
				end = endOfWord(prose, i)
			}
			if end == i {
				i++
				continue
			}
			if !yield(i, prose[i:end]) {
				return
			}
			i = end
		}
	}
}

// endOfWord is the end of the word or number that begins at i; i if none does.
func endOfWord(prose string, i int) int {
	start := i
	for {
		n := lint.OctetAt(prose, i).WordLen()
		i += n
		switch {
		case n == 8:
		case i == len(prose):
			return i
		case i > start && isPointInNumber(prose, i):
			i++
		case prose[i] < utf8.RuneSelf:
			return i
		default:
			r, size := utf8.DecodeRuneInString(prose[i:])
			if !isWord(r) {
				return i
			}
			i += size
		}
	}
}

// isASCIIMark are the bytes of ASCII that are no letters or digits.
var isASCIIMark = func() (is [256]bool) {
	for c := range byte(utf8.RuneSelf) {
		is[c] = !isWord(rune(c))
	}
	return is
}()

func isPointInNumber(text string, i int) bool {
	return i > 0 && i+1 < len(text) && (text[i] == '.' || text[i] == ',') && isDigit(text[i-1]) && isDigit(text[i+1])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// stemLetters is how many letters of a word tell it from others.
const stemLetters = 6

// stemAt is the end of the word or number that begins at i, i if none does, and
// its stem.
func stemAt(prose string, i int) (end int, stem stemHash) {
	x := lint.OctetAt(prose, i)
	n := x.WordLen()
	if n > 0 && !isDigit(prose[i]) {
		if c := x.At(n & 7); n < 8 && c < utf8.RuneSelf && c != '.' && c != ',' {
			return i + n, stemOf(x, n)
		}
		if n > stemLetters {
			return endOfWord(prose, i), stemOf(x, n)
		}
	}
	if end = endOfWord(prose, i); end > i {
		stem = hashStem(prose[i:end])
	}
	return end, stem
}

// stemOf is the stem of a word that begins with n letters and digits of ASCII. It
// has no others among the first that count.
func stemOf(x lint.Octet, n int) stemHash {
	if 3 < n && n <= stemLetters && x.At(n-1)|0x20 == 's' {
		n--
	}
	return stemHash(x.Fold().First(min(n, stemLetters)))
}

// hashStem is the stem of a word: its letters themselves, a byte each, if they
// are of ASCII, as nearly all are.
func hashStem(word string) stemHash {
	x := lint.OctetAt(word, 0)
	if isDigit(word[0]) || x.WordLen() < min(len(word), stemLetters) {
		return hashRunes(word)
	}
	return stemOf(x, min(len(word), stemLetters+1))
}

// hashRunes is the stem of a word of any letters, or of a number: all of its digits,
// without the commas. Where it is of ASCII after all, once in lower case, it is
// what hashStem makes of it.
func hashRunes(word string) stemHash {
	const offset, prime = 14695981039346656037, 1099511628211
	hash, before := stemHash(offset), stemHash(offset)
	var letters, lettersBefore stemHash
	isASCII := !isDigit(word[0])
	n, last := 0, rune(0)
	for _, r := range word {
		if n == stemLetters && !isDigit(word[0]) {
			last = 0
			break
		}
		if r != ',' {
			r = unicode.ToLower(r)
			isASCII = isASCII && r < utf8.RuneSelf
			lettersBefore, before, last = letters, hash, r
			letters |= stemHash(r) << (8 * n)
			hash = (hash ^ stemHash(r)) * prime
			n++
		}
	}
	if last == 's' && n > 3 {
		letters, hash = lettersBefore, before
	}
	if isASCII {
		return letters
	}
	return hash | notASCII
}

// A stemTable numbers stems from 0: open addressing, of whose places a quarter at
// most is taken, so that most words that are not there are known by one look.
type stemTable struct {
	places []stemPlace // a power of two, and never full
	shift  int         // leaves as many bits of a hash as number the places
	count  int32
}

type stemPlace struct {
	stem   stemHash // 0: none
	number int32
}

func newStemTable() stemTable { return stemTable{places: make([]stemPlace, 256), shift: 64 - 8} }

// scatter is odd and other in each process, so that no text can be made whose
// words all want the same place.
var scatter = rand.Uint64() | 1

// place is where a stem is, or the free place where it would be.
func (t *stemTable) place(stem stemHash) *stemPlace {
	last := len(t.places) - 1
	for i := int(uint64(stem) * scatter >> t.shift); ; i++ {
		if p := &t.places[i&last]; p.stem == stem || p.stem == 0 {
			return p
		}
	}
}

func (t *stemTable) has(stem stemHash) bool { return t.place(stem).stem != 0 }

// enter returns the number of a stem, a new one if there is none.
func (t *stemTable) enter(stem stemHash) int32 {
	if 4*int(t.count) >= len(t.places) {
		old := t.places
		t.places = make([]stemPlace, 2*len(old))
		t.shift--
		for _, p := range old {
			if p.stem != 0 {
				*t.place(p.stem) = p
			}
		}
	}
	p := t.place(stem)
	if p.stem == 0 {
		*p = stemPlace{stem, t.count}
		t.count++
	}
	return p.number
}

//go:embed lexicon/stopwords.txt
var stopWordLexicon string

// stopStems are the stems of stop words, and of kindred words.
var stopStems = sync.OnceValue(func() *stemTable {
	stems := newStemTable()
	for word := range stopWords() {
		stems.enter(hashStem(word))
	}
	return &stems
})

// stopWords are words that say little about what a sentence is about, among them
// those that conclusions like to begin with.
var stopWords = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for line := range strings.Lines(stopWordLexicon) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			set[w] = true
		}
	}
	return set
})
