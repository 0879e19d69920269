package lsp

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// completionReference is the kind of a completion item.
const completionReference = 18

// complete offers the sources within a bracket that has no end before the cursor:
// what is written is their key, what is searched are their titles too. Once it has
// a mark of footnotes or of keys, or holds another key, only what may follow is
// offered. Within an entry of the list of sources there is nothing to offer.
func (v *view) complete(p *positionParams) (any, error) {
	offset := v.text.offset(p.Position)
	b, ok := v.openBracket(offset)
	items := []completionItem{}
	if !ok || v.sourceAt(offset) != nil {
		return items, nil
	}
	style := v.style()
	footnotes := slices.ContainsFunc(v.article.Sources, func(s lint.Source) bool { return isFootnote(&s) })
	for i := range v.article.Sources {
		s := &v.article.Sources[i]
		if s.Key == "" || !b.takes(s, footnotes) {
			continue
		}
		written := s.Key + b.end
		if b.dress == 0 {
			written = dressOf(s, style) + written
		}
		items = append(items, v.item(s, len(items), textEdit{v.text.rangeOf(b.key), written}))
	}
	return items, nil
}

// An openBracket is what is written of a citation.
type openBracket struct {
	key   lint.Span // from where the key begins to the cursor
	dress byte      // the ^ or @ before the key, 0 if there is none
	more  bool      // another key stands before it
	end   string    // what is to follow the key: the bracket's end, if that is not there yet
}

// maxOpenBracket is how far before the cursor a bracket may begin, in bytes.
const maxOpenBracket = 200

// openBracket looks for the bracket on the line of an offset that begins before
// it and has not ended.
func (v *view) openBracket(offset int) (b openBracket, ok bool) {
	line := v.text.position(offset).Line
	start := max(v.text.lines[line], offset-maxOpenBracket)
	before := v.text.bytes[start:offset]
	open := bytes.LastIndexAny(before, "[]")
	if open < 0 || before[open] == ']' || open > 0 && before[open-1] == '\\' {
		return b, false
	}
	key := open + 1
	if i := bytes.LastIndexAny(before[key:], ",;"); i >= 0 {
		key += i + 1
		b.more = true
	}
	for key < len(before) && before[key] == ' ' {
		key++
	}
	if key < len(before) && (before[key] == '^' || before[key] == '@') {
		b.dress = before[key]
		key++
	}
	b.key = lint.Span{Start: start + key, End: offset}
	b.end = v.endAfter(offset, line)
	return b, true
}

// takes reports whether a source can be cited there. What is dressed as a footnote
// may be an entry of the list, in an article without footnotes.
func (b *openBracket) takes(s *lint.Source, footnotes bool) bool {
	switch {
	case b.dress == '^':
		return isFootnote(s) || !footnotes
	case b.dress == '@':
		return !isFootnote(s) && !isNumber(s.Key)
	}
	return !b.more || !isFootnote(s)
}

func isFootnote(s *lint.Source) bool { return s.Origin == lint.FromFootnote }

// endAfter returns what ends a bracket, empty if it ends behind an offset already:
// on the same line, before another one begins.
func (v *view) endAfter(offset, line int) string {
	rest := v.text.bytes[offset:max(offset, v.text.lineEnd(line))]
	if i := bytes.IndexAny(rest, "[]"); i >= 0 && rest[i] == ']' && !bytes.ContainsAny(rest[:i], ".!?") {
		return ""
	}
	return "]"
}

// item offers a source, as the n-th.
func (v *view) item(s *lint.Source, n int, edit textEdit) completionItem {
	doc := v.newCard()
	doc.source(s)
	title := oneLine(s.Title)
	return completionItem{
		Label: s.Key, Kind: completionReference, Detail: title,
		Documentation: &markupContent{doc.kind(), strings.Join(doc.parts, "\n\n")},
		SortText:      fmt.Sprintf("%06d", n),
		FilterText:    strings.TrimSpace(s.Key + " " + title + " " + oneLine(s.URL)),
		TextEdit:      edit,
	}
}

// style is how the article cites, as far as that tells how to dress a key; empty if
// it does not cite so yet.
func (v *view) style() lint.Style {
	for i := range v.article.Citations {
		switch style := v.article.Citations[i].Style; style {
		case lint.AuthorKey, lint.Numeric, lint.ReST:
			return style
		}
	}
	return ""
}

// dressOf returns the mark that a citation of a source has before its key, in an
// article of a style.
func dressOf(s *lint.Source, style lint.Style) string {
	beside := s.Origin == lint.FromSidecar || s.Origin == lint.FromFrontMatter
	switch {
	case isFootnote(s):
		return "^"
	case !isNumber(s.Key) && (style == lint.AuthorKey || style == "" && beside):
		return "@"
	}
	return ""
}

func isNumber(key string) bool { return strings.Trim(key, "0123456789") == "" }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
