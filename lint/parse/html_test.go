package parse

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/citevet/citevet/lint"
)

const htmlArchives = "../../testdata/parse/html"

// TestHTMLArchives reads the input of each archive and compares every rendering
// of the draft that the archive holds.
func TestHTMLArchives(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(htmlArchives, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in %s: %v", htmlArchives, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { testHTMLArchive(t, path) })
	}
}

func testHTMLArchive(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	input := archive.Files[0]
	d := draftHTML(input.Name, string(input.Data))
	if filepath.Ext(input.Name) == ".html" {
		checkHTML(t, d)
	}
	got := &txtar.Archive{Comment: archive.Comment, Files: append([]txtar.File{input}, renderDraft(d)...)}
	if *update {
		if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// draftHTML reads a page, or a Markdown file with HTML in it.
func draftHTML(name, text string) *draft {
	format, _ := FormatOf(name)
	d, err := newDraft(name, format, []byte(text))
	if err != nil {
		panic(err)
	}
	if format == lint.Markdown {
		readMarkdown(d, 0)
	} else {
		readHTML(d, lint.Span{End: len(d.text)})
	}
	d.sortInline()
	return d
}

// renderDraft writes what a draft holds, a file for each kind of thing that it
// has any of.
func renderDraft(d *draft) []txtar.File {
	var title, blocks, links, superscripts, comments, notes strings.Builder
	if d.title.Len() > 0 {
		fmt.Fprintln(&title, d.showProse(d.title))
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		fmt.Fprintf(&blocks, "%s: %s\n", showBlock(b), d.showProse(b.span))
	}
	for _, l := range d.links {
		mark := ""
		if l.image {
			mark = " image"
		}
		fmt.Fprintf(&links, "%q%s %s\n", d.showProse(l.label), mark, l.url)
	}
	for _, s := range d.superscripts {
		fmt.Fprintln(&superscripts, d.showProse(s))
	}
	for _, s := range d.comments {
		fmt.Fprintln(&comments, d.text[s.Start:s.End])
	}
	for _, n := range d.notes {
		fmt.Fprintf(&notes, "%q %s\n", d.text[n.Span.Start:n.Span.End], n.Message)
	}
	var files []txtar.File
	for _, f := range []struct{ name, text string }{
		{"title", title.String()},
		{"blocks", blocks.String()},
		{"links", links.String()},
		{"superscripts", superscripts.String()},
		{"comments", comments.String()},
		{"notes", notes.String()},
	} {
		if f.text != "" {
			files = append(files, txtar.File{Name: f.name, Data: []byte(f.text)})
		}
	}
	return files
}

var blockNames = [...]string{"paragraph", "heading", "item", "quotation", "caption", "cell"}

// showBlock writes what a block is: its kind and the fields that are set.
func showBlock(b *block) string {
	var s strings.Builder
	s.WriteString(blockNames[b.kind])
	if b.level > 0 {
		fmt.Fprintf(&s, " %d", b.level)
	}
	if b.list > 0 {
		fmt.Fprintf(&s, " list=%d", b.list)
	}
	if b.kind == cellBlock {
		fmt.Fprintf(&s, " row=%d", b.row)
	}
	if b.marker != "" {
		fmt.Fprintf(&s, " %q", b.marker)
	}
	if b.id != "" {
		fmt.Fprintf(&s, " #%s", b.id)
	}
	for _, flag := range []struct {
		set  bool
		name string
	}{{b.bold, "bold"}, {b.chrome, "chrome"}, {b.note, "note"}} {
		if flag.set {
			s.WriteString(" " + flag.name)
		}
	}
	return s.String()
}

// showProse writes the prose of a span on one line: "·" stands for masked bytes,
// however many.
func (d *draft) showProse(s lint.Span) string {
	var b strings.Builder
	masked := false
	for _, c := range d.prose[s.Start:s.End] {
		if c == 0 {
			if !masked {
				b.WriteString("·")
			}
			masked = true
			continue
		}
		masked = false
		if c == '\n' {
			c = ' '
		}
		b.WriteByte(c)
	}
	return b.String()
}

// checkHTML checks what readHTML promises for any input.
func checkHTML(t *testing.T, d *draft) {
	t.Helper()
	if len(d.prose) != len(d.text) {
		t.Fatalf("%d bytes of prose for %d of text", len(d.prose), len(d.text))
	}
	at := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.span.Start < at || b.span.Len() <= 0 || b.span.End > len(d.text) {
			t.Fatalf("block %d %v is out of place: the one before ends at %d", i, b.span, at)
		}
		at = b.span.End
		if b.kind != headingBlock && d.skipBlank(b.span.Start, b.span.End) == b.span.End {
			t.Errorf("block %d %q has no words", i, d.text[b.span.Start:b.span.End])
		}
		if (b.kind == headingBlock) != (b.level > 0) || b.level > 6 {
			t.Errorf("block %d of kind %d has level %d", i, b.kind, b.level)
		}
		if b.list < 0 || b.list > d.lists {
			t.Errorf("block %d is in list %d of %d", i, b.list, d.lists)
		}
	}
	checkProse(t, d)
	at = 0
	for _, l := range d.links {
		if l.image {
			checkIn(t, d, "image", lint.Span{Start: l.span.Start, End: l.span.End})
			continue
		}
		if l.span.Start < at || !l.span.Contains(l.label) || !inBlock(d, l.span) {
			t.Errorf("link %v with label %v is out of place", l.span, l.label)
		}
		at = l.span.End
	}
	at = 0
	for _, s := range d.superscripts {
		if s.Start < at || s.Len() <= 0 || !inBlock(d, s) {
			t.Errorf("superscript %v is out of place", s)
		}
		at = s.Start
	}
	for _, s := range d.comments {
		if checkIn(t, d, "comment", s); !strings.HasPrefix(d.text[s.Start:s.End], "<!--") {
			t.Errorf("%q is no comment", d.text[s.Start:s.End])
		}
	}
	for _, n := range d.notes {
		checkIn(t, d, "note", n.Span)
	}
	checkIn(t, d, "title", d.title)
}

func checkIn(t *testing.T, d *draft, what string, s lint.Span) {
	t.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(d.text) {
		t.Fatalf("%s %v is out of bounds", what, s)
	}
}

func inBlock(d *draft, s lint.Span) bool {
	for i := range d.blocks {
		if d.blocks[i].span.Contains(s) {
			return true
		}
	}
	return false
}

// checkProse checks that prose has the bytes of the text, but for entities, the
// white space that a tag makes, and quotation marks in the place of <q>.
func checkProse(t *testing.T, d *draft) {
	t.Helper()
	for at := 0; at < len(d.text); at++ {
		switch c := d.prose[at]; {
		case d.text[at] == '&':
			at += max(strings.IndexByte(d.text[at:min(len(d.text), at+maxEntity)], ';'), 0)
		case c == 0 || c == d.text[at]:
		case c == ' ' && d.text[at] == '<':
		case c == "“"[0] && d.text[at] == '<':
			at += len("“") - 1
		default:
			t.Fatalf("prose has %q for the %q in %q", c, d.text[at], d.text[:at+1])
		}
	}
}

// hostileHTML are patterns that make a reader slow, or lose its way, when they
// are repeated.
var hostileHTML = [...]string{
	"<", "<a", "<a ", "<!--", "</", "<b>", "<a href=x>", "<p>", "<div>", "<li>", "<ul><li>", "<table><tr><td>",
	"<table><td><h1>x", "<a id=x>", "<p id=x>y", "<sup>1", "<q>x</q>", "&", "&amp;", "&nbsp;", "</p>", "</b>", "<b></i>",
	"<a href='#x'>1</a><p id=x>", "<p id=x><a href='#x'>1</a>", "<i id=x><a href=#x>[1]</a>", "<br>", "x<br>", "[1] x<br>",
	"<b>X</b><br>y", "<dl><dt>1<dd>", "<div class=note>1", "<div class=footnotes><div>1<div>", "<p class=MsoListParagraph>1. x",
	"<p class=title>x", "<span class=mw-editsection>", "<svg><title>", "<script>", "<h1>x", "<h1><div>x", "<x/>", "<p/>",
	"<meta property=og:url content=x>", "<a b=c d=e>", "<button><p>", "<head><title>x", "<form>x", "<aside>x", "<footer><h2>Sources</h2>",
	"<b><p>x</b>", "<a href=x><p>x", "<blockquote>x", "<article><h1>x</h1>", "<td>x", "<tr>", "x ", "\x00", "\xc2\xa0", "<li><a href=#x>↩</a>",
}

func TestHTMLTooDeep(t *testing.T) {
	d := draftHTML("page.html", strings.Repeat("<div>", 2*maxOpen)+"deep <script>if (a<b) {}</script><b>text</b>"+
		strings.Repeat("</div>", 2*maxOpen)+"<p>after</p>")
	checkHTML(t, d)
	var words []string
	for i := range d.blocks {
		words = append(words, d.words(d.blocks[i].span))
	}
	if diff := cmp.Diff([]string{"deep text", "after"}, words); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if len(d.notes) != 1 {
		t.Errorf("%d notes, want one", len(d.notes))
	}
}

func TestDecodeValue(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{"a", "a"},
		{"", ""},
		{"?a=1&amp;b=2", "?a=1&b=2"},
		{"?a=1&copy=2&currency=EUR", "?a=1&copy=2&currency=EUR"},
		{"&#38;&lt;&", "&<&"},
		{"&;&#;", "&;&#;"},
		{"&notin;x&not;", "∉x¬"},
	} {
		if got := decodeValue(c.value); got != c.want {
			t.Errorf("decodeValue(%q) = %q, want %q", c.value, got, c.want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	paths, _ := filepath.Glob(filepath.Join(htmlArchives, "*.txtar"))
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	for _, pattern := range hostileHTML {
		f.Add(strings.Repeat(pattern, 4))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\x00") {
			return // newDraft refuses it
		}
		checkHTML(t, draftHTML("page.html", text))
		checkPiece(t, text)
		checkAttributes(t, text)
	})
}

// checkAttributes checks that tags are read as the tokenizer reads them.
func checkAttributes(t *testing.T, text string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(text))
	for at := 0; ; {
		kind := z.Next()
		raw := text[at : at+len(z.Raw())]
		at += len(raw)
		if kind == html.ErrorToken {
			return
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		want := z.Token()
		name, rest := tagAtom(raw[1:])
		if name != want.DataAtom {
			t.Errorf("the name of %q is %q, want %q", raw, name, want.DataAtom)
		}
		got := make(map[string]string)
		for {
			var key, value string
			if key, value, rest = nextAttribute(rest); rest == "" {
				break
			}
			key = string(appendLower(nil, key))
			if _, ok := got[key]; !ok {
				got[key] = value
			}
		}
		for _, a := range want.Attr {
			if value, ok := got[a.Key]; !ok || value != a.Val && !strings.ContainsAny(value, "&\r") {
				t.Errorf("%s of %q is %q, want %q", a.Key, raw, value, a.Val)
			}
			delete(got, a.Key)
		}
		if len(got) > 0 {
			t.Errorf("%q has no attributes %q", raw, got)
		}
	}
}

// checkPiece reads a text that is a piece of a longer one, and checks that
// nothing is found outside of it.
func checkPiece(t *testing.T, text string) {
	t.Helper()
	const before, after = "a <b>[1]</b> ", " <p>[2]"
	d, err := newDraft("page.md", lint.Markdown, []byte(before+text+after))
	if err != nil {
		return
	}
	s := lint.Span{Start: len(before), End: len(before) + len(text)}
	readHTML(d, s)
	d.sortInline()
	checkHTML(t, d)
	for i, c := range d.prose {
		if c != 0 && (i < s.Start || i >= s.End) {
			t.Fatalf("there is prose outside of the piece: %q", d.prose)
		}
	}
	for i := range d.blocks {
		if !s.Contains(d.blocks[i].span) {
			t.Errorf("block %v is outside of the piece", d.blocks[i].span)
		}
	}
}

// TestHostileHTML checks that what is allocated for hostile text, the measure of
// work that does not depend on the machine, grows with the text.
func TestHostileHTML(t *testing.T) {
	const size = 1 << 16
	for _, pattern := range hostileHTML {
		if pattern == "\x00" {
			continue
		}
		t.Run(pattern, func(t *testing.T) {
			checkHTML(t, draftHTML("page.html", strings.Repeat(pattern, 2000/len(pattern))))
			one := allocated(strings.Repeat(pattern, size/len(pattern)))
			two := allocated(strings.Repeat(pattern, 2*size/len(pattern)))
			if growth := float64(two) / float64(one); growth > 2.6 {
				t.Errorf("twice the text takes %.1f times the memory", growth)
			}
		})
	}
}

// allocated is how many bytes reading a page allocates.
func allocated(text string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	draftHTML("page.html", text)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// BenchmarkHTML reads the pages of the archives, each many times over as one of
// about 100 KB.
func BenchmarkHTML(b *testing.B) {
	for _, name := range []string{"newsroom", "wiki", "pandoc", "word"} {
		archive, err := txtar.ParseFile(filepath.Join(htmlArchives, name+".txtar"))
		if err != nil {
			b.Fatal(err)
		}
		page := archive.Files[0].Data
		text := bytes.Repeat(page, 100_000/len(page))
		b.Run(name, func(b *testing.B) { benchmarkHTML(b, text) })
	}
	for _, pattern := range hostileHTML {
		b.Run("hostile/"+pattern, func(b *testing.B) { benchmarkHTML(b, bytes.Repeat([]byte(pattern), 1_000_000/len(pattern))) })
	}
}

func benchmarkHTML(b *testing.B, text []byte) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	d := &draft{text: string(text), bytes: text, prose: make([]byte, len(text))}
	for b.Loop() {
		clear(d.prose)
		page := *d
		readHTML(&page, lint.Span{End: len(text)})
	}
}
