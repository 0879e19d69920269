package report

import (
	"path"

	"github.com/citevet/citevet/lint"
)

// notChecked stands where a rule's name does if a path was not linted.
const notChecked = "not-checked"

// notCheckedBecause says in a line why a path was not linted.
func notCheckedBecause(r *lint.Result) string {
	return "not checked: " + oneLine(r.Err.Error())
}

// repositoryPath is a path as the services that show reports want it: without a
// ./ before it, which they would take for part of the name.
func repositoryPath(p string) string {
	if p == "" {
		return ""
	}
	return path.Clean(p)
}

// linesOf returns the first and the last line, from 1, that a span has a part
// of. A line break belongs to the line that it ends.
func linesOf(a *lint.Article, s lint.Span) (first, last int) {
	end := s.End
	if end > s.Start && a.Text[end-1] == '\n' {
		end--
	}
	return a.Position(s.Start).Line, a.Position(end).Line
}

// shorten cuts a text to n code points, of which the last says that it was cut.
func shorten(s string, n int) string {
	cut, seen := 0, 0
	for at := range s {
		switch seen++; {
		case seen == n:
			cut = at
		case seen > n:
			return s[:cut] + "…"
		}
	}
	return s
}
