package runner

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/parse"
)

// A present is a file that is there, with its name.
type present struct {
	path string // as given
	name string // without links and directories
	info os.FileInfo
}

// inPlace returns those of the paths where there is a file.
func inPlace(paths []string) []present {
	var all []present
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			continue
		}
		real, err := filepath.EvalSymlinks(p)
		if err != nil {
			continue
		}
		all = append(all, present{p, filepath.Base(real), info})
	}
	return all
}

// is reports whether a target is the file. Of what was found in a walk, which
// follows no links, only what has its name can be.
func (f *present) is(t *target) bool {
	if t.stdin || t.err != nil || !t.named && !strings.EqualFold(f.name, filepath.Base(t.path)) {
		return false
	}
	info, err := os.Stat(filepath.FromSlash(t.path))
	return err == nil && os.SameFile(info, f.info)
}

// leaveOut drops the targets that are to be left out, and pages that citevet has
// written, unless their paths are named.
func (r *Runner) leaveOut(targets []target, named []string) []target {
	left := inPlace(r.LeaveOut)
	return slices.DeleteFunc(targets, func(t target) bool {
		return !slices.Contains(named, t.path) &&
			(slices.ContainsFunc(left, func(f present) bool { return f.is(&t) }) || isOwnPage(&t))
	})
}

// ownPage stands near the beginning of each page of a report in HTML.
const ownPage = `<meta name="generator" content="citevet`

// isOwnPage reports whether a target is a page of a report.
func isOwnPage(t *target) bool {
	if format, _ := parse.FormatOf(t.path); format != lint.HTML || t.stdin || t.err != nil {
		return false
	}
	f, err := os.Open(filepath.FromSlash(t.path))
	if err != nil {
		return false // the run tells
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head)
	return bytes.Contains(head[:n], []byte(ownPage))
}

// spare returns an error if the outputs would be written over one of the targets,
// or over what articles are read with.
func (r *Runner) spare(targets []target) error {
	for _, f := range inPlace(r.Outputs) {
		switch {
		case isSidecar(f.name):
			return overwritten(f.path, "a list of sources")
		case f.name == config.FileName:
			return overwritten(f.path, "a configuration")
		}
		for i := range targets {
			if f.is(&targets[i]) {
				return overwritten(f.path, "an article")
			}
		}
		if slices.Contains(sidecarExtensions, strings.ToLower(filepath.Ext(f.name))) && r.lists(&f, targets) {
			return overwritten(f.path, "a list of sources")
		}
	}
	return nil
}

// lists reports whether the configuration of a target names a file for its sources.
func (r *Runner) lists(f *present, targets []target) bool {
	seen := make(map[*config.Config]bool)
	for i := range targets {
		c, err := r.Loader.For(filepath.FromSlash(targets[i].path))
		if err != nil || seen[c] { // what is wrong with one is told later
			continue
		}
		seen[c] = true
		for _, name := range c.Sources {
			if info, err := os.Stat(name); err == nil && os.SameFile(info, f.info) {
				return true
			}
		}
	}
	return false
}

// ErrOverwrites is the error of a run whose outputs would be written over what it
// reads.
var ErrOverwrites = errors.New("and results or a profile would be written over it: choose another file")

func overwritten(path, what string) error {
	return fmt.Errorf("%s: %s, %w", path, what, ErrOverwrites)
}
