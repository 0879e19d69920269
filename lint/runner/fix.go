package runner

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/parse"
)

// A Fix says how findings are fixed.
type Fix struct {
	Unsafe bool // unsafe fixes are made too
	Write  bool // the files are written; otherwise results only tell what would be

	// Known, if not nil, tells the findings about the article at a path that are
	// not to be fixed. It is called from several goroutines.
	Known func(path string, d *lint.Diagnostic) bool
}

// A fixer fixes one article.
type fixer struct {
	*Runner
	target
	config *config.Config
	now    *version
	before *version // what it is compared with; nil: nothing
}

// fix fixes the findings of a result, writes what has changed, and tells it in the
// result. An error is one of writing: the files are as they were.
func (f *fixer) fix(ctx context.Context, result *lint.Result) error {
	x := lint.Fixer{
		Checks: f.config.Checks, Unsafe: f.Fix.Unsafe, Leave: f.leave(result),
		Parse: f.parse, Locked: f.locked,
	}
	old := f.files()
	fixed := x.Fix(result.Article, old)
	result.Fixed = fixed.Fixed
	if len(fixed.Fixed) > 0 {
		result.Rewrites = f.rewrites(old, fixed.Files)
		if err := f.write(ctx, result.Rewrites); err != nil {
			return err
		}
		result.Article = fixed.Article
		result.Findings = found(fixed.Article, f.before, f.config)
	}
	takeRefusals(result.Findings, fixed.Findings)
	return nil
}

// leave lists the findings that are not to be fixed: those that are not reported,
// as they are no news, and those that are known.
func (f *fixer) leave(result *lint.Result) []lint.Diagnostic {
	var leave []lint.Diagnostic
	if f.before != nil {
		leave = lint.Subtract(lint.Run(result.Article, f.config.Checks), result.Findings)
	}
	if f.Fix.Known != nil {
		for i := range result.Findings {
			if d := &result.Findings[i]; f.Fix.Known(f.path, d) {
				leave = append(leave, *d)
			}
		}
	}
	return leave
}

// files are the files that the article is read from.
func (f *fixer) files() lint.Files {
	files := lint.Files{"": string(f.now.text)}
	for i := range f.now.sidecars {
		files[f.now.sidecars[i].Path] = string(f.now.sidecars[i].Text)
	}
	return files
}

// parse reads the article from files.
func (f *fixer) parse(files lint.Files) (*lint.Article, error) {
	v := version{path: f.now.path, text: []byte(files[""]), sidecars: slices.Clone(f.now.sidecars)}
	for i := range v.sidecars {
		v.sidecars[i].Text = []byte(files[v.sidecars[i].Path])
	}
	return v.parse(f.config)
}

// locked says why a list of sources is not to be changed together with the
// article: other articles may cite from it, or the article is no file itself.
func (f *fixer) locked(file string) string {
	if f.stdin {
		return fmt.Sprintf("it would change %s too, and the article is on standard input", file)
	}
	return f.Locked(f.path, file)
}

// Locked says why a list of sources is not to be changed together with the article
// at a path: other articles may cite from it. It is empty if it may be.
func (r *Runner) Locked(article, list string) string {
	c, err := r.Loader.For(filepath.FromSlash(article))
	shared := err == nil && slices.ContainsFunc(c.Sources, func(name string) bool { return samePath(list, name) })
	if shared || !slices.Contains(sidecarNames(article), list) {
		return fmt.Sprintf("it would change %s, which other articles may cite from", list)
	}
	if info, err := os.Lstat(filepath.FromSlash(list)); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return fmt.Sprintf("it would change what %s links to, which other articles may cite from", list)
	}
	stem := strings.TrimSuffix(article, path.Ext(article))
	for _, extension := range append(parse.Extensions(), ".Rmd") {
		other := stem + extension
		if _, err := os.Lstat(filepath.FromSlash(other)); err == nil && !sameFile(other, article) {
			return fmt.Sprintf("it would change %s, which %s cites from too", list, other)
		}
	}
	return ""
}

func sameFile(a, b string) bool {
	one, err := os.Stat(filepath.FromSlash(a))
	if err != nil {
		return false
	}
	other, err := os.Stat(filepath.FromSlash(b))
	return err == nil && os.SameFile(one, other)
}

// rewrites lists the files that have changed, the article first.
func (f *fixer) rewrites(old, fixed lint.Files) []lint.Rewrite {
	var all []lint.Rewrite
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if old[name] != fixed[name] {
			all = append(all, lint.Rewrite{Path: name, Old: old[name], New: fixed[name]})
		}
	}
	if len(all) > 0 && all[0].Path == "" {
		all[0].Path = f.path
	}
	return all
}

// takeRefusals copies why fixes could not be made from findings to the same ones.
func takeRefusals(to, from []lint.Diagnostic) {
	refused := make(map[string][]lint.Fix)
	for i := range from {
		refused[from[i].Fingerprint] = from[i].Fixes
	}
	for i := range to {
		if fixes, ok := refused[to[i].Fingerprint]; ok && len(fixes) == len(to[i].Fixes) {
			to[i].Fixes = fixes
		}
	}
}
