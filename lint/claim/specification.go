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
		phrase := specifyingPhrase(heading)
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

// mostSpecifying is how many words the longest of these phrases has.
const mostSpecifying = 4

// specifyingPhrase is the phrase of specifications that a heading begins with,
// after its number; empty if it begins with none.
func specifyingPhrase(heading string) string {
	words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) })
	for n := min(len(words), mostSpecifying); n > 0; n-- {
		if phrase := strings.Join(words[:n], " "); specifyingPhrases()[phrase] {
			return phrase
		}
	}
	return ""
}

var specifyingPhrases = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for line := range strings.Lines(lexiconText("specification")) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		for phrase := range strings.SplitSeq(line, ", ") {
			set[phrase] = true
		}
	}
	return set
})
