package claim

import (
	"embed"
	"strings"
	"sync"

	"github.com/citevet/citevet/lint"
)

//go:embed tone/*.txt
var toneFiles embed.FS

// A toneLexicon finds what qualifies a sentence. Its sections are the tones, each
// of which is a tag of its own bit.
type toneLexicon struct{ lexicon }

// toneLexicons maps the code of a language to its lexicon, read on first use.
var toneLexicons = map[string]func() *toneLexicon{
	"en": tonesOf("en"), "de": tonesOf("de"), "fr": tonesOf("fr"), "es": tonesOf("es"), "pt": tonesOf("pt"),
}

func tonesOf(language string) func() *toneLexicon {
	return sync.OnceValue(func() *toneLexicon { return readTones(language) })
}

var toneNames = map[string]lint.Tone{
	"hedged": lint.Hedged, "limited": lint.Limited, "negated": lint.Negated, "unproven": lint.Unproven,
}

func readTones(language string) *toneLexicon {
	text, err := toneFiles.ReadFile("tone/" + language + ".txt")
	if err != nil {
		panic(err) // the file is embedded
	}
	l := &toneLexicon{lexicon{phrases: make(map[uint32]phrase)}}
	var section tags
	for line := range strings.Lines(string(text)) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			section = tags(toneNames[name])
		default:
			for phrase := range strings.SplitSeq(name, ",") {
				l.add(phrase, section)
			}
		}
	}
	return l
}

// tone reads what qualifies a sentence of those words.
func (l *toneLexicon) tone(words []word) lint.Tone {
	var seen tags
	for i := range words {
		h := uint32(hashSeed)
		for j := i; j < len(words); j++ {
			h = mix(h, words[j].fold)
			p, ok := l.phrases[h]
			seen |= p.tags
			if !ok || !p.onward {
				break
			}
		}
	}
	return lint.Tone(seen)
}
