package report_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
	"github.com/google/go-cmp/cmp"
)

// The types below are the JSON as it is documented, and written apart from those
// that make it: a field that was renamed or dropped is one that tools will miss.
type (
	position struct{ Line, Column, Offset int }
	span     struct{ Start, End position }
	finding  struct {
		Path, Rule, Severity, Confidence, Message, Fingerprint string

		Span    span
		Keys    []string
		Related []struct {
			Path, Message string
			Span          *span
		}
		Fixes []struct {
			Message string
			Safe    bool
			Edits   []struct {
				Span *span
				New  string

				File    string
				Offsets *struct{ Start, End int }
			}
			Refusal string
		}
	}
	unreadable struct{ Path, Error string }
	summary    struct {
		Files, Errors, Warnings, Infos, Notes, Fixed int

		Unreadable []unreadable
		Rules      []struct {
			Rule                    string
			Errors, Warnings, Infos int
		}
	}
	note struct {
		Path, Message string
		Span          span
	}
	checked struct {
		Version  int
		Findings []finding
		Summary  summary
		Notes    []note
	}
)

func TestJSON(t *testing.T) {
	all := results(t)
	var got checked
	strictly(t, render(t, report.New, "json", &report.Options{Statistics: true}, all...), &got)
	if got.Version != 1 || got.Summary.Files != 4 || len(got.Summary.Unreadable) != 2 || len(got.Notes) != 1 {
		t.Errorf("version %d, %d files, %d unreadable, %d notes", got.Version, got.Summary.Files, len(got.Summary.Unreadable), len(got.Notes))
	}
	if n := got.Summary.Errors + got.Summary.Warnings + got.Summary.Infos; n != len(got.Findings) {
		t.Errorf("%d findings are counted and %d written", n, len(got.Findings))
	}
	for _, r := range all {
		for _, d := range r.Findings {
			checkFinding(t, r.Article, &d, got.Findings[0])
			got.Findings = got.Findings[1:]
		}
	}
}

func checkFinding(t *testing.T, a *lint.Article, d *lint.Diagnostic, got finding) {
	t.Helper()
	want := span{position(a.Position(d.Span.Start)), position(a.Position(d.Span.End))}
	if got.Span != want || got.Rule != d.Rule || len(got.Related) != len(d.Related) || len(got.Fixes) != len(d.Fixes) {
		t.Errorf("%+v is written as %+v", *d, got)
	}
	for i, r := range d.Related {
		if elsewhere := r.Path != "" && r.Path != a.Path; elsewhere != (got.Related[i].Span == nil) {
			t.Errorf("related place in %q has the span %v", r.Path, got.Related[i].Span)
		}
	}
}

// strictly decodes text, which has to be one value without unknown fields.
func strictly(t *testing.T, text []byte, v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if _, err := d.Token(); err != io.EOF {
		t.Fatalf("more than one value in %s", text)
	}
}

// Each line of jsonl is a finding as in json, or is about one file, or is last.
func TestJSONLines(t *testing.T) {
	var whole checked
	strictly(t, render(t, report.New, "json", &report.Options{}, results(t)...), &whole)
	var findings []finding
	var failed []unreadable
	lines := strings.Split(strings.TrimSuffix(string(render(t, report.New, "jsonl", &report.Options{}, results(t)...)), "\n"), "\n")
	for _, line := range lines[:len(lines)-1] {
		switch {
		case strings.Contains(line, `"rule":`):
			var f finding
			strictly(t, []byte(line), &f)
			findings = append(findings, f)
		case strings.Contains(line, `"error":`):
			var u unreadable
			strictly(t, []byte(line), &u)
			failed = append(failed, u)
		default:
			var n struct {
				Path, Note string
				Span       span
			}
			strictly(t, []byte(line), &n)
		}
	}
	var last struct {
		Version int
		Summary summary
	}
	strictly(t, []byte(lines[len(lines)-1]), &last)
	if diff := cmp.Diff(whole.Findings, findings); diff != "" {
		t.Errorf("findings differ (-json +jsonl):\n%s", diff)
	}
	if diff := cmp.Diff(whole.Summary, last.Summary); diff != "" {
		t.Errorf("summaries differ (-json +jsonl):\n%s", diff)
	}
	if diff := cmp.Diff(whole.Summary.Unreadable, failed); diff != "" {
		t.Errorf("unreadable files differ (-json +jsonl):\n%s", diff)
	}
}

// What is kept for the end is bounded.
func TestJSONKeepsFewNotes(t *testing.T) {
	a := plain("a.md", "text\n")
	a.Notes = make([]lint.Note, 700)
	r := &lint.Result{Path: "a.md", Article: a}
	var got checked
	strictly(t, render(t, report.New, "json", &report.Options{}, r, r, r), &got)
	if len(got.Notes) != 1000 || got.Summary.Notes != 2100 {
		t.Errorf("%d notes, of which the summary counts %d", len(got.Notes), got.Summary.Notes)
	}
}

// TestJSONFixes shows fixes that change other files, and those that are refused.
func TestJSONFixes(t *testing.T) {
	r := &lint.Result{Path: "a.md", Article: plain("a.md", "é [1]\n"), Fixed: make([]lint.Diagnostic, 3), Findings: []lint.Diagnostic{{
		Rule: "x", Severity: lint.Info, Fixes: []lint.Fix{
			{Message: "Renumber", Edits: []lint.Edit{{Span: lint.Span{Start: 4, End: 5}, New: "2"}, {File: "a.sources.yaml", Span: lint.Span{Start: 70, End: 71}, New: "2"}}},
			{Message: "Mend", Safe: true, Refusal: "it cannot be read"},
		},
	}}}
	var got checked
	if err := json.Unmarshal(render(t, report.New, "json", &report.Options{}, r), &got); err != nil {
		t.Fatal(err)
	}
	fixes := got.Findings[0].Fixes
	own, other := fixes[0].Edits[0], fixes[0].Edits[1]
	if own.Span == nil || own.Span.Start != (position{1, 4, 4}) || own.Offsets != nil || own.File != "" {
		t.Errorf("the edit of the article is %+v", own)
	}
	if other.Span != nil || other.Offsets == nil || other.Offsets.Start != 70 || other.File != "a.sources.yaml" {
		t.Errorf("the edit of the list is %+v", other)
	}
	if fixes[1].Refusal != "it cannot be read" || fixes[0].Refusal != "" || got.Summary.Fixed != 3 {
		t.Errorf("the fixes are %+v, %d fixed", fixes, got.Summary.Fixed)
	}
}
