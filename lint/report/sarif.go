package report

import (
	"fmt"
	"io"

	"github.com/citevet/citevet/lint"
)

// sarifSchema is where OASIS published the schema that the output follows.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// A sarif prints a SARIF log of one run. Each rule and each finding is a line,
// and findings are written as they come. It keeps what the log has a place for
// only after them: the paths that were not linted, and the first notes.
type sarif struct {
	*jsonWriter
	rules         map[string]int // their places among the rules of the log
	results       int
	failed        bool // a path was not linted
	notes         int  // of how articles were read, all of them
	notifications []sarifNotification
}

func newSARIF(w io.Writer, o *Options) Printer {
	s := &sarif{jsonWriter: newJSONWriter(w), rules: make(map[string]int, len(o.Rules))}
	s.WriteString(`{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"tool":{"driver":{"name":"citevet"`)
	if o.Version != "" {
		s.WriteString(`,"version":`)
		s.value(o.Version)
	}
	s.WriteString(`,"informationUri":"` + homepage + `","rules":[`)
	for i, r := range o.Rules {
		s.rules[r.Name] = i
		s.element(i, sarifRuleOf(r))
	}
	s.endList(len(o.Rules))
	s.WriteString(`}},"columnKind":"unicodeCodePoints","originalUriBaseIds":{"` + sourceRoot +
		`":{"description":{"text":"The directory that citevet ran in."}}},"results":[`)
	return s
}

func (s *sarif) Print(r *lint.Result) error {
	if r.Err != nil {
		s.failed = true
		s.notifications = append(s.notifications, sarifFailure(r))
		return s.Flush()
	}
	for i := range r.Article.Notes {
		if s.notes++; s.notes <= maxNotes {
			s.notifications = append(s.notifications, sarifNote(r, &r.Article.Notes[i]))
		}
	}
	for i := range r.Findings {
		s.element(s.results, s.result(r, &r.Findings[i]))
		s.results++
	}
	return s.Flush()
}

// result is a finding as the log has it.
func (s *sarif) result(r *lint.Result, d *lint.Diagnostic) *sarifResult {
	result := sarifResultOf(r, d)
	if i, known := s.rules[d.Rule]; known {
		result.RuleIndex = &i
	}
	return result
}

func (s *sarif) Close() error {
	if more := s.notes - maxNotes; more > 0 {
		s.notifications = append(s.notifications, sarifNotification{
			Level: "note", Message: sarifMessage{Text: fmt.Sprintf("and %s of how articles were read", plural(more, "more note"))},
		})
	}
	s.endList(s.results)
	s.WriteString(`,"invocations":[`)
	s.value(sarifInvocation{!s.failed, s.notifications})
	s.WriteString("]}]}\n")
	return s.Flush()
}
