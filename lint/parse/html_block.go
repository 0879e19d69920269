package parse

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/citevet/citevet/lint"
)

// A boundary is a tag at which a block may end.
type boundary struct {
	traits
	tag atom.Atom
	at  int  // where the tag begins
	end bool // it is an end tag, or implied
}

// endBlock ends the block that is being read, unless the boundary divides what
// belongs together. Around is the context outside of an end tag.
func (r *htmlReader) endBlock(b boundary, around context) {
	if !r.run.open {
		return
	}
	if !r.ended && r.joins(b, around) {
		r.prose[b.at] = ' '
		if r.run.kind != headingBlock {
			r.run.mark = r.run.span
		}
		return
	}
	r.flush()
}

// joins reports whether a boundary does not end the block: it divides the lines
// of a heading, or a note's number from its text.
func (r *htmlReader) joins(b boundary, around context) bool {
	soft := b.traits&softTag != 0
	switch {
	case r.run.kind == headingBlock:
		return soft && around.kind == headingBlock
	case r.run.term && (soft || b.tag == atom.Dt && b.end || b.tag == atom.Dd && !b.end):
		mark := r.mark(r.run.span)
		return isNoteMark(mark) && (r.run.note || strings.ContainsAny(mark, "0123456789"))
	case r.run.note && around.note && soft:
		return isNoteMark(r.mark(r.run.span))
	}
	return false
}

// maxMarkSpan is how many bytes a note's number may take up with the tags
// around its parts.
const maxMarkSpan = 400

// isNoteMark reports whether a text is the mark of a note: a number, a letter
// or a dagger, in brackets or not, or any other key in square brackets.
func isNoteMark(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), ".:")
	if n := len(s); n > 2 && s[0] == '[' && s[n-1] == ']' {
		s = strings.TrimSpace(s[1 : n-1])
		return len(s) > 0 && len(s) <= maxNoteKey && !strings.ContainsAny(s, " \t\r\n")
	}
	s = strings.Trim(s, "().")
	if len(s) > 0 && len(s) <= 4 && isDigit(s[0]) {
		return strings.TrimLeft(strings.TrimRight(s, "abcdefgh"), "0123456789") == ""
	}
	return utf8.RuneCountInString(s) == 1 && (isLetter(s[0]) || strings.Contains("*†‡§", s)) ||
		len(s) > 0 && len(s) <= 7 && strings.Trim(s, "ivxIVX") == ""
}

// maxNoteKey is the length of the longest key of a note, in bytes.
const maxNoteKey = 24

// splitAtBreak ends the block at the <br> before the text that is about to be
// added, if the line that it begins is an entry of a list or follows a bold
// heading.
func (r *htmlReader) splitAtBreak(text lint.Span) {
	if r.run.brs == 0 || r.run.kind == headingBlock || !r.beginsLine(text) {
		return
	}
	at := r.run.br
	r.flush()
	for i := len(r.open) - 1; i >= 0 && r.open[i].start > at; i-- {
		r.open[i].blocks, r.open[i].fresh = len(r.blocks), true
	}
	for i := len(r.ids) - 1; i >= 0 && r.ids[i].at > at; i-- {
		r.ids[i].block = len(r.blocks)
	}
	if r.anchor.span.Start > at {
		r.anchor.before = 0
	}
}

// beginsLine reports whether a text behind <br> begins a block.
func (r *htmlReader) beginsLine(text lint.Span) bool {
	line := r.mark(r.run.span)
	if r.run.bold && !r.run.plain && r.bold == 0 && isHeadingLike(strings.TrimRight(line, ": ")) {
		return true
	}
	return isNoteEntry(string(r.prose[text.Start:min(text.End, text.Start+maxNoteKey)])) &&
		(isSourcesLabel(line) || isNoteEntry(r.words(lint.Span{Start: r.run.span.Start, End: min(r.run.span.End, r.run.span.Start+maxMarkSpan)})))
}

// isNoteEntry reports whether a line begins with a number as the entries of a list
// of sources do: [1], 1., 1).
func isNoteEntry(line string) bool {
	if number, _ := headingNumber(line); number != "" {
		return true
	}
	if !strings.HasPrefix(line, "[") {
		return false
	}
	end := strings.IndexByte(line, ']')
	return end > 1 && end <= 4 && strings.Trim(line[1:end], "0123456789") == ""
}

// flush adds the block that is being read.
func (r *htmlReader) flush() {
	run := &r.run
	b := htmlBlock{
		block: block{
			kind: run.kind, span: run.span, list: run.list, row: run.row,
			bold: run.bold && !run.plain, masked: true, note: run.note,
		},
		item: run.item, site: run.site, article: run.article,
	}
	switch run.kind {
	case headingBlock:
		b.level, b.list, b.row, b.note = run.level, 0, 0, false
		if run.site == 0 {
			r.headings++
		}
		r.openSources(&b)
	case itemBlock:
		if run.word {
			r.takeWordItem(&b)
		} else if run.item > 0 && run.words {
			b.marker, r.items[run.item-1] = r.items[run.item-1], ""
		}
	}
	r.blocks = append(r.blocks, b)
	*run = emptyBlock
}

var emptyBlock openBlock

// takeMark makes a marker of the number that a note begins with, unless it stands
// in brackets, as the keys of sources do. What is left is the note's text.
func (b *htmlBlock) takeMark(d *draft, mark lint.Span) {
	words := strings.Trim(d.words(mark), " \t\r\n.):")
	if b.marker != "" || words == "" || !isWordByte(words[0]) {
		return
	}
	b.marker = words + "."
	d.mask(mark)
	b.span.Start = d.skipBlank(mark.End, b.span.End)
}

// openSources makes the sources part of the article that a page lists in its
// footer or its margin.
func (r *htmlReader) openSources(b *htmlBlock) {
	if b.site == 0 || !b.article || !isSourcesLabel(r.words(b.span)) {
		return
	}
	b.site = 0
	for i := range r.open {
		r.open[i].site = 0
	}
}

// takeWordItem finds the marker in the text of a list item as word processors
// write it: a paragraph that begins with a number or a bullet. Such paragraphs
// in a row are one list.
func (r *htmlReader) takeWordItem(b *htmlBlock) {
	if n := len(r.blocks); n > 0 && r.blocks[n-1].kind == itemBlock && r.blocks[n-1].item == wordItem {
		b.list = r.blocks[n-1].list
	} else {
		b.list = r.addList(htmlList{})
	}
	b.item = wordItem
	line := string(r.prose[b.span.Start:min(b.span.End, b.span.Start+maxMarkSpan)])
	if b.marker = wordMarker(line); b.marker == "" {
		return
	}
	end := r.skipBlank(b.span.Start, b.span.End)
	for blankLen(r.prose[end:]) == 0 {
		end++
	}
	r.mask(lint.Span{Start: b.span.Start, End: end})
	b.span.Start = r.skipBlank(end, b.span.End)
}

// wordMarker is the marker of the list item whose text begins with line, empty
// if it has none.
func wordMarker(line string) string {
	line = strings.TrimLeft(strings.NewReplacer("\x00", " ", "\u00a0", " ").Replace(line), " ")
	if number, _ := headingNumber(line); number != "" {
		return number
	}
	first, _, _ := strings.Cut(line, " ")
	if len(first) < len(line) && slices.Contains(wordBullets[:], first) {
		return "-"
	}
	return ""
}

// wordBullets are bullets, some of them as they look without their font.
var wordBullets = [...]string{"·", "•", "§", "o", "Ø", "-", "–", "▪", "◦"}

// wordItem stands for the list item of a word processor's paragraph.
const wordItem = -1
