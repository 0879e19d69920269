package report

import (
	"io"

	"github.com/citevet/citevet/lint"
)

// maxNotes bounds the notes that are kept for the end of the JSON. The summary
// says how many there are.
const maxNotes = 1000

// A jsonPrinter prints one JSON object, in which each finding is a line and is
// written as it comes. It keeps only what stands after them: which files could
// not be read, and the first notes.
type jsonPrinter struct {
	*jsonWriter
	summary summary
	totals  totals
	notes   []note
	options *Options
}

func newJSON(w io.Writer, o *Options) Printer {
	j := &jsonPrinter{jsonWriter: newJSONWriter(w), options: o}
	j.WriteString(`{"version":1,"findings":[`)
	return j
}

func (j *jsonPrinter) Print(r *lint.Result) error {
	before := j.totals.all()
	j.totals.add(r)
	j.summary.add(r)
	for i := range r.Findings {
		j.element(before+i, findingOf(r, &r.Findings[i]))
	}
	if r.Article != nil {
		for _, n := range r.Article.Notes[:min(len(r.Article.Notes), maxNotes-len(j.notes))] {
			j.notes = append(j.notes, note{r.Path, spanOf(r.Article, n.Span), n.Message})
		}
	}
	return j.Flush()
}

func (j *jsonPrinter) Close() error {
	j.endList(j.totals.all())
	j.WriteString(`,"summary":`)
	j.value(j.summary.of(&j.totals, j.options))
	if len(j.notes) > 0 {
		j.WriteString(`,"notes":`)
		j.value(j.notes)
	}
	j.WriteString("}\n")
	return j.Flush()
}
