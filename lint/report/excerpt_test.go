package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// The marks stand under the span, or as much of it as its line and the width
// have room for, wherever the span is.
func TestMarksStandUnderTheSpan(t *testing.T) {
	var words strings.Builder
	for i := range 60 {
		fmt.Fprintf(&words, "w%d ", i)
	}
	long := words.String()
	for _, text := range []string{"", "a", "\n", "\n\na b\n", "short line\n" + long, long + long + "\nend", strings.Repeat("x", 1000)} {
		a := plain("a.md", text)
		for start := 0; start <= len(text); start += 7 {
			for _, length := range []int{0, 1, 5, 80, 500} {
				s := lint.Span{Start: start, End: min(len(text), start+length)}
				checkMarks(t, a, s)
			}
		}
	}
}

func checkMarks(t *testing.T, a *lint.Article, s lint.Span) {
	t.Helper()
	r := &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Error, Span: s}}}
	lines := strings.Split(string(render(t, report.New, "text", &report.Options{}, r)), "\n")
	want, _, _ := strings.Cut(a.Slice(s), "\n")
	if len(lines) == 4 && strings.TrimSpace(want) == "" {
		return // nothing stands there
	}
	_, line, _ := strings.Cut(lines[1], "│ ")
	_, marks, _ := strings.Cut(lines[2], "│ ")
	line = strings.ReplaceAll(line, "…", ".") // one byte a column
	indent := strings.IndexByte(marks, '^')
	got := line[min(indent, len(line)):min(len(marks), len(line))]
	if want == "" && len(marks)-indent == 1 {
		return // a place between two characters
	}
	if !strings.HasPrefix(want, got) || got == "" && want != "" || len(got) < min(len(want), 90) {
		t.Fatalf("span %v marks %q of %q, want %q", s, got, line, want)
	}
	if utf8.RuneCountInString(line) > 92 {
		t.Fatalf("span %v: %d columns", s, utf8.RuneCountInString(line))
	}
}

func BenchmarkPrint(b *testing.B) {
	line := strings.Repeat("Sleep helps memory [7], and nobody knows why it does. ", 20000)
	a := plain("a.md", line)
	r := &lint.Result{Path: a.Path, Article: a}
	for at := 0; at < len(line); at += 54 * 20 {
		r.Findings = append(r.Findings, lint.Diagnostic{
			Rule: "dangling-citation", Severity: lint.Error, Confidence: lint.Certain,
			Message: "no source for [7]", Span: lint.Span{Start: at + 19, End: at + 22}, Keys: []string{"7"},
		})
	}
	for _, format := range report.Formats {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := printTo(io.Discard, report.New, format, []*lint.Result{r}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(r.Findings)), "ns/finding")
		})
	}
}
