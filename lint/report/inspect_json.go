package report

import (
	"io"

	"github.com/citevet/citevet/lint"
)

// A modelPrinter prints the models of articles as one JSON object, a line each.
type modelPrinter struct {
	*jsonWriter
	articles   int
	unreadable []unreadable
}

func newModel(w io.Writer) *modelPrinter {
	m := &modelPrinter{jsonWriter: newJSONWriter(w), unreadable: []unreadable{}}
	m.WriteString(`{"version":1,"articles":[`)
	return m
}

func (m *modelPrinter) Print(r *lint.Result) error {
	if r.Err != nil {
		m.unreadable = append(m.unreadable, unreadable{r.Path, r.Err.Error()})
		return nil
	}
	m.element(m.articles, modelOf(r.Article))
	m.articles++
	return m.Flush()
}

func (m *modelPrinter) Close() error {
	m.endList(m.articles)
	m.WriteString(`,"unreadable":`)
	m.value(m.unreadable)
	m.WriteString("}\n")
	return m.Flush()
}
