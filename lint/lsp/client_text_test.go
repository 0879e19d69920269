package lsp

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// units is a text as most editors hold it. It finds positions by walking from its
// beginning, as plainly as the protocol tells it.
type units []uint16

func unitsOfText(s string) units { return utf16.Encode([]rune(s)) }

func (u units) String() string { return string(utf16.Decode(u)) }

// position counts lines and code units up to an index.
func (u units) position(index int) position {
	var p position
	for i := 0; i < index; i++ {
		if u[i] == '\n' || u[i] == '\r' && (i+1 == len(u) || u[i+1] != '\n') {
			p = position{Line: p.Line + 1}
		} else {
			p.Character++
		}
	}
	return p
}

// index is the reverse. It takes no position that is not in the text.
func (u units) index(p position) int {
	for i := 0; i <= len(u); i++ {
		if u.position(i) == p {
			return i
		}
	}
	return -1
}

// splits reports whether an index is between the halves of a character, or of a
// line's end.
func (u units) splits(i int) bool {
	if i == 0 || i == len(u) {
		return false
	}
	return utf16.IsSurrogate(rune(u[i-1])) && u[i-1] < 0xdc00 && u[i] >= 0xdc00 && u[i] < 0xe000 || u[i-1] == '\r' && u[i] == '\n'
}

// open opens an article and returns its URI.
func (c *client) open(uri, language, text string) string {
	c.t.Helper()
	c.texts[uri], c.versions[uri] = unitsOfText(text), 1
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri, "languageId": language, "version": 1, "text": text,
	}})
	return uri
}

// replace replaces the first old by new, in the editor and at the server.
func (c *client) replace(uri, old, replacement string) {
	c.t.Helper()
	before, _, ok := strings.Cut(units(c.texts[uri]).String(), old)
	if !ok {
		c.t.Fatalf("no %q in %s", old, uri)
	}
	start := len(unitsOfText(before))
	c.edit(uri, start, start+len(unitsOfText(old)), replacement)
}

// edit replaces what is between two indexes in code units.
func (c *client) edit(uri string, from, to int, replacement string) {
	c.t.Helper()
	change := c.change(uri, from, to, replacement)
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": c.versions[uri]},
		"contentChanges": []any{change},
	})
}

// change makes an edit in the editor and returns what to tell the server.
func (c *client) change(uri string, from, to int, replacement string) map[string]any {
	u := units(c.texts[uri])
	r := textRange{u.position(from), u.position(to)}
	c.texts[uri] = append(append(append(units{}, u[:from]...), unitsOfText(replacement)...), u[to:]...)
	c.versions[uri]++
	return map[string]any{"range": r, "text": replacement}
}

// place is the position of the n-th byte after the first mark in a text.
func (c *client) place(uri, mark string, n int) map[string]any {
	c.t.Helper()
	text := units(c.texts[uri]).String()
	i := strings.Index(text, mark)
	if i < 0 {
		c.t.Fatalf("no %q in %s", mark, uri)
	}
	at := units(c.texts[uri]).position(len(unitsOfText(text[:i+n])))
	return map[string]any{"textDocument": map[string]any{"uri": uri}, "position": at}
}

// findings waits for the diagnostics of the version that is in the editor, and
// returns what each is about and its rule: "no source for [7]" at its text.
func (c *client) findings(uri string) []string {
	c.t.Helper()
	var p published
	c.until("diagnostics of "+uri, func() bool {
		p = c.found[uri]
		return p.Version != nil && *p.Version == c.versions[uri]
	})
	lines := []string{}
	for _, d := range p.Diagnostics {
		lines = append(lines, d.Code+" "+c.slice(uri, d.Range))
	}
	return lines
}

// slice is the text of a range.
func (c *client) slice(uri string, r textRange) string {
	c.t.Helper()
	u := units(c.texts[uri])
	from, to := u.index(r.Start), u.index(r.End)
	if from < 0 || to < from {
		c.t.Fatalf("no such range in %s: %v", uri, r)
	}
	return units(u[from:to]).String()
}

// apply makes the edits of the server, as an editor does: the last first.
func (c *client) apply(e *workspaceEdit) {
	c.t.Helper()
	for _, d := range e.DocumentChanges {
		if v := d.TextDocument.Version; v != nil && *v != c.versions[d.TextDocument.URI] {
			c.t.Fatalf("an edit for version %d of %s, which is %d", *v, d.TextDocument.URI, c.versions[d.TextDocument.URI])
		}
		c.make(d.TextDocument.URI, d.Edits)
	}
	for uri, edits := range e.Changes {
		c.make(uri, edits)
	}
}

func (c *client) make(uri string, edits []textEdit) {
	c.t.Helper()
	var changes []map[string]any
	for i := len(edits) - 1; i >= 0; i-- {
		u := units(c.texts[uri])
		from, to := u.index(edits[i].Range.Start), u.index(edits[i].Range.End)
		if from < 0 || to < from {
			c.t.Fatalf("no such range in %s: %v", uri, edits[i].Range)
		}
		changes = append(changes, c.change(uri, from, to, edits[i].NewText))
	}
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": c.versions[uri]},
		"contentChanges": changes,
	})
}

func (c *client) text(uri string) string { return units(c.texts[uri]).String() }

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s:\ngot  %q\nwant %q", what, any(got), any(want))
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s:\ngot  %q\nwant %q", what, any(got), any(want))
			return
		}
	}
}
