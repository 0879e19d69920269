package git

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// marker is where a planted program says that it was run.
func (p place) marker() string { return filepath.Join(p.dir, ".git", "was-run") }

// plant makes a program that leaves a mark, and the value of settings of git.
func (p place) plant(settings ...string) string {
	p.Helper()
	program := filepath.Join(p.dir, ".git", "evil.sh")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho run >> '"+p.marker()+"'\nexec cat\n"), 0o777); err != nil {
		p.Fatal(err)
	}
	for _, setting := range settings {
		p.git("config", setting, program)
	}
	return program
}

// untouched fails the test if a planted program was run.
func (p place) untouched() {
	p.Helper()
	if ran, err := os.ReadFile(p.marker()); err == nil {
		p.Errorf("a planted program was run %d times", strings.Count(string(ran), "\n"))
		os.Remove(p.marker())
	}
}

// touched fails the test if no planted program was run: then it tests nothing.
func (p place) touched(what string) {
	p.Helper()
	if err := os.Remove(p.marker()); err != nil {
		p.Errorf("%s runs no planted program: %v", what, err)
	}
}

// useAll does all that the package can do in a repository.
func useAll(p place) {
	p.Helper()
	r := p.open()
	base, err := r.Since(p.Context(), "HEAD~1", none)
	if err != nil {
		p.Fatal(err)
	}
	for _, d := range diffs(p.differ(base.Commit)) {
		blobs := r.Blobs(p.Context())
		for _, c := range d.Changes {
			for _, id := range []string{c.Old, c.New} {
				if id == "" {
					continue
				}
				if _, err := blobs.Read(id, 1<<20); err != nil {
					p.Error(err)
				}
			}
		}
		if err := blobs.Close(); err != nil {
			p.Error(err)
		}
	}
	_, err1 := r.IndexFiles(p.Context())
	_, err2 := r.CommitFiles(p.Context(), r.Head)
	if _, err3 := r.Since(p.Context(), Auto, environ(map[string]string{"CHANGE_TARGET": "main"})); errors.Join(err1, err2, err3) != nil {
		p.Error(err1, err2, err3)
	}
}

// hostile is a repository that would run a program on every occasion that its
// files and its configuration can name.
func hostile(t *testing.T) place {
	p := newPlace(t)
	inner := newPlace(t)
	inner.write("a.md", article)
	inner.commit()
	p.write("a.md", article)
	p.write("b.md", article+"b\n")
	p.write("renamed.md", article+strings.Repeat("other\n", 40))
	p.commit()
	p.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "file://"+inner.dir, "sub")
	p.write("a.md", article+"more\n")
	p.commit()

	program := p.plant(
		"core.fsmonitor", "core.pager", "pager.diff-index", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
		"core.alternateRefsCommand", "diff.external", "diff.evil.command", "diff.evil.textconv", "merge.evil.driver",
		"filter.evil.clean", "filter.evil.smudge", "filter.odd name.Two.clean", "filter.process.process",
		"credential.helper", "gpg.program", "sequence.editor", "uploadpack.packObjectsHook", "interactive.diffFilter",
	)
	p.git("config", "filter.evil.required", "true")
	p.git("config", "submodule.recurse", "true")
	p.git("config", "diff.submodule", "diff")
	p.git("config", "diff.ignoreSubmodules", "none")
	for _, alias := range []string{"diff-index", "ls-files", "cat-file", "rev-parse"} {
		p.git("config", "alias."+alias, "!"+program)
	}
	p.write(".gitattributes", "* diff=evil merge=evil\n*.md filter=evil\nb.md filter=process\nrenamed*.md filter=\"odd name.Two\"\n")
	p.write(".git/info/attributes", "* diff=evil\n")
	hook := "#!/bin/sh\nexec '" + program + "'\n"
	for _, name := range []string{"post-index-change", "reference-transaction", "pre-commit", "fsmonitor-watchman", "post-checkout"} {
		path := filepath.Join(p.dir, ".git", "hooks", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(hook), 0o777)); err != nil {
			t.Fatal(err)
		}
	}
	sub := place{t, filepath.Join(p.dir, "sub")}
	sub.git("config", "core.fsmonitor", program)
	sub.write("a.md", "# Edited\n")
	sub.write("new.md", "# New\n")
	makeRacy(p)
	os.Remove(p.marker())
	return p
}

// makeRacy changes files so that git has to compare their bytes with blobs: some
// have the size and the time that the index has, one is renamed and edited.
func makeRacy(p place) {
	p.Helper()
	then := time.Now().Add(time.Hour) // not older than the index
	for name, text := range map[string]string{"b.md": article + "c\n", "a.md": article + "MORE\n"} {
		p.write(name, text)
		if err := os.Chtimes(filepath.Join(p.dir, name), then, then); err != nil {
			p.Fatal(err)
		}
	}
	p.write("renamed-too.md", article+strings.Repeat("other\n", 39))
	p.git("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=", "add", "-N", "renamed-too.md")
	if err := os.Remove(filepath.Join(p.dir, "renamed.md")); err != nil {
		p.Fatal(err)
	}
}

// TestHostile reads a repository of which every setting names a program.
func TestHostile(t *testing.T) {
	p := hostile(t)
	p.try("ls-files", "--others")
	p.touched("git ls-files")
	p.try("-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "diff-index", "--find-renames", "--raw", "--ignore-submodules", "HEAD")
	p.touched("git diff-index, by way of a filter,")
	useAll(p)
	p.untouched()
	workTree, _, _ := p.differ("HEAD~1")
	checkDiff(t, workTree, "added .gitattributes", "added .gitmodules", "modified a.md", "modified b.md", "renamed renamed.md -> renamed-too.md")
	p.untouched()
}

// TestHostileFilterName has a filter whose name cannot be given on the command
// line.
func TestHostileFilterName(t *testing.T) {
	p, fork := branched(t)
	p.write(".git/config", "[filter \"a=b\"]\n\tclean = "+p.plant()+"\n")
	_, err := p.open().DiffWorkTree(t.Context(), fork)
	checkError(t, err, `the configuration of the repository has the filter "filter.a=b", which cannot be switched off: give it a name without =`)
	p.untouched()
}

// TestHostileDirectory is in a directory of articles that looks like a
// repository without a work tree.
func TestHostileDirectory(t *testing.T) {
	p := newPlace(t)
	fake := place{t, filepath.Join(p.dir, "articles")}
	p.write("articles/a.md", article)
	p.write("articles/HEAD", "ref: refs/heads/main\n")
	p.write("articles/refs/heads/.keep", "")
	p.write("articles/objects/.keep", "")
	p.write("articles/config", "[core]\n\tbare = false\n\tworktree = "+fake.dir+"\n\tfsmonitor = "+p.plant()+"\n")
	if _, err := Open(t.Context(), fake.dir); err == nil || !strings.Contains(err.Error(), "without a work tree") {
		t.Errorf("error %v", err)
	}
	p.untouched()
}

// TestKilled ends a git that does not come to an end by itself.
func TestKilled(t *testing.T) {
	p := newPlace(t)
	p.write("a.md", article)
	p.commit()
	r := p.open()
	bin := t.TempDir()
	started := filepath.Join(bin, "started")
	script := "#!/bin/sh\ntouch '" + started + "'\nexec sleep 600\n"
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	for _, try := range []func(context.Context) error{
		func(ctx context.Context) error { _, err := r.DiffIndex(ctx, r.Head); return err },
		func(ctx context.Context) error {
			_, err := r.Blobs(ctx).Read(strings.Repeat("0", 40), 1)
			return err
		},
	} {
		os.Remove(started)
		ctx, cancel := context.WithCancelCause(t.Context())
		cause := errors.New("enough")
		go func() {
			for {
				if _, err := os.Stat(started); err == nil {
					cancel(cause)
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
		if err := try(ctx); !errors.Is(err, cause) {
			t.Errorf("error %v", err)
		}
	}
}
