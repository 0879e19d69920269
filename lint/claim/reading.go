package claim

import (
	"math/bits"

	"github.com/citevet/citevet/lint"
)

// A reading is what is seen in one sentence. Its words are reused for the next.
type reading struct {
	words  []word
	tags   tags // of all words
	tone   lint.Tone
	twice  tags // of two words or more
	thrice tags // of three words or more
	names  int  // capitalised words that do not begin the sentence
	counted
	reasons lint.Reasons // to take it for a claim
}

// counted is how often something is in a sentence.
type counted struct {
	numbers, years, acronyms, sums, percents, brackets int

	marks int // of quotation

	plain    int  // words, numbers included
	quoted   int  // words of the longest quotation
	measures int  // numbers of a thousand and more, and those before a unit or with a quantity
	label    bool // it begins with a label: "Cost: ..."
}

func (r *reading) read(v *vocabulary, prose string) {
	l := v.lexicon
	*r = reading{words: v.split(r.words[:0], prose)}
	if len(r.words) == 0 {
		return
	}
	r.words[0].class = r.words[0].opening
	var shapes [mark + 1]int
	for i := range r.words {
		w := &r.words[i]
		r.tone |= w.tone
		next := &r.words[min(i+1, len(r.words)-1)] // most begin no phrase with it: one branch tells
		if two := mix(mix(hashSeed, w.fold), next.fold); l.phrases.entered.bit(two)&uint64(w.onward) != 0 {
			r.tone |= l.tag(r.words[i:])
		}
		r.thrice |= r.twice & w.tags
		r.twice |= r.tags & w.tags
		r.tags |= w.tags
		shapes[w.shape]++
		if w.shape == mark {
			r.countMark(i)
		}
	}
	r.countWords(&shapes)
	r.dropNamed(l)
	if r.marks > 0 {
		r.countQuoted()
	}
	if r.numbers > 0 {
		r.countMeasures(l.cues.measure)
	}
	r.reasons = l.cues.reasons(r)
}

// dropNamed takes the tag of vague authorities from those that are named, or have
// been: "Harvard researchers say", "these studies show".
func (r *reading) dropNamed(l *lexicon) {
	if r.tags&l.cues.vague == 0 {
		return
	}
	r.tags &^= l.cues.vague
	for i := range r.words {
		w := &r.words[i]
		if i > 0 && (r.words[i-1].tags&l.cues.pointing != 0 || r.words[i-1].tags == 0 && r.words[i-1].shape == capital) {
			w.tags &^= l.cues.vague
		}
		r.tags |= w.tags & l.cues.vague
	}
}

// countQuoted counts the words between quotation marks. A mark behind a number
// does not open a quotation, it stands for inches. What is mostly capitalised is
// a title, and counts as nothing.
func (r *reading) countQuoted() {
	words, small, inside := 0, 0, false
	for i := range r.words {
		w := &r.words[i]
		switch {
		case w.shape == mark && w.mark == '"':
			if inside && 2*small > words {
				r.quoted = max(r.quoted, words)
			}
			inside = !inside && !r.isNumber(i-1)
			words, small = 0, 0
		case w.shape == plain:
			small++
			words++
		case w.shape != mark:
			words++
		}
	}
	if inside && 2*small > words {
		r.quoted = max(r.quoted, words)
	}
}

// countMeasures counts the numbers that measure something.
func (r *reading) countMeasures(units tags) {
	for i := range r.words {
		switch r.words[i].shape {
		case figure:
			r.measures++
		case number:
			if i+1 < len(r.words) && r.words[i+1].tags&units != 0 {
				r.measures++
			}
		}
	}
}

// countWords takes the counts from the number of words of each shape.
func (r *reading) countWords(shapes *[mark + 1]int) {
	r.numbers = shapes[number] + shapes[figure]
	r.years, r.acronyms, r.names = shapes[year], shapes[acronym], shapes[capital]
	if r.words[0].shape == capital {
		r.names--
	}
	r.plain = len(r.words) - shapes[mark]
}

// isNumber reports whether word i is written in digits.
func (r *reading) isNumber(i int) bool {
	return 0 <= i && i < len(r.words) && number <= r.words[i].shape && r.words[i].shape <= year
}

func (r *reading) countMark(i int) {
	switch r.words[i].mark {
	case '$':
		if r.isNumber(i-1) || r.isNumber(i+1) {
			r.sums++
		}
	case '%':
		r.percents++
	case '"':
		r.marks++
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

	classCount = triple(classMark) + 64
)

// classOf is the class of a word that does not begin a sentence, and of one that
// does.
func classOf(w *word, text string) (class, opening uint8) {
	switch {
	case w.shape == mark:
		class = classMark + w.mark&63
	case w.tags != 0 && w.shape <= capital:
		class = uint8(bits.TrailingZeros64(uint64(w.tags))) + 1
	case w.shape == acronym:
		class = classAcronym
	case w.shape == year:
		class = classYear
	case w.shape == number, w.shape == figure:
		class = classNumber
	case w.shape == capital:
		return className, endingClass(text)
	default:
		class = endingClass(text)
	}
	return class, class
}

// endingClass is the class of a word by the ending that tells what part it plays.
func endingClass(text string) uint8 {
	n := len(text)
	if n < 5 {
		return classWord
	}
	is := func(ending string) bool { return text[n-len(ending):] == ending }
	switch text[n-1] {
	case 'd':
		if is("ed") {
			return classEd
		}
	case 'g':
		if is("ing") {
			return classIng
		}
	case 'y':
		switch {
		case is("ly"):
			return classLy
		case is("ity"):
			return classNoun
		}
	case 'n', 't', 'm':
		if is("tion") || is("ment") || is("ism") {
			return classNoun
		}
	case 'e':
		switch {
		case is("ance"), is("ence"):
			return classNoun
		case is("ive"), is("able"), is("ible"):
			return classAdjective
		}
	case 'l', 'c':
		if is("al") || is("ful") || is("ic") {
			return classAdjective
		}
	case 's':
		switch {
		case is("ness"), is("tions"), is("ments"), is("ities"):
			return classNoun
		case is("ous"), is("less"):
			return classAdjective
		case text[n-2] != 's':
			return classPlural
		}
	}
	return classWord
}
