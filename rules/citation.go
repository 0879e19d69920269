package rules

import (
	"github.com/citevet/citevet/lint"
)

// byKey reports whether citations of a style name an entry that the article has
// to list. A link and an inline note carry their source with them, and nobody
// can follow a marker that a chatbot left behind.
func byKey(style lint.Style) bool {
	switch style {
	case lint.Numeric, lint.Parenthesis, lint.Footnote, lint.Superscript, lint.AuthorKey, lint.ReST, lint.HTMLRef:
		return true
	}
	return false
}

// needsEntry reports whether a reader who follows the citation looks for an
// entry of the source list.
func needsEntry(c *lint.Citation) bool { return byKey(c.Style) && c.URL == "" }

// dress writes a key the way that citations of the style show it.
func dress(style lint.Style, key string) string {
	key = clip(key, 60)
	switch style {
	case lint.Footnote:
		return "[^" + key + "]"
	case lint.AuthorKey:
		return "[@" + key + "]"
	case lint.ReST:
		return "[" + key + "]_"
	case lint.Parenthesis:
		return "(" + key + ")"
	case lint.Superscript:
		return "superscript " + key
	case lint.Link:
		return key
	}
	return "[" + key + "]"
}

// nameOf names a citation in a message.
func nameOf(c *lint.Citation) string { return dress(c.Style, c.Key) }

// A target is what a citation names: a listed source or, where nothing is
// listed, the key itself.
type target struct {
	source *lint.Source
	key    string
}

func targetOf(c *lint.Citation) target {
	if c.Source != nil {
		return target{source: c.Source}
	}
	return target{key: c.Key}
}

// extent is all that stands for a citation: its bracket, if it has one.
func extent(c *lint.Citation) lint.Span {
	if c.Bracket != nil {
		return c.Bracket.Span
	}
	return c.Span
}

// roleOf is the role of the section that a sentence stands in.
func roleOf(s *lint.Sentence) lint.Role {
	if s == nil || s.Section == nil {
		return lint.Body
	}
	return s.Section.Role
}
