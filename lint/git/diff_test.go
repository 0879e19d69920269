package git

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// checkDiff compares a diff with lines such as
//
//	added a.md
//	renamed old.md -> new.md
//	skipped link.md: a symbolic link
func checkDiff(t *testing.T, d *Diff, want ...string) {
	t.Helper()
	var got []string
	for _, c := range d.Changes {
		line := fmt.Sprintf("%s %s", c.Status, c.Path)
		if c.Status == Renamed {
			line = fmt.Sprintf("%s %s -> %s", c.Status, c.OldPath, c.Path)
		}
		got = append(got, line)
		checkChange(t, c)
	}
	for _, s := range d.Skipped {
		got = append(got, fmt.Sprintf("skipped %s: %s", s.Path, s.Reason))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// checkChange checks what a status says of the rest of a change.
func checkChange(t *testing.T, c Change) {
	t.Helper()
	hasBase := c.Status != Added
	if c.Status != Unmerged && hasBase != (c.Old != "") || c.Old != "" && !isID(c.Old) || c.New != "" && !isID(c.New) {
		t.Errorf("%s: blobs %q and %q", c.Path, c.Old, c.New)
	}
	if (c.Status == Deleted || c.Status == Unmerged) && c.New != "" {
		t.Errorf("%s: %s and has blob %s", c.Path, c.Status, c.New)
	}
	if c.Status != Unmerged && hasBase != (c.OldPath != "") || c.Status == Modified && c.OldPath != c.Path {
		t.Errorf("%s: %s, and was at %q", c.Path, c.Status, c.OldPath)
	}
}

// differ returns the three diffs against a base.
func (p place) differ(base string, suffixes ...string) (workTree, index, commit *Diff) {
	p.Helper()
	r := p.open()
	if base == "" {
		var err error
		if base, err = r.HeadTree(p.Context()); err != nil {
			p.Fatal(err)
		}
	}
	workTree, err := r.DiffWorkTree(p.Context(), base, suffixes...)
	if err != nil {
		p.Fatal(err)
	}
	index, err = r.DiffIndex(p.Context(), base, suffixes...)
	if err != nil {
		p.Fatal(err)
	}
	if r.Head == "" {
		return workTree, index, nil
	}
	commit, err = r.DiffCommit(p.Context(), base, r.Head, suffixes...)
	if err != nil {
		p.Fatal(err)
	}
	return workTree, index, commit
}

func TestDiffBeforeFirstCommit(t *testing.T) {
	p := newPlace(t)
	p.write("staged.md", article)
	p.git("add", "-A")
	p.write("new.md", article)
	workTree, index, _ := p.differ("")
	checkDiff(t, workTree, "added new.md", "added staged.md")
	checkDiff(t, index, "added staged.md")
}

func TestDiff(t *testing.T) {
	p := newPlace(t)
	for _, name := range []string{"same.md", "edited.md", "gone.md", "old.md", "picture.png", "d/deep.md"} {
		p.write(name, text(name))
	}
	p.write(".gitignore", "ignored.md\n")
	base := p.commit()
	p.write("edited.md", text("edited.md")+"more\n")
	p.write("d/deep.md", "# Other\n")
	p.git("mv", "old.md", "moved.md")
	p.write("moved.md", text("old.md")+"more\n")
	p.git("rm", "-q", "gone.md")
	p.write("picture.png", "other")
	p.write("copy.md", text("same.md")) // of a file that did not change
	all := []string{
		"added copy.md", "modified d/deep.md", "modified edited.md", "deleted gone.md", "renamed old.md -> moved.md", "modified picture.png",
	}
	p.write("ignored.md", article)
	p.commit()
	for _, d := range diffs(p.differ(base)) {
		checkDiff(t, d, all...)
	}
	for _, d := range diffs(p.differ(base, ".MD", ".txt")) {
		checkDiff(t, d, all[:5]...)
	}
	for _, d := range diffs(p.differ(p.git("rev-parse", "HEAD"))) {
		checkDiff(t, d)
	}
}

// text is a text unlike that of any other name.
func text(name string) string { return "# On " + strings.Repeat(name+"\n", 40) }

func diffs(workTree, index, commit *Diff) []*Diff { return []*Diff{workTree, index, commit} }

func TestDiffPartlyStaged(t *testing.T) {
	p := newPlace(t)
	p.write("both.md", article)
	p.write("unstaged.md", article)
	p.write("untracked.md", text("untracked"))
	p.commit()
	p.write("both.md", article+"staged\n")
	p.git("add", "both.md")
	p.write("both.md", article+"staged\nnot staged\n")
	p.write("unstaged.md", article+"not staged\n")
	p.git("rm", "-q", "--cached", "untracked.md")
	p.write("intended.md", article)
	p.git("add", "--intent-to-add", "intended.md")
	p.write("new.md", article)
	workTree, index, _ := p.differ("")
	checkDiff(t, workTree, "modified both.md", "added intended.md", "added new.md", "modified unstaged.md", "modified untracked.md")
	checkDiff(t, index, "modified both.md", "deleted untracked.md")
	r := p.open()
	blobs := r.Blobs(t.Context())
	defer blobs.Close()
	checkBlob(t, blobs, index.Changes[0].Old, article)
	checkBlob(t, blobs, index.Changes[0].New, article+"staged\n")
	files, err := r.IndexFiles(t.Context(), ".md")
	if err != nil || len(files) != 3 || files["both.md"] != index.Changes[0].New {
		t.Errorf("index %v, error %v", files, err)
	}
}

func checkBlob(t *testing.T, blobs *Blobs, id, want string) {
	t.Helper()
	if text, err := blobs.Read(id, 1<<20); err != nil || string(text) != want {
		t.Errorf("blob %s: %q, error %v; want %q", id, text, err, want)
	}
}

// TestDiffStaged sees what is staged, though the work tree has taken it back.
func TestDiffStaged(t *testing.T) {
	p := newPlace(t)
	p.write("a.md", article)
	p.commit()
	p.write("a.md", article+"more\n")
	p.git("add", "-A")
	p.write("a.md", article)
	workTree, index, commit := p.differ("")
	if len(workTree.Changes) > 0 && workTree.Changes[0].Path != "a.md" {
		t.Errorf("work tree %+v", workTree)
	}
	checkDiff(t, index, "modified a.md")
	checkDiff(t, commit)
}

func TestDiffConflict(t *testing.T) {
	p, _ := branched(t)
	p.write("a.md", "# Ours\n")
	p.write("deleted.md", article+"x")
	p.commit()
	p.git("checkout", "-q", "main")
	p.write("a.md", "# Theirs\n")
	p.commit()
	p.git("checkout", "-q", "side")
	if out, err := p.try("merge", "main"); err == nil {
		t.Fatalf("no conflict: %s", out)
	}
	p.write("new.md", article)
	workTree, index, _ := p.differ("")
	checkDiff(t, workTree, "unmerged a.md", "added b.md", "added new.md")
	checkDiff(t, index, "unmerged a.md", "added b.md")
	files, err := p.open().IndexFiles(t.Context())
	if _, has := files["a.md"]; err != nil || has || files["b.md"] == "" {
		t.Errorf("index %v, error %v", files, err)
	}
}

// oddNames are what the names of files may hold.
var oddNames = []string{
	"with space.md", "tab\there.md", "quo\"te's.md", "new\nline.md", "näïve 日本.md", "back\\slash.md", "-dash.md", ":(top)colon.md",
	"star*.md", "bad\xff\xfeutf8.md", "dir with space/a -> b.md", "M\t100644.md", "? x.md",
}

func TestDiffOddNames(t *testing.T) {
	p := newPlace(t)
	p.write("x/y.md", article)
	base := p.commit()
	var want []string
	for _, name := range oddNames {
		p.write(name, text(name))
		want = append(want, "added "+name)
	}
	slices.Sort(want)
	workTree, index, _ := p.differ(base, ".md")
	checkDiff(t, workTree, want...)
	checkDiff(t, index)
	second := p.commit()
	for _, d := range diffs(p.differ(base, ".md")) {
		checkDiff(t, d, want...)
	}
	files, err := p.open().CommitFiles(t.Context(), second, ".md")
	if err != nil || len(files) != len(oddNames)+1 {
		t.Errorf("files %v, error %v", files, err)
	}
	want = nil
	for _, name := range oddNames {
		p.git("mv", "--", p.open().Top+"/"+name, p.open().Top+"/x/"+strings.ReplaceAll(name, "/", "\n"))
		want = append(want, "renamed "+name+" -> x/"+strings.ReplaceAll(name, "/", "\n"))
	}
	slices.SortFunc(want, func(a, b string) int {
		_, a, _ = strings.Cut(a, " -> x/")
		_, b, _ = strings.Cut(b, " -> x/")
		return strings.Compare(a, b)
	})
	workTree, index, _ = p.differ(second, ".md")
	checkDiff(t, workTree, want...)
	checkDiff(t, index, want...)
}

// TestDiffLinks skips links, and takes what a link has become for new.
func TestDiffLinks(t *testing.T) {
	p := newPlace(t)
	link := func(to, name string) {
		os.Remove(filepath.Join(p.dir, name))
		if err := os.Symlink(to, filepath.Join(p.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	p.write("a.md", article)
	p.write("file-then-link.md", article+"1")
	link("a.md", "link-then-file.md")
	link("a.md", "link-then-link.md")
	link("a.md", "link-then-none.md")
	base := p.commit()
	link("a.md", "file-then-link.md")
	os.Remove(filepath.Join(p.dir, "link-then-file.md"))
	p.write("link-then-file.md", article+"2")
	link("/etc/passwd", "link-then-link.md")
	os.Remove(filepath.Join(p.dir, "link-then-none.md"))
	link("/etc/passwd", "new.md")
	want := []string{
		"added link-then-file.md", "skipped file-then-link.md: a symbolic link",
		"skipped link-then-link.md: a symbolic link", "skipped new.md: a symbolic link",
	}
	workTree, index, _ := p.differ(base)
	checkDiff(t, workTree, want...)
	checkDiff(t, index)
	p.commit()
	for _, d := range diffs(p.differ(base)) {
		checkDiff(t, d, want...)
	}
}

func TestDiffSubmodule(t *testing.T) {
	inner := newPlace(t)
	inner.write("a.md", article)
	inner.commit()
	p := newPlace(t)
	p.write("a.md", article)
	p.write("becomes.md", article)
	base := p.commit()
	p.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "file://"+inner.dir, "sub.md")
	p.commit()
	for _, d := range diffs(p.differ(base, ".md")) {
		checkDiff(t, d)
	}
	sub := place{t, filepath.Join(p.dir, "sub.md")}
	sub.write("a.md", "edited\n")
	sub.write("b.md", "new\n")
	p.git("init", "-q", "nested.md")
	p.write("nested.md/a.md", article)
	workTree, index, _ := p.differ("", ".md")
	checkDiff(t, workTree)
	checkDiff(t, index)
	subTree, _, _ := sub.differ("")
	checkDiff(t, subTree, "modified a.md", "added b.md")
	if r := sub.open(); r.Top != sub.dir {
		t.Errorf("the submodule's top is %s", r.Top)
	}
	files, err := p.open().IndexFiles(t.Context())
	if _, has := files["sub.md"]; err != nil || has {
		t.Errorf("index %v, error %v", files, err)
	}
}

// TestDiffSubmoduleForFile lets a submodule take the place of an article, and an
// article that of a submodule.
func TestDiffSubmoduleForFile(t *testing.T) {
	p := newPlace(t)
	p.write("a.md", article)
	base := p.commit()
	p.git("update-index", "--replace", "--cacheinfo", "160000,"+base+",a.md")
	p.git("commit", "-q", "-m", "c")
	second := p.git("rev-parse", "HEAD")
	r := p.open()
	d, err := r.DiffCommit(t.Context(), base, second)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Changes {
		if c.Status != Deleted {
			t.Errorf("%+v", c)
		}
	}
	d, err = r.DiffCommit(t.Context(), second, base)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Changes {
		if c.Status != Added {
			t.Errorf("%+v", c)
		}
	}
}

func TestDiffWorktree(t *testing.T) {
	p, fork := branched(t)
	other := place{t, filepath.Join(t.TempDir(), "w")}
	p.git("worktree", "add", "-q", other.dir, "main")
	other.write("new.md", article)
	base, err := other.open().Since(t.Context(), "side", none)
	if err != nil || base.Commit != fork {
		t.Fatalf("%+v, error %v", base, err)
	}
	workTree, index, commit := other.differ(fork)
	checkDiff(t, workTree, "added b.md", "added new.md")
	checkDiff(t, index, "added b.md")
	checkDiff(t, commit, "added b.md")
}

func TestDiffSparse(t *testing.T) {
	p, fork := branched(t)
	p.git("update-index", "--skip-worktree", "c.md")
	os.Remove(filepath.Join(p.dir, "c.md"))
	workTree, index, _ := p.differ(fork)
	checkDiff(t, workTree, "skipped c.md: not in the work tree")
	checkDiff(t, index, "added c.md")
}

func TestDiffErrors(t *testing.T) {
	p, _ := branched(t)
	r := p.open()
	const gone = "ffffffffffffffffffffffffffffffffffffffff"
	if _, err := r.DiffWorkTree(t.Context(), gone); err == nil || !strings.HasPrefix(err.Error(), "git diff-index: ") || !strings.Contains(err.Error(), gone) {
		t.Errorf("error %v", err)
	}
	p.write(".git/index", "DIRC but not an index")
	for _, try := range []func() error{
		func() error { _, err := r.DiffWorkTree(t.Context(), r.Head); return err },
		func() error { _, err := r.DiffIndex(t.Context(), r.Head); return err },
		func() error { _, err := r.IndexFiles(t.Context()); return err },
	} {
		if err := try(); err == nil || !strings.HasPrefix(err.Error(), "git ") || strings.Contains(err.Error(), "\n") {
			t.Errorf("error %v", err)
		}
	}
}

func TestParseDiff(t *testing.T) {
	zeros := strings.Repeat("0", 40)
	id := strings.Repeat("a", 40)
	good := ":100644 100644 " + id + " " + id + " M\x00a.md\x00"
	for _, raw := range []string{
		"x", ":100644 100644 " + id + " " + id + " M", good[:len(good)-1], good + "x", ":100644 100644 " + id + " " + id + " R100\x00a\x00",
		":100644 100644 " + id + " " + id + " M\x00\x00", ":a b c d \x00e\x00", ":100644 100644 " + id + " " + id + " R100\x00a\x00\x00",
	} {
		if d, err := parseDiff([]byte(raw)); err == nil {
			t.Errorf("%q: %+v", raw, d)
		}
	}
	d, err := parseDiff([]byte(good + ":100644 000000 " + id + " " + zeros + " U\x00b.md\x00:100644 100644 " + id + " " + zeros + " M\x00b.md\x00"))
	if err != nil {
		t.Fatal(err)
	}
	checkDiff(t, d, "modified a.md", "unmerged b.md")
}
