package parse

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
)

// readJSON decodes the JSON in a span of the text.
func readJSON(text string, s lint.Span) (*dataNode, *dataError) {
	r := jsonReader{text: text, base: s.Start, decoder: json.NewDecoder(strings.NewReader(text[s.Start:s.End]))}
	r.decoder.UseNumber()
	n, err := r.value(0)
	if err == nil {
		if _, more := r.decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more follows the value")
		}
	}
	if err != nil {
		return nil, r.place(err)
	}
	return n, nil
}

// A jsonReader makes a tree of the tokens of encoding/json, which keep the order
// of an object's members.
type jsonReader struct {
	text    string
	base    int
	decoder *json.Decoder
}

func (r *jsonReader) offset() int { return r.base + int(r.decoder.InputOffset()) }

// value reads one value.
func (r *jsonReader) value(depth int) (*dataNode, error) {
	start := r.offset()
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	end := r.offset()
	start += len(r.text[start:end]) - len(strings.TrimLeft(r.text[start:end], " \t\r\n,:"))
	n := &dataNode{span: lint.Span{Start: start, End: end}}
	switch token := token.(type) {
	case json.Delim:
		if depth > maxDataDepth {
			return nil, errors.New("it is nested too deeply")
		}
		return n, r.members(n, token, depth)
	case nil:
	default:
		n.kind, n.text = scalarData, fmt.Sprint(token)
	}
	return n, nil
}

// members reads the items of a list or an object.
func (r *jsonReader) members(n *dataNode, open json.Delim, depth int) error {
	n.kind = listData
	if open == '{' {
		n.kind = mappingData
	}
	for r.decoder.More() {
		key := ""
		if n.kind == mappingData {
			name, err := r.decoder.Token()
			if err != nil {
				return err
			}
			key, _ = name.(string)
		}
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.add(key, item)
	}
	_, err := r.decoder.Token()
	n.span.End = r.offset()
	return err
}

// place says where an error of encoding/json is: at the token that it could not
// read.
func (r *jsonReader) place(err error) *dataError {
	offset := len(r.text) - len(strings.TrimLeft(r.text[r.offset():], " \t\r\n,:"))
	message := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		offset, message = len(r.text), "the value has no end"
	}
	return &dataError{offset: offset, message: message}
}
