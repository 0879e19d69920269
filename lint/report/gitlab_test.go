package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// GitLab shows one of several findings with a fingerprint, so articles that have
// a sentence in common must not share them. A path names one article however it
// is written.
func TestGitLabFingerprints(t *testing.T) {
	fingerprint := func(path string) string {
		r := &lint.Result{Path: path, Article: plain(path, "text"), Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Error, Fingerprint: "00ff"}}}
		var issues []struct {
			Fingerprint string
			Location    struct {
				Path  string
				Lines struct{ Begin, End int }
			}
		}
		if err := json.Unmarshal(render(t, report.New, "gitlab", &report.Options{}, r), &issues); err != nil {
			t.Fatal(err)
		}
		if at := issues[0].Location; at.Path != strings.TrimPrefix(path, "./") || at.Lines.Begin != 1 || at.Lines.End != 1 {
			t.Errorf("%s is at %+v", path, at)
		}
		return issues[0].Fingerprint
	}
	a, again, dotted, b := fingerprint("a.md"), fingerprint("a.md"), fingerprint("./a.md"), fingerprint("b.md")
	if a != again || a != dotted || a == b || len(a) != 32 {
		t.Errorf("fingerprints %s, %s, %s and %s", a, again, dotted, b)
	}
}
