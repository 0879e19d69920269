package runner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
)

// write makes files below a new directory, and makes that the working directory.
func write(t *testing.T, files map[string]string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// many are n articles of different sizes.
func many(n int) map[string]string {
	files := make(map[string]string, n)
	for i := range n {
		files[fmt.Sprintf("d%d/%03d.md", i%7, i)] = strings.Repeat("Sleep helps memory [1].\n\n", i*37%100)
	}
	return files
}

// run lints paths and returns a line for each result.
func run(t *testing.T, r *Runner, paths ...string) []string {
	t.Helper()
	if r.Loader == nil {
		r.Loader = &config.Loader{}
	}
	var lines []string
	err := r.Run(t.Context(), paths, func(result *lint.Result) error {
		switch {
		case result.Err != nil:
			lines = append(lines, result.Path+": "+result.Err.Error())
		case result.Article == nil:
			lines = append(lines, result.Path+": neither an article nor an error")
		default:
			lines = append(lines, result.Path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestOrder(t *testing.T) {
	write(t, many(200))
	want := run(t, &Runner{Jobs: 1}, "d3", ".")
	if len(want) != 200 || want[0] != "d3/003.md" || want[29] != "d0/000.md" {
		t.Fatalf("one job lints %d: %q", len(want), want)
	}
	if got := run(t, &Runner{Jobs: 8}, "d3", "."); !slices.Equal(got, want) {
		t.Errorf("eight jobs lint %q, one job %q", got, want)
	}
}

// counting is a rule that counts the articles that it is run on.
func counting(n *atomic.Int64) *config.Loader {
	return &config.Loader{None: true, Rules: []*lint.Rule{{
		Name:     "counting",
		Severity: lint.Error,
		Run:      func(*lint.Pass) { n.Add(1) },
	}}}
}

// TestWindow holds the first result back until no more articles are taken up,
// and then looks at how far the work is ahead of each result.
func TestWindow(t *testing.T) {
	write(t, many(300))
	var linted atomic.Int64
	r := &Runner{Loader: counting(&linted), Jobs: 3}
	window := int64(ahead*r.Jobs + 1)
	var yielded int64
	err := r.Run(t.Context(), []string{"."}, func(*lint.Result) error {
		for yielded == 0 && linted.Load() < window {
			runtime.Gosched()
		}
		if n := linted.Load() - yielded; n > window+1 {
			t.Errorf("%d articles in work at result %d, want at most %d", n, yielded, window+1)
		}
		yielded++
		return nil
	})
	if err != nil || yielded != 300 {
		t.Errorf("%d results, error %v", yielded, err)
	}
}

// TestBudget lints articles that are larger than all that may be in work.
func TestBudget(t *testing.T) {
	files := many(60)
	write(t, files)
	if got := run(t, &Runner{Jobs: 4, inWork: 600}, "."); len(got) != len(files) {
		t.Errorf("%d results, want %d", len(got), len(files))
	}
}

func TestProgress(t *testing.T) {
	write(t, many(20))
	var dones []int
	run(t, &Runner{Progress: func(done, total int) {
		if total != 20 {
			t.Errorf("%d of %d", done, total)
		}
		dones = append(dones, done)
	}}, ".")
	if len(dones) != 20 || !slices.IsSorted(dones) || dones[19] != 20 {
		t.Errorf("progress %v", dones)
	}
}

func TestYieldError(t *testing.T) {
	write(t, many(100))
	before := runtime.NumGoroutine()
	full := errors.New("full")
	n := 0
	err := (&Runner{Loader: &config.Loader{}}).Run(t.Context(), []string{"."}, func(*lint.Result) error {
		if n++; n == 3 {
			return full
		}
		return nil
	})
	if err != full || n != 3 {
		t.Errorf("error %v after %d results", err, n)
	}
	leftOver(t, before)
}

// TestCancel ends a run while a rule does not come to an end.
func TestCancel(t *testing.T) {
	write(t, many(100))
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupted := errors.New("interrupted")
	endless := make(chan bool)
	r := &Runner{Jobs: 2, Loader: &config.Loader{None: true, Rules: []*lint.Rule{{
		Name:     "endless",
		Severity: lint.Error,
		Run: func(pass *lint.Pass) {
			if strings.HasSuffix(pass.Article.Path, "014.md") {
				cancel(interrupted)
				<-endless
			}
		},
	}}}}
	if err := r.Run(ctx, []string{"."}, func(*lint.Result) error { return nil }); err != interrupted {
		t.Errorf("error %v", err)
	}
	close(endless)
	leftOver(t, before)
}

// leftOver waits for the goroutines of a run to end.
func leftOver(t *testing.T, before int) {
	t.Helper()
	for range 500 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, before there were %d", runtime.NumGoroutine(), before)
}

func TestCrash(t *testing.T) {
	write(t, map[string]string{"a.md": "", "b.md": "", "c.md": ""})
	r := &Runner{Loader: &config.Loader{None: true, Rules: []*lint.Rule{{
		Name:     "unlucky",
		Severity: lint.Error,
		Run: func(pass *lint.Pass) {
			if pass.Article.Path == "b.md" {
				unlucky()
			}
		},
	}}}}
	var crashes int
	err := r.Run(t.Context(), []string{"."}, func(result *lint.Result) error {
		crash, ok := errors.AsType[*Crash](result.Err)
		if ok != (result.Path == "b.md") || ok == (result.Article != nil) {
			t.Errorf("%s: error %v", result.Path, result.Err)
		}
		if ok {
			crashes++
			if want := "rule unlucky crashed, which is a bug in citevet: out of luck; please report it with this article"; crash.Error() != want {
				t.Errorf("error %q, want %q", crash, want)
			}
			if !bytes.Contains(crash.Stack, []byte("runner.unlucky")) {
				t.Errorf("the stack does not show where it crashed:\n%s", crash.Stack)
			}
		}
		return nil
	})
	if err != nil || crashes != 1 {
		t.Errorf("%d crashes, error %v", crashes, err)
	}
}

func unlucky() { panic("out of luck") }

func TestStdin(t *testing.T) {
	write(t, map[string]string{"b.md": ""})
	var text string
	r := &Runner{Jobs: 1, Stdin: strings.NewReader("Sleep helps."), StdinName: "drafts/a.txt", Loader: &config.Loader{None: true, Rules: []*lint.Rule{{
		Name:     "reading",
		Severity: lint.Error,
		Run:      func(pass *lint.Pass) { text += pass.Article.Path + ":" + pass.Article.Text + "|" },
	}}}}
	got := run(t, r, "-", "b.md", "-")
	if want := []string{"drafts/a.txt", "b.md"}; !slices.Equal(got, want) || !strings.Contains(text, "drafts/a.txt:Sleep helps.|") {
		t.Errorf("results %q of %q", got, text)
	}
}

func TestConfigErrors(t *testing.T) {
	write(t, map[string]string{
		"good/a.md":          "",
		"good/.citevet.yaml": "root: true\n",
		"bad/a.md":           "",
		"bad/b.md":           "",
		"bad/.citevet.yaml":  "rulez: {}\n",
	})
	errs := map[string]int{}
	err := (&Runner{Loader: &config.Loader{}}).Run(t.Context(), []string{"."}, func(result *lint.Result) error {
		if e, ok := errors.AsType[*ConfigError](result.Err); ok {
			errs[e.Error()]++
		}
		return nil
	})
	if err != nil || len(errs) != 1 || errs[`bad/.citevet.yaml:1:1: unknown key "rulez", did you mean rules?`] != 2 {
		t.Errorf("errors %v, %v", err, errs)
	}
}
