package parse

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/citevet/citevet/lint"
)

// readTOML decodes the TOML in a span of the text. It keeps what is repeated, as
// TOML itself does not allow: a mistake in one table is no reason to pass over
// the others.
func readTOML(text string, s lint.Span) (*dataNode, *dataError) {
	r := tomlReader{text: text[s.Start:s.End], base: s.Start, root: &dataNode{kind: mappingData, span: s}, tables: map[*dataNode]map[string]*dataNode{}}
	table := r.root
	r.parser.Reset([]byte(r.text))
	for r.parser.NextExpression() {
		switch e := r.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = r.table(e)
		case unstable.KeyValue:
			r.set(table, e, 0)
		}
	}
	if err := r.parser.Error(); err != nil {
		problem := &dataError{offset: s.Start, message: err.Error()}
		if e, ok := errors.AsType[*unstable.ParserError](err); ok {
			problem = &dataError{offset: s.Start + int(r.parser.Range(e.Highlight).Offset), message: e.Message}
		}
		return nil, problem
	}
	return r.root, nil
}

// A tomlReader makes a tree of the expressions of go-toml's parser, whose nodes
// know their places in the text.
type tomlReader struct {
	parser unstable.Parser
	text   string
	base   int // offset of text in the file
	root   *dataNode
	tables map[*dataNode]map[string]*dataNode // the items of each mapping that a header named
}

// table finds the mapping that a header names, or makes it.
func (r *tomlReader) table(e *unstable.Node) *dataNode {
	at := r.root
	for key := e.Key(); key.Next(); {
		name := string(key.Node().Data)
		next := r.tables[at][name]
		if next == nil {
			next = &dataNode{kind: mappingData, span: r.header(key.Node())}
			if e.Kind == unstable.ArrayTable && key.IsLast() {
				next.kind = listData
			}
			r.enter(at, name, next)
		}
		if next.kind == listData {
			if e.Kind == unstable.ArrayTable && key.IsLast() {
				next.add("", &dataNode{kind: mappingData, span: r.header(key.Node())})
			}
			next = next.items[len(next.items)-1]
		}
		at = next
	}
	return at
}

// enter adds an item to a mapping and notes it as a table.
func (r *tomlReader) enter(n *dataNode, name string, item *dataNode) {
	if r.tables[n] == nil {
		r.tables[n] = map[string]*dataNode{}
	}
	r.tables[n][name] = item
	n.add(name, item)
}

// set adds a key and its value to a mapping; a dotted key makes mappings within.
func (r *tomlReader) set(n *dataNode, e *unstable.Node, depth int) {
	value := r.value(e.Value(), depth)
	for key := e.Key(); key.Next(); {
		name := string(key.Node().Data)
		if key.IsLast() {
			n.add(name, value)
			n.span.End = max(n.span.End, value.span.End)
			return
		}
		next := r.tables[n][name]
		if next == nil || next.kind != mappingData {
			next = &dataNode{kind: mappingData, span: r.span(key.Node())}
			r.enter(n, name, next)
		}
		n = next
	}
}

func (r *tomlReader) value(e *unstable.Node, depth int) *dataNode {
	n := &dataNode{span: r.span(e)}
	switch {
	case depth > maxDataDepth:
	case e.Kind == unstable.Array:
		n.kind = listData
		for items := e.Children(); items.Next(); {
			if items.Node().Kind != unstable.Comment {
				n.add("", r.value(items.Node(), depth+1))
			}
		}
	case e.Kind == unstable.InlineTable:
		n.kind = mappingData
		for items := e.Children(); items.Next(); {
			if items.Node().Kind == unstable.KeyValue {
				r.set(n, items.Node(), depth+1)
			}
		}
	default:
		n.kind, n.text = scalarData, string(e.Data)
	}
	if n.kind != scalarData && len(n.items) > 0 {
		n.close(r.text, r.base)
	}
	return n
}

func (r *tomlReader) span(e *unstable.Node) lint.Span {
	start := r.base + int(e.Raw.Offset)
	return lint.Span{Start: start, End: start + int(e.Raw.Length)}
}

// header is the place of a table's header up to the end of a key in it.
func (r *tomlReader) header(key *unstable.Node) lint.Span {
	s := r.span(key)
	s.Start = r.base + strings.LastIndexByte(r.text[:s.Start-r.base], '\n') + 1
	return s
}
