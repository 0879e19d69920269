package runner

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint/config"
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

// leaveOut drops the targets that are to be left out, unless their paths are named.
func (r *Runner) leaveOut(targets []target, named []string) []target {
	left := inPlace(r.LeaveOut)
	if len(left) == 0 {
		return targets
	}
	return slices.DeleteFunc(targets, func(t target) bool {
		return !slices.Contains(named, t.path) && slices.ContainsFunc(left, func(f present) bool { return f.is(&t) })
	})
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
	}
	return nil
}

// ErrOverwrites is the error of a run whose outputs would be written over what it
// reads.
var ErrOverwrites = errors.New("and results or a profile would be written over it: choose another file")

func overwritten(path, what string) error {
	return fmt.Errorf("%s: %s, %w", path, what, ErrOverwrites)
}
