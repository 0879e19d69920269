// Package report turns results into bytes, one file a format.
//
// What it quotes may be hostile: an article, a path or a message that holds
// escape sequences, line breaks or marks that reorder text is shown with those
// written out, so that it can neither move the cursor nor pass for a line of the
// report.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A Printer writes results in one format. Results come one at a time, in the
// order in which they are shown, and none is kept. Print returns once what it
// wrote has reached the writer.
type Printer interface {
	Print(r *lint.Result) error
	Close() error // writes what comes last, such as the totals; it does not close the writer
}

// Options say how results are shown. Not every format heeds all of them.
type Options struct {
	Color      bool         // with ANSI colours
	Quiet      bool         // findings only: no excerpt of the article, no totals
	Statistics bool         // how many findings each rule has
	Unsafe     bool         // unsafe fixes are asked for, and so may be counted like the safe ones
	Rules      []*lint.Rule // all known rules, for formats that describe them
	Version    string       // of citevet
	Summary    io.Writer    // where github lists what it cannot annotate: the step's summary; nil for none
	Limits     []string     // what findings are left out of the results, as sentences; html shows them
	Pages      *Pages       // where html puts the pages of articles, if there are several; nil: it takes one only

	// Carriers returns the sentences of the body that come nearest to what a sentence
	// of a conclusion or summary says, and whether the body says the same. If it is
	// nil, html tells nothing of these.
	Carriers func(*lint.Article, *lint.Sentence) (carriers []*lint.Sentence, same bool)
}

// Pages are files beside the one that is written.
type Pages struct {
	Index  string                                                             // how a page links to the file that is written
	Create func(article string) (page io.WriteCloser, link string, err error) // link is how the file links to the page
}

// formats are those of New, in the order in which they are documented.
var formats = []struct {
	name, doc string
	printer   func(io.Writer, *Options) Printer
}{
	{"text", "for people: each finding with the line that it is about", newText},
	{"json", "one JSON object: findings, and a summary", newJSON},
	{"jsonl", "one JSON object a line: each finding, and last a summary", newJSONLines},
	{"sarif", "SARIF 2.1.0, for code scanning and editors", newSARIF},
	{"github", "annotations in a GitHub workflow, errors first", newGitHub},
	{"markdown", "a summary to post as a comment on a pull request", newMarkdown},
	{"gitlab", "a GitLab code quality report", newGitLab},
	{"checkstyle", "checkstyle's XML", newCheckstyle},
	{"junit", "JUnit's XML: a test suite an article, a failure an error", newJUnit},
	{"rdjson", "the JSON of reviewdog, with suggested changes", newRDJSON},
	{"html", "a claim ledger to read in a browser: a page an article", newHTML},
}

// Formats names the formats of New, in the order in which they are documented.
var Formats = formatNames()

func formatNames() []string {
	var all []string
	for _, f := range formats {
		all = append(all, f.name)
	}
	return all
}

// FormatDoc says in a phrase what a format of Formats is, empty if it is none.
func FormatDoc(name string) string {
	for _, f := range formats {
		if f.name == name {
			return f.doc
		}
	}
	return ""
}

// IsLedger reports whether a format shows all of an article, on a page an article.
// It needs more of one than its text and notes.
func IsLedger(format string) bool { return format == "html" }

// New returns a printer of findings, or an error if there is no such format.
func New(format string, w io.Writer, o *Options) (Printer, error) {
	for _, f := range formats {
		if f.name == format {
			return f.printer(w, o), nil
		}
	}
	return nil, unknownFormat(format, Formats)
}

// InspectFormats names the formats of NewInspector.
var InspectFormats = []string{"text", "json"}

// NewInspector returns a printer of the model: what an article was read as. It
// takes no notice of findings.
func NewInspector(format string, w io.Writer, o *Options) (Printer, error) {
	switch format {
	case "text":
		return newOutline(w, o), nil
	case "json":
		return newModel(w), nil
	}
	return nil, unknownFormat(format, InspectFormats)
}

func unknownFormat(format string, known []string) error {
	if near := lint.Nearest(format, known); near != "" {
		return fmt.Errorf("unknown format %q, did you mean %s?", format, near)
	}
	return fmt.Errorf("unknown format %q: want %s", format, strings.Join(known, ", "))
}
