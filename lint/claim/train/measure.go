package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/claim"
)

func round(x float64) int { return int(math.Round(x)) }

// A point is a sentence's score or strength, and its label.
type point struct{ at, label float64 }

// figures are how well scores tell claims from other sentences.
type figures struct {
	n, claims                    int
	area                         float64 // under the curve: how often a claim scores above another sentence
	f1, precision, recall        float64 // at the best threshold
	at                           float64 // that threshold
	recall80, recall90, recall95 float64 // the most at such a precision
}

func measure(points []point) figures {
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(b.at, a.at) })
	f := figures{n: len(points)}
	for _, p := range points {
		f.claims += int(p.label)
	}
	hits, pairs := 0.0, 0.0
	for i, p := range points {
		hits += p.label
		if p.label == 0 {
			pairs += hits
		}
		if i+1 < len(points) && points[i+1].at == p.at {
			continue
		}
		precision, recall := hits/float64(i+1), hits/float64(f.claims)
		if f1 := 2 * precision * recall / (precision + recall); f1 > f.f1 {
			f.f1, f.precision, f.recall, f.at = f1, precision, recall, p.at
		}
		for _, r := range []struct {
			least float64
			most  *float64
		}{{.8, &f.recall80}, {.9, &f.recall90}, {.95, &f.recall95}} {
			if precision >= r.least && i > 20 {
				*r.most = recall
			}
		}
	}
	f.area = pairs / float64(f.claims) / float64(f.n-f.claims)
	return f
}

func (f figures) write(w io.Writer, name string) {
	fmt.Fprintf(w, "%-28s %5d %5d   %.3f   %.3f (P %.2f R %.2f at %.2f)   %.3f  %.3f  %.3f\n",
		name, f.n, f.claims, f.area, f.f1, f.precision, f.recall, f.at, f.recall80, f.recall90, f.recall95)
}

// describe writes the tables of weights.txt.
func describe(w io.Writer, examples []*example, strengths []float64) {
	fmt.Fprintf(w, "%-28s %5s %5s   %5s   %-32s %s\n", "cross-validation by article", "all", "claim", "area", "best F1", "recall at precision .80, .90, .95")
	points := func(keep func(*example) bool) (list []point) {
		for i, e := range examples {
			if keep(e) {
				list = append(list, point{strengths[i], e.label()})
			}
		}
		return list
	}
	measure(points(func(*example) bool { return true })).write(w, "all sentences")
	uncovered := points(func(e *example) bool { return e.Cov == 0 })
	measure(uncovered).write(w, "uncovered")
	kinds := map[string]bool{}
	for _, e := range examples {
		kinds[genre(e)] = true
	}
	var names []string
	for k := range kinds {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		measure(points(func(e *example) bool { return e.Cov == 0 && genre(e) == k })).write(w, "  "+k)
	}
	measure(points(func(e *example) bool { return e.Cov == 0 && genre(e) != "freshwiki" })).write(w, "  all but freshwiki")
	fmt.Fprintf(w, "\nuncovered sentences by strength\n")
	for _, edge := range []float64{0, .1, .2, .3, .4, .5, .6, .7, .8, .85, .9, .95, .98} {
		bins(w, uncovered, edge)
	}
	for _, floor := range []float64{.3, .35, .4, .45, .5, .55, .6} {
		f := at(points(func(*example) bool { return true }), floor)
		u := at(uncovered, floor)
		fmt.Fprintf(w, "floor %.2f: all sentences F1 %.3f, uncovered F1 %.3f\n", floor, f, u)
	}
}

func genre(e *example) string { g, _, _ := strings.Cut(e.File, "/"); return g }

var edges = []float64{0, .1, .2, .3, .4, .5, .6, .7, .8, .85, .9, .95, .98, 1.01}

func bins(w io.Writer, points []point, low float64) {
	high := edges[slices.Index(edges, low)+1]
	n, sum, hits, above, aboveHits := 0, 0.0, 0.0, 0, 0.0
	for _, p := range points {
		if p.at >= low {
			above++
			aboveHits += p.label
		}
		if p.at >= low && p.at < high {
			n++
			sum += p.at
			hits += p.label
		}
	}
	fmt.Fprintf(w, "  %.2f to %.2f: %4d, mean strength %.3f, claims %.3f; from here on %4d, claims %.3f\n", low, min(high, 1), n, sum/float64(n), hits/float64(n), above, aboveHits/float64(above))
}

func at(points []point, floor float64) float64 {
	tp, fp, fn := 0.0, 0.0, 0.0
	for _, p := range points {
		switch {
		case p.at >= floor:
			tp += p.label
			fp += 1 - p.label
		default:
			fn += p.label
		}
	}
	return 2 * tp / (2*tp + fp + fn)
}

// calibrate maps scores of the uncovered sentences to how many at such a score
// are claims: a logistic curve, as a table.
func calibrate(examples []*example, scores []float64) []uint16 {
	var points []point
	for i, e := range examples {
		if e.Cov == 0 {
			points = append(points, point{scores[i], e.label()})
		}
	}
	c := minimise(func(w, g []float64) float64 {
		total := 0.0
		g[0], g[1] = 0, 0
		for _, p := range points {
			value, slope := loss(w[0]+w[1]*p.at, p.label)
			total += value
			g[0] += slope
			g[1] += slope * p.at
		}
		return total
	}, 2, 100)
	table := make([]uint16, claim.Strengths)
	for i := range table {
		z := c[0] + c[1]*claim.ScoreAt(i)
		table[i] = uint16(round(1e4 / (1 + math.Exp(-z))))
	}
	return table
}

// measureEmbedded prints how well the weights do that this program was built with.
func measureEmbedded(corpus string) error {
	examples, err := load(corpus)
	if err != nil {
		return err
	}
	judge := claim.New("en")
	list := make([]*example, len(examples))
	strengths := make([]float64, len(examples))
	for start := 0; start < len(examples); {
		var sentences []claim.Sentence
		end := start
		for ; end < len(examples) && examples[end].article == examples[start].article; end++ {
			list[end] = &examples[end]
			sentences = append(sentences, examples[end].sentence)
		}
		claims := make([]lint.Claim, len(sentences))
		judge.Judge(sentences, claims)
		for i := range claims {
			strengths[start+i] = claims[i].Strength
		}
		start = end
	}
	describe(os.Stdout, list, strengths)
	return nil
}
