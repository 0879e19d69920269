package runner

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
	"go.uber.org/goleak"
)

// A watched is a watch in a test, and how a runner for it is made.
type watched struct {
	*testing.T
	*Watch
	ctx    context.Context
	runner func() *Runner
	paths  []string
}

// watching returns a watch that has looked once.
func watching(t *testing.T, runner func() *Runner, paths ...string) *watched {
	t.Helper()
	w, err := NewWatch()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // it has failed by then
	t.Cleanup(cancel)
	all := &watched{t, w, ctx, runner, paths}
	if !all.look() {
		t.Error("nothing was there before, and has not changed")
	}
	if all.look() {
		t.Error("changed by looking")
	}
	return all
}

func configured() *Runner { return &Runner{Loader: &config.Loader{Rules: rules.All}} }

func (w *watched) look() (changed bool) {
	w.Helper()
	_, changed, err := w.Look(w.ctx, w.runner(), w.paths, nil)
	if err != nil {
		w.Fatal(err)
	}
	return changed
}

// after makes changes, waits until they are heard of, and looks.
func (w *watched) after(what string, want bool, change func()) {
	w.Helper()
	change()
	if err := w.Wait(w.ctx); err != nil {
		w.Fatalf("%s: not heard: %v", what, err)
	}
	if got := w.look(); got != want {
		w.Errorf("%s: changed %t, want %t", what, got, want)
	}
}

func (w *watched) write(name, text string) {
	w.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		w.Fatal(err)
	}
}

func (w *watched) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func TestWatchFiles(t *testing.T) {
	write(t, map[string]string{"a.md": "One.\n", "sub/b.md": "Two.\n"})
	w := watching(t, configured, ".")
	w.after("the same text", false, func() { w.write("a.md", "One.\n") })
	w.after("another text", true, func() { w.write("a.md", "One!\n") })
	w.after("a text as long, at the same time as the last", true, func() {
		info, err := os.Stat("a.md")
		w.must(err)
		w.write("a.md", "One?\n")
		w.must(os.Chtimes("a.md", info.ModTime(), info.ModTime()))
	})
	w.after("a new file in its place", true, func() {
		w.write("a.md.new", "Three.\n")
		w.must(os.Rename("a.md.new", "a.md"))
	})
	w.after("the same text in its place", false, func() {
		w.write("a.md.new", "Three.\n")
		w.must(os.Rename("a.md.new", "a.md"))
	})
	w.after("deleted", true, func() { w.must(os.Remove("sub/b.md")) })
	w.after("there again", true, func() { w.write("sub/b.md", "Two.\n") })
	w.after("deleted and there again", false, func() {
		w.must(os.Remove("sub/b.md"))
		w.write("sub/b.md", "Two.\n")
	})
	w.after("a list of sources", true, func() { w.write("sub/b.sources.txt", "1. Smith, On Sleep, 2020\n") })
	w.after("a list of other sources", true, func() { w.write("sub/b.sources.txt", "1. Doe, On Naps, 2021\n") })
	w.after("a list of no article's sources", false, func() { w.write("x.sources.txt", "1. Doe, On Naps, 2021\n") })
}

func TestWatchDirectories(t *testing.T) {
	write(t, map[string]string{"drafts/a.md": "One.\n", "else/b.md": "Two.\n"})
	w := watching(t, configured, "drafts")
	w.after("an empty directory", false, func() { w.must(os.Mkdir("drafts/new", 0o777)) })
	w.after("an article in it", true, func() { w.write("drafts/new/c.md", "Three.\n") })
	w.after("a tree", true, func() {
		w.must(os.MkdirAll("drafts/x/y/z", 0o777))
		w.write("drafts/x/y/z/d.md", "Four.\n")
	})
	w.after("an article deep in it", true, func() { w.write("drafts/x/y/e.md", "Five.\n") })
	w.after("a tree is moved", true, func() { w.must(os.Rename("drafts/x", "drafts/y")) })
	w.after("an article where it is now", true, func() { w.write("drafts/y/y/e.md", "Six.\n") })
	w.after("a tree is moved away", true, func() { w.must(os.Rename("drafts/y", "y")) })
	w.after("another is moved in", true, func() { w.must(os.Rename("else", "drafts/else")) })
	w.after("all of it is deleted", true, func() { w.must(os.RemoveAll("drafts")) })
	w.after("and is there again", true, func() {
		w.must(os.Mkdir("drafts", 0o777))
		w.write("drafts/a.md", "One.\n")
	})
	w.after("and changes", true, func() { w.write("drafts/a.md", "Two.\n") })
}

// TestWatchNamed names files, of which one is not there as yet.
func TestWatchNamed(t *testing.T) {
	write(t, map[string]string{"a.md": "One.\n", "b.md": "Two.\n", "real/c.md": "Three.\n"})
	link(t, "real/c.md", "c.md")
	w := watching(t, configured, "a.md", "deep/er/d.md", "c.md")
	w.after("one of them, and another", true, func() {
		w.write("b.md", "Two!\n")
		w.write("a.md", "One!\n")
	})
	w.after("what a link leads to", true, func() { w.write("real/c.md", "Three!\n") })
	w.after("what leads to one", false, func() { w.must(os.Mkdir("deep", 0o777)) })
	w.after("the rest of that", true, func() {
		w.must(os.Mkdir("deep/er", 0o777))
		w.write("deep/er/d.md", "Four.\n")
	})
	w.after("a list of its sources", true, func() { w.write("deep/er/d.sources.yaml", "- {key: 1, title: On Sleep}\n") })
}

func TestWatchConfiguration(t *testing.T) {
	write(t, map[string]string{
		"proj/sub/a.md":           "One.\n",
		"proj/left.md":            "Two.\n",
		"proj/" + config.FileName: "root: true\nextends: shared/base.yaml\nsources: [shared/list.txt]\nexclude: [left.md]\n",
		"proj/shared/base.yaml":   "coverage: auto\n",
		"proj/shared/list.txt":    "1. Smith, On Sleep, 2020\n",
	})
	w := watching(t, configured, "proj/sub")
	w.after("a configuration", true, func() { w.write("proj/sub/"+config.FileName, "coverage: sentence\n") })
	w.after("what it extends", true, func() { w.write("proj/shared/base.yaml", "coverage: sentence\n") })
	w.after("a list that it names", true, func() { w.write("proj/shared/list.txt", "1. Doe, On Naps, 2021\n") })
	w.after("a mistake in it", true, func() { w.write("proj/sub/"+config.FileName, "coverage: none\n") })
	w.after("it is gone", true, func() { w.must(os.Remove("proj/sub/" + config.FileName)) })
	w.paths = []string{"proj"}
	w.look()
	w.after("what is excluded", false, func() { w.write("proj/left.md", "Two!\n") })
}

func TestWatchIgnored(t *testing.T) {
	repositoryTree(t)
	w := watching(t, configured, ".")
	for _, dir := range []string{"vendor", "node_modules", "node_modules/m", gitDir, "inner/" + gitDir, "build"} {
		if at := filepath.Join(mustGetwd(t), filepath.FromSlash(dir)); slices.Contains(w.watcher.WatchList(), at) {
			t.Errorf("watches %s", dir)
		}
	}
	before, err := os.ReadFile(gitIgnore)
	w.must(err)
	w.after("the same is ignored", false, func() { w.write(gitIgnore, "# said otherwise\n"+string(before)) })
	w.after("less is ignored", true, func() { w.write(gitIgnore, "") })
}

func mustGetwd(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestWatchVersions compares with what is checked out.
func TestWatchVersions(t *testing.T) {
	write(t, map[string]string{"a.md": "One.\n", "b.md": "Two.\n"})
	gitDo(t, "init", "-q", ".")
	commit := []string{"-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "m"}
	gitDo(t, "add", ".")
	gitDo(t, commit...)
	w := watching(t, func() *Runner { return &Runner{Loader: configured().Loader, Staged: true} }, ".")
	w.after("an article", true, func() { w.write("a.md", "One!\n") })
	w.after("it is staged", true, func() { gitDo(t, "add", "a.md") })
	w.after("the index is written anew", false, func() {
		now := time.Now().Add(time.Hour)
		w.must(os.Chtimes("b.md", now, now))
		gitDo(t, "update-index", "-q", "--refresh")
	})
	w.after("it is committed", true, func() { gitDo(t, commit...) })
	w.after("the commit is taken back", true, func() { gitDo(t, "reset", "-q", "--soft", "HEAD~1") })
}

// TestWatchMuch makes more changes at once than are waited for one by one.
func TestWatchMuch(t *testing.T) {
	write(t, map[string]string{"a.md": "One.\n"})
	w := watching(t, configured, ".")
	w.after("a thousand articles", true, func() {
		for i := range 1000 {
			dir := filepath.Join("d", string(rune('a'+i%26)))
			w.must(os.MkdirAll(dir, 0o777))
			w.write(filepath.Join(dir, strings.Repeat("x", i%200+1)+".md"), "One.\n")
		}
	})
	for w.look() { // what was written during the first
	}
	w.mu.Lock()
	w.lost = true // as if the system had kept less
	w.mu.Unlock()
	w.write("a.md", "Two.\n")
	if !w.look() {
		t.Error("a change is lost with the news of it")
	}
}

func TestWatchLimit(t *testing.T) {
	for _, c := range []struct {
		errno syscall.Errno
		want  string
	}{
		{syscall.ENOSPC, "max_user_watches"},
		{syscall.EMFILE, "max_user_instances"},
		{syscall.ENOMEM, "fewer"},
		{syscall.EIO, "input/output error"},
	} {
		if err := limit(c.errno); !strings.Contains(err.Error(), c.want) || !errors.Is(err, c.errno) {
			t.Errorf("%v: %v", c.errno, err)
		}
	}
}

// TestWatchStops ends a wait.
func TestWatchStops(t *testing.T) {
	write(t, map[string]string{"a.md": "One.\n"})
	w := watching(t, configured, ".")
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	if err := w.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ends with %v", err)
	}
	if got := w.watcher.WatchList(); !slices.Contains(got, mustGetwd(t)) {
		t.Errorf("watches %q", got)
	}
}

// TestWatchCloses closes a watch while there is news.
func TestWatchCloses(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	write(t, map[string]string{"a.md": "One.\n"})
	w := watching(t, configured, ".")
	w.write("a.md", "Two.\n")
	w.must(w.Close())
}
