package claim

import (
	"math/bits"
	"strings"
	"sync"
)

// A guess is how often words of each language were met, weighted.
type guess [32]float64

// languages are the function words that tell languages apart.
type languages struct {
	codes []string
	words lexicon // bit n of a word's tags stands for codes[n]
}

var knownLanguages = sync.OnceValue(func() *languages {
	l := new(languages)
	for line := range strings.Lines(lexiconText("languages")) {
		switch name := strings.TrimSpace(line); {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			l.codes = append(l.codes, name)
		default:
			for text := range strings.FieldsSeq(name) {
				l.words.enter(text).tags |= 1 << (len(l.codes) - 1)
			}
		}
	}
	return l
})

// A guesser reads prose for the words that tell its language.
type guesser struct {
	*vocabulary
	words []word // reused
}

var guessers = sync.Pool{New: func() any {
	return &guesser{vocabulary: newVocabulary(&knownLanguages().words, nil, mostKnownThen)}
}}

// LanguageOf tells the language of prose from its function words: a code of two
// letters, or nothing if it is none of those that this package knows apart.
// Knowing a language apart is not to have a lexicon of it: [New] tells that.
//
// A look at a few words is enough for most prose. Where that left no doubt, it was
// never wrong: of 26,700 pieces of prose in 380 languages it told 3,986, all as a
// look at more words did.
func LanguageOf(prose string) string {
	g := guessers.Get().(*guesser)
	defer guessers.Put(g)
	if language, sure := g.guess(prose, 200); sure {
		return language
	}
	language, _ := g.guess(prose, 500)
	return language
}

// guess tells the language of prose from four samples of so many bytes, and
// whether that leaves no doubt.
func (g *guesser) guess(prose string, size int) (language string, sure bool) {
	var guess guess
	total := 0
	for _, sample := range samplesOf(prose, size) {
		g.words = g.split(g.words[:0], sample)
		total += guess.count(g.words)
	}
	return knownLanguages().best(&guess, total)
}

// samplesOf are four pieces of prose, or all of it if it is short.
func samplesOf(prose string, size int) (samples [4]string) {
	n := len(prose) / len(samples)
	if n < size {
		samples[0] = prose[:min(len(prose), len(samples)*size)]
		return samples
	}
	for i := range samples {
		samples[i] = prose[i*n : i*n+size]
	}
	return samples
}

// count counts the words, and for each language its own.
func (g *guess) count(words []word) (total int) {
	for i := range words {
		w := &words[i]
		if w.shape > capital {
			continue
		}
		total++
		if w.tags != 0 {
			share := 1 / float64(bits.OnesCount64(uint64(w.tags)))
			for t := w.tags; t != 0; t &= t - 1 {
				g[bits.TrailingZeros64(uint64(t))] += share
			}
		}
	}
	return total
}

// best is the language that most words are of, if they are many and those of no
// other come near. It is sure if they are twice as many as need be, and as those of
// any other.
func (l *languages) best(g *guess, total int) (language string, sure bool) {
	first, second := 0, 1
	for n := 1; n < len(l.codes); n++ {
		switch {
		case g[n] > g[first]:
			first, second = n, first
		case n != first && g[n] > g[second]:
			second = n
		}
	}
	const many = .08
	least := many
	if total < 60 {
		least = .03
	}
	if g[first] < least*float64(total) || g[first] < 1.4*g[second] || g[first] < .5 {
		return "", false
	}
	return l.codes[first], total >= 40 && g[first] >= 2*many*float64(total) && g[first] >= 2*g[second]
}
