package claim

import (
	"math/bits"
	"slices"

	"github.com/citevet/citevet/lint"
)

// A Feature is something seen in a sentence: its group in the low five bits, a
// hash of the rest above them.
type Feature uint32

// Group is the group that a feature belongs to; features of a group weigh alike
// before training.
func (f Feature) Group() Group { return Group(f & 31) }

// Group is a kind of features.
type Group uint32

// The groups of features.
const (
	Stems    Group = iota + 1 // words without their endings, and telling marks
	Pairs                     // classes of two neighbours
	Triples                   // classes of three neighbours
	Starts                    // the first words, and the class and shape they have
	Ends                      // the last mark
	Phrases                   // sections of the lexicon, and how often
	Meetings                  // two sections of the lexicon
	Shapes                    // numbers, names, sums, quotations
	Headings                  // words of the heading
	Places                    // role of the section
	Lengths
	Whys // reasons to take it for a claim
	groups
)

// features collects the features of one sentence. Pairs and Meetings, which are
// most of them, are of so few values that a Classifier has a table of them all:
// they stay what they are made of. Features may be there more than once.
type features struct {
	list     []Feature // of all other groups
	pairs    []pair
	meetings []meeting
}

// A pair is the classes of two neighbours, the former times classCount.
type pair uint16

// A meeting is two sections of the lexicon, the former times 64.
type meeting uint16

func featureOf(g Group, h uint32) Feature {
	return Feature(mix(groupSeeds[g], h)&^31 | uint32(g))
}

// groupSeeds is what the hashes of each group begin with.
var groupSeeds = func() (seeds [groups]uint32) {
	for g := range seeds {
		seeds[g] = mix(hashSeed, uint32(g)*7919)
	}
	return
}()

func (p pair) feature() Feature {
	return featureOf(Pairs, mix(uint32(p)/classCount, uint32(p)%classCount))
}

func (m meeting) feature() Feature { return featureOf(Meetings, uint32(m)) }

// all are the features of every group.
func (f *features) all() []Feature {
	list := slices.Clone(f.list)
	for _, p := range f.pairs {
		list = append(list, p.feature())
	}
	for _, m := range f.meetings {
		list = append(list, m.feature())
	}
	return list
}

func (f *features) reset() {
	f.list, f.pairs, f.meetings = f.list[:0], f.pairs[:0], f.meetings[:0]
}

func (f *features) add(g Group, h uint32) { f.list = append(f.list, featureOf(g, h)) }

// addWords adds what single words and their neighbours are.
func (f *features) addWords(r *reading) {
	const edge = 1 // the class of what stands before the first word
	last, lastTwo := uint32(edge), mix(edge, edge)
	for i := range r.words {
		w := &r.words[i]
		switch {
		case w.shape == plain, w.shape == capital, w.shape == acronym:
			f.add(Stems, w.stem)
		case w.shape == mark && telling(w.mark):
			f.add(Stems, w.fold)
		}
		class := uint32(w.class)
		f.pairs = append(f.pairs, pair(last*classCount+class))
		f.add(Triples, mix(lastTwo, class))
		last, lastTwo = class, mix(last, class)
	}
}

func telling(m byte) bool {
	switch m {
	case ':', ';', '"', '(', '?', '*', '/', '`':
		return true
	}
	return false
}

// addEnd adds the mark that ends a sentence.
func (f *features) addEnd(r *reading) {
	if n := len(r.words); n > 0 {
		f.add(Ends, uint32(r.words[n-1].mark))
	}
}

// addStart adds how a sentence begins.
func (f *features) addStart(r *reading) {
	if len(r.words) == 0 {
		return
	}
	words, classes := uint32(hashSeed), uint32(77)
	for i := range min(3, len(r.words)) {
		words = mix(words, r.words[i].fold)
		classes = mix(classes, uint32(r.words[i].class))
		f.add(Starts, words)
		f.add(Starts, classes)
	}
	for t := r.words[0].tags; t != 0; t &= t - 1 {
		f.add(Starts, uint32(bits.TrailingZeros64(uint64(t))))
	}
	f.add(Ends, 1000+uint32(r.words[0].shape))
}

// addPhrases adds which of some sections of the lexicon are met, and how often.
func (f *features) addPhrases(r *reading, of tags) {
	for t := r.tags & of; t != 0; t &= t - 1 {
		section := bits.TrailingZeros64(uint64(t))
		for n := range min(3, r.counts[section]) {
			f.add(Phrases, uint32(section)+100*uint32(n))
		}
	}
}

// addMeetings adds which sections of the lexicon are met by twos.
func (f *features) addMeetings(r *reading) {
	for t := r.tags; t != 0; t &= t - 1 {
		section := uint32(bits.TrailingZeros64(uint64(t)))
		for u := t & (t - 1); u != 0; u &= u - 1 {
			f.meetings = append(f.meetings, meeting(section<<6|uint32(bits.TrailingZeros64(uint64(u)))))
		}
	}
}

// addShapes adds how many numbers, sums and the like there are.
func (f *features) addShapes(r *reading) {
	for i, n := range [...]int{
		min(r.numbers, 3), min(r.years, 2), min(r.acronyms, 3), step(r.quoted),
		min(r.sums, 1), min(r.percents, 1), min(r.brackets, 2),
	} {
		f.add(Shapes, uint32(100*i+n))
	}
	if r.label {
		f.add(Shapes, 1000)
	}
	f.add(Lengths, uint32(step(r.plain)))
}

// addReasons adds the reasons to take a sentence for a claim, and whether it has
// one of the hard ones.
func (f *features) addReasons(r *reading) {
	for t := r.reasons; t != 0; t &= t - 1 {
		f.add(Whys, uint32(bits.TrailingZeros32(uint32(t))))
	}
	if r.reasons&measured != 0 {
		f.add(Whys, 40)
	}
	if r.reasons&voiced != 0 {
		f.add(Whys, 41)
	}
}

// addNames adds how many names there are, alone and with numbers.
func (f *features) addNames(r *reading) {
	f.add(Shapes, 1100+uint32(min(r.names, 5)))
	f.add(Shapes, 1200+uint32(min(r.names, 3)<<4|min(r.numbers+r.years, 3)<<2|min(r.acronyms, 3)))
}

// step maps a number of words to one of twelve steps.
func step(n int) int {
	for i, most := range [...]int{0, 1, 2, 3, 5, 8, 12, 17, 23, 31, 41} {
		if n <= most {
			return i
		}
	}
	return 11
}

// addRole adds what the section is for.
func (f *features) addRole(s *Sentence) {
	place := uint32(0)
	switch {
	case s.Heading == "":
		place = 3
	case s.Role == lint.Summary:
		place = 1
	case s.Role == lint.Conclusion:
		place = 2
	}
	f.add(Places, place)
}

// addHeading adds the words of the section's heading.
func (f *features) addHeading(heading []word) {
	for i := range heading {
		f.add(Headings, heading[i].stem)
	}
}
