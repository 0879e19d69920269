// Package config turns configuration files into the checks that are in force
// for an article.
//
// Configuration is made of layers, each of which sets some things and is silent
// on the rest: the rules' own defaults, what a file extends, the file, and those
// of its overrides that match the article. The files are taken from the top of
// the file system down to the article, so that the nearest wins. A layer that
// sets something replaces what lower layers said of it, lists included; only
// excludes add up.
package config

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/citevet/citevet/lint"
)

// FileName is the name of the files that a Loader looks for.
const FileName = ".citevet.yaml"

// A Loader finds and reads configuration. Its exported fields are not to be
// changed once it is in use. It may be used by several goroutines at once, and
// reads each file once.
type Loader struct {
	Rules []*lint.Rule // all known rules
	File  string       // the only file to read, for every article; empty to search
	None  bool         // read no file
	Only  []string     // names of the rules that run; empty for all
	Off   []string     // names of rules that do not run

	mu      sync.Mutex
	cwd     string
	vocab   *vocabulary
	files   map[string]*file  // by absolute path
	chains  map[string]*chain // by absolute directory
	configs map[selection]*Config
	looked  map[string]bool // absolute paths
}

// A Config is what is in force for an article. Articles share it, so it is not
// to be changed.
type Config struct {
	Checks   []lint.Check           // one for each rule, in order; one that is off has severity Off
	Headings map[lint.Role][]string // extra headings of the sections with that role
	Coverage lint.Coverage          // how far a citation reaches
	Sources  []string               // files with sources, as paths from the working directory or absolute
	Exclude  bool                   // whether the article is excluded
	Settings []Setting              // everything above, with its origin
	Files    []string               // files that took part, the nearest last
}

// A Setting is one value in force.
type Setting struct {
	Name  string // such as rules.uncited-claim.severity
	Value string // as YAML
	From  string // such as .citevet.yaml:3, default, recommended or --no-rule
}

// For returns the configuration of the article at path, which need not exist. It
// returns the same error for all articles whose configuration has the same
// mistakes, and all the mistakes of all the files at once.
func (l *Loader) For(path string) (*Config, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.start(); err != nil {
		return nil, err
	}
	path = l.abs(path)
	c := l.chain(filepath.Dir(path))
	if c.err != nil {
		return nil, c.err
	}
	return l.config(c.choose(path)), nil
}

// Looked lists the absolute paths of the files that were looked for so far,
// whether they are there or not: what is there at other paths has made no
// difference.
func (l *Loader) Looked() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.looked))
}

// Validate reports what is wrong with the loader's own fields: rules that do not
// exist or exclude each other, and a File that cannot be read or has mistakes.
func (l *Loader) Validate() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.start(); err != nil {
		return err
	}
	wrong := append(l.unknown("--rule", l.Only), l.unknown("--no-rule", l.Off)...)
	if len(wrong) == 0 && l.idle() {
		wrong = append(wrong, errors.New("--rule and --no-rule leave no rule that runs: drop one of them"))
	}
	switch {
	case l.File != "" && l.None:
		wrong = append(wrong, errors.New("--config and --no-config exclude each other: drop one"))
	case l.File != "":
		wrong = append(wrong, l.chain("").err)
	}
	return errors.Join(wrong...)
}

// idle reports whether the loader's fields let no rule run.
func (l *Loader) idle() bool {
	if len(l.Off) == 0 {
		return false
	}
	return !slices.ContainsFunc(l.Rules, func(r *lint.Rule) bool {
		return (len(l.Only) == 0 || slices.Contains(l.Only, r.Name)) && !slices.Contains(l.Off, r.Name)
	})
}

func (l *Loader) unknown(flag string, names []string) []error {
	var wrong []error
	for _, name := range names {
		if l.vocab.rules[name] == nil {
			wrong = append(wrong, fmt.Errorf("%s: %s", flag, l.vocab.unknownRule(name)))
		}
	}
	return wrong
}
