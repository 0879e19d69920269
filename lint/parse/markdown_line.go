package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// runsIn reports whether the first of a block's lines is a heading that runs
// straight into its paragraph, as in a page pasted from the web:
//
//  1. Early proposals
//     In 1954 the minister ...
//
// or a label such as "Sources:" above the entries of a list.
func (m *markdownReader) runsIn(b block, lines []lint.Span) bool {
	first := m.line(lines[0])
	second := m.line(lines[1])
	switch {
	case b.marker != "" && isDigit(b.marker[0]):
		flush := lines[1].Start == 0 || m.text[lines[1].Start-1] == '\n'
		return flush && isHeadingLike(first) && (len(second) > minParagraph || isBold(first))
	case b.kind == paragraphBlock:
		return isBold(first) && isHeadingLike(first) && !isHeadingLike(second) ||
			isSourcesLabel(first) && entryKey(second).end > 0
	}
	return false
}

// line is the text of a line without white space at its ends.
func (m *markdownReader) line(s lint.Span) string {
	return strings.TrimSpace(m.text[s.Start:s.End])
}

// addHeading adds a heading whose level the text does not tell; its list
// marker, if any, is part of it.
func (m *markdownReader) addHeading(lines []lint.Span, marker string) {
	if marker != "" {
		at := strings.LastIndex(m.text[:lines[0].Start], marker)
		lines = []lint.Span{{Start: at, End: lines[0].End}}
	}
	m.addBlock(block{kind: headingBlock, level: impliedLevel}, lines)
}

// impliedLevel is the level of a heading that is told from its line alone.
const impliedLevel = 3

// takeDefinitions takes the link reference definitions out of a paragraph's
// lines and returns the others. Other than CommonMark it lets one follow a line
// of text: a list below the label "Sources:" is written so.
func (m *markdownReader) takeDefinitions(lines []lint.Span) []lint.Span {
	rest := lines[:0]
	for _, l := range lines {
		if def, ok := referenceDefinition(m.text, m.trim(l)); ok {
			m.definitions = append(m.definitions, def)
			continue
		}
		rest = append(rest, l)
	}
	return rest
}

// referenceDefinition reads a line such as
//
//	[1]: https://example.org/a "A title"
func referenceDefinition(text string, line lint.Span) (definition, bool) {
	s := text[line.Start:line.End]
	if len(s) < 5 || s[0] != '[' || s[1] == '^' {
		return definition{}, false
	}
	end := strings.Index(s, "]:")
	if end < 2 || strings.ContainsAny(s[1:end], "[]") {
		return definition{}, false
	}
	body := strings.TrimLeft(s[end+2:], " \t")
	if !isDestination(body) {
		return definition{}, false
	}
	return definition{
		key: strings.TrimSpace(s[1:end]), origin: lint.FromDefinition, span: line,
		body: lint.Span{Start: line.End - len(body), End: line.End},
	}, true
}

// isDestination reports whether the body of a definition begins with a link's
// destination and holds no more than that and a title.
func isDestination(body string) bool {
	dest, title, _ := strings.Cut(body, " ")
	if dest == "" || strings.HasPrefix(dest, "[") {
		return false
	}
	title = strings.TrimSpace(title)
	if title != "" && !strings.ContainsAny(title[:1], "\"'(") {
		return false
	}
	return strings.Contains(dest, "://") || strings.ContainsAny(dest[:1], "<./#") ||
		strings.HasPrefix(dest, "mailto:") || strings.Contains(dest, ".") && title != ""
}
