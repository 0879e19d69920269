package runner

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// gitDir is the name of what makes a directory the root of a repository.
const gitDir = ".git"

// repository returns the root of the repository that a directory is in, empty
// if it is in none.
func repository(dir string) string {
	dir, err := resolve(dir)
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Lstat(filepath.Join(dir, gitDir)); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// resolve makes a path absolute and follows its links.
func resolve(p string) (string, error) {
	p, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(p)
}

// tracked lists the articles below a directory that git does not ignore. It
// reports whether git could tell; it cannot if it is not installed, if it does
// not trust the repository's owner, or if the directory is ignored itself: a
// user who names one wants what is in it.
func (w *walk) tracked(ctx context.Context, dir string) bool {
	listed, complaint, err := lsFiles(ctx, dir)
	if err != nil || len(listed) == 0 && isIgnored(ctx, dir) {
		return false
	}
	w.git = true
	if complaint != "" {
		w.found = append(w.found, target{path: dir, err: errors.New(complaint)})
	}
	for _, name := range listed {
		at := path.Join(dir, name)
		if slices.ContainsFunc(strings.Split(strings.TrimSuffix(name, "/"), "/"), skipped) {
			continue
		}
		info, err := os.Lstat(at)
		switch {
		case err != nil: // it was deleted
		case info.IsDir():
			w.dir(ctx, at, false) // a repository in the repository
		case info.Mode()&fs.ModeSymlink != 0:
			w.links = append(w.links, at)
		case info.Mode().IsRegular() && isArticle(name):
			w.found = append(w.found, target{path: at})
		}
	}
	return true
}

// lsFiles lists the files below dir, as paths from there, that git knows or that
// it does not ignore, but for those that it knows and that can be no articles:
// what is left are articles, links, repositories, submodules, and what git does
// not know. The complaint is about what git could not read.
func lsFiles(ctx context.Context, dir string) (listed []string, complaint string, err error) {
	cmd := gitCommand(ctx, dir, "ls-files", "-cos", "--exclude-standard", "-z")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return nil, "", err
	}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		name, isFile := known(entry)
		if name != "" && name != "./" && (!isFile || isArticle(name)) {
			listed = append(listed, name)
		}
	}
	complaint, _, _ = strings.Cut(complaints.String(), "\n")
	return listed, strings.TrimPrefix(complaint, "warning: "), nil
}

// known returns the name in an entry of git ls-files --stage, and whether it is that
// of a file in the index, and no link or submodule. Files that git does not know
// have nothing but their name.
func known(entry string) (name string, isFile bool) {
	info, name, ok := strings.Cut(entry, "\t")
	if fields := strings.Split(info, " "); ok && len(fields) == 3 && len(fields[0]) == len("100644") && len(fields[2]) == 1 {
		return name, strings.HasPrefix(fields[0], "100")
	}
	return entry, false
}

func isIgnored(ctx context.Context, dir string) bool {
	return gitCommand(ctx, dir, "check-ignore", "-q", ".").Run() == nil
}

// gitCommand is a command of git's in a directory. The repository is a stranger's, so
// nothing that its configuration names is run, and it is the one that the
// directory is in even if git itself runs citevet, as a hook, on another.
func gitCommand(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor="}, args...)...)
	cmd.Dir = filepath.FromSlash(dir)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), namesRepository), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	return cmd
}

// namesRepository reports whether a variable of the environment tells git which
// repository to work on.
func namesRepository(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	switch name {
	case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY":
		return true
	}
	return false
}
