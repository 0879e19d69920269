package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// maxRelated bounds the related places that are shown of a finding. A line says
// how many more there are.
const maxRelated = 5

// A text prints findings for people: a line such as compilers print, the line of
// the article with the place marked, and what else belongs to it.
type text struct {
	*Options
	*palette
	w      *bufio.Writer
	totals totals
}

func newText(w io.Writer, o *Options) Printer {
	return &text{Options: o, palette: newPalette(o.Color), w: bufio.NewWriter(w)}
}

func (t *text) Print(r *lint.Result) error {
	t.totals.add(r)
	path := visible(r.Path)
	if r.Err != nil {
		t.failure(t.w, r)
		t.gap()
		return t.w.Flush()
	}
	t.notes(r.Article, path)
	for i := range r.Findings {
		t.finding(r.Article, path, &r.Findings[i])
	}
	return t.w.Flush()
}

// gap separates what takes several lines from what follows.
func (t *text) gap() {
	if !t.Quiet {
		t.w.WriteByte('\n')
	}
}

// notes tells how the article was read, if there is anything to tell.
func (t *text) notes(a *lint.Article, path string) {
	if t.Quiet || len(a.Notes) == 0 {
		return
	}
	for _, n := range a.Notes {
		fmt.Fprintf(t.w, "%s: %s: %s\n", t.bold.Sprint(place(a, path, n.Span)), t.severities[lint.Info].Sprint("note"), oneLine(n.Message))
	}
	t.gap()
}

// place writes where a span starts as editors and terminals know to open it.
func place(a *lint.Article, path string, s lint.Span) string {
	p := a.Position(s.Start)
	return path + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}

func (t *text) finding(a *lint.Article, path string, d *lint.Diagnostic) {
	fmt.Fprintf(t.w, "%s: %s: %s %s%s\n", t.bold.Sprint(place(a, path, d.Span)),
		t.severities[d.Severity].Sprint(d.Severity), oneLine(d.Message), t.dim.Sprint("["+d.Rule+"]"), t.fixMark(d))
	if t.Quiet {
		return
	}
	margin := t.excerpt(a, d)
	for i := range min(len(d.Related), maxRelated) {
		t.extra(margin, relatedPlace(a, path, &d.Related[i]))
	}
	if more := len(d.Related) - maxRelated; more > 0 {
		t.extra(margin, "and "+plural(more, "more place"))
	}
	for i := range d.Fixes {
		t.extra(margin, t.fix(&d.Fixes[i]))
	}
	t.gap()
}

// excerpt writes the article's line and marks the finding's place in it. It
// returns the margin that the lines after it begin with.
func (t *text) excerpt(a *lint.Article, d *lint.Diagnostic) string {
	line := strconv.Itoa(a.Position(d.Span.Start).Line)
	margin := strings.Repeat(" ", 2+len(line))
	if e := excerptOf(a, d.Span); strings.TrimSpace(e.line) != "" {
		marks := t.severities[d.Severity].Sprint(strings.Repeat("^", e.marked))
		fmt.Fprintf(t.w, "  %s %s\n", t.dim.Sprint(line+" │"), e.line)
		fmt.Fprintf(t.w, "%s %s %s%s\n", margin, t.dim.Sprint("│"), strings.Repeat(" ", e.indent), marks)
	}
	return margin
}

func (t *text) extra(margin, what string) {
	fmt.Fprintf(t.w, "%s %s %s\n", margin, t.dim.Sprint("="), what)
}

// relatedPlace names another place and says what is there. A place in another
// file has no line: its span is not the article's.
func relatedPlace(a *lint.Article, path string, r *lint.Related) string {
	if r.Path != "" && r.Path != a.Path {
		return visible(r.Path) + ": " + oneLine(r.Message)
	}
	return place(a, path, r.Span) + ": " + oneLine(r.Message)
}

// fixMark marks a finding that --fix would fix.
func (t *text) fixMark(d *lint.Diagnostic) string {
	if !d.Fixable(t.Unsafe) {
		return ""
	}
	return " " + t.good.Sprint("[*]")
}

func (t *text) fix(f *lint.Fix) string {
	if f.Refusal != "" {
		return "no fix: " + oneLine(f.Refusal)
	}
	if f.Safe {
		return t.good.Sprint("fix") + ": " + oneLine(f.Message)
	}
	return t.severities[lint.Warning].Sprint("unsafe fix") + ": " + oneLine(f.Message)
}

func (t *text) Close() error {
	if t.Statistics && t.totals.all() > 0 {
		t.statistics()
		t.gap()
	}
	if !t.Quiet {
		fmt.Fprintln(t.w, t.totals.text(t.palette))
		if hint := t.totals.fixHint(t.palette, t.Unsafe); hint != "" {
			fmt.Fprintln(t.w, hint)
		}
	}
	return t.w.Flush()
}

// statistics writes a table of how many findings each rule has.
func (t *text) statistics() {
	rules := t.totals.byRule()
	width := len("total")
	for _, c := range rules {
		width = max(width, len(c.Rule))
	}
	fmt.Fprintln(t.w, t.bold.Sprintf("%-*s  %8s  %8s  %8s", width, "rule", "errors", "warnings", "infos"))
	for _, c := range rules {
		t.statistic(width, c.Rule, &c.count)
	}
	t.statistic(width, "total", &t.totals.count)
}

func (t *text) statistic(width int, name string, c *count) {
	fmt.Fprintf(t.w, "%-*s", width, name)
	for _, n := range []int{c.Errors, c.Warnings, c.Infos} {
		cell := fmt.Sprintf("%8d", n)
		if n == 0 {
			cell = t.dim.Sprint(cell)
		}
		t.w.WriteString("  " + cell)
	}
	t.w.WriteByte('\n')
}
