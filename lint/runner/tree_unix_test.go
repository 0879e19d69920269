//go:build unix

package runner_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/text"
	"golang.org/x/sync/errgroup"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/runner"
	"github.com/citevet/citevet/rules"
)

var treeSize = flag.Int("tree-size", 10, "megabytes of articles that BenchmarkTree lints")

// BenchmarkTree lints a tree made by repeating the articles of testdata, and
// parses the same files with goldmark alone, side by side too. Compare the two:
// their figures are of the same bytes in the same run. That in processor time,
// CPU-ms/MB, is the one to trust on a machine that has other work.
func BenchmarkTree(b *testing.B) {
	dir, size := makeTree(b)
	b.Run("goldmark", func(b *testing.B) { benchmarkTree(b, size, func() { parseTree(b, dir) }) })
	b.Run("parse", func(b *testing.B) {
		benchmarkTree(b, size, func() { lintTree(b, &runner.Runner{Loader: newLoader(nil), NoChecks: true}, dir) })
	})
	b.Run("structure", func(b *testing.B) {
		benchmarkTree(b, size, func() { lintTree(b, &runner.Runner{Loader: newLoader(structural())}, dir) })
	})
	b.Run("all", func(b *testing.B) {
		benchmarkTree(b, size, func() { lintTree(b, &runner.Runner{Loader: newLoader(nil)}, dir) })
	})
}

// structural names the rules of the claims and conclusions groups, which the
// others are measured without.
func structural() []string {
	var off []string
	for _, r := range rules.All {
		if r.Group == lint.Claims || r.Group == lint.Conclusions {
			off = append(off, r.Name)
		}
	}
	return off
}

func newLoader(off []string) *config.Loader {
	return &config.Loader{Rules: rules.All, None: true, Off: off}
}

func benchmarkTree(b *testing.B, size int64, run func()) {
	b.SetBytes(size)
	b.ReportAllocs()
	before := processorTime(b)
	for b.Loop() {
		run()
	}
	spent := processorTime(b) - before
	b.ReportMetric(spent.Seconds()*1e3/float64(b.N)/(float64(size)/1e6), "CPU-ms/MB")
}

// processorTime is the time that this process has taken of all processors.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// makeTree writes the tree and returns its size in bytes.
func makeTree(b *testing.B) (dir string, size int64) {
	dir = b.TempDir()
	paths, err := filepath.Glob("../../testdata/articles/*.*")
	if err != nil || len(paths) == 0 {
		b.Fatal("no articles", err)
	}
	for n := 0; size < int64(*treeSize)<<20; n++ {
		path := paths[n%len(paths)]
		article, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		folder := filepath.Join(dir, fmt.Sprint(n/200))
		if err := os.MkdirAll(folder, 0o777); err != nil {
			b.Fatal(err)
		}
		name := filepath.Join(folder, fmt.Sprintf("%d%s", n, filepath.Ext(path)))
		if err := os.WriteFile(name, article, 0o666); err != nil {
			b.Fatal(err)
		}
		size += int64(len(article))
	}
	return dir, size
}

func lintTree(b *testing.B, r *runner.Runner, dir string) {
	err := r.Run(context.Background(), []string{dir}, func(result *lint.Result) error { return result.Err })
	if err != nil {
		b.Fatal(err)
	}
}

// parseTree parses every file as Markdown, whatever it is.
func parseTree(b *testing.B, dir string) {
	var work errgroup.Group
	work.SetLimit(2)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		work.Go(func() error {
			source, err := os.ReadFile(path)
			if err == nil {
				goldmark.DefaultParser().Parse(text.NewReader(source))
			}
			return err
		})
		return nil
	})
	if err := work.Wait(); err != nil {
		b.Fatal(err)
	}
	if err != nil {
		b.Fatal(err)
	}
}
