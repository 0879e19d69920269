// Package parse turns the bytes of an article into a lint.Article: one function
// a format, and then, for all formats alike, sections and their roles, sources,
// brackets, sentences, claims and what covers them.
package parse

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// Options say what an article's text alone does not tell.
type Options struct {
	Headings map[lint.Role][]string // further headings that give a section its role
	Sidecars []Sidecar              // other files that list the article's sources
	Coverage lint.Coverage          // how far a citation reaches; empty: lint.AutoCoverage
}

// A Sidecar is a file beside an article that lists its sources.
type Sidecar struct {
	Path string // its extension tells the format: yaml, yml, json, bib or txt
	Text []byte
}

var formats = map[string]lint.Format{
	".md": lint.Markdown, ".markdown": lint.Markdown, ".mdx": lint.Markdown, ".qmd": lint.Markdown, ".rmd": lint.Markdown,
	".txt":  lint.PlainText,
	".html": lint.HTML, ".htm": lint.HTML,
}

// Extensions returns the extensions that articles have, in lower case, sorted.
func Extensions() []string { return slices.Sorted(maps.Keys(formats)) }

// FormatOf tells an article's format from its name, and false if no article has
// such a name.
func FormatOf(path string) (lint.Format, bool) {
	format, ok := formats[strings.ToLower(filepath.Ext(path))]
	return format, ok
}

// Article parses the text of the article at path, whose name tells its format.
// It returns an error if the text is none that an article can have, or a sidecar
// cannot be read; whatever is wrong with the citations is no error. Text must
// not be changed afterwards.
func Article(path string, text []byte, options *Options) (*lint.Article, error) {
	format, ok := FormatOf(path)
	if !ok {
		return nil, fmt.Errorf("%s: no article has such a name: want .md, .txt or .html", path)
	}
	d, err := newDraft(path, format, text)
	if err != nil {
		return nil, err
	}
	a, err := d.read(options)
	d.release()
	return a, err
}

// read makes the article of what its format, and then all that is the same for
// all formats, find in the text.
func (d *draft) read(options *Options) (*lint.Article, error) {
	start := max(d.readFrontMatter(), d.markLen())
	switch d.format {
	case lint.Markdown:
		readMarkdown(d, start)
	case lint.PlainText:
		readText(d, start)
	case lint.HTML:
		readHTML(d, lint.Span{Start: start, End: len(d.text)})
	}
	d.sortInline()
	sections := d.cutSections(options.Headings)
	d.takeSources(sections)
	if err := d.readSidecars(options.Sidecars); err != nil {
		return nil, err
	}
	return d.assemble(sections, options.Coverage), nil
}
