package claim

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"sort"
	"sync"
)

//go:embed weights/english.bin
var englishWeights []byte

//go:embed weights/common.bin
var commonWeights []byte

// Weights is what the training program has learned. The score of a sentence is
// Bias and the weights of its features, in Units; that of its place is the
// product of Place with the inputs and PlaceBias; Strengths maps the latter to
// probabilities.
type Weights struct {
	Unit      float64
	Bias      int32
	Features  map[Feature]int8
	Place     Place
	PlaceBias float64
	Strengths []uint16 // in tenths of a thousand, at steps of 1/strengthStep from -strengthEnd
}

const (
	strengthEnd  = 6
	strengthStep = 4
	Strengths    = 2*strengthEnd*strengthStep + 1
	weightsMagic = "claim\x00v1"
)

// ScoreAt is the score that the i-th of the Strengths belongs to.
func ScoreAt(i int) float64 { return float64(i)/strengthStep - strengthEnd }

// Strength maps the score of a sentence in its place to a probability.
func (w *Weights) Strength(score float64) float64 {
	at := (bound(score, strengthEnd) + strengthEnd) * strengthStep
	i := min(int(at), Strengths-2)
	low, high := float64(w.Strengths[i]), float64(w.Strengths[i+1])
	return math.Round(low+float64((at-float64(i))*(high-low))) / 1e4
}

// PlaceScore is the score of a sentence in its place. Products are rounded
// before they are added, so that every machine computes the same.
func (w *Weights) PlaceScore(p *Place) float64 {
	score := w.PlaceBias
	for i := range p {
		score += float64(w.Place[i] * p[i])
	}
	return score
}

// Encode writes the weights as the file that is embedded.
func (w *Weights) Encode() []byte {
	out := []byte(weightsMagic)
	float := func(x float64) { out = binary.LittleEndian.AppendUint64(out, math.Float64bits(x)) }
	float(w.Unit)
	float(w.PlaceBias)
	for _, x := range w.Place {
		float(x)
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(w.Bias))
	for _, s := range w.Strengths {
		out = binary.LittleEndian.AppendUint16(out, s)
	}
	list := make([]Feature, 0, len(w.Features))
	for f := range w.Features {
		list = append(list, f)
	}
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	for _, f := range list {
		out = binary.LittleEndian.AppendUint32(out, uint32(f))
		out = append(out, byte(w.Features[f]))
	}
	return out
}

const weightsHead = len(weightsMagic) + 8*(2+placeInputs) + 4 + 2*Strengths

// DecodeWeights reads what Encode wrote.
func DecodeWeights(data []byte) (*Weights, error) {
	if len(data) < weightsHead || string(data[:len(weightsMagic)]) != weightsMagic {
		return nil, errors.New("not a file of claim weights: train again")
	}
	if (len(data)-weightsHead)%5 != 0 {
		return nil, fmt.Errorf("claim weights are cut short after %d bytes", len(data))
	}
	data = data[len(weightsMagic):]
	float := func() float64 {
		x := math.Float64frombits(binary.LittleEndian.Uint64(data))
		data = data[8:]
		return x
	}
	w := &Weights{Features: make(map[Feature]int8, len(data)/5)}
	w.Unit, w.PlaceBias = float(), float()
	for i := range w.Place {
		w.Place[i] = float()
	}
	w.Bias, data = int32(binary.LittleEndian.Uint32(data)), data[4:]
	for range Strengths {
		w.Strengths = append(w.Strengths, binary.LittleEndian.Uint16(data))
		data = data[2:]
	}
	for ; len(data) > 0; data = data[5:] {
		w.Features[Feature(binary.LittleEndian.Uint32(data))] = int8(data[4])
	}
	return w, nil
}

// A table finds the weights of features. It is not changed once it has been made.
type table struct {
	*Weights
	entries  []entry // of all features: open addressing, a power of two
	entered  filter
	weights  []weight              // by their indexes
	few      []int8                // the weights of these features
	phrases  [mostCounted][64]int8 // of sections met once, twice, three times and more
	meetings [64 * 64]int8         // the latter section times 64, and the former
	pairs    [pairCount]weightIndex
	triples  [tripleCount]weightIndex
}

// An entry is a feature and where its weight is; no feature has none.
type entry struct {
	feature Feature
	weight  weightIndex
}

// A weightIndex is where a weight is among all of them. At the first one is none:
// it is that of all features that have none.
type weightIndex uint16

func newTable(w *Weights) *table {
	size := 64
	for size < 2*len(w.Features) {
		size *= 2
	}
	if len(w.Features) > math.MaxUint16 {
		panic("claim: more features have a weight than a weightIndex can number")
	}
	t := &table{Weights: w, entries: make([]entry, size), weights: make([]weight, 1), few: make([]int8, firstFew[groups])}
	for f, v := range w.Features {
		*t.entry(f) = entry{f, weightIndex(len(t.weights))}
		t.entered.enter(uint32(f))
		t.weights = append(t.weights, weight{value: v})
	}
	for i := range t.few {
		t.few[i] = t.weights[t.find(few(i).feature())].value
	}
	for n := range t.phrases {
		for section := range t.phrases[n] {
			t.phrases[n][section] = w.Features[phraseFeature(section, n)]
		}
	}
	for i := range t.meetings {
		former, latter := i&63, i>>6
		t.meetings[i] = t.weights[t.find(meeting(former<<6|latter).feature())].value
	}
	for i := range t.pairs {
		t.pairs[i] = t.find(pair(i).feature())
	}
	for i := range t.triples {
		t.triples[i] = t.find(triple(i).feature())
	}
	return t
}

// count is the sum of the weights of some sections that are met, once or more often.
func (t *table) count(r *reading, of tags) int32 {
	return sum(&t.phrases[0], r.tags&of) + sum(&t.phrases[1], r.twice&r.tags&of) + sum(&t.phrases[2], r.thrice&r.tags&of)
}

// sum is the sum of the weights of sections.
func sum(weights *[64]int8, sections tags) (sum int32) {
	for ; sections != 0; sections &= sections - 1 {
		sum += int32(weights[bits.TrailingZeros64(uint64(sections))&63])
	}
	return sum
}

// meet is the sum of the weights of the sections that meet.
func (t *table) meet(sections tags) (sum int32) {
	var met [64]uint8
	n := 0
	for ; sections != 0; sections &= sections - 1 {
		section := uint8(bits.TrailingZeros64(uint64(sections))) & 63
		column := t.meetings[int(section)<<6:][:64]
		for _, former := range met[:n] {
			sum += int32(column[former&63])
		}
		met[n&63] = section
		n++
	}
	return sum
}

// find returns where the weight of a feature is.
func (t *table) find(f Feature) weightIndex {
	if t.entered.bit(uint32(f)) == 0 {
		return 0
	}
	return t.entry(f).weight
}

// entry returns the entry of a feature, an empty one if it has none.
func (t *table) entry(f Feature) *entry {
	entries := t.entries
	for i := int(f >> 5); ; i++ {
		if e := &entries[i&(len(entries)-1)]; e.feature == f || e.feature == 0 {
			return e
		}
	}
}

// A weight is that of a feature, and the number of the last sentence that had it.
type weight struct {
	sentence uint16
	value    int8
}

// once is the weight, and 0 if the sentence has had it.
func (w *weight) once(sentence uint16) int32 {
	value := int32(w.value) // as wide as what can be chosen without a branch
	if w.sentence == sentence {
		value = 0
	}
	w.sentence = sentence
	return value
}

// A tally is the weights of features, and which of them a sentence has had.
type tally struct {
	weights  []weight
	sentence uint16
}

// once is the weight at an index, and 0 if the sentence has had it.
func (t *tally) once(i weightIndex) int32 { return t.weights[i].once(t.sentence) }

// begin numbers another sentence.
func (t *tally) begin() {
	if t.sentence++; t.sentence == 0 {
		for i := range t.weights {
			t.weights[i].sentence = 0
		}
		t.sentence = 1
	}
}

// The weights of English, and of what it has in common with other languages.
var (
	englishTable = sync.OnceValue(func() *table { return mustDecode(englishWeights) })
	commonTable  = sync.OnceValue(func() *table { return mustDecode(commonWeights) })
)

func mustDecode(data []byte) *table {
	w, err := DecodeWeights(data)
	if err != nil {
		panic(err) // the file is embedded
	}
	return newTable(w)
}
