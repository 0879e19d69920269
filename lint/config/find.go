package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/citevet/citevet/lint"
)

// start makes the caches.
func (l *Loader) start() error {
	if l.files != nil {
		return nil
	}
	cwd, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("no working directory to find configuration from: %w", err)
	}
	l.cwd = cwd
	l.vocab = newVocabulary(l.Rules)
	l.files = make(map[string]*file)
	l.chains = make(map[string]*chain)
	l.configs = make(map[selection]*Config)
	l.looked = make(map[string]bool)
	return nil
}

// abs is filepath.Abs without its system calls.
func (l *Loader) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(l.cwd, path)
}

// shown returns how an absolute path is shown: from the working directory if it
// is below it.
func (l *Loader) shown(path string) string {
	if rel, err := filepath.Rel(l.cwd, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// A chain is the files in force in a directory, lowest first.
type chain struct {
	files []*file
	err   error
}

// newChain puts a file above a chain. What stands in it twice, because a file
// extends one that is found anyway, keeps the later place: the earlier one could
// change nothing.
func newChain(below *chain, f *file) *chain {
	c := &chain{files: lastOfEach(append(below.files[:len(below.files):len(below.files)], f.layers...))}
	var errs []error
	for _, f := range c.files {
		errs = append(errs, f.err)
	}
	c.err = errors.Join(errs...)
	if below.err != nil && len(below.files) == 0 {
		c.err = errors.Join(below.err, c.err) // of a file that could not be read
	}
	return c
}

// chain returns the files in force in an absolute directory.
func (l *Loader) chain(dir string) *chain {
	if l.None || l.File != "" {
		dir = ""
	}
	c := l.chains[dir]
	if c == nil {
		switch {
		case l.None:
			c = new(chain)
		case l.File != "":
			c = l.only(l.File)
		default:
			c = l.search(dir)
		}
		l.chains[dir] = c
	}
	return c
}

func (l *Loader) only(path string) *chain {
	f, err := l.load(l.abs(path))
	if err != nil {
		return &chain{err: fmt.Errorf("--config %s: %w", path, err)}
	}
	return newChain(new(chain), f)
}

func (l *Loader) search(dir string) *chain {
	path := filepath.Join(dir, FileName)
	f, err := l.load(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		other := filepath.Join(dir, ".citevet.yml")
		l.looked[other] = true
		if isFile(other) {
			return &chain{err: fmt.Errorf("%s: a configuration is called %s: rename it", l.shown(other), FileName)}
		}
		return l.above(dir)
	case err != nil:
		return &chain{err: fmt.Errorf("%s: %w", l.shown(path), err)}
	case f.Root:
		return newChain(new(chain), f)
	}
	return newChain(l.above(dir), f)
}

func isFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

func (l *Loader) above(dir string) *chain {
	if parent := filepath.Dir(dir); parent != dir {
		return l.chain(parent)
	}
	return new(chain)
}

// lastOfEach drops the files that come again later.
func lastOfEach(files []*file) []*file {
	last := make(map[*file]int, len(files))
	for i, f := range files {
		last[f] = i
	}
	kept := make([]*file, 0, len(last))
	for i, f := range files {
		if last[f] == i {
			kept = append(kept, f)
		}
	}
	return kept
}

// A vocabulary is the rules by name.
type vocabulary struct {
	rules   map[string]*lint.Rule
	names   []string
	presets map[string]*file
}

func newVocabulary(rules []*lint.Rule) *vocabulary {
	v := &vocabulary{rules: make(map[string]*lint.Rule, len(rules)), presets: presets(rules)}
	for _, r := range rules {
		v.rules[r.Name] = r
		v.names = append(v.names, r.Name)
	}
	return v
}

func (v *vocabulary) unknownRule(name string) string {
	if near := lint.Nearest(name, v.names); near != "" {
		return fmt.Sprintf("unknown rule %q, did you mean %s?", name, near)
	}
	return fmt.Sprintf("unknown rule %q: citevet rules lists them", shorten(name))
}
