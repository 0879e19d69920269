package rules

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A wordIndex finds the sentences of an article's body that share words with
// another sentence, without looking at all of them.
type wordIndex struct {
	by      map[string][]*lint.Sentence // the first maxPostings that have the word
	covered map[string]bool             // the words of sentences that a citation covers
}

// maxPostings bounds what a word costs that stands in every sentence. Such a
// word tells sentences apart badly anyway.
const maxPostings = 64

// indexBody indexes the sentences that a conclusion may sum up.
func indexBody(a *lint.Article) *wordIndex {
	x := &wordIndex{by: make(map[string][]*lint.Sentence), covered: make(map[string]bool)}
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if !inBody(s) {
			continue
		}
		for _, w := range contentWords(a.Prose(s.Span)) {
			if posts := x.by[w.stem]; len(posts) < maxPostings {
				x.by[w.stem] = append(posts, s)
			}
			if s.Covered() {
				x.covered[w.stem] = true
			}
		}
	}
	return x
}

// A match is how much of a sentence the body's cited sentences say.
type match struct {
	words   int // how many different words carry the sentence's meaning
	known   int // how many of them cited sentences have
	shared  int // how many of them the one cited sentence has that shares most
	unknown []string
	nearest *lint.Sentence // that shares most words, cited or not
}

// restates reports whether the sentence says again what cited sentences say.
func (m *match) restates() bool {
	return len(m.unknown) == 0 && m.known*10 >= m.words*6 && m.shared*10 >= m.words*3
}

func (x *wordIndex) match(a *lint.Article, s *lint.Sentence) *match {
	m := new(match)
	shared := make(map[*lint.Sentence]int)
	for _, w := range contentWords(a.Prose(s.Span)) {
		m.words++
		if x.covered[w.stem] {
			m.known++
		} else if w.number || w.name {
			m.unknown = append(m.unknown, w.text)
		}
		for _, t := range x.by[w.stem] {
			shared[t]++
			if n := shared[t]; m.nearest == nil || n > shared[m.nearest] || n == shared[m.nearest] && t.Span.Start < m.nearest.Span.Start {
				m.nearest = t
			}
			if t.Covered() {
				m.shared = max(m.shared, shared[t])
			}
		}
	}
	return m
}

// A word is one that carries meaning: a figure, a name or a content word.
type word struct {
	text, stem   string
	number, name bool
}

// contentWords lists the words of a sentence that carry its meaning, each once.
func contentWords(prose string) []word {
	var words []word
	seen := make(map[string]bool)
	first := true
	for prose != "" {
		start := strings.IndexFunc(prose, isWord)
		if start < 0 {
			break
		}
		prose = prose[start:]
		end := wordEnd(prose)
		w := newWord(prose[:end], first)
		prose, first = prose[end:], false
		if w.stem != "" && !seen[w.stem] {
			seen[w.stem] = true
			words = append(words, w)
		}
	}
	return words
}

// wordEnd is where the word at the start of text ends. A point or comma between
// digits belongs to it.
func wordEnd(text string) int {
	for i, r := range text {
		if isWord(r) {
			continue
		}
		if (r == '.' || r == ',') && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1]) {
			continue
		}
		return i
	}
	return len(text)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// newWord tells figures and names from other words and folds the word to its
// stem, which is empty for a word that carries no meaning.
func newWord(text string, first bool) word {
	if isDigit(text[0]) {
		stem := strings.TrimRight(strings.ReplaceAll(text, ",", ""), "abcdefghijklmnopqrstuvwxyz")
		if len(stem) < 2 {
			return word{}
		}
		return word{text: text, stem: stem, number: true}
	}
	folded := strings.ToLower(text)
	if len(folded) < 3 || stopWords()[folded] {
		return word{}
	}
	r, _ := utf8.DecodeRuneInString(text)
	return word{text: text, stem: stem(folded), name: unicode.IsUpper(r) && !first}
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

// stopWords are words that say little about what a sentence is about, among them
// those that conclusions like to begin with.
var stopWords = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(`about above after again against all also although among and another any are because been before
being below between both but can cannot could did does doing down during each either else even ever every few for from
further had has have having hence her here hers him his how however into its itself just least less like many may might
more most much must nor not now off once one only other others our out over own per rather same she should since some
still such than that the their them then there therefore these they this those though through thus too under until upon
very was well were what when where whether which while who whom whose why will with within without would yet you your
bottom line overall conclusion conclusions summary short sum evidence record claim claims article available source sources`) {
		set[w] = true
	}
	return set
})
