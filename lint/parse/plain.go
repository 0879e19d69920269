package parse

import (
	"bytes"
	"strings"

	"github.com/citevet/citevet/lint"
)

// plain is the words of a span: white space for each gap that markup with white
// space in it leaves, and nothing for other markup. Most often they stand in the
// text as they are.
func (d *draft) plain(s lint.Span) string {
	if s.Start >= s.End {
		return ""
	}
	prose := d.prose[:s.End]
	start := seekAny(prose, s.Start, visible)
	end := start + runLen(prose[start:])
	after := seekAny(prose, end, visible)
	if words := d.text[start:end]; after == s.End && words == string(prose[start:end]) {
		return words
	}
	var b strings.Builder
	b.Grow(s.End - start)
	for {
		b.Write(prose[start:end])
		if after == s.End {
			return b.String()
		}
		if d.dividesWords(lint.Span{Start: end, End: after}) {
			b.WriteByte(' ')
		}
		start, end = after, after+runLen(prose[after:])
		after = seekAny(prose, end, visible)
	}
}

// visible are the bytes of prose that are no markup.
var visible = new(byteSet).addRange(1, 0xff)

// runLen is how many bytes of prose stand before the next one of markup.
func runLen(prose []byte) int {
	if n := bytes.IndexByte(prose, 0); n >= 0 {
		return n
	}
	return len(prose)
}

// dividers are the bytes of markup that may part words, as those of tags do.
var dividers = newByteSet(" \t\n\r|<")

// dividesWords reports whether markup parts the words around it.
func (d *draft) dividesWords(markup lint.Span) bool {
	for i := seekAny(d.text[:markup.End], markup.Start, dividers); i < markup.End; i = seekAny(d.text[:markup.End], i+1, dividers) {
		if d.text[i] != '<' || startsBlockTag(d.text[i:]) {
			return true
		}
	}
	return false
}

// startsBlockTag reports whether s begins with a tag of HTML that ends a word: of
// a cell, a paragraph, an item, a break.
func startsBlockTag(s string) bool {
	if len(s) < 3 || s[0] != '<' {
		return false
	}
	name := s[1:]
	if name[0] == '/' {
		name = name[1:]
	}
	return strings.IndexByte("tpldh", name[0]|0x20) >= 0 || strings.HasPrefix(name, "br")
}
