package runner

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint/config"
)

// readSidecars returns the names and texts of an article's sidecars.
func readSidecars(t *testing.T, r *Runner, article string) string {
	t.Helper()
	c, err := r.Loader.For(article)
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.sidecars(&target{path: article}, c)
	if err != nil {
		return err.Error()
	}
	var all []string
	for _, s := range found {
		all = append(all, s.Path+"="+string(s.Text))
	}
	return strings.Join(all, " ")
}

func TestSidecars(t *testing.T) {
	write(t, map[string]string{
		"a.md": "", "a.sources.bib": "A", "a.sources.yaml": "B", "a.b.md": "", "a.b.sources.json": "C", "sources.txt": "D",
		"d/b.txt": "", "d/.citevet.yaml": "sources: [../shared.bib, refs.txt]\n", "d/refs.txt": "E", "shared.bib": "F", "d/b.sources.yml": "G",
		"e/c.md": "", "e/.citevet.yaml": "extends: recommended\n\nsources: [gone.bib]\n",
		"f/c.md": "", "f/.citevet.yaml": "sources: [refs.doc]\n", "f/refs.doc": "",
		"g/c.md": "", "g/.citevet.yaml": "sources: [refs.txt]\n", "g/refs.txt/x": "",
	})
	r := &Runner{Loader: &config.Loader{}}
	for article, want := range map[string]string{
		"a.md":    "a.sources.yaml=B a.sources.bib=A",
		"a.b.md":  "a.b.sources.json=C",
		"d/b.txt": "d/b.sources.yml=G shared.bib=F d/refs.txt=E",
		"e/c.md":  "e/gone.bib, a list of sources that e/.citevet.yaml:3 names: no such file or directory",
		"f/c.md":  "f/refs.doc, a list of sources that f/.citevet.yaml:1 names: no list of sources has such a name: want .yaml, .yml, .json, .txt or .bib",
		"g/c.md":  "g/refs.txt, a list of sources that g/.citevet.yaml:1 names: a directory, not a file",
	} {
		if got := readSidecars(t, r, article); got != want {
			t.Errorf("%s: got %q, want %q", article, got, want)
		}
	}
}

// TestSidecarsOutside reads nothing that a stranger's configuration or link
// leads to.
func TestSidecarsOutside(t *testing.T) {
	write(t, map[string]string{
		"secret.txt":                   "key",
		"secret.yaml":                  "key",
		"repo/sub/a.md":                "",
		"repo/sub/.citevet.yaml":       "root: true\nsources: [../refs.txt]\n",
		"repo/refs.txt":                "R",
		"repo/up/a.md":                 "",
		"repo/up/.citevet.yaml":        "root: true\nsources: [../../secret.txt]\n",
		"repo/link/a.md":               "",
		"repo/link/.citevet.yaml":      "root: true\nsources: [in.txt]\n",
		"repo/beside/a.md":             "",
		"repo/beside/b.md":             "",
		"repo/absolute/a.md":           "",
		"repo/absolute/.citevet.yaml":  "",
		"repo/.git/HEAD":               "",
		"repo/elsewhere/not/the/cwd/x": "",
	})
	secret, err := filepath.Abs("secret.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("repo/absolute/.citevet.yaml", []byte("root: true\nsources: ['"+secret+"']\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	link(t, "../../secret.txt", "repo/link/in.txt")
	link(t, "../../secret.yaml", "repo/beside/a.sources.yaml")
	link(t, "../refs.txt", "repo/beside/b.sources.txt")
	t.Chdir("repo/elsewhere")
	r := &Runner{Loader: &config.Loader{}}
	if got := readSidecars(t, r, "../sub/a.md"); !strings.HasSuffix(got, "refs.txt=R") {
		t.Errorf("got %q", got)
	}
	if got := readSidecars(t, r, "../beside/b.md"); !strings.HasSuffix(got, "b.sources.txt=R") {
		t.Errorf("got %q", got)
	}
	for _, article := range []string{"../up/a.md", "../link/a.md", "../absolute/a.md", "../beside/a.md"} {
		got := readSidecars(t, r, article)
		if !strings.HasSuffix(got, ": outside of the working directory and of the repository, so it is not read") {
			t.Errorf("%s: got %q", article, got)
		}
	}
}
