package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// many returns an article with findings of each severity, infos first.
func many(t testing.TB, infos, warnings, faults int) *lint.Result {
	t.Helper()
	a := plain("a.md", strings.Repeat("text\n", infos+warnings+faults))
	r := &lint.Result{Path: a.Path, Article: a}
	for i, s := range []lint.Severity{lint.Info, lint.Warning, lint.Error} {
		for range []int{infos, warnings, faults}[i] {
			n := len(r.Findings)
			r.Findings = append(r.Findings, lint.Diagnostic{
				Rule: "x", Severity: s, Message: fmt.Sprintf("message %d", n), Span: lint.Span{Start: 5 * n, End: 5*n + 4},
			})
		}
	}
	return r
}

// The annotations that GitHub shows are the first of each kind, errors first;
// nothing goes missing without a word.
func TestGitHubShowsErrorsFirst(t *testing.T) {
	failed := &lint.Result{Path: "gone.md", Err: errors.New("no such file")}
	for _, test := range []struct {
		results []*lint.Result
		want    string // kinds, each with how many
		last    string
		summary int // rows
	}{
		{[]*lint.Result{many(t, 9, 10, 10)}, "10 error 10 warning 9 notice", "message 8", 0},
		{[]*lint.Result{many(t, 10, 0, 0)}, "10 notice", "1 info not annotated, as GitHub shows 10 annotations of a kind: the step's summary has them", 1},
		{[]*lint.Result{many(t, 0, 12, 0), many(t, 0, 1, 30)}, "10 error 10 warning 1 notice", "20 errors, 3 warnings not annotated, as GitHub shows 10 annotations of a kind: the step's summary has them", 23},
		{[]*lint.Result{failed, many(t, 0, 0, 10)}, "10 error 1 notice", "1 error not annotated, as GitHub shows 10 annotations of a kind: the step's summary has them", 1},
		{[]*lint.Result{failed}, "1 error", "not checked: no such file", 0},
	} {
		var summary bytes.Buffer
		got := commands(t, render(t, report.New, "github", &report.Options{Summary: &summary}, test.results...))
		if kinds := kindsOf(got); kinds != test.want || got[len(got)-1].text != test.last {
			t.Errorf("%s, last %q; want %s, last %q", kinds, got[len(got)-1].text, test.want, test.last)
		}
		if rows := strings.Count(checkMarkdown(t, summary.Bytes()), "<td>x</td>"); rows != test.summary {
			t.Errorf("%d rows in the summary, want %d:\n%s", rows, test.summary, summary.String())
		}
	}
	without := commands(t, render(t, report.New, "github", &report.Options{}, many(t, 0, 0, 11)))
	if last := without[len(without)-1].text; last != "1 error not annotated, as GitHub shows 10 annotations of a kind: citevet check prints all" {
		t.Errorf("without a summary the last is %q", last)
	}
}

func kindsOf(all []workflowCommand) string {
	var kinds []string
	for i := 0; i < len(all); {
		n := i
		for n < len(all) && all[n].name == all[i].name {
			n++
		}
		kinds = append(kinds, fmt.Sprint(n-i, " ", all[i].name))
		i = n
	}
	return strings.Join(kinds, " ")
}

func TestGitHubPlaces(t *testing.T) {
	a := plain("./drafts/a,b:c%.md", "é [7]\n[8]\n\nend")
	r := &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{
		{Rule: "x", Severity: lint.Error, Message: "one\n::two", Span: where(t, a, "[7]", 1)},
		{Rule: "x", Severity: lint.Error, Message: "100%0A", Span: where(t, a, "[7]\n[8]", 1)},
		{Rule: "x", Severity: lint.Error, Span: where(t, a, "[8]\n", 1)},
	}}
	want := []workflowCommand{
		{"error", map[string]string{"line": "1", "endLine": "1", "col": "3", "endColumn": "6"}, "one ::two"},
		{"error", map[string]string{"line": "1", "endLine": "2"}, "100%0A"},
		{"error", map[string]string{"line": "2", "endLine": "2"}, ""},
	}
	for i, got := range commands(t, render(t, report.New, "github", &report.Options{}, r)) {
		want[i].properties["file"], want[i].properties["title"] = "drafts/a,b:c%.md", "citevet: x"
		if fmt.Sprint(got) != fmt.Sprint(want[i]) {
			t.Errorf("got %v, want %v", got, want[i])
		}
	}
}

// The summary stops before GitHub would refuse all of it, and says so.
func TestGitHubSummaryIsBounded(t *testing.T) {
	var summary bytes.Buffer
	r := many(t, 0, 0, 10)
	for i := range r.Findings {
		r.Findings[i].Message = strings.Repeat("a long message | ", 100)
	}
	var all []*lint.Result
	for range 300 {
		all = append(all, r)
	}
	got := commands(t, render(t, report.New, "github", &report.Options{Summary: &summary}, all...))
	rows := strings.Count(summary.String(), "\n| ") - 1
	if n := summary.Len(); n > 1<<20 || n < 1<<19 || rows >= 2990 {
		t.Errorf("the summary has %d bytes and %d rows", n, rows)
	}
	if want := fmt.Sprintf("\nThe summary has no room for %d more findings.\n", 2990-rows); !strings.HasSuffix(summary.String(), want) {
		t.Errorf("the summary does not end in %q", want)
	}
	if want := fmt.Sprintf("the step's summary has %d of them", rows); !strings.HasSuffix(got[len(got)-1].text, want) {
		t.Errorf("%q does not end in %q", got[len(got)-1].text, want)
	}
	checkMarkdown(t, summary.Bytes())
}

func TestGitHubSummaryErrors(t *testing.T) {
	for _, n := range []int{0, 100, 10000} {
		p, err := report.New("github", new(bytes.Buffer), &report.Options{Summary: &failing{n}})
		for range 200 {
			err = errors.Join(err, p.Print(many(t, 0, 20, 0)))
		}
		if err = errors.Join(err, p.Close()); !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "step summary: ") {
			t.Errorf("%v after %d bytes", err, n)
		}
	}
}
