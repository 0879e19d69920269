package claim

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/citevet/citevet/lint"
)

// leastSpecifying is with how many different phrases the headings of a
// specification begin.
const leastSpecifying = 2

// specifies reports whether an article with such headings lays down what it speaks
// of, as a standard or a proposal for one does: most of what it says is so because
// it says so.
func specifies(headings iter.Seq[string]) bool {
	var met [leastSpecifying]uint32
	n := 0
	for heading := range headings {
		phrase := leadingPhrase(heading, specificationPhrase)
		if phrase != 0 && !slices.Contains(met[:n], phrase) {
			met[n] = phrase
			if n++; n == leastSpecifying {
				return true
			}
		}
	}
	return false
}

// headingsOf are the words of an article's headings.
func headingsOf(a *lint.Article) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range a.Sections {
			if !yield(a.Prose(a.Sections[i].Heading)) {
				return
			}
		}
	}
}

// isBackground reports whether a section of a specification speaks of the world
// outside of it: of 5 uncited sentences of such sections in annotated articles 4
// need a source, of 29 in their abstracts none.
func isBackground(heading string) bool { return leadingPhrase(heading, backgroundPhrase) != 0 }

// markSpecifying sets Specifies in the sentences of a specification.
func markSpecifying(sentences []Sentence) {
	for i := range sentences {
		s := &sentences[i]
		if i > 0 && s.Heading == sentences[i-1].Heading {
			s.Specifies = sentences[i-1].Specifies
		} else {
			s.Specifies = !isBackground(s.Heading)
		}
	}
}

// What the phrases of lexicon/specification.txt tell.
const (
	specificationPhrase tags = 1 << iota
	backgroundPhrase
)

// leadingPhrase is the hash of the longest phrase of a sort that the letters of a
// heading begin with; 0 if they begin with none.
func leadingPhrase(heading string, sort tags) (found uint32) {
	phrases, phrase := specificationPhrases(), uint32(hashSeed)
	for heading != "" {
		i := strings.IndexFunc(heading, unicode.IsLetter)
		if i < 0 {
			break
		}
		heading = heading[i:]
		end := strings.IndexFunc(heading, isNoLetter)
		if end < 0 {
			end = len(heading)
		}
		phrase = mix(phrase, foldOf(heading[:end]))
		heading = heading[end:]
		p := phrases.find(phrase)
		if p == nil {
			break
		}
		if p.tags&sort != 0 {
			found = phrase
		}
	}
	return found
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// foldOf is the hash of a word in lower case.
func foldOf(word string) uint32 {
	h := uint32(hashSeed)
	for _, r := range word {
		h = mix(h, uint32(unicode.ToLower(r)))
	}
	return h
}

// specificationPhrases are the phrases of lexicon/specification.txt.
var specificationPhrases = sync.OnceValue(func() *phraseTable {
	l, sort := new(lexicon), tags(0)
	for line := range strings.Lines(lexiconText("specification")) {
		switch name := strings.TrimSpace(line); {
		case name == "" || name[0] == '#':
		case name == "specification":
			sort = specificationPhrase
		case name == "background":
			sort = backgroundPhrase
		default:
			for phrase := range strings.SplitSeq(name, ",") {
				l.enter(phrase).tags |= sort
			}
		}
	}
	return &l.phrases
})
