package rules

import (
	_ "embed"
	"iter"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A stemHash stands for the forms of a word: the hash of its first six letters,
// in lower case and without a plural's s. It is a rough measure that takes
// member and membership, economy and economic for the same.
type stemHash uint64

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
	if folded := strings.ToLower(text); len(folded) < 3 || isDigit(text[0]) || stopWords()[folded] {
		return term{}, false
	}
	return term{text: text, stem: hashStem(text), name: startsUpper(text) && !first}, true
}

// words yields the words and numbers of prose, each with its offset. A point or
// comma between digits belongs to the number.
func words(prose string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := 0; i < len(prose); {
			size := wordRune(prose, i)
			if size == 0 {
				i++
				continue
			}
			start := i
			for size > 0 {
				i += size
				if size = wordRune(prose, i); size == 0 && isPointInNumber(prose, i) {
					size = 1
				}
			}
			if !yield(start, prose[start:i]) {
				return
			}
		}
	}
}

// wordRune is the length of the letter or digit at i, 0 if none is there.
func wordRune(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		if 'a' <= c|0x20 && c|0x20 <= 'z' || isDigit(c) {
			return 1
		}
		return 0
	}
	if r, size := utf8.DecodeRuneInString(s[i:]); isWord(r) {
		return size
	}
	return 0
}

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

// hashStem is the stem of a word (FNV-1a of its letters).
func hashStem(word string) stemHash {
	const offset, prime = 14695981039346656037, 1099511628211
	h, before := stemHash(offset), stemHash(offset)
	n := 0
	var last rune
	if c := word[0]; c < utf8.RuneSelf && !isDigit(c) && len(word) >= stemLetters && isPlainASCII(word[:stemLetters]) {
		for i := range stemLetters {
			h = (h ^ stemHash(word[i]|0x20)) * prime
		}
		if len(word) > stemLetters {
			return h
		}
		h = offset
	}
	for _, r := range word {
		if n == stemLetters && !isDigit(word[0]) {
			return h
		}
		if r != ',' {
			r = unicode.ToLower(r)
			before, last = h, r
			h = (h ^ stemHash(r)) * prime
			n++
		}
	}
	if last == 's' && n > 3 {
		return before
	}
	return h
}

func isPlainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

//go:embed lexicon/stopwords.txt
var stopWordLexicon string

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
