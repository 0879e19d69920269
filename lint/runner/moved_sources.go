package runner

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/git"
)

// withMovedSources lists the articles in scope that have not changed themselves,
// but whose lists of sources have.
func (c *comparison) withMovedSources(ctx context.Context, loader *config.Loader, diff *git.Diff, in *scopes) ([]git.Change, error) {
	lists, shared := changedLists(diff.Changes)
	if len(lists) == 0 {
		return nil, nil
	}
	articles, err := c.repository.IndexFiles(ctx, articleExtensions...)
	if err != nil {
		return nil, err
	}
	for _, change := range diff.Changes {
		delete(articles, change.Path)
	}
	for _, skip := range diff.Skipped {
		delete(articles, skip.Path)
	}
	named := &namedLists{comparison: c, lists: lists, seen: make(map[string]bool)}
	var found []git.Change
	for article, id := range articles {
		i, shown := in.find(article)
		if i < 0 || !isArticle(article) {
			continue
		}
		beside := slices.ContainsFunc(sidecarNames(article), func(name string) bool { return lists[name] })
		if beside || shared && named.by(loader, shown) {
			found = append(found, git.Change{Status: git.Modified, Path: article, OldPath: article, Old: id, New: id})
		}
	}
	return found, nil
}

// changedLists returns the paths of changed files that may be lists of sources,
// and whether there is one that does not stand beside an article.
func changedLists(changes []git.Change) (lists map[string]bool, shared bool) {
	lists = make(map[string]bool)
	for _, change := range changes {
		for _, path := range []string{change.Path, change.OldPath} {
			if path == "" || filepath.Base(path) == config.FileName || !slices.Contains(sidecarExtensions, filepath.Ext(path)) {
				continue
			}
			lists[path] = true
			shared = shared || !isSidecar(path)
		}
	}
	return lists, shared
}

// namedLists tells whether configurations name one of the changed lists.
type namedLists struct {
	*comparison
	lists map[string]bool
	seen  map[string]bool // by a list's name in the configuration
}

// by reports whether the configuration of an article does. One that has mistakes
// is none of an article that has not changed.
func (n *namedLists) by(loader *config.Loader, shown string) bool {
	of, err := loader.For(filepath.FromSlash(shown))
	return err == nil && slices.ContainsFunc(of.Sources, func(name string) bool {
		changed, seen := n.seen[name]
		if !seen {
			rel, err := n.repository.Rel(name)
			changed = err == nil && n.lists[rel]
			n.seen[name] = changed
		}
		return changed
	})
}
