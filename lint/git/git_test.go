package git

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// config spares the tests what git does to keep repositories safe and small.
const config = "[core]\n\tfsync = none\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n"

// TestMain keeps the tests from the settings of whoever runs them.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "citevet-git")
	if err != nil {
		panic(err)
	}
	global := filepath.Join(dir, "config")
	if err := os.WriteFile(global, []byte(config), 0o666); err != nil {
		panic(err)
	}
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "GIT_") {
			os.Unsetenv(name)
		}
	}
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": global, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
		"GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.org",
	} {
		os.Setenv(name, value)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// A place is a directory in which a test runs git.
type place struct {
	*testing.T
	dir string
}

// newPlace makes an empty repository whose branch is main.
func newPlace(t *testing.T) place {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := place{t, dir}
	p.git("init", "-q", "-b", "main")
	return p
}

// git runs git and returns what it prints, without the last line end.
func (p place) git(args ...string) string {
	p.Helper()
	out, err := p.try(args...)
	if err != nil {
		p.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return out
}

func (p place) try(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = p.dir
	out, err := cmd.CombinedOutput()
	return strings.TrimSuffix(string(out), "\n"), err
}

// write writes a file and makes its directory.
func (p place) write(name, text string) {
	p.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		p.Fatal(err)
	}
}

// commit adds all files and commits them.
func (p place) commit() string {
	p.Helper()
	p.git("add", "-A")
	p.git("commit", "-q", "--allow-empty", "-m", "c")
	return p.git("rev-parse", "HEAD")
}

func (p place) open() *Repository {
	p.Helper()
	r, err := Open(p.Context(), p.dir)
	if err != nil {
		p.Fatal(err)
	}
	return r
}

// clone makes a clone with git's options, through a transport.
func (p place) clone(options ...string) place {
	p.Helper()
	dir, err := filepath.EvalSymlinks(p.TempDir())
	if err != nil {
		p.Fatal(err)
	}
	p.git(slices.Concat([]string{"clone", "-q"}, options, []string{"file://" + p.dir, dir})...)
	return place{p.T, dir}
}

// article is a text long enough for git to know it again after an edit.
const article = "# On sleep\n\nSleep helps memory [1].\n\nNaps help, too [2].\n\nDreams do not [3].\n\n## Sources\n\n" +
	"1. Smith, On Sleep\n2. Okafor, On Naps\n3. Lindqvist, On Dreams\n"

// checkError compares an error with the message that it must have.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant  %s", err, want)
	}
}

func none(string) string { return "" }

// environ looks variables up in a map.
func environ(variables map[string]string) func(string) string {
	return func(name string) string { return variables[name] }
}

func TestOpen(t *testing.T) {
	p := newPlace(t)
	p.write("d/a.md", article)
	if r := p.open(); r.Top != p.dir || r.Head != "" || r.Shallow {
		t.Errorf("before the first commit: %+v", r)
	}
	head := p.commit()
	for _, path := range []string{p.dir, filepath.Join(p.dir, "d"), filepath.Join(p.dir, "d", "a.md")} {
		r, err := Open(t.Context(), path)
		if err != nil || r.Top != p.dir || r.Head != head || r.Shallow {
			t.Errorf("%s: %+v, error %v", path, r, err)
		}
	}
	p.git("checkout", "-q", "--detach")
	if r := p.open(); r.Head != head {
		t.Errorf("detached: %+v", r)
	}
	other := place{t, filepath.Join(t.TempDir(), "odd\nname")}
	p.git("worktree", "add", "-q", "-b", "other", other.dir)
	other.write("b.md", article)
	second := other.commit()
	if r := other.open(); filepath.Base(r.Top) != "odd\nname" || r.Head != second {
		t.Errorf("linked work tree: %+v", r)
	}
}

func TestOpenErrors(t *testing.T) {
	outside, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), outside)
	checkError(t, err, outside+": not in a git repository")
	_, err = Open(t.Context(), filepath.Join(outside, "none"))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}

	p := newPlace(t)
	const bare = ": a repository without a work tree (bare), or the inside of one: name a path in a work tree"
	inside := filepath.Join(p.dir, ".git", "refs")
	_, err = Open(t.Context(), inside)
	checkError(t, err, inside+bare)
	bareDir := filepath.Join(outside, "bare")
	p.git("init", "-q", "--bare", bareDir)
	_, err = Open(t.Context(), bareDir)
	checkError(t, err, bareDir+bare)

	p.git("config", "core.worktree", outside)
	_, err = Open(t.Context(), p.dir)
	checkError(t, err, p.dir+" is not in the work tree "+outside)

	p = newPlace(t)
	t.Run("owner", func(t *testing.T) {
		t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
		_, err := Open(t.Context(), p.dir)
		checkError(t, err, p.dir+": the repository belongs to another user, so git does not read it; "+
			"if you trust it, run: git config --global --add safe.directory "+p.dir)
	})
	t.Run("no git", func(t *testing.T) {
		t.Setenv("PATH", outside)
		_, err := Open(t.Context(), p.dir)
		checkError(t, err, p.dir+": git is not installed, or not in the PATH")
	})
	t.Run("canceled", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cause := errors.New("enough")
		cancel(cause)
		if _, err := Open(ctx, p.dir); !errors.Is(err, cause) {
			t.Errorf("error %v", err)
		}
	})
}

func TestRel(t *testing.T) {
	p := newPlace(t)
	p.write("d/a.md", "")
	for link, to := range map[string]string{"dir": "d", "file.md": "d/a.md", "out": os.TempDir()} {
		if err := os.Symlink(to, filepath.Join(p.dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	r := p.open()
	tests := map[string]string{
		".": ".", "d": "d", "d/a.md": "d/a.md", "d/new.md": "d/new.md", "dir": "d", "dir/a.md": "d/a.md", "file.md": "file.md",
		"out": "", "out/a.md": "", "..": "", "../x": "", "none/x": "",
	}
	t.Chdir(p.dir)
	for path, want := range tests {
		for _, path := range []string{path, filepath.Join(p.dir, path)} {
			if got, err := r.Rel(path); got != want || (err != nil) != (want == "") {
				t.Errorf("%s: %q, error %v; want %q", path, got, err, want)
			}
		}
	}
}

// TestHook runs as git's hooks do: the environment names a repository, and an
// index that git has not yet made the repository's own.
func TestHook(t *testing.T) {
	p, other := newPlace(t), newPlace(t)
	p.write("a.md", article)
	other.write("b.md", article)
	p.commit()
	other.commit()
	p.write("a.md", article+"more\n")
	p.git("add", "-A")
	index, err := os.ReadFile(filepath.Join(p.dir, ".git", "index"))
	if err != nil {
		t.Fatal(err)
	}
	p.git("reset", "-q")
	p.write(".git/index.lock", string(index)) // of git commit --all
	staged := func(p place, want ...string) {
		t.Helper()
		r := p.open()
		d, err := r.DiffIndex(t.Context(), r.Head)
		if err != nil {
			t.Fatal(err)
		}
		checkDiff(t, d, want...)
	}
	staged(p)
	for _, name := range []string{filepath.Join(p.dir, ".git", "index.lock"), filepath.Join(".git", "index.lock")} {
		t.Chdir(p.dir)
		t.Setenv("GIT_INDEX_FILE", name)
		staged(p, "modified a.md")
		staged(other)
		t.Setenv("GIT_DIR", filepath.Join(p.dir, ".git"))
		staged(p, "modified a.md")
		staged(other)
		os.Unsetenv("GIT_DIR")
	}
}
