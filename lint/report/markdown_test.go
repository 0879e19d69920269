package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// Errors come first, those beyond the fiftieth row are folded away, and what a
// comment has no room for is counted.
func TestMarkdownBounds(t *testing.T) {
	for _, test := range []struct {
		results []*lint.Result
		folded  int
		left    string
	}{
		{nil, 0, ""},
		{[]*lint.Result{many(t, 10, 20, 20)}, 0, ""},
		{[]*lint.Result{many(t, 11, 20, 20)}, 1, ""},
		{[]*lint.Result{many(t, 100, 100, 100), many(t, 10, 0, 0)}, 260, ""},
		{[]*lint.Result{many(t, 900, 900, 900), many(t, 900, 0, 900)}, -1, `\d+ errors, 900 warnings, 1800 infos`},
		{[]*lint.Result{many(t, 1800, 20, 30)}, -1, `\d+ infos`},
	} {
		got := render(t, report.New, "markdown", &report.Options{}, test.results...)
		if len(got) > 65536 {
			t.Errorf("%d bytes", len(got))
		}
		html := checkMarkdown(t, got)
		rows := regexp.MustCompile(`(?m)^\| (error|warning|info) `).FindAllString(string(got), -1)
		shown := strings.Join(rows, "")
		if strings.LastIndex(shown, "error") > strings.Index(shown+"warning", "warning") || strings.LastIndex(shown, "warning") > strings.Index(shown+"info", "info") {
			t.Errorf("the order of the rows is %s", shown)
		}
		folded := max(0, len(rows)-50)
		if fold := fmt.Sprintf("<summary>%d more finding", folded); strings.Contains(html, fold) != (folded > 0) || test.folded >= 0 && folded != test.folded {
			t.Errorf("%d rows are folded away, want %d", folded, test.folded)
		}
		if !regexp.MustCompile(`(?m)^A comment has no room for the others: `+test.left+`\.$`).Match(got) != (test.left == "") {
			t.Errorf("%q are not said to be left out", test.left)
		}
	}
}
