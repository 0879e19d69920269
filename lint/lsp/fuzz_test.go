package lsp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzEdit makes random edits in a text and in one as editors hold it: both say
// the same afterwards, and have the same lines and positions.
func FuzzEdit(f *testing.F) {
	f.Add("a 😀\r\nb\rc\n", []byte("\x02\x03\x05\x01\x00\x01"), "\n")
	f.Add("\r\n", []byte{1, 0, 0, 0, 1, 1}, "\r")
	f.Add("", []byte{0, 0, 0}, "é\r")
	f.Fuzz(func(t *testing.T, content string, moves []byte, inserted string) {
		if !utf8.ValidString(content) || !utf8.ValidString(inserted) || len(content)+len(inserted)*len(moves) > 1<<9 { // each move is compared place by place
			return
		}
		for _, inUTF8 := range []bool{false, true} {
			u := unitsOfText(content)
			text := newText([]byte(content), inUTF8)
			for move := range slices.Chunk(moves, 3) {
				if len(move) < 3 {
					break
				}
				from, to := int(move[0])%(len(u)+1), int(move[1])%(len(u)+1)
				if from > to {
					from, to = to, from
				}
				if u.splits(from) || u.splits(to) {
					continue
				}
				with := inserted[:int(move[2])%(len(inserted)+1)]
				if !utf8.ValidString(with) {
					continue
				}
				text.edit(textRange{u.encoded(from, inUTF8), u.encoded(to, inUTF8)}, with)
				u = slices.Concat(u[:from], unitsOfText(with), u[to:])
				checkText(t, text, u)
			}
		}
	})
}

// encoded is a position in the encoding of the session.
func (u units) encoded(index int, inUTF8 bool) position {
	p := u.position(index)
	if inUTF8 {
		p.Character = len(units(u[index-p.Character : index]).String())
	}
	return p
}

// checkText compares a text with the same in UTF-16, place by place.
func checkText(t *testing.T, text *text, u units) {
	t.Helper()
	if got := string(text.bytes); got != u.String() {
		t.Fatalf("%q, want %q", got, u.String())
	}
	if fresh := newText(text.bytes, false).lines; !slices.Equal(text.lines, fresh) {
		t.Fatalf("lines of %q: %v, want %v", text.bytes, text.lines, fresh)
	}
	snapshot := text.snapshot()
	for i := range len(u) + 1 {
		if u.splits(i) {
			continue
		}
		at, p := len(units(u[:i]).String()), u.encoded(i, text.utf8)
		if got := snapshot.position(at); got != p {
			t.Fatalf("byte %d of %q is at %v, want %v", at, text.bytes, got, p)
		}
		if got := snapshot.offset(p); got != at {
			t.Fatalf("%v of %q is byte %d, want %d", p, text.bytes, got, at)
		}
	}
}

// FuzzPosition takes any position: it is a place between two characters, and the
// nearest one that is not behind it.
func FuzzPosition(f *testing.F) {
	f.Add("a 😀\r\nb", 0, 3, 2)
	f.Add("é\r\r\n", 2, -1, 4)
	f.Add(strings.Repeat("ab 😀", 300), 0, 1203, 700)
	f.Fuzz(func(t *testing.T, content string, line, character, offset int) {
		if !utf8.ValidString(content) {
			return
		}
		for _, inUTF8 := range []bool{false, true} {
			text := newText([]byte(content), inUTF8)
			at := text.offset(position{line, character})
			if at < 0 || at > len(content) || at < len(content) && !utf8.RuneStart(content[at]) {
				t.Fatalf("%d:%d of %q is byte %d", line, character, content, at)
			}
			if p := text.position(at); line >= 0 && (p.Line > line || p.Line == line && p.Character > max(character, 0)) {
				t.Fatalf("%d:%d of %q is byte %d, which is at %v", line, character, content, at, p)
			}
			if p := text.position(offset); p.Line < 0 || p.Character < 0 || text.offset(p) > max(0, min(offset, len(content))) {
				t.Fatalf("byte %d of %q is at %v, which is byte %d", offset, content, p, text.offset(p))
			}
		}
	})
}

// FuzzMessages sends whatever in well-made frames: each request is answered, and
// the session goes on.
func FuzzMessages(f *testing.F) {
	for _, method := range []string{
		"textDocument/hover", "textDocument/definition", "textDocument/references", "textDocument/documentSymbol",
		"textDocument/codeAction", "textDocument/completion", "textDocument/prepareRename", "textDocument/rename",
	} {
		f.Add(fmt.Sprintf(`{"id":7,"method":%q,"params":{"textDocument":{"uri":"file:///nowhere/reef.md"},"position":{"line":2,"character":45},`+
			`"range":{"start":{"line":2,"character":1},"end":{"line":6,"character":1}},"newName":"9"}}`, method))
	}
	f.Add(`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///nowhere/reef.md","version":9},` +
		`"contentChanges":[{"range":{"start":{"line":2,"character":1},"end":{"line":-1,"character":99}},"text":"[1"},{"text":"\t [2"}]}}` +
		"\n" + `{"id":"x","method":"textDocument/completion","params":{"textDocument":{"uri":"file:///nowhere/reef.md"},"position":{"line":0,"character":5}}}`)
	f.Add(`{"id":1,"method":"workspace/symbol"}` + "\n[]\nnull\n{}\n" + `{"id":2}` + "\n" + `{"id":3,"result":4}`)
	f.Fuzz(func(t *testing.T, frames string) {
		if strings.Contains(frames, "exit") || strings.Contains(frames, "shutdown") || strings.Contains(frames, `\u`) {
			return // that ends the session, or may spell what does
		}
		ids := idsIn(frames)
		if slices.Contains(ids, "1") || len(slices.Compact(slices.Sorted(slices.Values(ids)))) < len(ids) {
			return // ids that are not unique
		}
		c := begin(t, all)
		c.mu.Lock()
		c.loose = true
		c.mu.Unlock()
		c.open("file:///nowhere/reef.md", "markdown", reef)
		for frame := range strings.SplitSeq(frames, "\n") {
			c.raw(framed(frame))
		}
		for _, id := range ids {
			c.answerAlike(id)
		}
		c.ids = 1 << 40
		c.end()
	})
}

// idsIn lists the ids of what is a request, or is meant to be one.
func idsIn(frames string) []string {
	var ids []string
	for frame := range strings.SplitSeq(frames, "\n") {
		var m map[string]any
		d := json.NewDecoder(strings.NewReader(frame))
		d.UseNumber()
		if !json.Valid([]byte(frame)) || d.Decode(&m) != nil || m["method"] == nil {
			continue
		}
		switch id := m["id"].(type) {
		case string:
			quoted, _ := json.Marshal(id)
			ids = append(ids, string(quoted))
		case json.Number:
			ids = append(ids, id.String())
		}
	}
	return ids
}

// answerAlike waits for the answer to an id, which may be written in another way.
func (c *client) answerAlike(id string) {
	c.t.Helper()
	var want any
	if json.Unmarshal([]byte(id), &want) != nil {
		c.t.Fatal(id)
	}
	c.until("an answer to "+id, func() bool {
		for got := range c.answers {
			var have any
			if json.Unmarshal([]byte(got), &have) == nil && have == want {
				return true
			}
		}
		return false
	})
}
