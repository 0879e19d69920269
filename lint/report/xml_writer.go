package report

import (
	"bufio"
	"encoding/xml"
	"io"
)

// An xmlWriter writes XML as it comes. What XML cannot hold, whatever the
// escape, is written as U+FFFD.
type xmlWriter struct{ *bufio.Writer }

func newXMLWriter(w io.Writer) xmlWriter {
	x := xmlWriter{bufio.NewWriter(w)}
	x.WriteString(xml.Header)
	return x
}

// open begins a tag on a line of its own, indented by so many levels, with the
// names and values of its attributes, and leaves it to the caller to end it.
func (x xmlWriter) open(level int, name string, attributes ...string) {
	for range level {
		x.WriteString("  ")
	}
	x.WriteString("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		x.WriteString(" " + attributes[i] + `="`)
		x.text(attributes[i+1])
		x.WriteByte('"')
	}
}

// text writes a text that ends neither the element nor the attribute it is in.
func (x xmlWriter) text(s string) {
	xml.EscapeText(x, []byte(s)) // fails where the writer does, which tells when it is flushed
}
