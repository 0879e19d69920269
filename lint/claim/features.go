package claim

import (
	"math/bits"
	"strings"

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

// A few is a feature of a group that has few values, as a place in a table of all
// of them.
type few uint16

// fewValues is how many values these groups have. Starts has others besides.
var fewValues = [groups]few{Starts: 64, Ends: 1010, Shapes: 1300, Places: 4, Lengths: 12, Whys: 42}

// firstFew is where each group begins among the few, and where the last one ends.
var firstFew = func() (first [groups + 1]few) {
	for g, n := range fewValues {
		first[g+1] = first[g] + n
	}
	return first
}()

// feature is the feature that a few stands for.
func (v few) feature() Feature {
	g := Group(1)
	for v >= firstFew[g+1] {
		g++
	}
	return featureOf(g, uint32(v-firstFew[g]))
}

// A pair is the classes of two neighbours as the hash of both has them, which
// depends on nothing but their exclusive or. So some are not told apart, neither
// here nor when the weights were learned.
type pair uint8

const pairCount = 256

func (p pair) hash() uint32 { return mix(uint32(p), 0) }

func (p pair) feature() Feature { return featureOf(Pairs, p.hash()) }

// A triple is a pair, times classCount, and the class of the neighbour behind it.
type triple uint16

const tripleCount = pairCount * classCount

func (t triple) feature() Feature {
	return featureOf(Triples, mix(pair(t/classCount).hash(), uint32(t%classCount)))
}

// A meeting is two sections of the lexicon, the former times 64.
type meeting uint16

func (m meeting) feature() Feature { return featureOf(Meetings, uint32(m)) }

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

// features collects those features of a sentence that do not stand for single
// words and their neighbours. The few are all different.
type features struct {
	few    []few
	common int // how many of the few are of any language
	starts []Feature
}

// add adds a feature of few values. It panics if fewValues does not know of so many.
func (f *features) add(g Group, v uint32) {
	if few(v) >= fewValues[g] {
		panic("claim: the group of a feature has more values than fewValues says")
	}
	f.few = append(f.few, firstFew[g]+few(v))
}

// neighbours goes through the words of a sentence by their classes.
type neighbours struct {
	last    uint8
	lastTwo pair
}

// noNeighbours is what stands before the first word.
func noNeighbours() neighbours { return neighbours{last: 1} }

// next returns the next word with the one before it, and with the two before it.
func (n *neighbours) next(class uint8) (two pair, three triple) {
	two, three = pair(n.last^class), triple(n.lastTwo)*classCount+triple(class)
	n.last, n.lastTwo = class, two
	return two, three
}

// feature is what a word tells by itself, 0 if nothing.
func (w *rawWord) feature() Feature {
	if !w.tells() {
		return 0
	}
	return featureOf(Stems, w.stem)
}

// tells reports whether a word is a feature by itself: its stem.
func (w *word) tells() bool {
	switch w.shape {
	case plain, capital, acronym:
		return true
	case mark:
		return strings.IndexByte(":;\"(?*/`", w.mark) >= 0
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
		f.starts = append(f.starts, featureOf(Starts, words), featureOf(Starts, classes))
	}
	for t := r.words[0].tags; t != 0; t &= t - 1 {
		f.add(Starts, uint32(bits.TrailingZeros64(uint64(t))))
	}
	f.add(Ends, 1000+uint32(r.words[0].shape))
}

// mostCounted is up to how often it matters that a section of the lexicon is met.
const mostCounted = 3

// phraseFeature is that a section is met, once more than n times.
func phraseFeature(section, n int) Feature { return featureOf(Phrases, uint32(section+100*n)) }

// meetings yields which sections of the lexicon are met by twos.
func (t tags) meetings(yield func(meeting) bool) {
	for ; t != 0; t &= t - 1 {
		section := meeting(bits.TrailingZeros64(uint64(t)))
		for u := t & (t - 1); u != 0; u &= u - 1 {
			if !yield(section<<6 | meeting(bits.TrailingZeros64(uint64(u)))) {
				return
			}
		}
	}
}

// addShapes adds how many numbers, sums and the like there are.
func (f *features) addShapes(r *reading) {
	f.add(Shapes, uint32(min(r.numbers, 3)))
	f.add(Shapes, 100+uint32(min(r.years, 2)))
	f.add(Shapes, 200+uint32(min(r.acronyms, 3)))
	f.add(Shapes, 300+step(r.quoted))
	f.add(Shapes, 400+uint32(min(r.sums, 1)))
	f.add(Shapes, 500+uint32(min(r.percents, 1)))
	f.add(Shapes, 600+uint32(min(r.brackets, 2)))
	if r.label {
		f.add(Shapes, 1000)
	}
	f.add(Lengths, step(r.plain))
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
func step(n int) uint32 { return uint32(steps[min(n, len(steps)-1)]) }

// steps are the steps of each number; more words than these are as the last.
var steps = func() (steps [43]uint8) {
	step := uint8(0)
	for n := range steps {
		switch n {
		case 1, 2, 3, 4, 6, 9, 13, 18, 24, 32, 42:
			step++
		}
		steps[n] = step
	}
	return
}()

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
