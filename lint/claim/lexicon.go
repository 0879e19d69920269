package claim

import (
	"embed"
	"math/bits"
	"strings"
	"sync"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// tags is a set of a lexicon's sections: bit n stands for section n.
type tags uint64

// A lexicon finds phrases of one language in a run of words.
type lexicon struct {
	sections map[string]tags
	all      tags // every section of it
	cues     cues
	phrases  map[uint32]phrase // by the hash of their words
}

// A phrase is a run of words, or the beginning of one.
type phrase struct {
	tags   tags // empty for what is only the beginning of phrases
	onward bool // longer phrases begin so
}

// lexicons maps the code of a language to its lexicon, read on first use. The
// sections of English are numbered in the order of its file; a section of
// another language has the number of its namesake.
var lexicons = map[string]func() *lexicon{
	english: lexiconOf(english),
	"de":    lexiconOf("de"),
	"fr":    lexiconOf("fr"),
	"es":    lexiconOf("es"),
	"pt":    lexiconOf("pt"),
}

// english is the language that the models were trained on.
const english = "en"

func lexiconOf(language string) func() *lexicon {
	return sync.OnceValue(func() *lexicon { return readLexicon(language) })
}

// sectionNames maps the names of all sections to their bits.
var sectionNames = sync.OnceValue(func() map[string]tags {
	names := map[string]tags{}
	for line := range strings.Lines(lexiconText(english)) {
		if name := strings.TrimSpace(line); name != "" && name[0] != '#' && line[0] != ' ' {
			names[name] = 1 << len(names)
		}
	}
	return names
})

func lexiconText(language string) string {
	text, err := lexiconFiles.ReadFile("lexicon/" + language + ".txt")
	if err != nil {
		panic(err) // the file is embedded
	}
	return string(text)
}

func readLexicon(language string) *lexicon {
	l := &lexicon{sections: sectionNames(), phrases: map[uint32]phrase{}}
	var section tags
	for line := range strings.Lines(lexiconText(language)) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			section = l.sections[name]
			l.all |= section
		default:
			for phrase := range strings.SplitSeq(name, ",") {
				l.add(phrase, section)
			}
		}
	}
	l.cues = cuesOf(l.sections)
	return l
}

func (l *lexicon) add(text string, section tags) {
	words := split(nil, text)
	h := uint32(hashSeed)
	for i := range words {
		h = mix(h, words[i].fold)
		p := l.phrases[h]
		if i == len(words)-1 {
			p.tags |= section
		} else {
			p.onward = true
		}
		l.phrases[h] = p
	}
}

// tag sets the tags of each word to those of the phrases that begin with it,
// and the class to that of the word alone.
func (l *lexicon) tag(words []word) {
	for i := range words {
		h := uint32(hashSeed)
		for j := i; j < len(words); j++ {
			h = mix(h, words[j].fold)
			p, ok := l.phrases[h]
			if !ok {
				break
			}
			words[i].tags |= p.tags
			if i == j && p.tags != 0 {
				words[i].class = uint8(bits.TrailingZeros64(uint64(p.tags))) + 1
			}
			if !p.onward {
				break
			}
		}
	}
}
