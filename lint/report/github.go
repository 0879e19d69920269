package report

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

const (
	// maxAnnotations is how many annotations of a kind GitHub shows of a step.
	maxAnnotations = 10

	// maxAnnotation bounds the code points of an annotation's text, far below
	// what GitHub takes.
	maxAnnotation = 4000
)

// A gitHub prints workflow commands that make annotations: errors as they come,
// then warnings, then notices. It keeps no more of these than GitHub shows. The
// others become a table in the step's summary, and a last notice says how many
// they are.
type gitHub struct {
	w       *bufio.Writer
	held    [lint.Error + 1][]string // commands to write last, by severity
	written count
	left    count // that are not annotated
	summary *stepSummary
}

func newGitHub(w io.Writer, o *Options) Printer {
	g := &gitHub{w: bufio.NewWriter(w)}
	if o.Summary != nil {
		g.summary = &stepSummary{w: bufio.NewWriter(o.Summary)}
	}
	return g
}

func (g *gitHub) Print(r *lint.Result) error {
	if r.Err != nil {
		if g.room(lint.Error) {
			g.w.WriteString(command(lint.Error, []string{"file", repositoryPath(r.Path), "title", "citevet"}, notCheckedBecause(r)))
		} else {
			g.summary.add(markdownFailure(r))
		}
	}
	for i := range r.Findings {
		d := &r.Findings[i]
		switch {
		case !g.room(d.Severity):
			g.summary.add(markdownRow(r, d))
		case d.Severity == lint.Error:
			g.w.WriteString(annotation(r, d))
		default:
			g.held[d.Severity] = append(g.held[d.Severity], annotation(r, d))
		}
	}
	if err := g.summary.flush(); err != nil {
		return err
	}
	return g.w.Flush()
}

// room reports whether there is room for an annotation, and takes it. One notice
// is kept for the last.
func (g *gitHub) room(s lint.Severity) bool {
	var full bool
	switch s {
	case lint.Error:
		full = g.written.Errors == maxAnnotations
	case lint.Warning:
		full = g.written.Warnings == maxAnnotations
	default:
		full = g.written.Infos == maxAnnotations-1
	}
	if full {
		g.left.add(s)
	} else {
		g.written.add(s)
	}
	return !full
}

// annotation is the command that annotates a finding. GitHub wants columns only
// of what is on one line.
func annotation(r *lint.Result, d *lint.Diagnostic) string {
	path := repositoryPath(r.Path)
	first, last := linesOf(r.Article, d.Span)
	properties := []string{"file", path, "line", strconv.Itoa(first), "endLine", strconv.Itoa(last)}
	start, end := r.Article.Position(d.Span.Start), r.Article.Position(d.Span.End)
	if start.Line == end.Line {
		properties = append(properties, "col", strconv.Itoa(start.Column), "endColumn", strconv.Itoa(end.Column))
	}
	text := oneLine(d.Message)
	for i := range min(len(d.Related), maxRelated) {
		text += "\n" + relatedPlace(r.Article, visible(path), &d.Related[i])
	}
	if more := len(d.Related) - maxRelated; more > 0 {
		text += "\nand " + plural(more, "more place")
	}
	return command(d.Severity, append(properties, "title", "citevet: "+d.Rule), text)
}

// command is a workflow command with properties, names and values in turn.
func command(s lint.Severity, properties []string, text string) string {
	var b strings.Builder
	b.WriteString("::" + commandName(s))
	for i := 0; i < len(properties); i += 2 {
		b.WriteByte(" ,"[min(i, 1)])
		b.WriteString(properties[i] + "=" + escapedProperty.Replace(visible(properties[i+1])))
	}
	b.WriteString("::" + escapedText.Replace(shorten(text, maxAnnotation)) + "\n")
	return b.String()
}

func commandName(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	}
	return "notice"
}

// The runner undoes these, and knows no other escapes.
var (
	escapedText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapedProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func (g *gitHub) Close() error {
	for _, s := range []lint.Severity{lint.Warning, lint.Info} {
		for _, line := range g.held[s] {
			g.w.WriteString(line)
		}
	}
	if g.left.all() > 0 {
		text := g.left.severities(newPalette(false)) + " not annotated, as GitHub shows " +
			strconv.Itoa(maxAnnotations) + " annotations of a kind: " + g.summary.told()
		g.w.WriteString(command(lint.Info, []string{"title", "citevet"}, text))
	}
	if err := g.summary.close(&g.left); err != nil {
		return err
	}
	return g.w.Flush()
}
