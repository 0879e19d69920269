package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// maxFrontMatter is how much front matter is decoded, in bytes.
const maxFrontMatter = 256 << 10

// readFrontMatter reads the front matter that an article begins with, in YAML
// between lines of --- or in TOML between lines of +++, and returns the offset of
// the body. It takes the title and the sources from it; the rest is no business
// of ours. What cannot be decoded is passed over with a note.
func (d *draft) readFrontMatter() int {
	mark, matter, body := findFrontMatter(d.text)
	if body == 0 {
		return 0
	}
	if matter.Len() > maxFrontMatter {
		d.notes = append(d.notes, lint.Note{Span: lint.Span{Start: matter.Start, End: matter.Start}, Message: "the front matter is too long to be read"})
		return body
	}
	read := readYAML
	if mark == "+++" {
		read = readTOML
	}
	root, problem := read(d.text, matter)
	switch {
	case problem != nil:
		at := lint.Span{Start: min(problem.offset, matter.End), End: min(problem.offset, matter.End)}
		d.notes = append(d.notes, lint.Note{Span: at, Message: "the front matter is not read: " + problem.message})
	case root.kind == mappingData:
		d.takeFrontMatter(root)
	case root.kind != otherData:
		return 0 // text between two rules
	}
	return body
}

// findFrontMatter finds what stands between the marks of front matter, and where
// the body begins behind it; that is 0 if there is none.
func findFrontMatter(text string) (mark string, matter lint.Span, body int) {
	start := len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	mark, at := lineAt(text, start)
	if mark != "---" && mark != "+++" {
		return "", lint.Span{}, 0
	}
	matter.Start = at
	first := true
	for at < len(text) {
		line, next := lineAt(text, at)
		if line == mark || line == "..." && mark == "---" {
			matter.End = at
			return mark, matter, next
		}
		if line != "" && line[0] != '#' && first {
			if !opensField(line) {
				break
			}
			first = false
		}
		at = next
	}
	return "", lint.Span{}, 0
}

// lineAt is the line that begins at an offset, without white space at its end,
// and the offset of the next one.
func lineAt(text string, at int) (line string, next int) {
	line, next = text[at:], len(text)
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		line, next = line[:n], at+n+1
	}
	return strings.TrimRight(line, " \t\r"), next
}

// opensField reports whether a line could be the first of front matter: a key
// with its value, a table of TOML.
func opensField(line string) bool {
	i := strings.IndexAny(line, ":=")
	return i > 0 && (i+1 == len(line) || line[i] == '=' || isSpace(line[i+1])) || line[0] == '[' || line[0] == '{'
}

// takeFrontMatter takes an article's title and sources from its front matter. A
// list without any key is numbered later, if nothing else in the article has keys.
func (d *draft) takeFrontMatter(root *dataNode) {
	if title := root.field("title"); title != nil && title.kind == scalarData {
		d.title = d.trim(title.literal(d.text))
		d.keep(d.title)
	}
	lists := 0
	for _, name := range listNames[:len(listNames)-1] {
		list := root.field(name)
		if list == nil || name == "bibliography" { // Pandoc's names files, not sources
			continue
		}
		records, bad := readRecords(list, d.text)
		if bad != nil {
			d.notes = append(d.notes, lint.Note{Span: bad.span, Message: "this is not read as a source: want a text, or fields such as id, title and url"})
		}
		lists++
		for i := range records {
			s := records[i].source()
			if s.Span.Len() == 0 || s.Key == "" && s.Title == "" && s.URL == "" && s.Canonical == "" && s.ISBN == "" {
				continue
			}
			s.Origin, s.List = lint.FromFrontMatter, lists
			d.sources = append(d.sources, s)
		}
	}
}
