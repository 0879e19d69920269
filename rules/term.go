package rules

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	_ "embed"
)

// A term is a word that carries meaning: a figure, a name or a content word.
type term struct {
	text   string // as written
	stem   string // folded, so that the forms of a word are alike
	name   bool   // capitalised within the sentence
	number bool
}

// terms lists the words of a sentence that carry its meaning, each once.
func terms(prose string) []term {
	var all []term
	seen := make(map[string]bool)
	first := true
	for prose != "" {
		start := strings.IndexFunc(prose, isWord)
		if start < 0 {
			break
		}
		prose = prose[start:]
		end := wordEnd(prose)
		t := newTerm(prose[:end], first)
		prose, first = prose[end:], false
		if t.stem != "" && !seen[t.stem] {
			seen[t.stem] = true
			all = append(all, t)
		}
	}
	return all
}

// wordEnd is where the word at the start of text ends. A point or comma between
// digits belongs to it.
func wordEnd(text string) int {
	for i, r := range text {
		if isWord(r) || isPointInNumber(text, i) {
			continue
		}
		return i
	}
	return len(text)
}

func isPointInNumber(text string, i int) bool {
	return (text[i] == '.' || text[i] == ',') && i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// newTerm folds a word to its stem, which is empty for a word that carries no
// meaning.
func newTerm(text string, first bool) term {
	if isDigit(text[0]) {
		return term{text: text, stem: strings.ReplaceAll(text, ",", ""), number: true}
	}
	folded := strings.ToLower(text)
	if len(folded) < 3 || stopWords()[folded] {
		return term{}
	}
	r, _ := utf8.DecodeRuneInString(text)
	return term{text: text, stem: stem(folded), name: unicode.IsUpper(r) && !first}
}

// stem cuts a word to six letters: a rough measure that takes member and
// membership, economy and economic for the same.
func stem(word string) string {
	n := 0
	for i := range word {
		if n == 6 {
			return word[:i]
		}
		n++
	}
	return strings.TrimSuffix(word, "s")
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
