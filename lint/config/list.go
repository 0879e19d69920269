package config

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// texts is a list of strings that knows its line, which is 0 if it is not given.
type texts struct {
	line  int
	items []string
}

func (t *texts) decode(d *decoder, key, n *yaml.Node) {
	t.read(d, key, n, func(string) string { return "" })
}

// read reads the list; problem says what is wrong with an item.
func (t *texts) read(d *decoder, key, n *yaml.Node, problem func(string) string) {
	if n.ShortTag() == "!!null" {
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
	switch {
	case n.Kind == yaml.AliasNode:
		d.errorf(n, "aliases are not allowed: write the value out")
	case n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str":
		d.errorf(n, "want a string, not %s", kind(n))
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
	text         string
	line, column int
}

// references is one string or a list of them.
type references []reference

func (r *references) decode(d *decoder, _, n *yaml.Node) {
	items := []*yaml.Node{n}
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		items = d.items(n)
	}
	for _, item := range items {
		if text, ok := d.string(item); ok {
			*r = append(*r, reference{text, item.Line, item.Column})
		}
	}
}
