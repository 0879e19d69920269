package runner

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// tree is a directory with articles and with what is none.
func tree(t *testing.T) {
	write(t, map[string]string{
		"a.md": "", "a-b.md": "", "a/z.markdown": "", "a/b/c.HTM": "", "notes.txt": "", "x.Rmd": "",
		"a.sources.txt": "", "A.Sources.TXT": "", "a.go": "", "README": "",
		".hidden.md": "", ".git-not/a.md": "", "node_modules/m/README.md": "", "vendor/a.md": "",
		"dir.md/b.md": "", "ärger/ü.md": "", "with space/1.md": "",
	})
	link(t, "a.md", "link.md")
	link(t, "a", "linked")
	link(t, "..", "a/up")
	link(t, "loop.md", "loop.md")
	link(t, "nowhere", "dangling.md")
}

var treeArticles = []string{
	"a-b.md", "a.md", "a/b/c.HTM", "a/z.markdown", "dir.md/b.md", "notes.txt", "vendor/a.md", "with space/1.md", "x.Rmd", "ärger/ü.md",
}

func TestWalk(t *testing.T) {
	tree(t)
	check(t, run(t, &Runner{}, "."), treeArticles...)
	check(t, run(t, &Runner{}, "a/", "./a", "a/z.markdown"), "a/b/c.HTM", "a/z.markdown")
	check(t, run(t, &Runner{}, "linked"), "linked/b/c.HTM", "linked/z.markdown")
	cwd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	check(t, run(t, &Runner{}, filepath.Join(cwd, "vendor"), "vendor"), filepath.ToSlash(cwd)+"/vendor/a.md")
}

// TestNamed lints what is named, whatever a walk would do with it.
func TestNamed(t *testing.T) {
	tree(t)
	check(t, run(t, &Runner{}, "./a.md", "a.md", ".hidden.md", "link.md", ".git-not", "a//b/c.HTM"),
		"./a.md", ".hidden.md", "link.md", ".git-not/a.md", "a//b/c.HTM")
	check(t, run(t, &Runner{}, "gone.md", "README", "dangling.md", "loop.md", "a.sources.txt", "x.Rmd"),
		"gone.md: no such file or directory",
		"README: not an article: want a name that ends in "+extensions,
		"dangling.md: no such file or directory",
		"loop.md: too many levels of symbolic links",
		"a.sources.txt: not an article but a list of sources: name the article that it belongs to",
		"x.Rmd")
}

func TestNoArticles(t *testing.T) {
	write(t, map[string]string{"src/a.go": "", "b.md": "", "empty/.keep": ""})
	check(t, run(t, &Runner{}, "src", "b.md", "empty"),
		"src: no articles here: looked for "+extensions, "b.md",
		"empty: no articles here: looked for "+extensions)
}

// TestExcluded leaves out what the configuration excludes, unless it is named.
func TestExcluded(t *testing.T) {
	write(t, map[string]string{
		"a.md": "", "old/b.md": "", "old/c.md": "",
		".citevet.yaml": "exclude: [old]\n",
	})
	check(t, run(t, &Runner{}, "."), "a.md")
	check(t, run(t, &Runner{}, "old"))
	check(t, run(t, &Runner{}, "old/c.md", "."), "old/c.md", "a.md")
	check(t, run(t, &Runner{}, ".", "./old/c.md"), "a.md", "old/c.md")
	check(t, run(t, &Runner{ForceExclude: true}, "a.md", "old/c.md"), "a.md")
}

// repositoryTree is tree in a repository that ignores some of it.
func repositoryTree(t *testing.T) {
	tree(t)
	for name, text := range map[string]string{
		".gitignore": "vendor/\nnotes.*\n/a/b\n", "build/out.md": "", "build/.gitignore": "*\n", "src/a.go": "",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	gitDo(t, "init", "-q", ".")
	gitDo(t, "init", "-q", "inner")
	if err := os.WriteFile("inner/i.md", nil, 0o666); err != nil {
		t.Fatal(err)
	}
	gitDo(t, "add", "-f", "x.Rmd", "a.md", "a/b/c.HTM")
	if err := os.Remove("a.md"); err != nil {
		t.Fatal(err)
	}
}

func gitDo(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func TestGit(t *testing.T) {
	repositoryTree(t)
	check(t, run(t, &Runner{}, "."), "a-b.md", "a/b/c.HTM", "a/z.markdown", "dir.md/b.md", "inner/i.md", "with space/1.md", "x.Rmd", "ärger/ü.md")
	check(t, run(t, &Runner{}, "linked"), "linked/b/c.HTM", "linked/z.markdown")
	check(t, run(t, &Runner{}, "notes.txt"), "notes.txt")
	t.Chdir("a")
	check(t, run(t, &Runner{}, "../a", "../with space"), "../a/b/c.HTM", "../a/z.markdown", "../with space/1.md")
}

// TestSubmodule takes a repository that the index names for what it is, and so one
// that git does not yet know.
func TestSubmodule(t *testing.T) {
	write(t, map[string]string{"a.md": "", "inner/i.md": "", "inner/i.go": "", "new/n.md": "", "new/old.md": ""})
	commit := []string{"-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "m"}
	for _, dir := range []string{"inner", "new"} {
		gitDo(t, "init", "-q", dir)
		gitDo(t, "-C", dir, "add", ".")
		gitDo(t, append([]string{"-C", dir}, commit...)...)
	}
	gitDo(t, "init", "-q", ".")
	gitDo(t, "-c", "advice.addEmbeddedRepo=false", "add", "a.md", "inner")
	check(t, run(t, &Runner{}, "."), "a.md", "inner/i.md", "new/n.md", "new/old.md")
	if err := os.RemoveAll("inner"); err != nil {
		t.Fatal(err)
	}
	check(t, run(t, &Runner{}, "."), "a.md", "new/n.md", "new/old.md")
}

// TestLeftOut tells of links to articles that are found in no other way.
func TestLeftOut(t *testing.T) {
	write(t, map[string]string{"in/a.md": "", "in/sub/b.md": "", "in/.hidden/h.md": "", "out/c.md": "", "out/d.go": "", "in/e\t1.md": ""})
	for name, to := range map[string]string{
		"in/dir": "../out", "in/sub/c.md": "../../out/c.md", "in/h.md": ".hidden/h.md", // these three
		"in/d.go": "../out/d.go", "in/copy.md": "a.md", "in/again": "sub", "in/gone.md": "nowhere.md",
	} {
		link(t, to, name)
	}
	for range 2 { // without git, and with it
		var left []string
		r := &Runner{LeftOut: func(link string) { left = append(left, link) }}
		check(t, run(t, r, "in"), "in/a.md", "in/e\t1.md", "in/sub/b.md")
		check(t, left, "in/dir", "in/h.md", "in/sub/c.md")
		left = nil
		check(t, run(t, r, "in/sub", "in/sub/c.md"), "in/sub/b.md", "in/sub/c.md")
		check(t, left)
		gitDo(t, "init", "-q", ".")
		gitDo(t, "add", "in/dir", "in/a.md", "in/copy.md")
	}
}

// TestGitIgnored lints directories that are ignored themselves if they are named.
func TestGitIgnored(t *testing.T) {
	repositoryTree(t)
	check(t, run(t, &Runner{}, "vendor"), "vendor/a.md")
	check(t, run(t, &Runner{}, "build"), "build/out.md")
	check(t, run(t, &Runner{}, "src"),
		"src: no articles here: looked for "+extensions+"; files that git ignores, and those below hidden directories, are left out")
}

// TestGitHook runs as a hook of another repository does.
func TestGitHook(t *testing.T) {
	repositoryTree(t)
	want := run(t, &Runner{}, ".")
	gitDo(t, "init", "-q", "inner/other")
	t.Setenv("GIT_DIR", "inner/other/.git")
	t.Setenv("GIT_INDEX_FILE", "inner/other/.git/index")
	check(t, run(t, &Runner{}, "."), want...)
}

// TestGitComplaint tells what git could not read.
func TestGitComplaint(t *testing.T) {
	write(t, map[string]string{
		"a.md": "", ".git/HEAD": "",
		"bin/git": "#!/bin/sh\nprintf 'a.md\\0'\necho \"warning: could not open directory 'shut/': Permission denied\" >&2\n",
	})
	if err := os.Chmod("bin/git", 0o777); err != nil {
		t.Fatal(err)
	}
	bin, err := filepath.Abs("bin")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	check(t, run(t, &Runner{}, "."), ".: could not open directory 'shut/': Permission denied", "a.md")
}

// TestNoGit walks where git is not installed.
func TestNoGit(t *testing.T) {
	repositoryTree(t)
	t.Setenv("PATH", "")
	if got := run(t, &Runner{}, "."); !slices.Contains(got, "vendor/a.md") {
		t.Errorf("got %q", got)
	}
}
