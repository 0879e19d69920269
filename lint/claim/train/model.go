package main

import (
	"cmp"
	"slices"

	"github.com/citevet/citevet/lint/claim"
)

// A matrix has a column for each feature that is met in enough articles.
type matrix struct {
	columns []claim.Feature
	scales  []float64
}

// leastArticles is in how many articles a feature must be met to be learned.
const leastArticles = 3

// scaleOf is how much a feature counts before training: the less, the more
// features its group has, so that those which tell most by themselves are
// preferred. Found by cross-validation.
var scaleOf = map[claim.Group]float64{
	claim.Stems: .5, claim.Pairs: .2, claim.Triples: .2, claim.Starts: .5, claim.Ends: 1, claim.Phrases: .5,
	claim.Meetings: .15, claim.Shapes: .5, claim.Headings: .5, claim.Places: 1, claim.Lengths: .5, claim.Whys: 1,
}

// newMatrix chooses the columns and sets those of each example.
func newMatrix(examples []example) *matrix {
	articles, last := map[claim.Feature]int{}, map[claim.Feature]int{}
	for _, e := range examples {
		for _, f := range e.view.Features {
			if last[f] != e.article+1 {
				last[f] = e.article + 1
				articles[f]++
			}
		}
	}
	m, index := &matrix{}, map[claim.Feature]int32{}
	for i := range examples {
		e := &examples[i]
		e.columns = e.columns[:0]
		for _, f := range e.view.Features {
			if articles[f] < leastArticles || scaleOf[f.Group()] == 0 {
				continue
			}
			column, ok := index[f]
			if !ok {
				column = int32(len(m.columns))
				index[f] = column
				m.columns = append(m.columns, f)
				m.scales = append(m.scales, scaleOf[f.Group()])
			}
			e.columns = append(e.columns, column)
		}
		slices.Sort(e.columns)
		e.columns = slices.Compact(e.columns)
	}
	return m
}

// A sentenceModel is the first model, on a matrix: one weight a column, and the
// bias behind them.
type sentenceModel struct {
	*matrix
	weights []float64
}

// ridge is how much weights cost, found by cross-validation.
const ridge = 1

// fit learns the first model. A citation tells that a sentence is a claim, but
// nothing about its words: it gets a weight of its own, which is thrown away.
func (m *matrix) fit(examples []*example) *sentenceModel {
	bias, cover := len(m.columns), len(m.columns)+1
	weights := minimise(func(w, g []float64) float64 {
		total := 0.0
		for i := range w {
			g[i] = ridge * w[i]
			total += ridge * w[i] * w[i] / 2
		}
		total -= ridge * w[bias] * w[bias] / 2
		g[bias] = 0
		for _, e := range examples {
			z := w[bias] + e.cover()*w[cover]
			for _, c := range e.columns {
				z += w[c] * m.scales[c]
			}
			value, slope := loss(z, e.label())
			total += value
			g[bias] += slope
			g[cover] += slope * e.cover()
			for _, c := range e.columns {
				g[c] += slope * m.scales[c]
			}
		}
		return total
	}, len(m.columns)+2, 60)
	return &sentenceModel{m, weights[:cover]}
}

func (m *sentenceModel) score(e *example) float64 {
	z := m.weights[len(m.columns)]
	for _, c := range e.columns {
		z += m.weights[c] * m.scales[c]
	}
	return z
}

// A placeModel is the second model: one weight an input, and the bias.
type placeModel []float64

func fitPlaces(places []claim.Place, examples []*example) placeModel {
	n := len(claim.Place{})
	for i, e := range examples {
		if e.Cov == 1 && e.cover() == 0 {
			places = append(places, claim.Stripped(places[i]))
			examples = append(examples, e)
		}
	}
	return minimise(func(w, g []float64) float64 {
		total := 0.0
		for i := range w {
			g[i] = w[i]
			total += w[i] * w[i] / 2
		}
		for i, e := range examples {
			value, slope := loss(w[n]+dot(w[:n], places[i][:]), e.label())
			total += value
			g[n] += slope
			add(g[:n], slope, places[i][:])
		}
		return total
	}, n+1, 200)
}

func (m placeModel) score(p *claim.Place) float64 {
	return m[len(p)] + dot(m[:len(p)], p[:])
}

// placesOf computes the places of examples that are whole articles.
func placesOf(examples []*example, scores []float64) []claim.Place {
	var places []claim.Place
	for start := 0; start < len(examples); {
		end := start
		var sentences []claim.Sentence
		var views []claim.View
		for ; end < len(examples) && examples[end].article == examples[start].article; end++ {
			sentences = append(sentences, examples[end].sentence)
			views = append(views, examples[end].view)
		}
		places = append(places, claim.PlacesOf(sentences, views, scores[start:end])...)
		start = end
	}
	return places
}

// A foldOf says which fold of a cross-validation an article is in.
type foldOf []int

// divide deals articles into folds, by a generator of its own so that it never
// changes.
func divide(articles, folds int, seed uint32) foldOf {
	order := make([]int, articles)
	keys := make([]uint32, articles)
	state := seed*2654435761 + 12345
	for i := range order {
		state = state*1664525 + 1013904223
		order[i], keys[i] = i, state>>4
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	fold := make(foldOf, articles)
	for i, a := range order {
		fold[a] = i % folds
	}
	return fold
}

func (f foldOf) split(examples []*example, fold int) (in, out []*example) {
	for _, e := range examples {
		if f[e.article] == fold {
			in = append(in, e)
		} else {
			out = append(out, e)
		}
	}
	return in, out
}

// A model is both models.
type model struct {
	first  *sentenceModel
	second placeModel
}

const innerFolds = 6

// train learns both models. The second learns from scores of articles that the
// first had not seen, which are what it will meet.
func train(m *matrix, examples []*example, articles int, seed uint32) model {
	folds := divide(articles, innerFolds, seed)
	scores := map[*example]float64{}
	for k := range innerFolds {
		in, out := folds.split(examples, k)
		first := m.fit(out)
		for _, e := range in {
			scores[e] = first.score(e)
		}
	}
	list := make([]float64, len(examples))
	for i, e := range examples {
		list[i] = scores[e]
	}
	return model{m.fit(examples), fitPlaces(placesOf(examples, list), examples)}
}

// scores applies both models to whole articles.
func (m model) scores(examples []*example) []float64 {
	list := make([]float64, len(examples))
	for i, e := range examples {
		list[i] = m.first.score(e)
	}
	places := placesOf(examples, list)
	for i := range examples {
		list[i] = m.second.score(&places[i])
	}
	return list
}
