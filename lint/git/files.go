package git

import (
	"bytes"
	"context"
	"slices"
	"strings"
)

// IndexFiles returns the ids of the blobs that the index holds, by path. Links,
// submodules and files in conflict are left out. Suffixes select files as they do
// for DiffWorkTree.
func (r *Repository) IndexFiles(ctx context.Context, suffixes ...string) (map[string]string, error) {
	out, err := r.git(ctx, slices.Concat([]string{"ls-files", "--stage", "-z"}, pathspecs(suffixes))...)
	if err != nil {
		return nil, err
	}
	files := make(map[string]string)
	eachEntry(out, func(path string, fields []string) { // mode, id, stage
		if isFile(fields[0]) && fields[2] == "0" {
			files[path] = fields[1]
		}
	})
	return files, nil
}

// CommitFiles returns the ids of the blobs that a commit, or any tree, holds, by
// path. Links and submodules are left out. Suffixes select files as they do for
// DiffWorkTree.
func (r *Repository) CommitFiles(ctx context.Context, commit string, suffixes ...string) (map[string]string, error) {
	out, err := r.git(ctx, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, r.incomplete(ctx, err)
	}
	files := make(map[string]string)
	eachEntry(out, func(path string, fields []string) { // mode, type, id
		if isFile(fields[0]) && hasSuffix(path, suffixes) {
			files[path] = fields[2]
		}
	})
	return files, nil
}

// eachEntry calls f for each of git's records: three fields parted by spaces, a
// tab, a path and a zero byte.
func eachEntry(out []byte, f func(path string, fields []string)) {
	for record := range bytes.SplitSeq(out, []byte{0}) {
		meta, path, ok := strings.Cut(string(record), "\t")
		if fields := strings.Fields(meta); ok && len(fields) == 3 {
			f(path, fields)
		}
	}
}

// hasSuffix reports whether a name ends in one of the suffixes, without regard
// to case, or there are none.
func hasSuffix(name string, suffixes []string) bool {
	return len(suffixes) == 0 || slices.ContainsFunc(suffixes, func(suffix string) bool {
		return len(name) >= len(suffix) && strings.EqualFold(name[len(name)-len(suffix):], suffix)
	})
}
