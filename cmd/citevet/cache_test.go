package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/citevet/citevet/lint/report"
)

// A cached is citevet as a process, with a cache of its own.
type cached struct {
	t    *testing.T
	home string
}

func newCached(t *testing.T) *cached { return &cached{t, t.TempDir()} }

// ownCache is the environment in which the user's cache is below home.
func ownCache(home string) []string {
	return []string{"HOME=" + home, "XDG_CACHE_HOME=" + home, "LocalAppData=" + home}
}

// run returns all that citevet prints about the articles of testdata.
func (c *cached) run(args ...string) []byte {
	exe, err := os.Executable()
	if err != nil {
		c.t.Error(err)
		return nil
	}
	cmd := exec.Command(exe, args...)
	cmd.Args[0] = "citevet"
	cmd.Dir = "../../testdata"
	cmd.Env = append(append(os.Environ(), "GITHUB_STEP_SUMMARY="), ownCache(c.home)...)
	text, err := cmd.CombinedOutput()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		c.t.Error(err)
	}
	return append(text, cmd.ProcessState.String()...)
}

// packs returns the files of the cache.
func (c *cached) packs() []string {
	var found []string
	filepath.WalkDir(c.home, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found = append(found, name)
		}
		return err
	})
	return found
}

// TestCacheChangesNothing compares what is printed without a cache, with an empty
// one, with one that knows all articles, and with a damaged one.
func TestCacheChangesNothing(t *testing.T) {
	t.Parallel()
	for _, more := range [][]string{nil, {"--rule", "dangling-citation,uncited-claim", "--no-config"}} {
		for _, format := range report.Formats {
			if report.IsLedger(format) {
				continue // it needs whole articles, and goes without
			}
			c := newCached(t)
			args := append([]string{"check", "--format", format, "--color", "always", "--statistics"}, more...)
			want := c.run(append(args, "--no-cache")...)
			if len(c.packs()) > 0 {
				t.Fatal("--no-cache made a cache")
			}
			same := func(state string) {
				t.Helper()
				if got := c.run(args...); !bytes.Equal(got, want) {
					t.Errorf("%s: with a cache that is %s, %d bytes are printed, without one %d, and they differ", format, state, len(got), len(want))
				}
			}
			same("empty")
			if len(c.packs()) != 1 {
				t.Fatalf("the cache is %q, want one file", c.packs())
			}
			same("warm")
			if len(c.packs()) != 1 {
				t.Errorf("a warm run added to the cache: %q", c.packs())
			}
			damage(t, c.packs()[0])
			same("damaged")
			same("mended")
			c.run("clean")
			if left := c.packs(); len(left) > 0 {
				t.Errorf("clean left %q", left)
			}
		}
	}
}

// damage flips a bit in each kilobyte of a file's values.
func damage(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(text)/2; i += 1000 {
		text[i] ^= 1 << (i / 1000 % 8)
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestCacheOfOtherSettings shows that findings under one configuration are not
// taken for those under another.
func TestCacheOfOtherSettings(t *testing.T) {
	t.Parallel()
	c := newCached(t)
	for _, args := range [][]string{
		{"check"}, {"check", "--no-rule", "uncited-claim"}, {"check", "--rule", "uncited-claim"}, {"check"},
	} {
		if got, want := c.run(args...), c.run(append(args, "--no-cache")...); !bytes.Equal(got, want) {
			t.Errorf("%q prints something else with a cache", args)
		}
	}
}

func TestCacheOfProcessesAtOnce(t *testing.T) {
	t.Parallel()
	c := newCached(t)
	want := c.run("check", "--no-cache")
	for range 3 {
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if !bytes.Equal(c.run("check"), want) {
					t.Error("processes at once print something else")
				}
			})
		}
		all.Wait()
	}
}

// TestNoHome shows that a cache that cannot be had is no mistake of the user's.
func TestNoHome(t *testing.T) {
	t.Parallel()
	c := newCached(t)
	want := c.run("check", "--no-cache")
	c.home = filepath.Join(c.home, "file")
	if err := os.WriteFile(c.home, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(c.run("check"), want) {
		t.Error("without a cache directory something else is printed")
	}
}
