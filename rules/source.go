package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

// sourceName names a source in a message: by its key or, if it has none, by
// its title or URL.
func sourceName(s *lint.Source) string {
	var name string
	switch {
	case s.Key != "" && s.Origin == lint.FromFootnote:
		name = dress(lint.Footnote, s.Key)
	case s.Key != "":
		name = dress(lint.Numeric, s.Key)
	case s.Title != "":
		name = fmt.Sprintf("%q", quote(s.Title, 50))
	case s.URL != "":
		name = clip(s.URL, 60)
	default:
		name = "an entry"
	}
	if s.File != "" {
		name += " of " + s.File
	}
	return name
}

// related points at a source, where that is listed.
func related(s *lint.Source, message string) lint.Related {
	if s.File != "" {
		return lint.Related{Path: s.File, Span: s.FileSpan, Message: message}
	}
	return lint.Related{Span: s.Span, Message: message}
}

// sourceKeys lists the keys of sources that have one.
func sourceKeys(sources ...*lint.Source) []string {
	var keys []string
	for _, s := range sources {
		if s.Key != "" {
			keys = append(keys, s.Key)
		}
	}
	return keys
}
