package runner

import (
	"context"
	"path/filepath"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
)

// A Buffer is an article that stands in an editor.
type Buffer struct {
	Path    string // need not exist; its extension tells the format
	Text    []byte // UTF-8, not to be changed
	Unsaved bool   // no file has the path: there are no lists beside it
}

// Lint lints an article as Run does one that is named. One that its configuration
// excludes is read and not checked. The findings have no fingerprints. Lint returns
// nil if ctx ends before it is done.
func (r *Runner) Lint(ctx context.Context, b *Buffer) (result *lint.Result) {
	result = &lint.Result{Path: b.Path}
	part := "the parser"
	defer func() {
		if v := recover(); v != nil {
			*result = lint.Result{Path: b.Path, Err: crash(part, v)}
		}
		if ctx.Err() != nil {
			result = nil
		}
	}()
	now, c, err := r.held(b)
	if err != nil || ctx.Err() != nil {
		result.Err = err
		return result
	}
	if result.Article, result.Err = now.parse(c); result.Err != nil || c.Exclude || r.NoChecks || ctx.Err() != nil {
		return result
	}
	part = "the engine"
	result.Findings = lint.Find(result.Article, until(ctx, c.Checks))
	return result
}

// held makes the version that a buffer holds.
func (r *Runner) held(b *Buffer) (*version, *config.Config, error) {
	c, err := r.Loader.For(filepath.FromSlash(b.Path))
	if err != nil {
		return nil, nil, &ConfigError{err}
	}
	v := &version{path: b.Path, text: b.Text}
	if !b.Unsaved {
		v.sidecars, err = r.sidecars(&target{path: b.Path}, c)
	}
	return v, c, err
}

// SafeFixes returns what the safe fixes make of an article and the lists of its
// sources. It writes nothing. If ctx ends before it is done, that is its error.
func (r *Runner) SafeFixes(ctx context.Context, b *Buffer) ([]lint.Rewrite, error) {
	now, c, err := r.held(b)
	if err != nil {
		return nil, err
	}
	a, err := now.parse(c)
	if err != nil {
		return nil, err
	}
	f := fixer{Runner: r, target: target{path: b.Path, stdin: b.Unsaved}, config: c, now: now}
	x := lint.Fixer{Checks: c.Checks, Locked: f.locked, Parse: func(files lint.Files) (*lint.Article, error) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return f.parse(files)
	}}
	old := f.files()
	fixed := x.Fix(a, old)
	return f.rewrites(old, fixed.Files), ctx.Err()
}

// until returns the checks with rules that do nothing once ctx has ended.
func until(ctx context.Context, checks []lint.Check) []lint.Check {
	bound := make([]lint.Check, len(checks))
	for i, c := range checks {
		bound[i] = c
		run := c.Rule.Run
		if run == nil {
			continue
		}
		rule := *c.Rule
		rule.Run = func(p *lint.Pass) {
			if ctx.Err() == nil {
				run(p)
			}
		}
		bound[i].Rule = &rule
	}
	return bound
}

// ReadList reads a list of sources as the runner does: as it stands in Buffers, or
// else the file at the path.
func (r *Runner) ReadList(path string) ([]byte, error) {
	if text, ok := r.buffer(path); ok {
		return text, nil
	}
	return readFile(filepath.FromSlash(path), maxSidecar)
}

// buffer returns the text of a list of sources that an editor has open.
func (r *Runner) buffer(path string) (text []byte, ok bool) {
	if r.Buffers == nil {
		return nil, false
	}
	return r.Buffers(filepath.ToSlash(path))
}

// IsList reports whether a file of that name lists the sources of an article
// beside it.
func IsList(path string) bool { return isSidecar(filepath.Base(path)) }
