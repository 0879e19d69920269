// Package report turns results into bytes, one file a format.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A Printer writes results in one format. Results come one at a time, in the
// order in which they are shown, and none is kept.
type Printer interface {
	Print(r *lint.Result) error
	Close() error // writes what comes last, such as the totals; it does not close the writer
}

// Options say how results are shown. Not every format heeds all of them.
type Options struct {
	Color      bool         // with ANSI colours
	Quiet      bool         // findings only: no excerpt of the article, no totals
	Statistics bool         // how many findings each rule has
	Rules      []*lint.Rule // all known rules, for formats that describe them
	Version    string       // of citevet
}

// printers makes the printers of check by the name of their format.
var printers = map[string]func(io.Writer, *Options) Printer{}

// New returns a printer of findings, or an error if there is no such format.
func New(format string, w io.Writer, o *Options) (Printer, error) {
	if p := printers[format]; p != nil {
		return p(w, o), nil
	}
	return nil, fmt.Errorf("unknown format %q: want %s", format, strings.Join(Formats, ", "))
}

// Formats names the formats of New, in the order in which they are documented.
var Formats = []string{"text", "json", "jsonl"}

// NewInspector returns a printer of the model: what an article was read as.
func NewInspector(format string, w io.Writer, o *Options) (Printer, error) {
	return nil, fmt.Errorf("unknown format %q: want text, json", format)
}
