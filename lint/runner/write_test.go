package runner

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
)

// writeFiles makes files in the working directory.
func writeFiles(t *testing.T, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// checkFiles compares the files below the working directory with those that are
// wanted: no other may be left.
func checkFiles(t *testing.T, want map[string]string) {
	t.Helper()
	got := make(map[string]string)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		got[filepath.ToSlash(path)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is %q, want %q", name, got[name], text)
		}
		delete(got, name)
	}
	for name := range got {
		t.Errorf("%s is left", name)
	}
}

func TestReplaceAll(t *testing.T) {
	t.Chdir(t.TempDir())
	old := map[string]string{"a.md": "a", "b.yaml": "b"}
	both := []lint.Rewrite{{Path: "a.md", Old: "a", New: "aa"}, {Path: "b.yaml", Old: "b", New: "bb"}}

	writeFiles(t, old)
	if err := replaceAll("a.md", both); err != nil {
		t.Error(err)
	}
	checkFiles(t, map[string]string{"a.md": "aa", "b.yaml": "bb"})

	for _, other := range []string{"x", "longer"} { // someone else has written the second one
		writeFiles(t, map[string]string{"a.md": "a", "b.yaml": other})
		if err := replaceAll("a.md", both); !errors.Is(err, errChanged) {
			t.Errorf("changed in the meantime: %v", err)
		}
		checkFiles(t, map[string]string{"a.md": "a", "b.yaml": other})
	}

	if err := os.Remove("b.yaml"); err != nil {
		t.Fatal(err)
	}
	if err := replaceAll("a.md", both); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "b.yaml") {
		t.Errorf("removed in the meantime: %v", err)
	}
	checkFiles(t, map[string]string{"a.md": "a"})

	if err := os.Mkdir("b.yaml", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := replaceAll("a.md", both); err == nil {
		t.Error("a directory was replaced")
	}
	checkFiles(t, map[string]string{"a.md": "a"})
}

// TestTakeBack takes back what is in its place when another file cannot be.
func TestTakeBack(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.md": "new"})
	if err := takeBack([]lint.Rewrite{{Path: "a.md", Old: "old", New: "new"}}); err != nil {
		t.Error(err)
	}
	checkFiles(t, map[string]string{"a.md": "old"})
	if err := takeBack([]lint.Rewrite{{Path: "gone.md", Old: "old"}}); err == nil || !strings.Contains(err.Error(), "gone.md is fixed") {
		t.Errorf("a file that is gone: %v", err)
	}
}

const (
	portsText = "# Ports\n\nPorts silt up [2]. Dredging is dear [1].\n"
	portsList = "- {key: 1, title: Dredging, url: \"https://example.org/dredging\"}\n- {key: 2, title: Silt, url: \"https://example.org/silt\"}\n"
)

// fixPorts has a runner fix an article and the list beside it. Meanwhile is called
// when both have been read.
func fixPorts(t *testing.T, meanwhile func()) *lint.Result {
	t.Helper()
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"ports.md": portsText, "ports.sources.yaml": portsList})
	r := &Runner{
		Loader: &config.Loader{Rules: rules.All, None: true, Only: []string{"unordered-sources"}},
		Fix: &Fix{Unsafe: true, Write: true, Known: func(string, *lint.Diagnostic) bool {
			meanwhile()
			return false
		}},
	}
	var last *lint.Result
	if err := r.Run(context.Background(), []string{"ports.md"}, func(r *lint.Result) error {
		last = r
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return last
}

func TestFixTogether(t *testing.T) {
	r := fixPorts(t, func() {})
	if r.Err != nil || len(r.Fixed) != 1 || len(r.Rewrites) != 2 || r.Rewrites[0].Path != "ports.md" || len(r.Findings) > 0 {
		t.Errorf("%+v", r)
	}
	checkFiles(t, map[string]string{"ports.md": r.Rewrites[0].New, "ports.sources.yaml": r.Rewrites[1].New})
}

// TestFixChanged shows that nothing is written where the article or its list is
// not what was read.
func TestFixChanged(t *testing.T) {
	for _, name := range []string{"ports.md", "ports.sources.yaml"} {
		r := fixPorts(t, func() { writeFiles(t, map[string]string{name: "other"}) })
		if r.Err == nil || !errors.Is(r.Err, errChanged) || strings.Contains(r.Err.Error(), name) != (name != r.Path) {
			t.Errorf("%s was changed: %v", name, r.Err)
		}
		want := map[string]string{"ports.md": portsText, "ports.sources.yaml": portsList}
		want[name] = "other"
		checkFiles(t, want)
	}
}

// TestFixReadOnly shows that a file that may not be written to is not replaced.
func TestFixReadOnly(t *testing.T) {
	r := fixPorts(t, func() {
		if err := os.Chmod("ports.sources.yaml", 0o444); err != nil {
			t.Error(err)
		}
	})
	if os.Geteuid() == 0 {
		return // who may write to everything
	}
	if !errors.Is(r.Err, fs.ErrPermission) {
		t.Errorf("a file that may not be written to: %v", r.Err)
	}
	checkFiles(t, map[string]string{"ports.md": portsText, "ports.sources.yaml": portsList})
}
