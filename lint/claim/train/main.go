// Command train learns the weights of lint/claim from annotated sentences.
//
//	go run ./lint/claim/train train.jsonl
//	go run ./lint/claim/train -check other.jsonl
//
// The second measures the weights that are there on other articles. The first
// writes weights/english.bin and weights/common.bin of lint/claim, and to
// weights/README.txt how well they do, by cross-validation: no article that a
// model was trained on is used to measure it. The same corpus gives the same
// bytes on the same machine.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/citevet/citevet/lint/claim"
)

func main() {
	check := flag.Bool("check", false, "measure the embedded weights on the file, and train nothing")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: go run ./lint/claim/train [-check] train.jsonl")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	work := func() error { return run(flag.Arg(0), filepath.Join("lint", "claim", "weights")) }
	if *check {
		work = func() error { return measureEmbedded(flag.Arg(0)) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// rounds is how often the articles are dealt into folds anew.
const (
	rounds     = 3
	outerFolds = 10
)

// preamble begins the file of figures.
const preamble = `How well the weights beside this file do, written by the program that learned
them (go run ./lint/claim/train): english.bin for English, common.bin for what
the lexicons of all languages share, measured on English.

Each article was judged by models that were trained on others. "Covered" is
taken from the annotation, so that only the judgement of claims is measured.
From "uncovered sentences by strength" the thresholds of uncited-claim follow.

`

// run learns both sets of weights from a corpus and writes them to a directory.
func run(corpus, dir string) error {
	examples, err := load(corpus)
	if err != nil {
		return err
	}
	report := &strings.Builder{}
	report.WriteString(preamble)
	for _, m := range []struct {
		name   string
		common bool
	}{{"english", false}, {"common", true}} {
		data, table := learn(examples, claim.NewTrainee(m.common))
		fmt.Fprintf(report, "%s.bin: %d bytes, sha256 %x\n%s\n", m.name, len(data), sha256.Sum256(data), table)
		if err := os.WriteFile(filepath.Join(dir, m.name+".bin"), data, 0o666); err != nil {
			return err
		}
	}
	fmt.Print(report)
	return os.WriteFile(filepath.Join(dir, "README.txt"), []byte(report.String()), 0o666)
}

// learn trains on the features that a trainee sees. The figures are those of a
// cross-validation, in which all is trained on other articles.
func learn(corpus []example, t *claim.Trainee) (data []byte, table string) {
	examples := make([]*example, len(corpus))
	position := map[*example]int{}
	for i := range corpus {
		e := &corpus[i]
		e.view = t.Read(&e.sentence)
		examples[i], position[e] = e, i
	}
	m := newMatrix(corpus)
	articles := corpus[len(corpus)-1].article + 1
	mean := make([]float64, len(examples))
	for round := range uint32(rounds) {
		folds := divide(articles, outerFolds, 1000+round)
		for k := range outerFolds {
			in, out := folds.split(examples, k)
			for i, s := range train(m, out, articles, round*100+uint32(k)).scores(in) {
				mean[position[in[i]]] += s / rounds
			}
		}
	}
	w := weightsOf(train(m, examples, articles, 7))
	w.Strengths = calibrate(examples, mean)
	for i, s := range mean {
		mean[i] = w.Strength(s)
	}
	report := &strings.Builder{}
	fmt.Fprintf(report, "%d features, trained on %d sentences of %d articles\n\n", len(w.Features), len(examples), articles)
	describe(report, examples, mean)
	return w.Encode(), report.String()
}

// weightsOf rounds a model's weights to integers. Those that round to nothing
// are dropped.
func weightsOf(m model) *claim.Weights {
	most := 0.0
	for i, w := range m.first.weights[:len(m.first.columns)] {
		most = max(most, w*m.first.scales[i], -w*m.first.scales[i])
	}
	w := &claim.Weights{Unit: most / 127, Features: map[claim.Feature]int8{}, PlaceBias: m.second[len(claim.Place{})]}
	for i, f := range m.first.columns {
		if v := round(m.first.weights[i] * m.first.scales[i] / w.Unit); v != 0 {
			w.Features[f] = int8(v)
		}
	}
	w.Bias = int32(round(m.first.weights[len(m.first.columns)] / w.Unit))
	copy(w.Place[:], m.second)
	return w
}
