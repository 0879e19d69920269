// Package baseline keeps the findings that were there when citevet was
// introduced, so that a check complains only about what came later.
//
// A baseline is a file with one JSON object a line, sorted by path, rule and
// fingerprint, so that versions of it merge line by line:
//
//	{"path":"drafts/sleep.md","rule":"uncited-claim","message":"no citation for this claim","fingerprint":"0f5c…"}
//
// The path starts at the directory of the file. A finding that stands for several
// places has a line for each. Fingerprints tell findings apart, so a finding that
// takes the place of another is new, and a line whose finding is gone is stale:
// the baseline can only shrink.
package baseline

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// DefaultName is the name of the file unless the user gives another.
const DefaultName = ".citevet-baseline.jsonl"

// An Entry is a known finding, or one place of one that stands for several.
type Entry struct {
	Path        string `json:"path"` // of the article, from the baseline's directory, with slashes
	Rule        string `json:"rule"`
	Message     string `json:"message"` // as it was; only for those who read the file
	Fingerprint string `json:"fingerprint"`
}

// A Baseline is the set of known findings. It is to be used by one goroutine at
// a time.
type Baseline struct {
	name    string
	dir     string                            // of the file, absolute
	known   map[place]Entry                   // all entries
	met     map[place]bool                    // those that still occur
	checked map[string]func(rule string) bool // by the article's path, as entries have it
}

// A place is what tells entries apart.
type place struct{ path, fingerprint string }

// New returns a baseline without entries that is to be written to a file.
func New(name string) (*Baseline, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	return &Baseline{
		name: name, dir: filepath.Dir(abs),
		known: make(map[place]Entry), met: make(map[place]bool), checked: make(map[string]func(rule string) bool),
	}, nil
}

// Read reads a baseline from its file.
func Read(name string) (*Baseline, error) {
	b, err := New(name)
	if err != nil {
		return nil, err
	}
	f, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", name, err)
	}
	for _, e := range entries {
		b.known[e.place()] = e
	}
	return b, nil
}

// open opens a baseline. A link is refused: where a stranger's change has made
// one, it may point at anything.
func open(name string) (*os.File, error) {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such baseline: write it first with --write-baseline (%w)", name, fs.ErrNotExist)
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, fmt.Errorf("%s: a symbolic link, not a baseline: name the file that it points to", name)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: not a file", name)
	}
	return os.Open(name)
}

func (e *Entry) place() place { return place{e.Path, e.Fingerprint} }

// path is the path of a result as entries have it. JSON cannot hold a name that is
// not UTF-8, so bytes that are not are replaced.
func (b *Baseline) path(of string) string {
	path, err := filepath.Abs(filepath.FromSlash(of))
	if err != nil {
		return of
	}
	if rel, err := filepath.Rel(b.dir, path); err == nil { // not on another volume
		path = rel
	}
	return strings.ToValidUTF8(filepath.ToSlash(path), string(utf8.RuneError))
}

// Apply drops the findings of a result that are known, and returns how many. Of
// one that stands for several places all must be known. Ran reports whether the
// article was checked with a rule; nil: with all. An entry whose rule did not run
// may well still occur.
func (b *Baseline) Apply(r *lint.Result, ran func(rule string) bool) int {
	if r.Err != nil {
		return 0
	}
	path := b.path(r.Path)
	b.checked[path] = ran
	before := len(r.Findings)
	r.Findings = slices.DeleteFunc(r.Findings, func(d lint.Diagnostic) bool { return b.meet(path, &d) })
	return before - len(r.Findings)
}

// Knows reports whether there is an entry for each place of a finding about the
// article at a path. It may be called while others call it, or Apply.
func (b *Baseline) Knows(path string, d *lint.Diagnostic) bool {
	path = b.path(path)
	return d.KnownTo(func(fingerprint string) bool {
		_, known := b.known[place{path, fingerprint}]
		return known
	})
}

// meet reports whether there is an entry for each place of a finding, and marks
// those that there are as still occurring.
func (b *Baseline) meet(path string, d *lint.Diagnostic) bool {
	all := true
	for _, fingerprint := range d.Fingerprints() {
		p := place{path, fingerprint}
		if _, known := b.known[p]; known {
			b.met[p] = true
		} else {
			all = false
		}
	}
	return all
}

// Record enters the findings of a result. To write a baseline anew for some
// articles, read it, record them, prune it and write it: the entries of other
// articles stay, as do those of rules that did not run.
func (b *Baseline) Record(r *lint.Result, ran func(rule string) bool) {
	if r.Err != nil {
		return
	}
	path := b.path(r.Path)
	b.checked[path] = ran
	for _, d := range r.Findings {
		for _, fingerprint := range d.Fingerprints() {
			e := Entry{Path: path, Rule: d.Rule, Message: d.Message, Fingerprint: fingerprint}
			b.known[e.place()] = e
			b.met[e.place()] = true
		}
	}
}

// Stale returns the entries that no longer occur, sorted: those that an article
// which was checked with their rule does not have, and those of articles that are
// no longer there. Of articles that were not checked it says nothing.
func (b *Baseline) Stale() []Entry {
	var stale []Entry
	gone := make(map[string]bool)
	for p, e := range b.known {
		ran, checked := b.checked[p.path]
		switch {
		case b.met[p], checked && ran != nil && !ran(e.Rule), !checked && !b.isGone(p.path, gone):
		default:
			stale = append(stale, e)
		}
	}
	slices.SortFunc(stale, compare)
	return stale
}

// isGone reports whether no file is at an entry's path any more, and keeps the
// answer in seen.
func (b *Baseline) isGone(path string, seen map[string]bool) bool {
	gone, known := seen[path]
	if !known {
		at := filepath.FromSlash(path) // or nearly so, if the name is not UTF-8
		if !filepath.IsAbs(at) {
			at = filepath.Join(b.dir, at)
		}
		_, err := os.Lstat(at)
		gone = errors.Is(err, fs.ErrNotExist) && !strings.ContainsRune(path, utf8.RuneError)
		seen[path] = gone
	}
	return gone
}

// Prune drops the stale entries and returns them.
func (b *Baseline) Prune() []Entry {
	stale := b.Stale()
	for _, e := range stale {
		delete(b.known, e.place())
	}
	return stale
}

// Entries returns all entries, sorted as they are written.
func (b *Baseline) Entries() []Entry { return slices.SortedFunc(maps.Values(b.known), compare) }

func compare(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
}
