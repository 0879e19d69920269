package lsp

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// suppressions returns the ways to suppress a finding: at its place, if a comment
// can stand there, and in the whole article. The comments give no reason: until
// the author has said why, they suppress nothing and are found malformed. What is
// wrong with suppressions is not to be suppressed.
func (v *view) suppressions(d *lint.Diagnostic) []codeAction {
	if d.Rule == lint.UnusedSuppression.Name || d.Rule == lint.MalformedSuppression.Name {
		return nil
	}
	var all []codeAction
	add := func(title string, edit lint.Edit) {
		if made, err := v.workspaceEdit([]lint.Edit{edit}); err == nil {
			all = append(all, codeAction{
				Title: title, Kind: quickFix, Edit: made, Diagnostics: []diagnostic{v.diagnostic(v.reading, d)},
			})
		}
	}
	if edit, ok := v.ignoreHere(d); ok {
		add("Suppress "+d.Rule+" here (say why)", edit)
	}
	add("Suppress "+d.Rule+" in this article (say why)", v.ignoreFile(d.Rule))
	return all
}

// comment writes a suppression without its reason, as the format has comments.
func (v *view) comment(verb, rule string) string {
	body := "citevet: " + verb + "[" + rule + "]"
	if strings.EqualFold(path.Ext(v.buffer.as), ".mdx") {
		return "{/* " + body + " */}"
	}
	return "<!-- " + body + " -->"
}

// ignoreHere returns the edit that suppresses a finding at its place: a comment on
// a line of its own above a paragraph that has no more than one line, and else at
// the end of the finding's line. A finding about the article as a whole has no
// place.
func (v *view) ignoreHere(d *lint.Diagnostic) (lint.Edit, bool) {
	if d.Whole {
		return lint.Edit{}, false
	}
	comment := v.comment("ignore", d.Rule)
	within, above := v.commentable(d.Span)
	if above {
		return lint.Edit{Span: lint.Span{Start: within.Start, End: within.Start}, New: comment + v.lineBreak()}, true
	}
	at, ok := v.endOfLine(d.Span.Start, within)
	return lint.Edit{Span: lint.Span{Start: at, End: at}, New: " " + comment}, ok
}

// commentable returns the block that a finding stands in, empty if no comment can
// stand there, and whether there is room for one above it.
func (v *view) commentable(at lint.Span) (within lint.Span, above bool) {
	a := v.article
	i, found := slices.BinarySearchFunc(a.Paragraphs, at.Start, func(p lint.Paragraph, at int) int {
		switch {
		case p.Span.End <= at:
			return -1
		case p.Span.Start > at:
			return 1
		}
		return 0
	})
	if found {
		p := &a.Paragraphs[i]
		return p.Span, p.Kind == lint.Prose && p.List == 0 && a.Format == lint.Markdown && v.isLine(p.Span)
	}
	for i := range a.Sections {
		if h := a.Sections[i].Heading; h.Start <= at.Start && at.Start < h.End {
			return h, false
		}
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		if s.File == "" && s.Span.Start <= at.Start && at.Start < s.Span.End && s.Origin == lint.FromList {
			return s.Span, false
		}
	}
	return lint.Span{}, false
}

// isLine reports whether a span is all that stands on its line.
func (v *view) isLine(s lint.Span) bool {
	line := v.text.position(s.Start).Line
	start, end := v.text.lines[line], v.text.lineEnd(line)
	return start == s.Start && len(bytes.TrimSpace(v.text.bytes[min(s.End, end):end])) == 0 && s.End <= end
}

// endOfLine returns where the words of the line of an offset end within a block,
// and false if a comment there would not be one.
func (v *view) endOfLine(offset int, within lint.Span) (int, bool) {
	end := min(v.text.lineEnd(v.text.position(offset).Line), within.End)
	if end <= offset {
		return 0, false
	}
	words := bytes.TrimRight(v.text.bytes[within.Start:end], " \t\r\n\\")
	if v.article.Format == lint.HTML && bytes.LastIndexByte(words, '<') > bytes.LastIndexByte(words, '>') {
		return 0, false // within a tag
	}
	return within.Start + len(words), len(words) > 0
}

// ignoreFile returns the edit that suppresses a rule in the article. The comment
// stands before the first block, or in plain text and HTML, where that could be
// taken for the title, behind the last.
func (v *view) ignoreFile(rule string) lint.Edit {
	comment, br := v.comment("ignore-file", rule), v.lineBreak()
	if v.article.Format == lint.Markdown {
		at := v.frontMatterEnd()
		return lint.Edit{Span: lint.Span{Start: at, End: at}, New: comment + br + br}
	}
	at := len(v.text.bytes)
	if at > 0 && v.text.bytes[at-1] != '\n' {
		comment = br + comment
	}
	return lint.Edit{Span: lint.Span{Start: at, End: at}, New: br + comment + br}
}

// frontMatterEnd returns where the article begins behind its front matter, which
// stands between two lines of --- or +++.
func (v *view) frontMatterEnd() int {
	t := v.text
	line := func(i int) []byte { return bytes.TrimRight(t.bytes[t.lines[i]:t.lineEnd(i)], " \t") }
	mark := line(0)
	if string(mark) != "---" && string(mark) != "+++" {
		return 0
	}
	for i := 1; i+1 < len(t.lines); i++ {
		if l := line(i); bytes.Equal(l, mark) || string(mark) == "---" && string(l) == "..." {
			return t.lines[i+1]
		}
	}
	return 0
}

// lineBreak is how the article ends its first line.
func (v *view) lineBreak() string {
	if t := v.text; len(t.lines) > 1 && t.lines[1] >= 2 && string(t.bytes[t.lines[1]-2:t.lines[1]]) == "\r\n" {
		return "\r\n"
	}
	return "\n"
}
