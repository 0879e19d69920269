// Command train learns the weights of lint/claim from annotated sentences.
//
//	go run ./lint/claim/train train.jsonl
//	go run ./lint/claim/train -check other.jsonl
//
// The second measures the weights that are there on other articles. The first
// writes lint/claim/weights.bin, and to lint/claim/weights.txt how well they do,
// by cross-validation: no article that a model was trained on is used to
// measure it. The same corpus gives the same bytes on the same machine.
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
	work := func() error { return run(flag.Arg(0), filepath.Join("lint", "claim")) }
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

func run(corpus, dir string) error {
	loaded, err := load(corpus)
	if err != nil {
		return err
	}
	reader := claim.NewTrainee()
	examples := make([]*example, len(loaded))
	for i := range loaded {
		e := &loaded[i]
		e.features = append(e.features, reader.Features(&e.sentence)...)
		examples[i] = e
	}
	m := newMatrix(loaded)
	articles := loaded[len(loaded)-1].article + 1

	mean := make([]float64, len(examples))
	position := map[*example]int{}
	for i, e := range examples {
		position[e] = i
	}
	for round := range uint32(rounds) {
		folds := divide(articles, outerFolds, 1000+round)
		for k := range outerFolds {
			in, out := folds.split(examples, k)
			for i, s := range train(m, out, articles, round*100+uint32(k)).scores(in) {
				mean[position[in[i]]] += s / rounds
			}
		}
	}
	final := train(m, examples, articles, 7)
	w := weightsOf(final)
	w.Strengths = calibrate(examples, mean)
	data := w.Encode()
	var report strings.Builder
	fmt.Fprintf(&report, "weights.bin: %d bytes, %d features, sha256 %x\n", len(data), len(w.Features), sha256.Sum256(data))
	fmt.Fprintf(&report, "trained on %d sentences of %d articles\n\n", len(examples), articles)
	for i, s := range mean {
		mean[i] = w.Strength(s)
	}
	describe(&report, examples, mean)
	fmt.Print(report.String())
	if err := os.WriteFile(filepath.Join(dir, "weights.txt"), []byte(report.String()), 0o666); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "weights.bin"), data, 0o666)
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
