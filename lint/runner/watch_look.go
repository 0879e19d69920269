package runner

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint/git"
)

// A look finds out what there is to watch. What it finds is watched at once, and
// read later, so that nothing escapes between the two.
type look struct {
	watch    *Watch
	runner   *Runner
	scene    scene
	files    map[string]string // those that count, by path as shown, with their places in the scene
	sums     map[string]uint64 // of what counts and is no file
	real     map[string]string // directories without links; empty: it is not there
	articles int
}

func newLook(w *Watch, r *Runner) *look {
	return &look{
		watch:  w,
		runner: r,
		scene:  scene{dirs: make(map[string]bool), sought: make(map[string]bool)},
		files:  make(map[string]string),
		sums:   make(map[string]uint64),
		real:   make(map[string]string),
	}
}

// all looks at what a run on the paths would read, and at other files.
func (l *look) all(ctx context.Context, paths, others []string) error {
	if len(paths) == 0 && l.runner.compares() {
		paths = []string{"."}
	}
	for _, p := range paths {
		if err := l.named(ctx, p); err != nil {
			return err
		}
	}
	targets, err := l.runner.all(ctx, paths)
	if err != nil {
		return err
	}
	for i := range targets {
		if err := l.target(&targets[i]); err != nil {
			return err
		}
	}
	for _, name := range slices.Concat(l.runner.Loader.Looked(), others) {
		if err := l.file(name); err != nil {
			return err
		}
	}
	if l.runner.compares() {
		return l.versions(ctx, existing(paths))
	}
	return nil
}

// named looks at a path that was named: that it is there, and if it is a
// directory, at those that are walked below it.
func (l *look) named(ctx context.Context, p string) error {
	if p == "-" {
		return nil
	}
	if _, err := l.seek(p); err != nil {
		return err
	}
	dir, err := filepath.Abs(p)
	if err != nil {
		return err
	}
	if dir = l.resolve(dir); dir == "" || !isDir(dir) {
		return nil
	}
	top := repository(dir)
	for at := dir; top != "" && at != top; {
		at = filepath.Dir(at)
		if _, err := l.seek(filepath.Join(at, gitIgnore)); err != nil {
			return err
		}
	}
	var ignored map[string]bool
	if top != "" && top != dir && !isIgnored(ctx, dir) {
		ignored = ignoredBelow(ctx, dir)
	}
	return l.tree(ctx, dir, ignored)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// tree looks at the directories that are walked, but for those that are ignored. A
// directory that cannot be read is one that the run tells of.
func (l *look) tree(ctx context.Context, dir string, ignored map[string]bool) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := l.cover(dir, true); err != nil {
		return err
	}
	entries, _ := os.ReadDir(dir)
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == gitDir }) {
		ignored = ignoredBelow(ctx, dir)
	}
	for _, e := range entries {
		at := filepath.Join(dir, e.Name())
		if !e.IsDir() || skipped(e.Name()) || ignored[at] {
			continue
		}
		if err := l.tree(ctx, at, ignored); err != nil {
			return err
		}
	}
	return nil
}

// ignoredBelow lists the directories below one that git ignores, none if git
// cannot tell.
func ignoredBelow(ctx context.Context, dir string) map[string]bool {
	out, err := gitCommand(ctx, dir, "ls-files", "-o", "-i", "--exclude-standard", "--directory", "-z").Output()
	if err != nil {
		return nil
	}
	ignored := make(map[string]bool)
	for name := range strings.SplitSeq(string(out), "\x00") {
		if name, ok := strings.CutSuffix(name, "/"); ok {
			ignored[filepath.Join(dir, filepath.FromSlash(name))] = true
		}
	}
	return ignored
}

// target looks at an article, at the files that may stand beside it, and at those
// that its configuration names.
func (l *look) target(t *target) error {
	if t.left {
		return nil
	}
	if t.err != nil {
		l.sums[t.path] = sumOfText(t.err.Error())
		return nil
	}
	c, err := l.runner.Loader.For(filepath.FromSlash(t.path))
	if err == nil && l.runner.excludes(c, t) {
		return nil
	}
	l.articles++
	names := append(sidecarNames(t.path), t.path)
	if err == nil { // else the files of the configuration are all that count
		names = append(names, c.Sources...)
	}
	for _, name := range names {
		if err := l.file(name); err != nil {
			return err
		}
	}
	return nil
}

// file looks at a file, which need not be there.
func (l *look) file(name string) error {
	if _, again := l.files[name]; again {
		return nil
	}
	at, err := l.seek(name)
	l.files[name] = at
	return err
}

// seek makes a path count, and returns its place in the scene. Where there is no
// directory for it as yet, what leads there counts; where it is a link, so does
// what it leads to.
func (l *look) seek(path string) (at string, err error) {
	if path, err = filepath.Abs(filepath.FromSlash(path)); err != nil {
		return "", err
	}
	dir, base := filepath.Dir(path), filepath.Base(path)
	real := l.resolve(dir)
	if real == "" {
		at, err := l.seek(dir)
		return filepath.Join(at, base), err
	}
	at = filepath.Join(real, base)
	if l.scene.sought[at] {
		return at, nil
	}
	l.scene.sought[at] = true
	if err := l.cover(real, false); err != nil {
		return "", err
	}
	if to, err := os.Readlink(at); err == nil {
		if !filepath.IsAbs(to) {
			to = filepath.Join(real, to)
		}
		if _, err := l.seek(to); err != nil {
			return "", err
		}
	}
	return at, nil
}

// resolve returns an absolute directory without links, empty if it is not there.
func (l *look) resolve(dir string) string {
	real, known := l.real[dir]
	if !known {
		real, _ = filepath.EvalSymlinks(dir)
		l.real[dir] = real
	}
	return real
}

// cover watches a directory without links.
func (l *look) cover(dir string, walked bool) error {
	before, again := l.scene.dirs[dir]
	l.scene.dirs[dir] = before || walked
	if again {
		return nil
	}
	return l.watch.cover(dir)
}

// versions looks at what git knows of the articles: what is checked out and what
// is staged. Git rewrites its index for other reasons too, so it is asked.
func (l *look) versions(ctx context.Context, from string) error {
	repository, err := git.Open(ctx, from)
	if err != nil {
		l.sums[gitDir] = sumOfText(err.Error())
		return nil
	}
	staged, err := repository.IndexFiles(ctx, slices.Concat(articleExtensions, sidecarExtensions)...)
	if err != nil {
		l.sums[gitDir] = sumOfText(err.Error())
		return nil // the run tells
	}
	var all strings.Builder
	all.WriteString(repository.Head)
	for _, path := range slices.Sorted(maps.Keys(staged)) {
		fmt.Fprintf(&all, "\x00%s\x00%s", path, staged[path])
	}
	l.sums[gitDir] = sumOfText(all.String())
	out, err := gitCommand(ctx, repository.Top, "rev-parse", "--absolute-git-dir").Output()
	if err != nil {
		return fmt.Errorf("git rev-parse: %w", err)
	}
	dir := strings.TrimSuffix(string(out), "\n")
	for _, name := range []string{"HEAD", "index", "logs/HEAD"} {
		if _, err := l.seek(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}
