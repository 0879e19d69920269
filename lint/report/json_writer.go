package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// A jsonWriter writes values as JSON, each on one line, with the quotation marks
// and angle brackets of the prose left legible.
type jsonWriter struct {
	*bufio.Writer
	buffer  bytes.Buffer
	encoder *json.Encoder
}

// bufferSize holds the findings of most articles, which are written at once.
const bufferSize = 32 << 10

func newJSONWriter(w io.Writer) *jsonWriter {
	j := &jsonWriter{Writer: bufio.NewWriterSize(w, bufferSize)}
	j.encoder = json.NewEncoder(&j.buffer)
	j.encoder.SetEscapeHTML(false)
	return j
}

// value writes v, without a line break after it.
func (j *jsonWriter) value(v any) {
	j.buffer.Reset()
	if err := j.encoder.Encode(v); err != nil {
		panic(err) // the types here can all be encoded
	}
	j.Write(bytes.TrimSuffix(j.buffer.Bytes(), []byte("\n")))
}

// element writes v as an element of a list of which n were written.
func (j *jsonWriter) element(n int, v any) {
	if n > 0 {
		j.WriteByte(',')
	}
	j.WriteByte('\n')
	j.value(v)
}

// endList closes a list of n elements.
func (j *jsonWriter) endList(n int) {
	if n > 0 {
		j.WriteByte('\n')
	}
	j.WriteByte(']')
}

// line writes v on a line of its own.
func (j *jsonWriter) line(v any) {
	j.value(v)
	j.WriteByte('\n')
}
