// Package git tells what changed: which articles of a repository differ between
// a base and the work tree, the index or another commit, and what each of them
// said in either version.
//
// It runs the git binary and reads what that prints. The repository may be a
// stranger's, such as the checkout of a pull request from a fork, and its
// configuration, attributes and hooks name programs that git runs on many
// occasions: none of them is run, nor is anything fetched or written.
package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Repository is a git repository with a work tree.
type Repository struct {
	Top     string // the top of the work tree: an absolute path without links, as the system writes it
	Head    string // the id of the commit that is checked out; empty before the first commit
	Shallow bool   // the history was cut off when it was cloned

	env []string
}

// Open returns the repository that a file or directory is in: the one that git
// finds from there, whatever the environment says of another, as it does if git
// runs citevet as a hook. Only the index that a hook is to look at is taken from
// the environment, if it is this repository's.
func Open(ctx context.Context, path string) (*Repository, error) {
	dir, err := directory(path)
	if err != nil {
		return nil, err
	}
	r := &Repository{env: environment()}
	out, err := run(ctx, dir, r.env, "rev-parse", "--is-bare-repository", "--is-inside-git-dir", "--is-shallow-repository", "--show-toplevel")
	fields := strings.SplitN(string(out), "\n", 4)
	switch {
	case isBare(fields, err):
		return nil, fmt.Errorf("%s: a repository without a work tree (bare), or the inside of one: name a path in a work tree", path)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, unopened(dir, err))
	case len(fields) < 4:
		return nil, fmt.Errorf("%s: git rev-parse: unexpected answer %q", path, out)
	}
	r.Shallow = fields[2] == "true"
	r.Top = filepath.FromSlash(strings.TrimSuffix(fields[3], "\n"))
	if _, err := r.Rel(dir); err != nil { // core.worktree may point anywhere
		return nil, err
	}
	r.keepIndex(ctx, dir)
	r.Head, err = r.resolve(ctx, "HEAD")
	return r, err
}

// isBare reports whether the answers of git rev-parse, or its complaint, are
// those of a repository without a work tree or of the inside of a .git.
func isBare(answers []string, err error) bool {
	return err == nil && (answers[0] == "true" || answers[1] == "true") ||
		strings.Contains(complaintOf(err), "must be run in a work tree") ||
		strings.Contains(complaintOf(err), "cannot use bare repository")
}

// directory is the directory that a path is in, or the path itself if it is one.
func directory(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		path = filepath.Dir(path)
	}
	return filepath.Abs(path)
}

// unopened says what to do about a directory whose repository git cannot open.
func unopened(dir string, err error) error {
	complaint := complaintOf(err)
	switch {
	case strings.HasPrefix(complaint, "not a git repository"):
		return errors.New("not in a git repository")
	case strings.Contains(complaint, "dubious ownership"), strings.Contains(complaint, "unsafe repository"):
		return fmt.Errorf("the repository belongs to another user, so git does not read it; if you trust it, run: "+
			"git config --global --add safe.directory %s", quoteForShell(topOf(dir)))
	}
	return err
}

// topOf is the nearest directory at or above dir that holds a .git, dir itself if
// none does.
func topOf(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// quoteForShell writes a word so that it can be pasted into a shell.
func quoteForShell(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+:@%", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// keepIndex takes over the index that the environment names, if the environment
// means this repository. git commit --all and git commit PATH let their hooks
// look at an index that is not yet the repository's.
func (r *Repository) keepIndex(ctx context.Context, dir string) {
	index := os.Getenv("GIT_INDEX_FILE")
	if index == "" {
		return
	}
	ours, err := run(ctx, dir, r.env, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return
	}
	theirs, err := run(ctx, ".", os.Environ(), "rev-parse", "--absolute-git-dir")
	if err != nil || string(theirs) != string(ours) {
		return
	}
	if !filepath.IsAbs(index) {
		index = filepath.Join(r.Top, index)
	}
	r.env = append(r.env, "GIT_INDEX_FILE="+index)
}

// Rel returns a path as the repository names it: from the top of the work tree,
// with slashes, "." for the top itself. Links that lead to a directory are
// resolved; one to a file is a file of its own. What is at the path need not
// exist, but its directory must.
func (r *Repository) Rel(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	dir, base := filepath.Split(abs)
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		dir, base = abs, ""
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", err
	}
	rel, err := filepath.Rel(r.Top, filepath.Join(dir, base))
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%s is not in the work tree %s", path, r.Top)
	}
	return filepath.ToSlash(rel), nil
}

// HeadTree names the tree of the commit that is checked out, the empty tree
// before the first commit: what a staged change is compared with.
func (r *Repository) HeadTree(ctx context.Context) (string, error) {
	if r.Head != "" {
		return r.Head, nil
	}
	out, err := r.git(ctx, "hash-object", "-t", "tree", "--stdin") // of nothing
	return strings.TrimSpace(string(out)), err
}

// resolve returns the id of the commit that a revision names, empty if it names
// none.
func (r *Repository) resolve(ctx context.Context, rev string) (string, error) {
	out, err := r.git(ctx, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if _, failed := errors.AsType[*failure](err); failed {
		return "", nil
	}
	return strings.TrimSpace(string(out)), err
}
