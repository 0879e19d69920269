package report_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
	"github.com/google/go-cmp/cmp"
)

// Only errors fail, and the counts of a suite are those of its tests.
func TestJUnitCounts(t *testing.T) {
	type suite struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Cases    []struct {
			Failure *string `xml:"failure"`
			Error   *string `xml:"error"`
		} `xml:"testcase"`
	}
	var got struct {
		Suites []suite `xml:"testsuite"`
	}
	text := render(t, report.New, "junit", &report.Options{}, many(t, 2, 3, 4),
		&lint.Result{Path: "clean.md", Article: plain("clean.md", "")}, &lint.Result{Path: "gone.md", Err: errors.New("one\ntwo")})
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range got.Suites {
		failures, faults := 0, 0
		for _, c := range s.Cases {
			if c.Failure != nil {
				failures++
			}
			if c.Error != nil {
				faults++
			}
		}
		if len(s.Cases) != s.Tests || failures != s.Failures || faults != s.Errors {
			t.Errorf("%s says %d tests, %d failures, %d errors, and has %d, %d, %d", s.Name, s.Tests, s.Failures, s.Errors, len(s.Cases), failures, faults)
		}
		lines = append(lines, fmt.Sprint(s.Name, " ", s.Tests, " ", s.Failures, " ", s.Errors))
	}
	if diff := cmp.Diff([]string{"a.md 9 4 0", "clean.md 1 0 0", "gone.md 1 0 1"}, lines); diff != "" {
		t.Error(diff)
	}
}
