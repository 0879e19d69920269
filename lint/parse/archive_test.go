package parse

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/citevet/citevet/lint"
)

var update = flag.Bool("update", false, "write the renderings of testdata/parse anew")

// renderings are what an archive may hold beside its article, by file name.
var renderings = map[string]func(*lint.Article) string{
	"sections": renderSections, "sentences": renderSentences, "brackets": renderBrackets, "citations": renderCitations,
	"notes": renderNotes, "suppressions": renderSuppressions,
}

// TestArchives parses the first file of each archive and compares what the
// parser made of it with the other files.
func TestArchives(t *testing.T) {
	paths, _ := filepath.Glob("../../testdata/parse/article/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no archives")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { testArchive(t, path) })
	}
}

func testArchive(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	article, wants := archive.Files[0], archive.Files[1:]
	a, err := Article(article.Name, article.Data, &Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	for i, want := range wants {
		render := renderings[want.Name]
		if render == nil {
			t.Fatalf("%s: no rendering is called %s", path, want.Name)
		}
		got := []byte(render(a))
		if !bytes.Equal(got, want.Data) {
			if !*update {
				t.Errorf("%s: %s: got\n%s\nwant\n%s", path, want.Name, got, want.Data)
			}
			archive.Files[i+1].Data = got
		}
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// oneLine writes the text in a span on one line.
func oneLine(a *lint.Article, s lint.Span) string {
	return strings.Join(strings.Fields(a.Slice(s)), " ")
}

func renderSections(a *lint.Article) string {
	var b strings.Builder
	if a.Title.Len() > 0 {
		fmt.Fprintf(&b, "title: %s\n", oneLine(a, a.Title))
	}
	for i := range a.Sections {
		s := &a.Sections[i]
		fmt.Fprintf(&b, "%d %s: %s (%d paragraphs)\n", s.Level, s.Role, oneLine(a, s.Heading), len(s.Paragraphs))
	}
	return b.String()
}

var coverNames = [...]string{"", " inside", " paragraph", " list", " lead-in", " nearby"}

func renderSentences(a *lint.Article) string {
	var b strings.Builder
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		fmt.Fprintf(&b, "%s\n", p.Kind)
		for j := range p.Sentences {
			s := &p.Sentences[j]
			fmt.Fprintf(&b, "  %s|%s\n", strings.TrimSpace(coverNames[s.Cover]), oneLine(a, s.Span))
		}
	}
	return b.String()
}

func renderBrackets(a *lint.Article) string {
	var b strings.Builder
	for i := range a.Brackets {
		k := &a.Brackets[i]
		fmt.Fprintf(&b, "%s: %s", oneLine(a, k.Span), k.Verdict)
		if k.Style != "" {
			fmt.Fprintf(&b, " %s", k.Style)
		}
		fmt.Fprintf(&b, ", %s", k.Reason)
		if k.Defect != "" {
			fmt.Fprintf(&b, "; %s", k.Defect)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func renderCitations(a *lint.Article) string {
	var b strings.Builder
	for i := range a.Citations {
		c := &a.Citations[i]
		fmt.Fprintf(&b, "%s %s: %s", c.Style, c.Key, oneLine(a, c.Span))
		if c.Source != nil {
			fmt.Fprintf(&b, " -> %s %q", c.Source.Key, c.Source.Title)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func renderNotes(a *lint.Article) string {
	var b strings.Builder
	for _, n := range a.Notes {
		at := a.Position(n.Span.Start)
		fmt.Fprintf(&b, "%d:%d %s\n", at.Line, at.Column, n.Message)
	}
	return b.String()
}

func renderSuppressions(a *lint.Article) string {
	var b strings.Builder
	for _, s := range a.Suppressions {
		fmt.Fprintf(&b, "%q %q %q: %s\n", s.Rule, s.Reason, s.Problem, oneLine(a, s.Scope))
	}
	return b.String()
}
