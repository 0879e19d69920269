package config

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A pair is an entry of a mapping.
type pair struct{ key, value *yaml.Node }

// pairs returns the entries of a mapping whose keys are strings, each once, and
// whether it is a mapping. One left empty is one without entries.
func (d *decoder) pairs(n *yaml.Node) (pairs []pair, ok bool) {
	if isNull(n) {
		return nil, true
	}
	if n.Kind != yaml.MappingNode {
		d.errorf(n, "want a mapping, not %s", kind(n))
		return nil, false
	}
	lines := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		p := pair{n.Content[i], n.Content[i+1]}
		first, again := lines[p.key.Value]
		switch {
		case p.key.Kind != yaml.ScalarNode:
			d.errorf(p.key, "want a word as the key, not %s", kind(p.key))
		case again:
			d.errorf(p.key, "duplicate key %q, first on line %d", shorten(p.key.Value), first)
		default:
			lines[p.key.Value] = p.key.Line
			pairs = append(pairs, p)
		}
	}
	return pairs, true
}

// items returns the items of a list.
func (d *decoder) items(n *yaml.Node) []*yaml.Node {
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		d.errorf(n, "want a list, not %s", kind(n))
		return nil
	}
	return n.Content
}

// isNull reports whether a value was left empty, or is the word for that.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// kind names what a node is.
func kind(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	}
	switch tag := n.ShortTag(); tag {
	case "!!null":
		return "nothing"
	case "!!int", "!!float", "!!bool", "!!timestamp":
		return plain(n.Value)
	case "!!str":
		return strconv.Quote(shorten(n.Value))
	default:
		return fmt.Sprintf("a value with the tag %q", shorten(tag))
	}
}

// plain is a short value without quotation marks. It is escaped, since a tag can
// make anything a number.
func plain(s string) string {
	quoted := strconv.Quote(shorten(s))
	return quoted[1 : len(quoted)-1]
}

// shorten keeps a message short and on one line.
func shorten(s string) string {
	s, _, cut := strings.Cut(s, "\n")
	if runes := []rune(s[:min(len(s), 4*41)]); len(runes) > 40 {
		s, cut = string(runes[:40]), true
	}
	if cut {
		s += "..."
	}
	return s
}
