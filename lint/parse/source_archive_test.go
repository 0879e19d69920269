package parse

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/citevet/citevet/lint"
)

// TestSourceArchives parses the first file of each archive, with its sidecars
// (the files whose names hold ".sources."), and compares the sources that are
// found, and the paragraphs that are left, with the files of these names.
func TestSourceArchives(t *testing.T) {
	paths, _ := filepath.Glob("../../testdata/parse/sources/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no archives")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { testSourceArchive(t, path) })
	}
}

func testSourceArchive(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var options Options
	for _, f := range archive.Files {
		if strings.Contains(f.Name, ".sources.") {
			options.Sidecars = append(options.Sidecars, Sidecar{Path: f.Name, Text: f.Data})
		}
	}
	a, err := Article(archive.Files[0].Name, archive.Files[0].Data, &options)
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	for name, got := range map[string]string{"sources": renderSources(a), "paragraphs": renderParagraphs(a), "notes": renderNotes(a)} {
		i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
		if i < 0 {
			continue
		}
		if want := archive.Files[i].Data; !bytes.Equal([]byte(got), want) && !*update {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
		archive.Files[i].Data = []byte(got)
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// renderSources writes one source a line: key, title, URL, DOI, ISBN, origin and
// list, and below it the canonical URL if it is not plain what that is, and what
// the source's URL span holds if that is not the URL.
func renderSources(a *lint.Article) string {
	var b strings.Builder
	for i := range a.Sources {
		s := &a.Sources[i]
		fmt.Fprintf(&b, "%s | %s | %s | %s | %s | %s | %d\n", s.Key, s.Title, s.URL, s.DOI, s.ISBN, s.Origin, s.List)
		if s.Canonical != s.URL {
			fmt.Fprintf(&b, "    canonical: %s\n", s.Canonical)
		}
		if at := a.Slice(s.URLSpan); at != s.URL && s.File == "" {
			fmt.Fprintf(&b, "    written: %s\n", at)
		}
	}
	return b.String()
}

func renderParagraphs(a *lint.Article) string {
	var b strings.Builder
	for i := range a.Paragraphs {
		fmt.Fprintln(&b, oneLine(a, a.Paragraphs[i].Span))
	}
	return b.String()
}
