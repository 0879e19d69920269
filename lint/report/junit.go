package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A junit prints test results: an article is a suite and each of its findings a
// test. Only findings that are errors fail, for a failure stops what waits for
// the tests; of the others the text stands in the test's output. An article
// without findings is a test that passed, a path that was not linted one that
// could not be run.
type junit struct{ xmlWriter }

func newJUnit(w io.Writer, _ *Options) Printer {
	j := junit{newXMLWriter(w)}
	j.WriteString("<testsuites name=\"citevet\">\n")
	return j
}

func (j junit) Print(r *lint.Result) error {
	path := visible(repositoryPath(r.Path))
	switch {
	case r.Err != nil:
		j.suite(path, 1, 0, 1)
		j.test(path, notChecked, 1)
		j.trouble(r)
	case len(r.Findings) == 0:
		j.suite(path, 1, 0, 0)
		j.test(path, "no findings", 1)
		j.WriteString("/>\n")
	default:
		j.suite(path, len(r.Findings), countErrors(r), 0)
		for i := range r.Findings {
			j.finding(r.Article, path, &r.Findings[i])
		}
	}
	j.WriteString("  </testsuite>\n")
	return j.Flush()
}

func countErrors(r *lint.Result) int {
	var c count
	for i := range r.Findings {
		c.add(r.Findings[i].Severity)
	}
	return c.Errors
}

func (j junit) suite(path string, tests, failures, errors int) {
	j.open(1, "testsuite", "name", path, "tests", strconv.Itoa(tests), "failures", strconv.Itoa(failures),
		"errors", strconv.Itoa(errors), "skipped", "0", "time", "0")
	j.WriteString(">\n")
}

// test begins the tag of a test.
func (j junit) test(path, name string, line int) {
	j.open(2, "testcase", "name", name, "classname", path, "file", path, "line", strconv.Itoa(line), "time", "0")
}

func (j junit) finding(a *lint.Article, path string, d *lint.Diagnostic) {
	at := a.Position(d.Span.Start)
	rule := visible(d.Rule)
	j.test(path, rule+" at "+strconv.Itoa(at.Line)+":"+strconv.Itoa(at.Column), at.Line)
	j.WriteString(">\n")
	element := "system-out"
	if d.Severity == lint.Error {
		element = "failure"
		j.open(3, element, "message", oneLine(d.Message), "type", rule)
	} else {
		j.open(3, element)
	}
	j.WriteByte('>')
	j.text(place(a, path, d.Span) + ": " + d.Severity.String() + ": " + oneLine(d.Message))
	for i := range min(len(d.Related), maxRelated) {
		j.line(relatedPlace(a, path, &d.Related[i]))
	}
	if more := len(d.Related) - maxRelated; more > 0 {
		j.line("and " + plural(more, "more place"))
	}
	j.WriteString("</" + element + ">\n    </testcase>\n")
}

func (j junit) line(s string) {
	j.WriteByte('\n')
	j.text(s)
}

// trouble says why a path was not linted.
func (j junit) trouble(r *lint.Result) {
	j.WriteString(">\n")
	j.open(3, "error", "message", oneLine(r.Err.Error()), "type", notChecked)
	j.WriteByte('>')
	for i, line := range strings.Split(r.Err.Error(), "\n") {
		if i > 0 {
			j.WriteByte('\n')
		}
		j.text(visible(line))
	}
	j.WriteString("</error>\n    </testcase>\n")
}

func (j junit) Close() error {
	j.WriteString("</testsuites>\n")
	return j.Flush()
}
