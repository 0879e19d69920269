package report

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A rdjson prints a DiagnosticResult of reviewdog's Diagnostic Format, a finding
// a line.
type rdjson struct {
	*jsonWriter
	rules       map[string]bool // those that have a page
	diagnostics int
	worst       lint.Severity
}

func newRDJSON(w io.Writer, o *Options) Printer {
	r := &rdjson{jsonWriter: newJSONWriter(w), rules: make(map[string]bool, len(o.Rules))}
	for _, rule := range o.Rules {
		r.rules[rule.Name] = true
	}
	r.WriteString(`{"source":{"name":"citevet","url":"` + homepage + `"},"diagnostics":[`)
	return r
}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

// A rdRange ends before its end.
type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

// A rdPosition counts from 1, the column in bytes of UTF-8.
type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

func (r *rdjson) Print(result *lint.Result) error {
	if result.Err != nil {
		r.diagnostic(&rdDiagnostic{
			Message: rdText(notCheckedBecause(result)), Location: rdLocation{Path: repositoryPath(result.Path)},
			Severity: rdSeverity(lint.Error), Code: rdCode{Value: notChecked},
		}, lint.Error)
	} else if len(result.Findings) > 0 {
		lines := lineStarts(result.Article.Text)
		for i := range result.Findings {
			d := &result.Findings[i]
			r.diagnostic(r.diagnosticOf(result, lines, d), d.Severity)
		}
	}
	return r.Flush()
}

func (r *rdjson) diagnostic(d *rdDiagnostic, s lint.Severity) {
	r.element(r.diagnostics, d)
	r.diagnostics++
	r.worst = max(r.worst, s)
}

func (r *rdjson) diagnosticOf(result *lint.Result, lines lineTable, d *lint.Diagnostic) *rdDiagnostic {
	at := lines.rangeOf(result.Article, d.Span)
	out := &rdDiagnostic{
		Message: rdText(d.Message), Location: rdLocation{repositoryPath(result.Path), &at},
		Severity: rdSeverity(d.Severity), Code: rdCode{Value: d.Rule},
	}
	if r.rules[d.Rule] {
		out.Code.URL = RulePage(d.Rule)
	}
	for i := range d.Fixes {
		if span, text, ok := suggested(result.Article.Text, &d.Fixes[i]); ok {
			out.Suggestions = append(out.Suggestions, rdSuggestion{lines.rangeOf(result.Article, span), text})
		}
	}
	return out
}

// rdText makes a message on one line. Reviewdog posts it as Markdown on a pull
// request, where it is not to notify the @smith2020 of a citation, refer to an
// issue, link anywhere or open an element.
func rdText(s string) string {
	return rdDefused.Replace(oneLine(s))
}

var rdDefused = strings.NewReplacer("@", "@\u200b", "#", "#\u200b", "<", "<\u200b", "](", "] (")

func rdSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "ERROR"
	case lint.Warning:
		return "WARNING"
	}
	return "INFO"
}

// maxSuggested bounds the bytes that a suggestion replaces.
const maxSuggested = 4096

// suggested makes one edit of those of a fix, with the text between them, for
// that is all that a suggestion can be. It does not if they are far apart or in
// other files, or if JSON could not say the text.
func suggested(text string, f *lint.Fix) (span lint.Span, replacement string, ok bool) {
	if len(f.Edits) == 0 || f.OtherFiles() {
		return span, "", false
	}
	span = f.Edits[0].Span
	for _, e := range f.Edits[1:] {
		span = lint.Span{Start: min(span.Start, e.Span.Start), End: max(span.End, e.Span.End)}
	}
	if span.Len() > maxSuggested {
		return span, "", false
	}
	within := lint.Fix{Edits: make([]lint.Edit, len(f.Edits))}
	for i, e := range f.Edits {
		within.Edits[i] = lint.Edit{Span: lint.Span{Start: e.Span.Start - span.Start, End: e.Span.End - span.Start}, New: e.New}
	}
	replacement, err := lint.Apply(text[span.Start:span.End], within)
	return span, replacement, err == nil && utf8.ValidString(replacement)
}

// A lineTable has the offset of the start of each line.
type lineTable []int

func lineStarts(text string) lineTable {
	lines := lineTable{0}
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			return lines
		}
		at += n + 1
		lines = append(lines, at)
	}
}

func (l lineTable) rangeOf(a *lint.Article, s lint.Span) rdRange {
	return rdRange{l.position(a, s.Start), l.position(a, s.End)}
}

func (l lineTable) position(a *lint.Article, offset int) rdPosition {
	line := a.Position(offset).Line
	return rdPosition{line, offset - l[line-1] + 1}
}

func (r *rdjson) Close() error {
	r.endList(r.diagnostics)
	if r.worst != lint.Default {
		r.WriteString(`,"severity":"` + rdSeverity(r.worst) + `"`)
	}
	r.WriteString("}\n")
	return r.Flush()
}
