package config

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A decoder reads one file into Go values and notes every mistake. It works on
// the nodes and not through go-yaml's own decoding, which knows no columns, and
// it follows no alias, so that there are no alias bombs.
type decoder struct {
	file string
	*vocabulary
	mistakes []*Error
}

// A decodable reads itself. key is the node that a setting's line is taken from.
type decodable interface {
	decode(d *decoder, key, n *yaml.Node)
}

func (d *decoder) mistake(line, column int, format string, args ...any) {
	e := &Error{File: d.file, Line: max(line, 1), Column: max(column, 1), Message: fmt.Sprintf(format, args...)}
	d.mistakes = append(d.mistakes, e)
}

func (d *decoder) errorf(n *yaml.Node, format string, args ...any) {
	d.mistake(n.Line, n.Column, format, args...)
}

// decode reads a file's text into c.
func (d *decoder) decode(text []byte, c *content) {
	if n := d.parse(text); n != nil {
		d.value(reflect.ValueOf(c).Elem(), n, n)
	}
}

// parse returns the root of a file's only YAML document, nil if there is none.
func (d *decoder) parse(text []byte) *yaml.Node {
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		panic(err) // there are no options to be wrong
	}
	var doc, second yaml.Node
	if err := loader.Load(&doc); err != nil {
		if !errors.Is(err, io.EOF) {
			d.syntax(text, err)
		}
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		d.errorf(&second, "a second YAML document: a file has one")
	case !errors.Is(err, io.EOF):
		d.syntax(text, err)
	}
	return doc.Content[0]
}

// syntax notes an error of go-yaml's.
func (d *decoder) syntax(text []byte, err error) {
	e, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		d.mistake(1, 1, "%v", err)
		return
	}
	message := e.Message
	if e.ContextMsg != "" {
		message += " " + e.ContextMsg
	}
	line, column := e.Mark.Line, e.Mark.Column
	if line == 0 { // go-yaml keeps no place for bytes that are not text
		line, column = badByte(text)
	}
	d.mistake(line, column, "%s", message)
}

// badByte returns the place of the first byte that YAML does not allow, or 1, 1.
func badByte(text []byte) (line, column int) {
	line, column = 1, 1
	for rest := text; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == '\n':
			line, column = line+1, 0
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			return line, column
		}
		rest, column = rest[size:], column+1
	}
	return 1, 1
}

// value reads a node into v. A list or mapping left empty is one not given.
func (d *decoder) value(v reflect.Value, key, n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		d.errorf(n, "aliases are not allowed: write the value out")
		return
	}
	switch p := v.Addr().Interface().(type) {
	case decodable:
		p.decode(d, key, n)
		return
	case encoding.TextUnmarshaler:
		d.text(p, n)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.object(v, n)
	case reflect.Slice:
		items := d.items(n)
		v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
		for i, item := range items {
			d.value(v.Index(i), item, item)
		}
	default:
		d.scalar(v, n)
	}
}

// object reads a mapping into the fields of a struct.
func (d *decoder) object(v reflect.Value, n *yaml.Node) {
	fields := fieldsOf(v.Type())
	given := make(map[string]bool)
	for _, p := range d.pairs(n) {
		f, ok := fields.find(p.key.Value)
		if !ok {
			d.errorf(p.key, "%s", unknown("key", p.key.Value, fields.names()))
			continue
		}
		given[f.name] = true
		d.value(v.FieldByIndex(f.index), p.key, p.value)
	}
	for _, f := range fields {
		if f.required && !given[f.name] {
			d.errorf(n, "%s is missing", f.name)
		}
	}
}

// text lets a value read itself from a scalar.
func (d *decoder) text(u encoding.TextUnmarshaler, n *yaml.Node) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		d.errorf(n, "want a word, not %s", kind(n))
		return
	}
	if err := u.UnmarshalText([]byte(n.Value)); err != nil {
		d.errorf(n, "%v", err)
	}
}

// scalar reads a scalar into a v of a basic kind.
func (d *decoder) scalar(v reflect.Value, n *yaml.Node) {
	want, ok := "", n.Kind == yaml.ScalarNode
	switch {
	case v.Kind() == reflect.String:
		want, ok = "a string", ok && n.ShortTag() == "!!str"
	case v.Kind() == reflect.Bool:
		want, ok = "true or false", ok && n.ShortTag() == "!!bool"
	case v.CanInt():
		want, ok = "a whole number", ok && n.ShortTag() == "!!int"
	case v.CanFloat():
		want, ok = "a number", ok && (n.ShortTag() == "!!int" || n.ShortTag() == "!!float")
	default:
		panic("config: no way to read a " + v.Type().String())
	}
	if !ok {
		d.errorf(n, "want %s, not %s", want, kind(n))
		return
	}
	if !set(v, n) {
		d.errorf(n, "%s is no number that fits here", n.Value)
	}
}

// set reports whether the node's value fits v, and if so puts it there.
func set(v reflect.Value, n *yaml.Node) bool {
	got := reflect.New(v.Type())
	if n.Decode(got.Interface()) != nil {
		return false
	}
	if v.CanFloat() && (math.IsNaN(got.Elem().Float()) || math.IsInf(got.Elem().Float(), 0)) {
		return false
	}
	v.Set(got.Elem())
	return true
}

// A pair is an entry of a mapping.
type pair struct{ key, value *yaml.Node }

// pairs returns the entries of a mapping whose keys are strings, each once.
func (d *decoder) pairs(n *yaml.Node) []pair {
	if n.ShortTag() == "!!null" {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		d.errorf(n, "want a mapping, not %s", kind(n))
		return nil
	}
	pairs := make([]pair, 0, len(n.Content)/2)
	lines := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		p := pair{n.Content[i], n.Content[i+1]}
		first, again := lines[p.key.Value]
		switch {
		case p.key.Kind != yaml.ScalarNode:
			d.errorf(p.key, "want a word as the key, not %s", kind(p.key))
		case again:
			d.errorf(p.key, "duplicate key %q, first on line %d", p.key.Value, first)
		default:
			lines[p.key.Value] = p.key.Line
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// items returns the items of a list.
func (d *decoder) items(n *yaml.Node) []*yaml.Node {
	if n.ShortTag() == "!!null" {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		d.errorf(n, "want a list, not %s", kind(n))
		return nil
	}
	return n.Content
}

// kind names what a node is, with what to do about it if that is not plain.
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
	case "!!str":
		return fmt.Sprintf("%q", shorten(n.Value))
	case "!!int", "!!float", "!!bool", "!!timestamp":
		return shorten(n.Value) + " (in quotes it is a string)"
	default:
		return fmt.Sprintf("a value with the tag %s", tag)
	}
}

// shorten keeps a message on one line.
func shorten(s string) string {
	s, _, cut := strings.Cut(s, "\n")
	if r := []rune(s); len(r) > 40 {
		s, cut = string(r[:40]), true
	}
	if cut {
		s += "..."
	}
	return s
}
