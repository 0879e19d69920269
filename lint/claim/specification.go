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
	var met []string
	for heading := range headings {
		phrase := leadingPhrase(heading, specificationPhrases().specification)
		if phrase != "" && !slices.Contains(met, phrase) {
			met = append(met, phrase)
		}
	}
	return len(met) >= leastSpecifying
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
func isBackground(heading string) bool {
	return leadingPhrase(heading, specificationPhrases().background) != ""
}

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

// mostWords is how many words the longest of these phrases has.
const mostWords = 4

// leadingPhrase is the phrase that a heading begins with, after its number; empty
// if it begins with none.
func leadingPhrase(heading string, phrases map[string]bool) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) })
	for n := min(len(words), mostWords); n > 0; n-- {
		if phrase := strings.Join(words[:n], " "); phrases[phrase] {
			return phrase
		}
	}
	return ""
}

// specificationPhrases are the phrases of lexicon/specification.txt.
var specificationPhrases = sync.OnceValue(func() (p struct{ specification, background map[string]bool }) {
	p.specification, p.background = make(map[string]bool), make(map[string]bool)
	var set map[string]bool
	for line := range strings.Lines(lexiconText("specification")) {
		switch name := strings.TrimSpace(line); {
		case name == "" || name[0] == '#':
		case name == "specification":
			set = p.specification
		case name == "background":
			set = p.background
		default:
			for phrase := range strings.SplitSeq(name, ", ") {
				set[phrase] = true
			}
		}
	}
	return p
})
