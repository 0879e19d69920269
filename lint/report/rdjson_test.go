package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

type rdRange struct{ Start, End struct{ Line, Column int } }

type rdResult struct {
	Severity    string
	Diagnostics []struct {
		Message  string
		Location struct {
			Path  string
			Range rdRange
		}
		Code        struct{ Value, URL string }
		Suggestions []struct {
			Range rdRange
			Text  string
		}
	}
}

func rdjsonOf(t *testing.T, results ...*lint.Result) *rdResult {
	t.Helper()
	got := new(rdResult)
	if err := json.Unmarshal(render(t, report.New, "rdjson", &report.Options{Rules: someRules}, results...), got); err != nil {
		t.Fatal(err)
	}
	return got
}

// cut returns what a range takes of a text, its columns being bytes.
func (r rdRange) cut(text string) string {
	lines := strings.SplitAfter(text, "\n")
	offset := func(line, column int) int { return len(strings.Join(lines[:line-1], "")) + column - 1 }
	return text[offset(r.Start.Line, r.Start.Column):offset(r.End.Line, r.End.Column)]
}

func TestRDJSONColumnsAreBytes(t *testing.T) {
	a := plain("a.md", "one\n𐐀é [7]\r\n\n[8] end")
	for start := range a.Text {
		for end := range a.Text[start:] {
			s := lint.Span{Start: start, End: start + end}
			r := &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Error, Span: s}}}
			if got := rdjsonOf(t, r).Diagnostics[0].Location.Range.cut(a.Text); got != a.Slice(s) {
				t.Fatalf("%v is cut as %q", s, got)
			}
		}
	}
}

// A suggestion has the effect of all edits of its fix.
func TestRDJSONSuggestions(t *testing.T) {
	text := "é one [1] two [2] three\nfour [3]\n" + strings.Repeat("long ", 2000) + "[4]"
	a := plain("a.md", text)
	edits := func(words ...string) []lint.Edit {
		var all []lint.Edit
		for _, w := range words {
			all = append(all, lint.Edit{Span: where(t, a, w, 1), New: "(x)"})
		}
		return all
	}
	fixes := []lint.Fix{
		{Edits: edits("[1]")},
		{Edits: edits("[3]", "[1]", "[2]")},
		{Edits: edits("[1]", "[4]")},                                     // too far apart
		{Edits: edits("[1]", "1")},                                       // both touch a byte
		{Edits: []lint.Edit{{Span: where(t, a, "[1]", 1), New: "\xff"}}}, // no JSON
		{Message: "nothing"},
		{Edits: append(edits("[1]"), lint.Edit{File: "a.sources.yaml", New: "x"})}, // half of it
	}
	r := &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Warning, Fixes: fixes}}}
	got := rdjsonOf(t, r)
	suggestions := got.Diagnostics[0].Suggestions
	if len(suggestions) != 2 || got.Severity != "WARNING" {
		t.Fatalf("severity %s, suggestions %+v", got.Severity, suggestions)
	}
	for i, s := range suggestions {
		want, err := lint.Apply(text, fixes[i])
		if err != nil {
			t.Fatal(err)
		}
		if replaced := strings.Replace(text, s.Range.cut(text), s.Text, 1); replaced != want {
			t.Errorf("suggestion %d makes %q", i, replaced)
		}
	}
}

// What reviewdog posts on a pull request calls nobody there.
func TestRDJSONMessagesAreDefused(t *testing.T) {
	r := &lint.Result{Path: "a.md", Article: plain("a.md", ""), Findings: []lint.Diagnostic{
		{Rule: "dangling-citation", Severity: lint.Error, Message: "no source for [@smith2020], [x](y), #12 or <b>"},
	}}
	got := rdjsonOf(t, r).Diagnostics[0]
	if want := "no source for [@\u200bsmith2020], [x] (y), #\u200b12 or <\u200bb>"; got.Message != want {
		t.Errorf("the message is %q", got.Message)
	}
	if want := "https://github.com/citevet/citevet/blob/main/rules/README.md#dangling-citation"; got.Code.URL != want {
		t.Errorf("the rule's page is %s", got.Code.URL)
	}
}
