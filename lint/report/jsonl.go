package report

import (
	"io"

	"github.com/citevet/citevet/lint"
)

// A jsonLines prints one JSON object a line: a finding, or
//
//	{"path":"a.md","error":"permission denied"}
//	{"path":"a.md","span":{...},"note":"bytes that are not UTF-8"}
//
// in the order of the articles, and last {"version":1,"summary":{...}}.
type jsonLines struct {
	*jsonWriter
	summary summary
	totals  totals
	options *Options
}

func newJSONLines(w io.Writer, o *Options) Printer {
	return &jsonLines{jsonWriter: newJSONWriter(w), options: o}
}

// A noteLine is a note where a key has to tell it from a finding.
type noteLine struct {
	Path string `json:"path"`
	Span span   `json:"span"`
	Note string `json:"note"`
}

// A lastLine is the summary where nothing stands around it.
type lastLine struct {
	Version int     `json:"version"`
	Summary summary `json:"summary"`
}

func (j *jsonLines) Print(r *lint.Result) error {
	j.totals.add(r)
	j.summary.add(r)
	if r.Err != nil {
		j.line(unreadable{r.Path, r.Err.Error()})
		return j.Flush()
	}
	for _, n := range r.Article.Notes {
		j.line(noteLine{r.Path, spanOf(r.Article, n.Span), n.Message})
	}
	for i := range r.Findings {
		j.line(findingOf(r, &r.Findings[i]))
	}
	return j.Flush()
}

func (j *jsonLines) Close() error {
	j.line(lastLine{1, j.summary.of(&j.totals, j.options)})
	return j.Flush()
}
