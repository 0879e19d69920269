package claim

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
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

// A table finds the weights of features. Weights are numbered from 1; 0 stands for
// the features that have none.
type table struct {
	*Weights
	values   []int8  // by number
	entries  []entry // of all features: open addressing, a power of two
	few      []int8  // their weights
	meetings [64 * 64]int8
	pairs    [classCount * classCount]uint16 // numbers of their weights
}

type entry struct {
	feature Feature
	number  uint16
}

func newTable(w *Weights) *table {
	size := 64
	for size < 3*len(w.Features) {
		size *= 2
	}
	t := &table{Weights: w, values: make([]int8, 1, len(w.Features)+1), entries: make([]entry, size), few: make([]int8, firstFew[groups])}
	for f, v := range w.Features {
		*t.entry(f) = entry{f, uint16(len(t.values))}
		t.values = append(t.values, v)
	}
	for i := range t.few {
		t.few[i] = t.values[t.find(few(i).feature())]
	}
	for i := range t.meetings {
		t.meetings[i] = t.values[t.find(meeting(i).feature())]
	}
	for i := range t.pairs {
		t.pairs[i] = t.find(pair(i).feature())
	}
	return t
}

// cells are the weights by their numbers.
func (t *table) cells() []cell {
	cells := make([]cell, len(t.values))
	for i, v := range t.values {
		cells[i].weight = v
	}
	return cells
}

// find is the number of a feature's weight.
func (t *table) find(f Feature) uint16 { return t.entry(f).number }

// entry is where a feature is, or the empty place where it would be.
func (t *table) entry(f Feature) *entry {
	last := len(t.entries) - 1
	for i := int(f >> 5); ; i++ {
		if e := &t.entries[i&last]; e.feature == f || e.feature == 0 {
			return e
		}
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
