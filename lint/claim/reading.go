package claim

import "math/bits"

// A reading is what is seen in one sentence. Its words are reused for the next.
type reading struct {
	words  []word
	tags   tags      // of all words
	counts [64]uint8 // how many phrases of each section
	names  int       // capitalised words that do not begin the sentence
	counted
}

// counted is how often something is in a sentence.
type counted struct {
	numbers, years, acronyms, sums, percents, brackets int

	plain  int  // words, numbers included
	quoted int  // words of the longest quotation
	label  bool // it begins with a label: "Cost: ..."
}

func (r *reading) read(l *lexicon, prose string) {
	*r = reading{words: split(r.words[:0], prose)}
	l.tag(r.words)
	quotation, inside := 0, false
	for i := range r.words {
		w := &r.words[i]
		if w.shape == mark {
			if w.mark == '"' {
				inside, quotation = !inside, 0
			}
			r.countMark(w.mark, i)
		} else {
			r.plain++
			if inside {
				quotation++
				r.quoted = max(r.quoted, quotation)
			}
		}
		r.countWord(w, i)
		w.class = classOf(w, i, prose)
	}
}

func (r *reading) countWord(w *word, i int) {
	r.tags |= w.tags
	for t := w.tags; t != 0; t &= t - 1 {
		r.counts[bits.TrailingZeros64(uint64(t))]++
	}
	switch w.shape {
	case number:
		r.numbers++
	case year:
		r.years++
	case acronym:
		r.acronyms++
	case capital:
		if i > 0 {
			r.names++
		}
	}
}

func (r *reading) countMark(m byte, i int) {
	switch m {
	case '$':
		r.sums++
	case '%':
		r.percents++
	case '(':
		r.brackets++
	case ':':
		if 0 < i && i < 9 && r.words[0].shape != plain {
			r.label = true
		}
	}
}

// The classes of words that no lexicon has. Those that one has have the number
// of their first section, from 1.
const (
	className uint8 = iota + 65
	classAcronym
	classNumber
	classYear
	classEd
	classIng
	classLy
	classNoun
	classAdjective
	classPlural
	classWord
	classMark // and the 64 classes behind it
)

func classOf(w *word, i int, prose string) uint8 {
	switch {
	case w.shape == mark:
		return classMark + w.mark&63
	case w.class != 0 && w.shape <= capital:
		return w.class
	case w.shape == acronym:
		return classAcronym
	case w.shape == year:
		return classYear
	case w.shape == number:
		return classNumber
	case w.shape == capital && i > 0:
		return className
	}
	return endingClass(prose[w.start:w.end])
}

// endingClasses are the endings that tell what part a word plays.
var endingClasses = [...]struct {
	ending string
	class  uint8
}{
	{"ed", classEd}, {"ing", classIng}, {"ly", classLy},
	{"tion", classNoun}, {"ment", classNoun}, {"ness", classNoun}, {"ity", classNoun}, {"ance", classNoun}, {"ence", classNoun}, {"ism", classNoun},
	{"tions", classNoun}, {"ments", classNoun}, {"ities", classNoun},
	{"al", classAdjective}, {"ive", classAdjective}, {"ous", classAdjective}, {"ic", classAdjective},
	{"able", classAdjective}, {"ible", classAdjective}, {"ful", classAdjective}, {"less", classAdjective},
}

func endingClass(text string) uint8 {
	n := len(text)
	if n < 5 {
		return classWord
	}
	for i := range endingClasses {
		e := &endingClasses[i]
		if m := n - len(e.ending); text[m:] == e.ending {
			return e.class
		}
	}
	if text[n-1] == 's' && text[n-2] != 's' {
		return classPlural
	}
	return classWord
}
