package parse

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"

	"golang.org/x/tools/txtar"
)

// addSourceFiles adds the files of the source archives with an extension to a
// fuzzer's corpus.
func addSourceFiles(f *testing.F, extension string) {
	paths, _ := filepath.Glob("../../testdata/parse/sources/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if filepath.Ext(file.Name) == extension {
				f.Add(string(file.Data))
			}
		}
	}
}

func FuzzFrontMatter(f *testing.F) {
	addSourceFiles(f, ".md")
	for _, matter := range []string{
		"---\na: &a [1, 1]\nb: &b [*a, *a]\nsources: [*b, *b, *b]\n---\n", "---\nsources:\r\n- 'it''s https://a.b/c'\r\n- \"\\u0041\"\r\n---\r\n",
		"---\nsources:\n- |\n  [1] a\n  b\n- !!str &x 'y'\n- >-\n\n  z\n---\nx", "+++\n[sources]\na.b.c = 1\na.b = [{x=1}, []]\n[[sources]]\n+++\n",
		"---\n\u2028title: x\u0085sources: y\n---", "\ufeff+++\ntitle='''\nx'''\n+++",
	} {
		f.Add(matter)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := &draft{format: lint.Markdown, text: text, bytes: []byte(text), prose: make([]byte, len(text))}
		body := d.readFrontMatter()
		if body < 0 || body > len(text) {
			t.Fatalf("the body begins at %d of %d", body, len(text))
		}
		matter := lint.Span{End: body}
		if !matter.Contains(d.title) {
			t.Errorf("the title %v lies outside of the front matter", d.title)
		}
		for _, s := range d.sources {
			if s.Span.Len() == 0 || !matter.Contains(s.Span) || s.URLSpan.Len() > 0 && !s.Span.Contains(s.URLSpan) {
				t.Errorf("source %q: span %v, URL %v, front matter %v", s.Key, s.Span, s.URLSpan, matter)
			}
		}
		for _, n := range d.notes {
			if !matter.Contains(n.Span) {
				t.Errorf("note %q at %v", n.Message, n.Span)
			}
		}
	})
}

func FuzzBibTeX(f *testing.F) {
	addSourceFiles(f, ".bib")
	for _, text := range []string{
		"@string{a=\"x\"} @string{b=a#a#a} @misc{k, title=b#b#{ {\\\"o}\\'", "@a(b,c=d)@e{", "@comment{@misc{x}} @misc{,title={}}", "@misc{k title={x} url}", "@{@@misc{=,=}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		records, problem := readBibTeX(text)
		if problem != nil && (problem.offset < 0 || problem.offset > len(text)) {
			t.Errorf("%q at %d of %d", problem.message, problem.offset, len(text))
		}
		total := 0
		for i := range records {
			if s := records[i].span; s.Len() <= 0 || s.End > len(text) || text[s.Start] != '@' {
				t.Errorf("entry %q at %v", records[i].key, s)
			}
			total += len(records[i].title) + len(records[i].url)
		}
		if limit := 4*maxBibValue*len(records) + 4*len(text); total > limit {
			t.Errorf("%d bytes of values of %d bytes of text", total, len(text))
		}
	})
}

func FuzzSidecar(f *testing.F) {
	for _, extension := range []string{".txt", ".json", ".yaml", ".bib"} {
		paths, _ := filepath.Glob("../../testdata/parse/sources/*.txtar")
		for _, path := range paths {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range archive.Files {
				if strings.HasSuffix(file.Name, ".sources"+extension) {
					f.Add(extension, string(file.Data))
				}
			}
		}
	}
	f.Add(".json", `{"references": [{"id": 1, "title": ["x"]}, null, {"a": {"url": "b"}}]} x`)
	f.Add(".yaml", "sources: [&a {url: https://x.y/z}, *a, [x]]")
	f.Fuzz(func(t *testing.T, extension, text string) {
		d := &draft{}
		err := d.readSidecars([]Sidecar{{Path: "a" + extension, Text: []byte(text)}})
		if err != nil && !strings.HasPrefix(err.Error(), "a"+extension+":") {
			t.Errorf("the error does not name the file: %v", err)
		}
		for _, s := range d.sources {
			if s.File == "" || s.Origin != lint.FromSidecar || s.Span.Len()+s.URLSpan.Len() > 0 ||
				s.FileSpan.End > len(text) || s.KeySpan.Len() > 0 && (!s.FileSpan.Contains(s.KeySpan) || text[s.KeySpan.Start:s.KeySpan.End] != s.Key) {
				t.Errorf("source %+v", s)
			}
		}
	})
}
