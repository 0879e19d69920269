package claim

import (
	"embed"
	"strings"
	"sync"

	"github.com/citevet/citevet/lint"
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
	phrases  phraseTable
}

// A phrase is a run of words, or the beginning of one.
type phrase struct {
	hash   uint32 // of its words
	used   bool
	onward bool      // longer phrases begin so
	tone   lint.Tone // what it says of the sentence's tone
	tags   tags      // empty for what is only the beginning of phrases
}

// A phraseTable finds phrases by their hash, which is mixed well enough to be
// its own place. A quarter of the places and more stay free.
type phraseTable struct {
	places  []phrase
	count   int
	entered filter
}

// A filter tells of most hashes that are asked for that they are not in a table:
// the processor has its bits at hand. One is set for each hash, by its upper bits.
type filter [1 << 9]uint64

func (f *filter) enter(hash uint32) { f[hash>>23] |= 1 << (hash >> 17 & 63) }

// bit is 1 if a hash may have been entered, else 0.
func (f *filter) bit(hash uint32) uint64 { return f[hash>>23] >> (hash >> 17 & 63) & 1 }

// find returns the phrase of a hash, or nil.
func (t *phraseTable) find(hash uint32) *phrase {
	if t.entered.bit(hash) == 0 {
		return nil
	}
	for i := int(hash) & (len(t.places) - 1); ; i = (i + 1) & (len(t.places) - 1) {
		p := &t.places[i]
		if !p.used {
			return nil
		}
		if p.hash == hash {
			return p
		}
	}
}

// enter returns the phrase of a hash, which it adds if there is none.
func (t *phraseTable) enter(hash uint32) *phrase {
	if 4*t.count >= 3*len(t.places) {
		old := t.places
		t.places = make([]phrase, max(1024, 2*len(old)))
		for _, p := range old {
			if p.used {
				*t.free(p.hash) = p
			}
		}
	}
	p := t.find(hash)
	if p == nil {
		p = t.free(hash)
		p.hash, p.used = hash, true
		t.count++
		t.entered.enter(hash)
	}
	return p
}

func (t *phraseTable) free(hash uint32) *phrase {
	i := int(hash) & (len(t.places) - 1)
	for t.places[i].used {
		i = (i + 1) & (len(t.places) - 1)
	}
	return &t.places[i]
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
	l := &lexicon{sections: sectionNames()}
	var section tags
	for line := range strings.Lines(lexiconText(language)) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			section = l.sections[name]
			l.all |= section
		default:
			for text := range strings.SplitSeq(name, ",") {
				l.enter(text).tags |= section
			}
		}
	}
	l.cues = cuesOf(l.sections)
	l.readTones(language)
	return l
}

// enter returns the phrase of a text.
func (l *lexicon) enter(text string) *phrase {
	words := split(nil, text)
	h := uint32(hashSeed)
	for i := range words[:len(words)-1] {
		h = mix(h, words[i].fold)
		l.phrases.enter(h).onward = true
	}
	return l.phrases.enter(mix(h, words[len(words)-1].fold))
}

// monthOrHedge is the fold of "may", which a capital makes a month or a name.
var monthOrHedge = split(nil, "may")[0].fold

// look sets what the lexicon says of a word alone, and the part that it plays.
func (l *lexicon) look(w *word, text string) {
	if p := l.phrases.find(mix(hashSeed, w.fold)); p != nil {
		w.tags = p.tags
		if p.onward {
			w.onward = 1
		}
		if !w.isName() {
			w.tone = p.tone
		}
	}
	w.class, w.opening = classOf(w, text)
}

// isName reports whether a capital makes a name or a month of a hedge.
func (w *word) isName() bool { return w.shape == capital && w.fold == monthOrHedge }

// tag adds to the tags of the first word those of the longer phrases that begin
// with it, and returns their tone.
func (l *lexicon) tag(words []word) (tone lint.Tone) {
	w := &words[0]
	h := mix(hashSeed, w.fold)
	for i := 1; i < len(words); i++ {
		h = mix(h, words[i].fold)
		p := l.phrases.find(h)
		if p == nil {
			break
		}
		w.tags |= p.tags
		if !w.isName() {
			tone |= p.tone
		}
		if !p.onward {
			break
		}
	}
	return tone
}
