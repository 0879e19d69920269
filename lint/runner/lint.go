package runner

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
)

// A ConfigError is the Err of a result whose configuration has mistakes. All the
// results of articles that share a configuration say the same.
type ConfigError struct{ Err error }

func (e *ConfigError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *ConfigError) Unwrap() error { return e.Err }

// A Crash is the Err of a result where a rule or a parser panicked.
type Crash struct {
	Part  string // what panicked, such as rule dangling-citation
	Value any    // of the panic
	Stack []byte
}

func (c *Crash) Error() string {
	return fmt.Sprintf("%s crashed, which is a bug in citevet: %v; please report it with this article", c.Part, c.Value)
}

// excludes reports whether a target's configuration excludes it, which one that was
// named itself takes no notice of unless it is forced to.
func (r *Runner) excludes(c *config.Config, t *target) bool {
	return c.Exclude && (!t.named || r.ForceExclude)
}

// lint makes the result of a target, nil if it is excluded.
func (r *Runner) lint(ctx context.Context, t target, m *memory) *lint.Result {
	if ctx.Err() != nil {
		return nil
	}
	result := &lint.Result{Path: t.path, Err: t.err}
	if result.Err != nil {
		return result
	}
	c, err := r.Loader.For(filepath.FromSlash(t.path))
	switch {
	case err != nil:
		result.Err = &ConfigError{err}
	case r.excludes(c, &t):
		return nil
	case !r.fill(ctx, result, t, c, m):
		return nil
	}
	return result
}

// fill reads, parses and checks an article. It returns false if there is nothing
// to say, as no version has changed.
func (r *Runner) fill(ctx context.Context, result *lint.Result, t target, c *config.Config, m *memory) (changed bool) {
	part := "the parser"
	defer func() {
		if v := recover(); v != nil {
			*result, changed = lint.Result{Path: t.path, Err: crash(part, v)}, true
		}
	}()
	now, err := r.later(t, c)
	var before *version
	if err == nil && t.change != nil {
		before, err = r.earlier(t, c)
	}
	if err == nil && before != nil && before.equal(now) {
		return false
	}
	if err != nil {
		result.Err = err
		return true
	}
	key, keep := m.key(now, c)
	if keep && m.recall(result, now, key) {
		return true
	}
	a, err := now.parse(c)
	if err != nil {
		result.Err = err
		return true
	}
	part = "the engine"
	if !r.NoChecks {
		result.Findings = found(a, before, c)
	}
	result.Article = a
	switch {
	case a.Text != string(now.text):
		lint.Refuse(result.Findings, "the file is UTF-16, and fixed it would be UTF-8: save it as UTF-8 first")
	case r.Fix == nil:
	case !t.stdin && leadsOut(t.path):
		lint.Refuse(result.Findings, "the file is a link out of the working directory and of the repository: name the file that it leads to")
	default:
		f := fixer{Runner: r, target: t, config: c, now: now, before: before}
		if err := f.fix(ctx, result); err != nil {
			*result = lint.Result{Path: t.path, Err: err}
		}
	}
	if keep {
		m.store(result, now, key)
	}
	return true
}

// found checks an article. If there is a version of it from before, what was
// found there too is left out, and so are the notes that it had.
func found(a *lint.Article, before *version, c *config.Config) []lint.Diagnostic {
	all := lint.Run(a, c.Checks)
	if before == nil {
		return all
	}
	base, known := before.known(c)
	if base == nil {
		return all
	}
	told := make(map[string]int, len(base.Notes))
	for _, n := range base.Notes {
		told[n.Message]++
	}
	a.Notes = slices.DeleteFunc(a.Notes, func(n lint.Note) bool {
		told[n.Message]--
		return told[n.Message] >= 0
	})
	return lint.Merge(lint.SubtractVersion(a, all, base, known, c.Checks), lint.RunChange(base, a, c.Checks))
}

// text reads a target that has the name of an article.
func (r *Runner) text(t target) ([]byte, error) {
	if err := badName(t.path); err != nil {
		return nil, err
	}
	switch {
	case !t.stdin:
		return readFile(filepath.FromSlash(t.path), maxArticle)
	case r.Stdin == nil:
		return nil, nil
	}
	return readAll(r.Stdin, 0, maxArticle)
}

func crash(part string, v any) *Crash {
	if err, ok := v.(error); ok {
		if p, ok := errors.AsType[*lint.RulePanic](err); ok {
			part, v = "rule "+p.Rule, p.Value
		}
	}
	return &Crash{Part: part, Value: v, Stack: debug.Stack()}
}
