package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/citevet/citevet/lint/config"
)

// Articles that nothing tells apart share a Config, and those with the same
// mistakes an error, so that it can be told once.
func TestForShares(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, config.FileName, []byte("overrides: [{files: ['*.txt'], rules: {plain: off}}]\n"))
	write(t, "bad/"+config.FileName, []byte("root: 1\n"))
	l := &config.Loader{Rules: exampleRules}
	one, two, other := mustFor(t, l, "a.md"), mustFor(t, l, "x/y/b.md"), mustFor(t, l, "b.txt")
	if one != two || one == other {
		t.Error("configurations are not shared as they should be")
	}
	_, first := l.For("bad/a.md")
	_, second := l.For("bad/x/b.md")
	if first == nil || first != second {
		t.Errorf("two errors, %v and %v", first, second)
	}
}

// What was looked for is what a change could make a difference to.
func TestLooked(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, config.FileName, []byte("root: true\nextends: gone.yaml\n"))
	l := &config.Loader{Rules: exampleRules}
	if _, err := l.For("x/a.md"); err == nil {
		t.Error("extends a file that is not there")
	}
	cwd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, path := range l.Looked() {
		rel, err := filepath.Rel(cwd, path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(rel))
	}
	if want := ".citevet.yaml gone.yaml x/.citevet.yaml x/.citevet.yml"; strings.Join(got, " ") != want {
		t.Errorf("looked for %q, want %q", got, want)
	}
}

func mustFor(t *testing.T, l *config.Loader, path string) *config.Config {
	t.Helper()
	c, err := l.For(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestForFromManyGoroutines(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, config.FileName, []byte("extends: strict\n"))
	l := &config.Loader{Rules: exampleRules}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 50 {
				if _, err := l.For(fmt.Sprintf("d%d/e%d/a.md", j%5, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// A file outside the working directory is shown by its absolute path, and so are
// the sources that it names.
func TestOutsideTheWorkingDirectory(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, config.FileName), []byte("root: true\nsources: [a.bib]\n"))
	t.Chdir(t.TempDir())
	c := mustFor(t, &config.Loader{Rules: exampleRules}, filepath.Join(dir, "a.md"))
	if want := filepath.Join(dir, "a.bib"); len(c.Sources) != 1 || c.Sources[0] != want {
		t.Errorf("sources %v, want %s", c.Sources, want)
	}
	if want := filepath.Join(dir, config.FileName); len(c.Files) != 1 || c.Files[0] != want {
		t.Errorf("files %v, want %s", c.Files, want)
	}
}

func TestUnreadableFile(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(filepath.Join("drafts", config.FileName), 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, "note", []byte("a file, not a directory"))
	l := &config.Loader{Rules: exampleRules}
	want := filepath.Join("drafts", config.FileName) + ": not a regular file"
	if _, err := l.For("drafts/a.md"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := l.For("note/a.md"); err != nil {
		t.Errorf("below a file there is nothing to find: %v", err)
	}
}

// What a stranger may write is refused or read, and soon.
func TestHostileFiles(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a: &a [x, x, x, x, x, x, x, x, x]\n")
	for c := 'b'; c < 'z'; c++ {
		fmt.Fprintf(&bomb, "%c: &%c [*%c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c, *%[3]c]\n", c, c, c-1)
	}
	const size = 1 << 20
	for name, test := range map[string]struct{ text, want string }{
		"alias bomb":     {bomb.String() + "exclude: *y\n", `unknown key "a"`},
		"bomb in a list": {"exclude: &a [b]\nsources: *a\n", "aliases are not allowed"},
		"zero byte":      {"root: true\nextends: a\x00b\n", ":2:11: control character U+0000: remove it"},
		"escape":         {"root: \x1b[2J\n", ":1:7: control character U+001B: remove it"},
		"no UTF-8":       {"# \xc3\xa9\nroot: caf\xe9\n", ":2:10: not UTF-8"},
		"UTF-16":         {"\xff\xfer\x00o\x00o\x00t\x00", ":1:1: not UTF-8"},
		"too large":      {strings.Repeat("#", size+1), "larger than 1 MB"},
		"large":          {strings.Repeat("#", size), ""},
		"brackets":       {strings.Repeat("[", size), "max depth"},
		"braces":         {strings.Repeat("{", size), "max depth"},
		"dashes":         {strings.Repeat("- ", size/2), "max depth"},
		"long key":       {strings.Repeat("a", size-4) + ": 1", "aaa...\": want root"},
		"long value":     {"root: " + strings.Repeat("a", size-7), "aaa...\""},
		"many mistakes":  {strings.Repeat("a: 1\n", size/5), "209665 more mistakes"},
		"many globs":     {"exclude: [" + strings.Repeat("a,", size/3) + "]", ""},
		"deep glob":      {"exclude: ['" + strings.Repeat("{a,", 9999) + strings.Repeat("}", 9999) + "']", "too many braces"},
		"many overrides": {"overrides:\n" + strings.Repeat("- {files: [a]}\n", 60000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, config.FileName, []byte(test.text))
			_, err := (&config.Loader{Rules: exampleRules}).For("a.md")
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %.300v, want %q", err, test.want)
			}
			if err != nil && len(err.Error()) > 20_000 {
				t.Errorf("the error has %d bytes", len(err.Error()))
			}
		})
	}
}

// A long chain of files that extend the next is followed to its end.
func TestLongChain(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, config.FileName, []byte("extends: 1.yaml\n"))
	for i := 1; i < 300; i++ {
		write(t, fmt.Sprintf("%d.yaml", i), fmt.Appendf(nil, "extends: [%d.yaml, %[1]d.yaml]\n", i+1))
	}
	write(t, "300.yaml", []byte("rules: {plain: info}\n"))
	c := mustFor(t, &config.Loader{Rules: exampleRules}, "a.md")
	if len(c.Files) != 301 {
		t.Errorf("%d files", len(c.Files))
	}
}

// Mistakes can be told apart from other errors, for tools that show their place.
func TestErrorsHavePlaces(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, config.FileName, []byte("é: 1\nroot:   what\n"))
	_, err := (&config.Loader{Rules: exampleRules}).For("a.md")
	var e *config.Error
	if !errors.As(err, &e) || e.File != config.FileName || e.Line != 1 || e.Column != 1 {
		t.Errorf("got %#v", e)
	}
}
