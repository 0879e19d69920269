package report_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/citevet/citevet/lint/report"
)

// TestIsReport knows the reports, and takes no article for one.
func TestIsReport(t *testing.T) {
	for _, name := range []string{"text", "text-color", "text-quiet", "markdown", "markdown-without-results"} {
		head, err := os.ReadFile(filepath.Join("..", "..", "testdata", "report", name+".golden"))
		if err != nil {
			t.Fatal(err)
		}
		if !report.IsReport(string(head)) {
			t.Errorf("does not know %s.golden", name)
		}
	}
	for _, head := range []string{
		"", "no findings in 1 article\n", "no findings in 12 articles\n", "no articles\n",
	} {
		if !report.IsReport(head) {
			t.Errorf("does not know %q", head)
		}
	}
	articles, err := filepath.Glob("../../testdata/articles/*.*")
	if err != nil || len(articles) == 0 {
		t.Fatal("no articles", err)
	}
	for _, name := range articles {
		head, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if report.IsReport(string(head)) {
			t.Errorf("takes %s for a report", name)
		}
	}
	for _, head := range []string{
		"# Findings\n", "\n", "no articles\nof the treaty were broken\n", "3 articles of the treaty were broken.\n",
		"<!doctype html>\n<title>About citevet</title>\n", "{\"version\":1}\n",
	} {
		if report.IsReport(head) {
			t.Errorf("takes %q for a report", head)
		}
	}
}
