package report

import (
	"io"
	"strconv"

	"github.com/citevet/citevet/lint"
)

// A checkstyle prints findings as checkstyle does, those of an article together.
// An article without findings is left out. Why a path was not linted is an error
// on its first line: few programs that read the form know of its exceptions.
type checkstyle struct{ xmlWriter }

// newCheckstyle says of which version of checkstyle the form is, without which
// some programs refuse it.
func newCheckstyle(w io.Writer, _ *Options) Printer {
	c := checkstyle{newXMLWriter(w)}
	c.WriteString("<checkstyle version=\"4.3\">\n")
	return c
}

func (c checkstyle) Print(r *lint.Result) error {
	if r.Err == nil && len(r.Findings) == 0 {
		return c.Flush()
	}
	c.open(1, "file", "name", visible(repositoryPath(r.Path)))
	c.WriteString(">\n")
	if r.Err != nil {
		c.fault(lint.Position{Line: 1, Column: 1}, lint.Error, notCheckedBecause(r), notChecked)
	}
	for i := range r.Findings {
		d := &r.Findings[i]
		c.fault(r.Article.Position(d.Span.Start), d.Severity, oneLine(d.Message), d.Rule)
	}
	c.WriteString("  </file>\n")
	return c.Flush()
}

func (c checkstyle) fault(at lint.Position, s lint.Severity, message, rule string) {
	c.open(2, "error", "line", strconv.Itoa(at.Line), "column", strconv.Itoa(at.Column),
		"severity", s.String(), "message", message, "source", "citevet."+visible(rule))
	c.WriteString("/>\n")
}

func (c checkstyle) Close() error {
	c.WriteString("</checkstyle>\n")
	return c.Flush()
}
