package runner

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/git"
	"github.com/citevet/citevet/lint/parse"
)

// A comparison is what two versions of a repository's articles are read from.
type comparison struct {
	repository *git.Repository
	staged     bool // the later version is the index, not the work tree
	base       snapshot
	index      snapshot
	blobs      *git.Blobs
}

// A change is an article of which two versions are to be compared.
type change struct {
	*comparison
	git.Change
}

// compares reports whether only what is new is asked for.
func (r *Runner) compares() bool { return r.Since != "" || r.Staged }

// changed lists the articles at or below paths that differ between the base and
// the later version, or whose lists of sources do, and opens what they are read
// from.
func (r *Runner) changed(ctx context.Context, paths []string) ([]target, *comparison, error) {
	if r.Staged && r.Fix != nil {
		return nil, nil, errStagedFix
	}
	repository, err := git.Open(ctx, existing(paths))
	if err != nil {
		return nil, nil, err
	}
	scopes, err := newScopes(repository, paths)
	if err != nil {
		return nil, nil, err
	}
	c := &comparison{repository: repository, staged: r.Staged}
	id, err := r.baseTree(ctx, repository)
	if err != nil {
		return nil, nil, err
	}
	diff, err := c.diff(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	c.open(ctx, id)
	targets, err := c.targets(ctx, r.Loader, diff, scopes)
	return r.leaveOut(targets, paths), c, err
}

// existing is a path that a repository can be found from: the first one, or the
// nearest directory above it that exists.
func existing(paths []string) string {
	if len(paths) == 0 {
		return "."
	}
	at, err := filepath.Abs(paths[0])
	for err == nil && at != filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			return at
		}
		at = filepath.Dir(at)
	}
	return "."
}

// baseTree returns the id of what is compared with.
func (r *Runner) baseTree(ctx context.Context, repository *git.Repository) (string, error) {
	if r.Since == "" {
		return repository.HeadTree(ctx)
	}
	base, err := repository.Since(ctx, r.Since, os.Getenv)
	if err != nil {
		return "", err
	}
	return base.Commit, nil
}

// articleExtensions end the names of articles.
var articleExtensions = parse.Extensions()

func (c *comparison) diff(ctx context.Context, base string) (*git.Diff, error) {
	suffixes := slices.Concat(articleExtensions, sidecarExtensions)
	if c.staged {
		return c.repository.DiffIndex(ctx, base, suffixes...)
	}
	return c.repository.DiffWorkTree(ctx, base, suffixes...)
}

// open makes the two snapshots that are read by blobs. What they hold is listed when
// it is first asked for.
func (c *comparison) open(ctx context.Context, base string) {
	c.blobs = c.repository.Blobs(ctx)
	c.base = snapshot{c.blobs, sync.OnceValues(func() (map[string]string, error) {
		return c.repository.CommitFiles(ctx, base, sidecarExtensions...)
	})}
	c.index = snapshot{c.blobs, sync.OnceValues(func() (map[string]string, error) {
		return c.repository.IndexFiles(ctx, sidecarExtensions...)
	})}
}

// close ends what the versions are read from; nil has nothing to end.
func (c *comparison) close() {
	if c != nil && c.blobs != nil {
		c.blobs.Close()
	}
}

// targets lists the changed articles that are in the scopes, in the order of
// these, and of their paths in each.
func (c *comparison) targets(ctx context.Context, loader *config.Loader, diff *git.Diff, in *scopes) ([]target, error) {
	moved, err := c.withMovedSources(ctx, loader, diff, in)
	if err != nil {
		return nil, err
	}
	type placed struct {
		target
		scope int
	}
	var found []placed
	for _, change := range slices.Concat(diff.Changes, moved) {
		in.meet(change.Path)
		if change.Status == git.Deleted || !isArticle(change.Path) {
			continue
		}
		if i, shown := in.find(change.Path); i >= 0 {
			found = append(found, placed{c.target(shown, change), i})
		}
	}
	for i := range in.all {
		if err := in.missing(i); err != nil {
			found = append(found, placed{target{path: filepath.ToSlash(in.all[i].path), err: err}, i})
		}
	}
	slices.SortStableFunc(found, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.scope, b.scope), strings.Compare(a.path, b.path))
	})
	targets := make([]target, len(found))
	for i := range found {
		targets[i] = found[i].target
	}
	return targets, nil
}

func (c *comparison) target(shown string, of git.Change) target {
	t := target{path: shown, change: &change{c, of}}
	if of.Status == git.Unmerged {
		t.err = git.ErrUnmerged
	}
	return t
}

// errStagedFix is returned where the index is checked and findings are to be fixed.
var errStagedFix = errors.New("what is staged cannot be fixed, for it need not be what the files say: fix with --since HEAD, then git add")

// errStdin is returned for the path - where versions are compared.
var errStdin = errors.New("standard input has no version in the repository to compare with: name files, or check it as it is")
