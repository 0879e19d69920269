package runner

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// below lists the articles below a directory.
func (r *Runner) below(ctx context.Context, dir string) ([]target, error) {
	var w walk
	w.root(ctx, dir)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	w.found = r.leaveOut(w.found, nil)
	if len(w.found) == 0 {
		w.found = []target{{path: dir, err: w.nothing()}}
	}
	w.found = append(w.found, leadingOut(w.links, dir)...)
	slices.SortFunc(w.found, func(a, b target) int { return strings.Compare(a.path, b.path) })
	return slices.CompactFunc(w.found, func(a, b target) bool { return a.path == b.path }), nil
}

// A walk collects articles in no order.
type walk struct {
	found []target
	links []string // that were not followed
	git   bool     // git was asked, so ignored files were left out
}

// leadingOut lists the links, found below a directory, that lead to articles which
// are not found there under their own names.
func leadingOut(links []string, dir string) []target {
	if len(links) == 0 {
		return nil
	}
	root, err := resolve(dir)
	if err != nil {
		return nil
	}
	var out []target
	for _, link := range links {
		info, err := os.Stat(link)
		if err != nil || !info.IsDir() && !(info.Mode().IsRegular() && isArticle(link)) {
			continue
		}
		at, err := resolve(link)
		if err != nil {
			continue
		}
		rel, err := filepath.Rel(root, at)
		if err != nil || rel != "." && slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), skipped) {
			out = append(out, target{path: link, left: true})
		}
	}
	return out
}

func (w *walk) nothing() error {
	left := ""
	if w.git {
		left = "; files that git ignores, and those below hidden directories, are left out"
	}
	return fmt.Errorf("no articles here: looked for %s%s", extensions, left)
}

// root lists what is below a directory that was named. If it is in a
// repository, git says which files are ignored.
func (w *walk) root(ctx context.Context, dir string) {
	if repository(dir) == "" || !w.tracked(ctx, dir) {
		w.dir(ctx, dir, true)
	}
}

// dir lists what is below a directory of the file system. A repository that
// begins below it has its own rules of what is ignored.
func (w *walk) dir(ctx context.Context, dir string, root bool) {
	if ctx.Err() != nil {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.found = append(w.found, target{path: dir, err: cause(err)})
		return
	}
	if !root && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == gitDir }) && w.tracked(ctx, dir) {
		return
	}
	alone := !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return hasSidecarMark(e.Name()) })
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case skipped(e.Name()):
		case e.IsDir():
			w.dir(ctx, name, false)
		case e.Type()&fs.ModeSymlink != 0:
			w.links = append(w.links, name)
		case e.Type().IsRegular() && isArticle(name):
			w.found = append(w.found, target{path: name, alone: alone})
		}
	}
}

// skipped reports whether a file or directory of that name is left out of a
// walk: it is hidden, or holds other people's packages.
func skipped(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}
