package rules

import (
	_ "embed"
	"iter"
	"slices"
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

// terms lists the stems of the words that carry a sentence's meaning, names and
// content words, each once. Figures and dates are facts.
func terms(prose string) []stemHash {
	var read tokens
	read.read(prose)
	var stems []stemHash
	for i := range read.all {
		if read.carriesMeaning(i) {
			stems = append(stems, read.all[i].stem)
		}
	}
	slices.Sort(stems)
	return slices.Compact(stems)
}

// carriesMeaning reports whether a token is a word that says something: a name or
// a content word.
func (t *tokens) carriesMeaning(i int) bool {
	stem := t.all[i].stem
	if stem == 0 {
		return false
	}
	x, n := lint.OctetAt(t.prose, t.all[i].start), t.all[i].end-t.all[i].start
	if n <= x.WordLen() {
		return n > 2 && !shortStopWords().has(wholeWord(x, n))
	}
	mayBeStopWord := stem.isShort() || !stem.isASCII() || stopStems().has(stem)
	return !mayBeStopWord || !isStopWord(t.text(i))
}

// isStopWord reports whether a word says little, or has less than three bytes.
func isStopWord(text string) bool {
	folded := strings.ToLower(text)
	return len(folded) < 3 || stopWords()[folded]
}

// wholeWord is a word of n letters of ASCII, eight at most, in lower case.
func wholeWord(x lint.Octet, n int) lint.Octet { return x.Fold().First(n) }

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

// endOfWord is the end of the word or number that begins at i, or goes on there; i
// if none does.
func endOfWord(prose string, i int) int {
	for {
		n := lint.OctetAt(prose, i).WordLen()
		i += n
		switch {
		case n == 8:
		case i == len(prose):
			return i
		case prose[i] < utf8.RuneSelf:
			if !isPointInNumber(prose, i) {
				return i
			}
			i++
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
	return (text[i] == '.' || text[i] == ',') && i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// stemLetters is how many letters of a word tell it from others.
const stemLetters = 6

// stemAt is the end of the word or number that begins at i, i if none does, and
// the stem of a word.
func stemAt(prose string, i int) (end int, stem stemHash) {
	x := lint.OctetAt(prose, i)
	n := x.WordLen()
	switch next := x.At(n & 7); {
	case isDigit(x.At(0)):
		return endOfWord(prose, i+n), 0
	case 0 < n && n < 8 && next < utf8.RuneSelf && !isDigit(x.At(n-1)):
		return i + n, stemOf(x, n)
	}
	end = endOfWord(prose, i+n)
	switch size := min(end-i, stemLetters+1); {
	case size == 0:
		return i, 0
	case size <= n || n >= stemLetters:
		return end, stemOf(x, size)
	}
	return end, hashRunes(prose[i:end])
}

// stemOf is the stem of a word that begins with n letters and digits of ASCII. It
// has no others among the first that count.
func stemOf(x lint.Octet, n int) stemHash {
	if x.At(n-1)|0x20 == 's' && 3 < n && n <= stemLetters { // in the order of how well it can be foretold
		n--
	}
	return stemHash(x.Fold().First(min(n, stemLetters)))
}

// hashStem is the stem of a word.
func hashStem(word string) stemHash {
	_, stem := stemAt(word, 0)
	return stem
}

// hashRunes is the stem of a word of any letters. Where it is of ASCII after all,
// once in lower case, it is what stemOf makes of it.
func hashRunes(word string) stemHash {
	const offset, prime = 14695981039346656037, 1099511628211
	hash, before := stemHash(offset), stemHash(offset)
	var letters, lettersBefore stemHash
	isASCII := true
	n, last := 0, rune(0)
	for _, r := range word {
		if n == stemLetters {
			last = 0
			break
		}
		if r != ',' { // within a number
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

//go:embed lexicon/stopwords.txt
var stopWordLexicon string

// shortStopWords are the stop words of eight letters of ASCII at most, whole.
var shortStopWords = sync.OnceValue(func() *table[lint.Octet] {
	short := newTable[lint.Octet]()
	for word := range stopWords() {
		if x := lint.OctetAt(word, 0); x.WordLen() == len(word) {
			short.add(wholeWord(x, len(word)))
		}
	}
	return &short
})

// stopStems are the stems of stop words, and of kindred words.
var stopStems = sync.OnceValue(func() *table[stemHash] {
	stems := newTable[stemHash]()
	for word := range stopWords() {
		stems.add(hashStem(word))
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
