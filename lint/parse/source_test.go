package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// pageDraft is a draft of a page as its reader leaves it: every tag is masked, the
// items of the list are blocks, and links have been noted.
func pageDraft(text string, items []string, links map[string]string) *draft {
	d := &draft{format: lint.HTML, text: text, bytes: []byte(text), prose: make([]byte, len(text))}
	d.keep(lint.Span{End: len(text)})
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			break
		}
		end := at + open + strings.IndexByte(text[at+open:], '>') + 1
		d.mask(lint.Span{Start: at + open, End: end})
		at = end
	}
	for i, item := range items {
		start := strings.Index(text, item)
		d.blocks = append(d.blocks, block{
			kind: itemBlock, span: lint.Span{Start: start, End: start + len(item)}, list: 1,
			marker: fmt.Sprintf("%d.", i+1), id: fmt.Sprintf("cite_note-%d", i+1), masked: true,
		})
	}
	for label, url := range links {
		start := strings.Index(text, label)
		d.links = append(d.links, link{
			span:  lint.Span{Start: strings.LastIndex(text[:start], "<a"), End: start + len(label) + len("</a>")},
			label: lint.Span{Start: start, End: start + len(label)}, url: url,
		})
	}
	d.sortInline()
	return d
}

func TestPageSources(t *testing.T) {
	items := []string{
		`<a href="#cite_ref-1">^</a> Smith, <a href="https://example.org/sleep?a=1&amp;b=2">On Sleep at Night</a>, 2020.`,
		`<a href="#cite_ref-2">↑</a> <i>Okafor</i>, On Naps. <br>ISBN 978-0-306-40615-7`,
	}
	d := pageDraft("<ol><li id=\"cite_note-1\">"+items[0]+"</li><li id=\"cite_note-2\">"+items[1]+"</li></ol>", items, map[string]string{
		"^": "#cite_ref-1", "On Sleep at Night": "https://example.org/sleep?a=1&b=2", "↑": "#cite_ref-2",
	})
	d.takeSources([]sectionDraft{{Section: lint.Section{Role: lint.SourceList}, last: 2}})
	if len(d.sources) != 2 {
		t.Fatalf("%d sources, not 2", len(d.sources))
	}
	first, second := d.sources[0], d.sources[1]
	for _, test := range []struct{ what, got, want string }{
		{"key", first.Key, "1"},
		{"title", first.Title, "On Sleep at Night"},
		{"URL", first.URL, "https://example.org/sleep?a=1&amp;b=2"},
		{"written URL", d.text[first.URLSpan.Start:first.URLSpan.End], "https://example.org/sleep?a=1&amp;b=2"},
		{"canonical URL", first.Canonical, "https://example.org/sleep?a=1&b=2"},
		{"second key", second.Key, "2"},
		{"second title", second.Title, "Okafor, On Naps"},
		{"ISBN", second.ISBN, "978-0-306-40615-7"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.what, test.got, test.want)
		}
	}
	for i, id := range []string{"cite_note-1", "cite_note-2"} {
		if d.ids[id] != i+1 {
			t.Errorf("%s leads to source %d", id, d.ids[id])
		}
		if !d.blocks[i].entry {
			t.Errorf("block %d is prose", i)
		}
	}
}

func TestSidecarErrors(t *testing.T) {
	for _, test := range []struct{ path, text, want string }{
		{"a.json", "[\n  {\"id\": 1,}\n]", "a.json:2:12: invalid character '}' looking for beginning of object key string"},
		{"a.json", "[{\"id\": 1}", "a.json:1:11: the value has no end"},
		{"a.json", "[\"https://example.org\", [1]]", "a.json:1:25: this is no source: want a URL, a text or a mapping with a title, url or doi"},
		{"a.json", strings.Repeat("[", 100), "a.json:1:35: it is nested too deeply"},
		{"a.yaml", "- title: [x\n- y\n", "a.yaml:3:1: did not find expected ',' or ']' while parsing a flow sequence"},
		{"a.yaml", "- x\n- [y]\n", "a.yaml:2:3: this is no source: want a URL, a text or a mapping with a title, url or doi"},
		{"a.bib", "@misc{a, title={x}}\n@misc{b, title={y}\n", "a.bib:2:1: the entry has no end: a brace or a quotation mark is not closed"},
		{"a.txt", "x\x00", "a.txt:1:2: a binary file, not a list of sources"},
		{"a.csv", "x", "a.csv:1:1: a list of sources has the extension .yaml, .json, .bib or .txt"},
		{"ü.json", "\ufeff[\"ü\", y]", "ü.json:1:7: invalid character 'y' looking for beginning of value"},
	} {
		d := &draft{}
		err := d.readSidecars([]Sidecar{{Path: test.path, Text: []byte(test.text)}})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: %q: got %v, want %s", test.path, test.text, err, test.want)
		}
	}
}

func TestDecodeLaTeX(t *testing.T) {
	for in, want := range map[string]string{
		`Schr{\"o}dinger`:                     "Schrödinger",
		`{\'E}tude {\` + "`" + `a} la`:        "Étude à la",
		`Gar\c{c}on, \v{S}koda, \o re`:        "Garçon, Škoda, øre",
		`\textit{Homo} \& {S}apiens~--- 50\%`: "Homo & Sapiens — 50%",
		"``Quoted'' pp. 3--4":                 "“Quoted” pp. 3–4",
		`na\"{\i}ve`:                          "naïve",
		`a\`:                                  "a",
		`{{}`:                                 "",
	} {
		if got := decodeLaTeX(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
