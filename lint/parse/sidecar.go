package parse

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// readSidecars adds the sources that other files list. A file that cannot be
// decoded is the user's mistake: path:line:column: what is wrong.
func (d *draft) readSidecars(sidecars []Sidecar) error {
	for i := range sidecars {
		s := &sidecars[i]
		text := strings.TrimPrefix(string(s.Text), "\ufeff")
		sources, problem := sidecarSources(s.Path, text)
		if problem != nil {
			line, column := lineColumn(text, problem.offset)
			return fmt.Errorf("%s:%d:%d: %s", s.Path, line, column, problem.message)
		}
		for j := range sources {
			sources[j].Origin, sources[j].File = lint.FromSidecar, s.Path
			mark := len(s.Text) - len(text)
			sources[j].FileSpan, sources[j].KeySpan = shift(sources[j].Span, mark), shift(sources[j].KeySpan, mark)
			sources[j].Span, sources[j].URLSpan = lint.Span{}, lint.Span{}
		}
		d.sources = append(d.sources, sources...)
		if d.sidecars == nil {
			d.sidecars = make(map[string]string, len(sidecars))
		}
		d.sidecars[s.Path] = string(s.Text)
	}
	return nil
}

// sidecarSources reads the sources that a file lists. Those of a list without
// any key are numbered from 1. Spans are within the file.
func sidecarSources(path, text string) ([]lint.Source, *dataError) {
	whole := lint.Span{End: len(text)}
	var n *dataNode
	var problem *dataError
	switch strings.ToLower(filepath.Ext(path)) {
	case ".txt":
		return readSourceLines(text)
	case ".bib":
		records, problem := readBibTeX(text)
		return sourcesOf(records), problem
	case ".json":
		n, problem = readJSON(text, whole)
	case ".yaml", ".yml":
		n, problem = readYAML(text, whole)
	default:
		problem = &dataError{message: "a list of sources has the extension .yaml, .json, .bib or .txt"}
	}
	if problem != nil {
		return nil, problem
	}
	records, bad := readRecords(n, text)
	if bad != nil {
		return nil, &dataError{offset: bad.span.Start, message: "this is no source: want a URL, a text or a mapping with a title, url or doi"}
	}
	sources := sourcesOf(records)
	numberSources(sources)
	return sources, nil
}

func sourcesOf(records []record) []lint.Source {
	sources := make([]lint.Source, len(records))
	for i := range records {
		sources[i] = records[i].source()
	}
	return sources
}

// numberSources gives the sources of a list without any key the number of their
// place, from 1.
func numberSources(sources []lint.Source) {
	for i := range sources {
		if sources[i].Key != "" {
			return
		}
	}
	for i := range sources {
		sources[i].Key = strconv.Itoa(i + 1)
	}
}

// readSourceLines reads a text of one entry a line. Blank lines and those that
// begin with # or % are left out; an indented line goes on with the entry above
// it.
func readSourceLines(text string) ([]lint.Source, *dataError) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return nil, &dataError{offset: i, message: "a binary file, not a list of sources"}
	}
	d := textDraft(text)
	var entries []entry
	for _, l := range splitLines(nil, text, 0) {
		line := text[l.span.Start:l.span.End]
		switch {
		case line == "" || line[0] == '%' || strings.HasPrefix(line, "# "):
		case l.indent > 0 && len(entries) > 0 && entryKey(line).end == 0:
			e := &entries[len(entries)-1]
			e.span.End, e.head.End = l.span.End, l.span.End
		default:
			e := entry{span: l.span, head: l.span}
			if label := entryKey(line); label.end > 0 {
				e.key = label.key
				e.head.Start += label.end
			} else {
				e.head.Start += bulletLen(line)
			}
			entries = append(entries, e)
		}
	}
	sources := make([]lint.Source, len(entries))
	for i := range entries {
		sources[i] = d.readEntry(&entries[i])
	}
	numberSources(sources)
	return sources, nil
}

// lineColumn is the line of an offset and its column in code points, both from 1.
func lineColumn(text string, offset int) (line, column int) {
	text = text[:min(offset, len(text))]
	start := strings.LastIndexByte(text, '\n') + 1
	return strings.Count(text, "\n") + 1, utf8.RuneCountInString(text[start:]) + 1
}
