package config

import (
	"reflect"
	"strings"

	"github.com/citevet/citevet/lint"
	"go.yaml.in/yaml/v4"
)

// texts is a list of strings that knows the line of its key, which is 0 if it is
// not given. A list left empty, unlike [], is one not given.
type texts struct {
	line  int
	items []string
}

func (t *texts) decode(d *decoder, key, n *yaml.Node) {
	t.read(d, key, n, func(string) string { return "" })
}

// read reads the list; problem says what is wrong with an item.
func (t *texts) read(d *decoder, key, n *yaml.Node, problem func(string) string) {
	if isNull(n) {
		return
	}
	t.line, t.items = key.Line, []string{}
	for _, item := range d.items(n) {
		text, ok := d.string(item)
		if !ok {
			continue
		}
		if p := problem(text); p != "" {
			d.errorf(item, "%s", p)
			continue
		}
		t.items = append(t.items, text)
	}
}

// string reads a node that must be a string with something in it.
func (d *decoder) string(n *yaml.Node) (text string, ok bool) {
	isString := n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str"
	switch {
	case n.Kind == yaml.AliasNode:
		d.errorf(n, "%s", noAlias)
	case !isString:
		d.scalar(reflect.ValueOf(&text).Elem(), n) // which says what is wrong
	case strings.TrimSpace(n.Value) == "":
		d.errorf(n, "want a string, not an empty one")
	default:
		return n.Value, true
	}
	return "", false
}

// paths is a list of files.
type paths struct{ texts }

func (p *paths) decode(d *decoder, key, n *yaml.Node) {
	p.read(d, key, n, func(path string) string {
		if strings.Contains(path, "://") {
			return "not a file: download it and name the copy"
		}
		return ""
	})
}

// A reference is a word with its place.
type reference struct {
	text string
	place
}

// references is one string or a list of them.
type references []reference

func (r *references) decode(d *decoder, _, n *yaml.Node) {
	items := []*yaml.Node{n}
	if n.Kind != yaml.ScalarNode || isNull(n) {
		items = d.items(n)
	}
	for _, item := range items {
		if text, ok := d.string(item); ok {
			*r = append(*r, reference{text, place{item.Line, item.Column}})
		}
	}
}

// coverage is a lint.Coverage that knows its line, which is 0 if it is not given.
type coverage struct {
	line int
	lint.Coverage
}

func (c *coverage) decode(d *decoder, key, n *yaml.Node) {
	if n.ShortTag() != "!!null" {
		c.line = key.Line
	}
	d.text(&c.Coverage, n)
}
