package config

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v4"
)

// A decoder reads one file into Go values and notes every mistake. It works on
// the nodes and not through go-yaml's own decoding, which knows no columns, and
// it follows no alias, so that there are no alias bombs.
type decoder struct {
	file string
	*vocabulary
	mistakes []*Error
	more     int   // mistakes after maxMistakes
	end      place // of the text
}

// maxMistakes bounds the mistakes that are told of one file.
const maxMistakes = 50

// A decodable reads itself. key is the node that a setting's line is taken from.
type decodable interface {
	decode(d *decoder, key, n *yaml.Node)
	schema() *schema
}

// mistake notes what is wrong at a place. go-yaml puts what is missing at the end
// on a line after it, even if there is none.
func (d *decoder) mistake(at place, format string, args ...any) {
	if len(d.mistakes) == maxMistakes {
		d.more++
		return
	}
	if d.end.before(at) {
		at = d.end
	}
	d.mistakes = append(d.mistakes, &Error{File: d.file, Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)})
}

func (d *decoder) errorf(n *yaml.Node, format string, args ...any) {
	d.mistake(place{n.Line, n.Column}, format, args...)
}

// decode reads a file's text into c.
func (d *decoder) decode(text []byte, c *content) {
	d.end = placeOf(text, len(text))
	if at, problem := badText(text); problem != "" {
		d.mistake(placeOf(text, at), "%s", problem)
		return
	}
	n := d.parse(text)
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode && !isNull(n):
		// It may be any file that one extends, and what is in that is nobody's business.
		d.errorf(n, "want a mapping, not text")
	default:
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
			d.syntax(err)
		}
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		d.errorf(&second, "a second YAML document: a file has one")
	case !errors.Is(err, io.EOF):
		d.syntax(err)
	}
	return doc.Content[0]
}

// syntax notes an error of go-yaml's.
func (d *decoder) syntax(err error) {
	e, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		d.mistake(place{1, 1}, "%v", err)
		return
	}
	message := e.Message
	if e.ContextMsg != "" {
		message += " " + e.ContextMsg
	}
	if at := e.ContextMark; at.Line > 0 && at.Line < e.Mark.Line {
		message += fmt.Sprintf(" that begins at %d:%d", at.Line, at.Column)
	}
	d.mistake(place{max(e.Mark.Line, 1), max(e.Mark.Column, 1)}, "%s", message)
}

const noAlias = "aliases are not allowed: write the value out"

// value reads a node into v. A list or mapping left empty is one not given.
func (d *decoder) value(v reflect.Value, key, n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		d.errorf(n, "%s", noAlias)
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
	pairs, ok := d.pairs(n)
	if !ok {
		return
	}
	fields := fieldsOf(v.Type())
	given := make(map[string]bool)
	for _, p := range pairs {
		f, ok := fields.find(p.key.Value)
		if !ok {
			d.errorf(p.key, "%s", unknown("key", p.key.Value, fields.names()))
			continue
		}
		given[f.name] = !isNull(p.value) && (p.value.Kind != yaml.SequenceNode || len(p.value.Content) > 0)
		d.value(v.FieldByIndex(f.index), p.key, p.value)
	}
	for _, f := range fields {
		if f.required && !given[f.name] {
			d.errorf(n, "%s is missing or empty", f.name)
		}
	}
}

// text lets a value read itself from a scalar.
func (d *decoder) text(u encoding.TextUnmarshaler, n *yaml.Node) {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		d.errorf(n, "want a word, not %s", kind(n))
		return
	}
	if err := u.UnmarshalText([]byte(shorten(n.Value))); err != nil {
		d.errorf(n, "%v", err)
	}
}

// scalar reads a scalar into a v of a basic kind.
func (d *decoder) scalar(v reflect.Value, n *yaml.Node) {
	var want string
	var tags []string
	switch {
	case v.Kind() == reflect.String:
		want, tags = "a string", []string{"!!str"}
	case v.Kind() == reflect.Bool:
		want, tags = "true or false", []string{"!!bool"}
	case v.CanInt():
		want, tags = "a whole number", []string{"!!int"}
	case v.CanFloat():
		want, tags = "a number", []string{"!!int", "!!float"}
	default:
		panic("config: no way to read a " + v.Type().String())
	}
	switch {
	case n.Kind != yaml.ScalarNode || !slices.Contains(tags, n.ShortTag()):
		d.errorf(n, "want %s, not %s%s", want, kind(n), quoteIt(v, n))
	case !set(v, n):
		d.errorf(n, "want %s that fits, not %s", want, plain(n.Value))
	}
}

// quoteIt says how to make a string of what YAML reads as something else.
func quoteIt(v reflect.Value, n *yaml.Node) string {
	if v.Kind() == reflect.String && n.Kind == yaml.ScalarNode && !isNull(n) {
		return ": put it in quotes"
	}
	return ""
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
