package parse

import (
	"html"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// takeDefinitions makes sources of the definitions that a key can name: all
// footnotes, and of link reference definitions those whose label is a number or,
// if the text has it in brackets, a name that looks like a key. The others are
// the targets of links.
func (f *sourceFinder) takeDefinitions() {
	for i := range f.definitions {
		def := &f.definitions[i]
		switch {
		case def.origin == lint.FromFootnote:
			f.sources = append(f.sources, f.readFootnote(def))
		case f.isCitable(def.key):
			f.sources = append(f.sources, f.readDefinition(def))
		}
	}
	slices.SortStableFunc(f.comments, byStart)
	f.comments = slices.Compact(f.comments) // a footnote may stand in another
}

func (f *sourceFinder) isCitable(label string) bool {
	if strings.HasPrefix(label, "@") {
		return true
	}
	key, ok := bracketKey(label)
	if !ok {
		return false
	}
	return isNumbered(key) || strings.ContainsRune(key, ' ') && !isAuthorYear(key) || f.citedKeys()[foldKey(key)] > 0
}

// readDefinition reads a link reference definition: [1]: url "title".
func (f *sourceFinder) readDefinition(def *definition) lint.Source {
	s := lint.Source{Key: strings.TrimPrefix(def.key, "@"), Span: def.span, Origin: def.origin}
	s.KeySpan = keySpan(f.text, lint.Span{Start: def.span.Start, End: def.body.Start}, s.Key)
	body := f.text[def.body.Start:def.body.End]
	url, title, _ := strings.Cut(body, " ")
	trimmed := strings.TrimPrefix(url, "<")
	s.URL = strings.TrimSuffix(trimmed, ">")
	start := def.body.Start + len(url) - len(trimmed)
	s.URLSpan = lint.Span{Start: start, End: start + len(s.URL)}
	title = strings.TrimSpace(title)
	if len(title) >= 2 {
		title = html.UnescapeString(strings.ReplaceAll(title[1:len(title)-1], "\\\"", "\""))
	}
	f.readIdentifiers(&s, "")
	s.Title = clipBytes(joinWords(title), maxTitle)
	return s
}

// readFootnote reads a footnote, whose body no block is made of. Its markup is
// masked only as long as it is read, for it is no prose. Comments in it count.
func (f *sourceFinder) readFootnote(def *definition) lint.Source {
	e := entry{key: def.key, span: def.span, head: f.trim(def.body), origin: def.origin}
	if s, ok := f.readCSLBlock(def); ok {
		return s
	}
	if e.head.Len() == 0 {
		label := lint.Span{Start: def.span.Start, End: def.body.Start}
		return lint.Source{Key: def.key, Span: def.span, Origin: def.origin, KeySpan: keySpan(f.text, label, def.key)}
	}
	links, comments, superscripts := f.links, f.comments, f.superscripts
	f.links, f.comments, f.superscripts = nil, nil, nil
	f.keep(e.head)
	f.maskInline(e.head)
	f.sortInline()
	s := f.readEntry(&e)
	f.mask(e.head)
	f.links, f.comments, f.superscripts = links, append(comments, f.comments...), superscripts
	return s
}

// readCSLBlock reads a footnote that describes its source as a block of CSL-JSON.
func (f *sourceFinder) readCSLBlock(def *definition) (lint.Source, bool) {
	body := f.text[def.body.Start:def.body.End]
	_, after, ok := strings.Cut(body[:min(len(body), 200)], "```csl")
	if !ok {
		return lint.Source{}, false
	}
	start := def.body.End - len(body) + strings.Index(body, "```csl") + len("```csl")
	start += len(after) - len(strings.TrimLeftFunc(after, notSpace))
	length := strings.Index(f.text[start:def.body.End], "```")
	if length < 0 {
		return lint.Source{}, false
	}
	n, problem := readJSON(f.text, lint.Span{Start: start, End: start + length})
	if problem != nil {
		return lint.Source{}, false
	}
	records, _ := readRecords(n, f.text)
	if len(records) != 1 {
		return lint.Source{}, false
	}
	s := records[0].source()
	s.Key, s.Span, s.Origin = def.key, def.span, def.origin
	s.KeySpan = keySpan(f.text, lint.Span{Start: def.span.Start, End: def.body.Start}, def.key)
	return s, true
}
