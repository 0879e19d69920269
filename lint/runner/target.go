package runner

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/citevet/citevet/lint/parse"
)

// A target is what may be an article.
type target struct {
	path   string  // as shown, with slashes
	stdin  bool    // it is not a file: its text is on standard input
	named  bool    // it was named itself, and not found in a directory
	left   bool    // it is a link that a walk did not follow
	alone  bool    // there is no list of sources in its directory
	change *change // what it is compared with; nil: nothing
	err    error   // why it cannot be linted
}

// extensions are those of all articles, for messages.
const extensions = ".md, .markdown, .mdx, .qmd, .Rmd, .txt, .html or .htm"

// targets lists what is to be linted, in the order of the paths, those below a
// directory in the order of their bytes. Nothing is listed twice. Where versions
// are compared it returns the comparison too, which is to be closed.
func (r *Runner) targets(ctx context.Context, paths []string) ([]target, *comparison, error) {
	var all []target
	var c *comparison
	var err error
	if r.compares() {
		all, c, err = r.changed(ctx, paths)
	} else {
		all, err = r.all(ctx, paths)
	}
	if err == nil {
		err = r.spare(all)
	}
	return r.withoutLinks(all, paths), c, err
}

// withoutLinks drops the links that were not followed, and tells of them unless
// they are among the paths too.
func (r *Runner) withoutLinks(all []target, paths []string) []target {
	named := make(map[string]bool, len(paths))
	for _, p := range paths {
		named[path.Clean(filepath.ToSlash(p))] = true
	}
	return slices.DeleteFunc(all, func(t target) bool {
		if t.left && r.LeftOut != nil && !named[t.path] {
			r.LeftOut(t.path)
		}
		return t.left
	})
}

// all lists the targets that paths lead to.
func (r *Runner) all(ctx context.Context, paths []string) ([]target, error) {
	var all []target
	for _, p := range paths {
		found, err := r.find(ctx, p)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if len(paths) == 1 {
		return all, nil
	}
	return distinct(all)
}

// distinct drops what is listed again. What was found in a directory and is
// named too counts as named.
func distinct(all []target) ([]target, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	first := make(map[string]int, len(all))
	kept := all[:0]
	for _, t := range all {
		key := t.absolute(cwd)
		if i, again := first[key]; again {
			if kept[i].left {
				kept[i] = t
			}
			kept[i].named = kept[i].named || t.named
			continue
		}
		first[key] = len(kept)
		kept = append(kept, t)
	}
	return kept, nil
}

func (t *target) absolute(cwd string) string {
	path := filepath.FromSlash(t.path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(cwd, path)
}

// find lists the targets that a path leads to.
func (r *Runner) find(ctx context.Context, p string) ([]target, error) {
	if p == "-" {
		return []target{{path: filepath.ToSlash(cmp.Or(r.StdinName, DefaultStdinName)), stdin: true, named: true}}, nil
	}
	shown := filepath.ToSlash(p)
	info, err := os.Stat(p)
	switch {
	case err != nil:
		return []target{{path: shown, err: cause(err)}}, nil
	case info.IsDir():
		return r.below(ctx, path.Clean(shown))
	}
	return []target{{path: shown, named: true}}, nil
}

// isArticle reports whether a file of that name is an article.
func isArticle(name string) bool {
	_, ok := parse.FormatOf(name)
	return ok && !isSidecar(name)
}

// badName says why a file that was named is no article, nil if it is one.
func badName(name string) error {
	if isSidecar(name) {
		return errors.New("not an article but a list of sources: name the article that it belongs to")
	}
	if _, ok := parse.FormatOf(name); !ok {
		return errors.New("not an article: want a name that ends in " + extensions)
	}
	return nil
}
