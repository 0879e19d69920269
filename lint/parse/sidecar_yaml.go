package parse

import (
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/citevet/citevet/lint"
)

// readYAML decodes the YAML in a span of the text, as far as its first document.
func readYAML(text string, s lint.Span) (*dataNode, *dataError) {
	source := text[s.Start:s.End]
	r := yamlReader{text: source, base: s.Start, line: 1, column: 1}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(source), &doc); err != nil {
		return nil, r.place(err)
	}
	if len(doc.Content) == 0 {
		return &dataNode{}, nil
	}
	return r.node(doc.Content[0], 0), nil
}

// A yamlReader makes a tree of go-yaml's and finds its nodes in the text:
// go-yaml gives a line and a column in code points. Nodes come in text order, so
// one cursor finds all of them in one pass.
type yamlReader struct {
	text         string
	base         int // offset of text in the file
	line, column int // of offset at
	at           int
}

func (r *yamlReader) node(n *yaml.Node, depth int) *dataNode {
	start := r.seek(n.Line, n.Column)
	data := &dataNode{span: lint.Span{Start: r.base + start, End: r.base + start}}
	if depth > maxDataDepth {
		return data
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.ShortTag() != "!!null" {
			data.kind, data.text = scalarData, n.Value
			data.span = r.scalarSpan(n, start)
		}
	case yaml.SequenceNode:
		data.kind = listData
		for _, item := range n.Content {
			data.add("", r.node(item, depth+1))
		}
	case yaml.MappingNode:
		data.kind = mappingData
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := r.node(n.Content[i], depth+1)
			data.add(key.text, r.node(n.Content[i+1], depth+1))
		}
	}
	if n.Style&yaml.FlowStyle != 0 {
		data.close(r.text, r.base)
	}
	return data
}

// seek moves the cursor to a line and column, 1-based, and returns the offset.
func (r *yamlReader) seek(line, column int) int {
	for r.at < len(r.text) && (r.line < line || r.line == line && r.column < column) {
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		if c == '\r' && r.at+1 < len(r.text) && r.text[r.at+1] == '\n' {
			size = 2
		}
		r.at += size
		r.column++
		switch c {
		case '\n', '\r', '\u0085', '\u2028', '\u2029': // what go-yaml ends a line at
			r.line++
			r.column = 1
		}
	}
	return r.at
}

// scalarSpan is where a scalar that begins at start is written, with its
// quotation marks.
func (r *yamlReader) scalarSpan(n *yaml.Node, start int) lint.Span {
	for start < len(r.text) && (r.text[start] == '&' || r.text[start] == '!') { // an anchor, a tag
		start += len(r.text[start:]) - len(strings.TrimLeft(strings.TrimLeftFunc(r.text[start:], notSpace), " \t\r\n"))
	}
	rest := r.text[start:]
	end := 0
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		end = blockScalarLen(rest)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		end = quotedLen(rest, '"', '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		end = quotedLen(rest, '\'', '\'')
	case strings.HasPrefix(rest, n.Value):
		end = len(n.Value)
	default:
		before, _ := cutBefore(rest, "\r\n")
		end = len(before)
	}
	return lint.Span{Start: r.base + start, End: r.base + start + end}
}

func notSpace(c rune) bool { return c > ' ' }

// quotedLen is the length of the quoted text that s begins with, both marks
// counted; escape takes the mark behind it for text.
func quotedLen(s string, mark, escape byte) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == escape && i+1 < len(s) && (mark != escape || s[i+1] == mark):
			i++
		case s[i] == mark:
			return i + 1
		}
	}
	return len(s)
}

// blockScalarLen is the length of the block scalar that s begins with: its header
// and the lines that are blank or indented as the first is.
func blockScalarLen(s string) int {
	end, indent := 0, -1
	for at := 0; at < len(s); {
		line := s[at:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n+1]
		}
		words := strings.TrimSpace(line)
		depth := len(line) - len(strings.TrimLeft(line, " "))
		switch {
		case at == 0 || words == "":
		case indent < 0:
			if indent = depth; depth == 0 {
				return end
			}
		case depth < indent:
			return end
		}
		at += len(line)
		if words != "" {
			end = at - (len(line) - len(strings.TrimRight(line, " \t\r\n")))
		}
	}
	return end
}

// place says where an error of go-yaml's is.
func (r *yamlReader) place(err error) *dataError {
	e, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return &dataError{offset: r.base, message: err.Error()}
	}
	message := e.Message
	if e.ContextMsg != "" {
		message += " " + e.ContextMsg
	}
	return &dataError{offset: r.base + r.seek(e.Mark.Line, e.Mark.Column), message: message}
}
