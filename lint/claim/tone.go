package claim

import (
	"embed"
	"sync"

	"github.com/citevet/citevet/lint"
)

//go:embed tone/*.txt
var toneFiles embed.FS

// A toneLexicon finds what qualifies a sentence.
type toneLexicon struct {
	*lexicon
	tones [4]struct {
		tags tags
		tone lint.Tone
	}
}

// toneLexicons maps the code of a language to its lexicon, read on first use.
var toneLexicons = map[string]func() *toneLexicon{
	"en": tonesOf("en"), "de": tonesOf("de"), "fr": tonesOf("fr"), "es": tonesOf("es"), "pt": tonesOf("pt"),
}

func tonesOf(language string) func() *toneLexicon {
	return sync.OnceValue(func() *toneLexicon { return readTones(language) })
}

func readTones(language string) *toneLexicon {
	text, err := toneFiles.ReadFile("tone/" + language + ".txt")
	if err != nil {
		panic(err) // the file is embedded
	}
	l := &toneLexicon{lexicon: readLexicon(string(text))}
	for i, name := range [...]string{"hedged", "limited", "negated", "unproven"} {
		l.tones[i].tags, l.tones[i].tone = l.sections[name], lint.Tone(1)<<i
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
	var tone lint.Tone
	for _, t := range l.tones {
		if seen&t.tags != 0 {
			tone |= t.tone
		}
	}
	return tone
}
