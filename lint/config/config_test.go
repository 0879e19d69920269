package config_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the expected results and the schema")

// exampleOptions has a field of every kind that options may have.
type exampleOptions struct {
	MaxSources  int           `doc:"how many"`
	MinURLShare float64       `doc:"which share"`
	Strict      bool          `doc:"whether"`
	Words       []string      `doc:"which words"`
	Name        string        `doc:"a name"`
	AtLeast     lint.Severity `doc:"from which severity on"`
}

// exampleRules stand in for the built-in ones, whose names and defaults may
// change.
var exampleRules = []*lint.Rule{
	{Name: "plain", Doc: "plain things", Group: lint.Claims, Severity: lint.Warning},
	{Name: "graded", Doc: "graded things", Group: lint.Claims, Severity: lint.Error},
	{Name: "quiet", Doc: "quiet things", Group: lint.Sources, Severity: lint.Info},
	{Name: "off-by-default", Doc: "odd things", Group: lint.Sources, Severity: lint.Off},
	{
		Name: "options", Doc: "things to choose from\n\nAnd more.", Group: lint.Sources, Severity: lint.Warning,
		Options: exampleOptions{MaxSources: 5, MinURLShare: 0.5, Words: []string{"some"}, Name: "x", AtLeast: lint.Warning},
	},
}

// Each archive holds files, the flags that the loader is given, and, as
// want/PATH, what is in force for the article at PATH.
func TestArchives(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "config", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { testArchive(t, path) })
	}
}

func testArchive(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	l := unpack(t, archive)
	for i := range archive.Files {
		f := &archive.Files[i]
		var got string
		if article, ok := strings.CutPrefix(f.Name, "want/"); ok {
			got = describe(l.For(filepath.FromSlash(article)))
		} else if f.Name == "validate" {
			got = fmt.Sprintln(l.Validate())
		} else {
			continue
		}
		if *update {
			f.Data = []byte(got)
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// unpack writes the files of an archive into a new working directory and makes
// the loader that it asks for.
func unpack(t *testing.T, archive *txtar.Archive) *config.Loader {
	t.Helper()
	t.Chdir(t.TempDir())
	l := &config.Loader{Rules: exampleRules}
	for _, f := range archive.Files {
		switch {
		case f.Name == "validate" || strings.HasPrefix(f.Name, "want/"):
		case f.Name == "loader":
			setFlags(t, l, string(f.Data))
		default:
			write(t, f.Name, f.Data)
		}
	}
	return l
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func setFlags(t *testing.T, l *config.Loader, text string) {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch words[0] {
		case "file":
			l.File = words[1]
		case "none":
			l.None = true
		case "only":
			l.Only = words[1:]
		case "off":
			l.Off = words[1:]
		default:
			t.Fatalf("no flag %q", line)
		}
	}
}

// describe writes what is in force, as far as it is not so by default.
func describe(c *config.Config, err error) string {
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	if c.Exclude {
		b.WriteString("excluded\n")
	}
	if len(c.Files) > 0 {
		fmt.Fprintf(&b, "files %s\n", filepath.ToSlash(strings.Join(c.Files, " ")))
	}
	for _, s := range c.Settings {
		if s.From != "default" {
			fmt.Fprintf(&b, "%s: %s (%s)\n", s.Name, filepath.ToSlash(s.Value), filepath.ToSlash(s.From))
		}
	}
	for i := range c.Checks {
		if check := &c.Checks[i]; check.Severity != lint.Default || check.Options != nil {
			fmt.Fprintf(&b, "check %s %s%s\n", check.Rule.Name, check.Severity, options(check))
		}
	}
	for _, role := range []lint.Role{lint.Body, lint.Summary, lint.Conclusion, lint.SourceList, lint.Boilerplate} {
		if headings, ok := c.Headings[role]; ok {
			fmt.Fprintf(&b, "headings %s %q\n", role, headings)
		}
	}
	if len(c.Sources) > 0 {
		fmt.Fprintf(&b, "sources %q\n", c.Sources)
	}
	return b.String()
}

func options(c *lint.Check) string {
	if c.Options == nil {
		return ""
	}
	return fmt.Sprintf(" %+v", c.Options)
}
