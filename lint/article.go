package lint

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Span is a half-open range of bytes, 0-based, of an article's text.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Format names how an article is written.
type Format string

// The formats that lint/parse reads.
const (
	Markdown  Format = "markdown"
	PlainText Format = "text"
	HTML      Format = "html"
)

// An Article is a parsed text. It is not changed once it has been made, so it
// may be read from several goroutines.
type Article struct {
	Path     string // as the user gave it, with slashes
	Format   Format
	Title    Span   // the title's text, without markup; empty if it has none
	Language string // a code of two letters; empty if it is not known
	Text     string // the file, byte for byte; every Span indexes it
	Elements
	Notes        []Note
	Suppressions []Suppression
	Lists        map[string]string // the texts of other files that list its sources, by Source.File

	prose  string
	marks  func() []mark
	shared *sharedParts // see Shared
}

// Elements are the parts of an article, or of one section of it. Each kind has
// one slice, in text order. A section's slices are windows of the article's.
type Elements struct {
	Sections   []Section
	Paragraphs []Paragraph
	Sentences  []Sentence
	Brackets   []Bracket
	Citations  []Citation
	Sources    []Source // those in the text first, then those of other files
}

// A Note tells the user something about how an article was read: bytes that
// are not UTF-8, nesting that was too deep to follow. It is no defect of the
// article's citations.
type Note struct {
	Span    Span
	Message string
}

// NewArticle returns an article without elements. Prose is the text with every
// byte of markup zeroed; it panics unless both have the same length.
func NewArticle(path string, format Format, text, prose string) *Article {
	if len(text) != len(prose) {
		panic("lint: prose and text of " + path + " differ in length")
	}
	return &Article{
		Path: path, Format: format, Text: text, prose: prose,
		marks:  sync.OnceValue(func() []mark { return positionMarks(text) }),
		shared: new(sharedParts),
	}
}

// Prose returns the words in a span: the text with every byte of markup
// (emphasis, link destinations, code, citations) replaced by a zero byte.
func (a *Article) Prose(s Span) string { return a.prose[s.Start:s.End] }

// Slice returns the text in a span, as the author wrote it.
func (a *Article) Slice(s Span) string { return a.Text[s.Start:s.End] }

// Position is a place in an article as editors count: line and column are
// 1-based, the column in code points. Offset is in bytes, 0-based.
type Position struct{ Line, Column, Offset int }

// A mark is the position of every markEvery-th byte, so that no position costs
// more than a scan of that many bytes, however long the line.
type mark struct{ line, column int }

const markEvery = 256

func positionMarks(text string) []mark {
	marks := make([]mark, 0, len(text)/markEvery+1)
	at := mark{1, 1}
	for start := 0; ; start += markEvery {
		marks = append(marks, at)
		if start+markEvery > len(text) {
			return marks
		}
		at = at.advance(text[start : start+markEvery])
	}
}

// advance moves a mark to the end of the text that follows it.
func (m mark) advance(text string) mark {
	for end := strings.IndexByte(text, '\n'); end >= 0; end = strings.IndexByte(text, '\n') {
		m = mark{m.line + 1, 1}
		text = text[end+1:]
	}
	m.column += len(text)
	for i := 0; i < len(text); i += 8 {
		m.column -= OctetAt(text, i).Continuing()
	}
	return m
}

// Position returns the line and column of a byte offset. A carriage return
// counts as the last column of its line. Bytes that continue a code point
// belong to its column.
func (a *Article) Position(offset int) Position {
	at := offset
	for at > 0 && at < len(a.Text) && !utf8.RuneStart(a.Text[at]) && offset-at < utf8.UTFMax {
		at--
	}
	marks := a.marks()
	i := at / markEvery
	m := marks[i].advance(a.Text[i*markEvery : at])
	return Position{Line: m.line, Column: m.column, Offset: offset}
}
