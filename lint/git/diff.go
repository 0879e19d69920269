package git

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Diff is what differs between a base and another version of the articles.
type Diff struct {
	Changes []Change // sorted by path
	Skipped []Skip   // changed too, but nothing to lint
}

// A Change is what became of one file. Paths start at the top of the work tree
// and have slashes; they may hold any byte but zero.
type Change struct {
	Status  Status
	Path    string // where it is, or was before it was deleted
	OldPath string // where it was in the base; empty if it was not there
	Old     string // id of its blob in the base; empty if it was not there
	New     string // id of its blob; empty if it was deleted, is unmerged, or is to be read from the work tree
}

// Status is what became of a file.
type Status string

// The statuses. Git takes a file for a renamed one if at least half of it has
// stayed; it may have been edited, too.
const (
	Added    Status = "added"
	Modified Status = "modified"
	Renamed  Status = "renamed"
	Deleted  Status = "deleted"
	Unmerged Status = "unmerged" // see ErrUnmerged
)

// ErrUnmerged is what is wrong with a file whose status is Unmerged: the index
// holds several versions of it.
var ErrUnmerged = errors.New("in conflict: resolve it and run git add")

// A Skip is a changed file that is not read.
type Skip struct{ Path, Reason string }

// DiffWorkTree compares the work tree with a tree. Files that git does not know and
// does not ignore are added ones; one that was moved and not yet made known to
// git is deleted in one place and added in the other. A file whose bytes were
// written anew without a change may be listed as modified.
//
// Only files whose names end in one of the suffixes are looked at, without
// regard to case; all files if there are no suffixes. What lies in submodules is
// no part of the repository. Both hold for DiffIndex and DiffCommit, too.
func (r *Repository) DiffWorkTree(ctx context.Context, base string, suffixes ...string) (*Diff, error) {
	untouched, err := r.unfiltered(ctx)
	if err != nil {
		return nil, err
	}
	paths := pathspecs(suffixes)
	tracked, err := r.git(ctx, slices.Concat(untouched, []string{"diff-index"}, diffOptions, []string{base}, paths)...)
	if err != nil {
		return nil, r.incomplete(ctx, err)
	}
	others, err := r.git(ctx, slices.Concat([]string{"ls-files", "--others", "--unmerged", "--exclude-standard", "-t", "-z"}, paths)...)
	if err != nil {
		return nil, err
	}
	d, err := parseDiff(tracked)
	if err != nil {
		return nil, err
	}
	d.addOthers(others)
	d.lookAt(r.Top)
	d.sort()
	return d, nil
}

// DiffIndex compares the index with a tree: what git commit would commit.
func (r *Repository) DiffIndex(ctx context.Context, base string, suffixes ...string) (*Diff, error) {
	return r.diff(ctx, slices.Concat([]string{"diff-index", "--cached", "--ita-invisible-in-index"}, diffOptions, []string{base}, pathspecs(suffixes)))
}

// DiffCommit compares a commit, or any tree, with another.
func (r *Repository) DiffCommit(ctx context.Context, base, commit string, suffixes ...string) (*Diff, error) {
	return r.diff(ctx, slices.Concat([]string{"diff-tree", "-r"}, diffOptions, []string{base, commit}, pathspecs(suffixes)))
}

func (r *Repository) diff(ctx context.Context, args []string) (*Diff, error) {
	out, err := r.git(ctx, args...)
	if err != nil {
		return nil, r.incomplete(ctx, err)
	}
	d, err := parseDiff(out)
	if err == nil {
		d.sort()
	}
	return d, err
}

// diffOptions make a diff that programs read and that runs none. A submodule is
// not looked into, which would run git again, with the submodule's configuration.
// Beyond 1,000 files that could have been renamed git finds only those without an
// edit.
var diffOptions = []string{
	"--raw", "-z", "--no-abbrev", "--find-renames", "-l1000",
	"--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
}

// pathspecs are the arguments that select the files whose names end in one of
// the suffixes.
func pathspecs(suffixes []string) []string {
	args := []string{"--"}
	escape := strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`)
	for _, suffix := range suffixes {
		args = append(args, ":(top,icase)*"+escape.Replace(suffix))
	}
	return args
}

// unfiltered returns the options that switch off all filters. Git runs a filter
// to compare a file of the work tree with a blob, if attributes name it. A
// filter's name is the repository's to choose, so the options are made of the
// configuration.
func (r *Repository) unfiltered(ctx context.Context) ([]string, error) {
	out, err := r.git(ctx, "config", "-z", "--name-only", "--get-regexp", `^filter\.`)
	if _, failed := errors.AsType[*failure](err); failed && complaintOf(err) == "" {
		return nil, nil // there are none
	}
	if err != nil {
		return nil, err
	}
	var options []string
	seen := make(map[string]bool)
	for key := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		filter := key[:max(0, strings.LastIndexByte(key, '.'))]
		if seen[filter] {
			continue
		}
		seen[filter] = true
		if strings.Contains(filter, "=") {
			return nil, fmt.Errorf("the configuration of the repository has the filter %q, which cannot be switched off: give it a name without =", filter)
		}
		options = append(options, "-c", filter+".clean=", "-c", filter+".process=", "-c", filter+".required=false")
	}
	return options, nil
}

// incomplete adds to a failure of git's what to do about it if the repository is
// a partial clone, which may lack what git wanted to read.
func (r *Repository) incomplete(ctx context.Context, err error) error {
	if _, failed := errors.AsType[*failure](err); failed && r.isPartial(ctx) {
		return fmt.Errorf("%w: %s", err, partial)
	}
	return err
}

// isPartial reports whether the repository is a clone without all objects.
func (r *Repository) isPartial(ctx context.Context) bool {
	out, _ := r.git(ctx, "config", "--name-only", "--get-regexp", `^(extensions\.partialclone|remote\..*\.promisor)$`)
	return len(out) > 0
}

const partial = "this clone is partial, and citevet does not fetch what it lacks: clone without --filter"

// The modes of git's trees that are told apart.
const (
	modeNone    = "000000"
	modeLink    = "120000"
	modeGitlink = "160000"
)

// isFile reports whether a mode is that of a file, executable or not.
func isFile(mode string) bool { return strings.HasPrefix(mode, "100") }

// A rawChange is one record of git's raw diff format.
type rawChange struct {
	oldMode, newMode string
	old, new         string // ids; all zeros if there is no blob or it is not known
	status           byte
	path, newPath    string // equal unless the file was renamed
}

// parseDiff reads what git prints with --raw -z: records such as
//
//	:100644 100644 OLD NEW M NUL path NUL
//	:100644 100644 OLD NEW R087 NUL old path NUL new path NUL
func parseDiff(out []byte) (*Diff, error) {
	d := new(Diff)
	for len(out) > 0 {
		raw, rest, ok := cutRecord(out)
		if !ok {
			return nil, fmt.Errorf("git: unexpected record %.80q in a raw diff", out)
		}
		d.add(raw)
		out = rest
	}
	d.dropUnmerged()
	return d, nil
}

func cutRecord(out []byte) (raw rawChange, rest []byte, ok bool) {
	header, rest, _ := bytes.Cut(out, []byte{0})
	fields := strings.Split(strings.TrimPrefix(string(header), ":"), " ")
	path, rest, ok := bytes.Cut(rest, []byte{0})
	if !ok || len(fields) != 5 || len(path) == 0 || fields[4] == "" {
		return rawChange{}, nil, false
	}
	raw = rawChange{
		oldMode: fields[0], newMode: fields[1], old: fields[2], new: fields[3], status: fields[4][0],
		path: string(path), newPath: string(path),
	}
	if raw.status == 'R' || raw.status == 'C' {
		path, rest, ok = bytes.Cut(rest, []byte{0})
		raw.newPath = string(path)
	}
	return raw, rest, ok && raw.newPath != ""
}

// add takes a record over, as far as files go. What was a link or a submodule in
// the base has no version there.
func (d *Diff) add(raw rawChange) {
	c := Change{Status: Modified, Path: raw.newPath, OldPath: raw.path, Old: blob(raw.old), New: blob(raw.new)}
	switch {
	case raw.status == 'U':
		c.Status, c.New = Unmerged, ""
	case raw.newMode == modeLink:
		d.Skipped = append(d.Skipped, Skip{raw.newPath, symbolicLink})
		return
	case raw.newMode == modeNone && isFile(raw.oldMode):
		c.Status = Deleted
	case !isFile(raw.newMode):
		return
	case !isFile(raw.oldMode):
		c.Status, c.OldPath, c.Old = Added, "", ""
	case raw.status == 'R':
		c.Status = Renamed
	case raw.status == 'C':
		c.Status, c.OldPath, c.Old = Added, "", ""
	}
	d.Changes = append(d.Changes, c)
}

const symbolicLink = "a symbolic link"

// blob is an id, empty if it is all zeros, which stands for none.
func blob(id string) string {
	if strings.Trim(id, "0") == "" {
		return ""
	}
	return id
}

// dropUnmerged drops what is said of a path beside its being unmerged.
func (d *Diff) dropUnmerged() {
	unmerged := make(map[string]bool)
	for _, c := range d.Changes {
		if c.Status == Unmerged {
			unmerged[c.Path] = true
		}
	}
	if len(unmerged) > 0 {
		d.Changes = slices.DeleteFunc(d.Changes, func(c Change) bool { return c.Status != Unmerged && unmerged[c.Path] })
	}
}

// addOthers adds the files that the index does not have, and marks those that it
// has several versions of. The records are those of git ls-files -t -z:
//
//	? path NUL
//	M 100644 ID STAGE TAB path NUL
func (d *Diff) addOthers(out []byte) {
	at := make(map[string]int, len(d.Changes))
	for i, c := range d.Changes {
		at[c.Path] = i
	}
	for record := range bytes.SplitSeq(out, []byte{0}) {
		tag, path, _ := strings.Cut(string(record), " ")
		c := Change{Status: Added, Path: path}
		if tag == "M" {
			_, c.Path, _ = strings.Cut(path, "\t")
			c.Status = Unmerged
		}
		i, known := at[c.Path]
		switch {
		case c.Path == "" || strings.HasSuffix(c.Path, "/"): // a repository in the repository
		case !known:
			at[c.Path] = len(d.Changes)
			d.Changes = append(d.Changes, c)
		case c.Status == Unmerged:
			d.Changes[i].Status = Unmerged
		case d.Changes[i].Status == Deleted: // from the index only
			d.Changes[i].Status = Modified
		}
	}
}

// lookAt drops the changes whose files cannot be read below the top of the work
// tree, and says why. The bytes of the others are to be read from there.
func (d *Diff) lookAt(top string) {
	d.Changes = slices.DeleteFunc(d.Changes, func(c Change) bool {
		if c.Status == Deleted || c.Status == Unmerged {
			return false
		}
		reason := unreadable(filepath.Join(top, filepath.FromSlash(c.Path)))
		if reason != "" {
			d.Skipped = append(d.Skipped, Skip{c.Path, reason})
		}
		return reason != ""
	})
	for i := range d.Changes {
		d.Changes[i].New = ""
	}
}

// unreadable says why what is at a path is no article, empty if it may be one.
func unreadable(path string) string {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return "not in the work tree" // a sparse checkout
	case info.Mode()&os.ModeSymlink != 0:
		return symbolicLink
	case !info.Mode().IsRegular():
		return "not a file"
	}
	return ""
}

func (d *Diff) sort() {
	slices.SortFunc(d.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(d.Skipped, func(a, b Skip) int { return cmp.Compare(a.Path, b.Path) })
}
