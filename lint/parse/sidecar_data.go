package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// A dataKind is what a dataNode is.
type dataKind uint8

const (
	otherData dataKind = iota // null, an alias, what is nested too deeply
	scalarData
	listData
	mappingData
)

// A dataNode is a value of YAML, JSON or TOML. It is a tree: an alias is a leaf,
// so that a few lines cannot stand for a billion nodes.
type dataNode struct {
	kind  dataKind
	text  string      // a scalar's value
	keys  []string    // of a mapping's items
	items []*dataNode // of a list or a mapping
	span  lint.Span   // in the file; a list's or mapping's ends with its last scalar
}

// maxDataDepth is how deep data may nest; what lies deeper is not looked at.
const maxDataDepth = 32

// add appends an item, with its key if n is a mapping.
func (n *dataNode) add(key string, item *dataNode) {
	if n.kind == mappingData {
		n.keys = append(n.keys, key)
	}
	n.items = append(n.items, item)
	n.span.End = max(n.span.End, item.span.End)
}

// close takes the bracket that ends a list or a mapping into its span; base is
// where text begins in the file.
func (n *dataNode) close(text string, base int) {
	rest := strings.TrimLeft(text[min(n.span.End-base, len(text)):], ", \t\r\n")
	if rest != "" && (rest[0] == ']' || rest[0] == '}') {
		n.span.End = base + len(text) - len(rest) + 1
	}
}

// field is the item of a mapping with a key, nil if there is none.
func (n *dataNode) field(key string) *dataNode {
	for i, k := range n.keys {
		if k == key {
			return n.items[i]
		}
	}
	return nil
}

// literal is where a scalar's value stands in the text, empty if it is written
// otherwise there (with escapes, folded).
func (n *dataNode) literal(text string) lint.Span {
	i := strings.Index(text[n.span.Start:n.span.End], n.text)
	if n.kind != scalarData || n.text == "" || i < 0 {
		return lint.Span{}
	}
	return lint.Span{Start: n.span.Start + i, End: n.span.Start + i + len(n.text)}
}

// A dataError says what is wrong with data, and where.
type dataError struct {
	offset  int // in bytes of the text
	message string
}

func (e *dataError) Error() string { return e.message }
