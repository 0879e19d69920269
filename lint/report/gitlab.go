package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/citevet/citevet/lint"
)

// A gitLab prints a code quality report, an array with a finding a line. The
// report has no place for files that were not read, so these are findings too.
type gitLab struct {
	*jsonWriter
	issues int
}

func newGitLab(w io.Writer, _ *Options) Printer {
	g := &gitLab{jsonWriter: newJSONWriter(w)}
	g.WriteByte('[')
	return g
}

type gitLabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string      `json:"path"`
	Lines gitLabLines `json:"lines"`
}

type gitLabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

func (g *gitLab) Print(r *lint.Result) error {
	if r.Err != nil {
		g.issue(r.Path, notCheckedBecause(r), notChecked, "", "critical", gitLabLines{1, 1})
		return g.Flush()
	}
	for i := range r.Findings {
		d := &r.Findings[i]
		first, last := linesOf(r.Article, d.Span)
		g.issue(r.Path, oneLine(d.Message), d.Rule, d.Fingerprint, gitLabSeverity(d.Severity), gitLabLines{first, last})
	}
	return g.Flush()
}

func (g *gitLab) issue(path, description, check, fingerprint, severity string, lines gitLabLines) {
	path = repositoryPath(path)
	g.element(g.issues, gitLabIssue{
		description, check, gitLabFingerprint(path, check, fingerprint), severity, gitLabLocation{path, lines},
	})
	g.issues++
}

// gitLabFingerprint tells apart what two articles have in common: of findings
// with one fingerprint GitLab shows one.
func gitLabFingerprint(path, check, fingerprint string) string {
	sum := sha256.Sum256([]byte(path + "\x00" + check + "\x00" + fingerprint))
	return hex.EncodeToString(sum[:16])
}

func gitLabSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "major"
	case lint.Warning:
		return "minor"
	}
	return "info"
}

func (g *gitLab) Close() error {
	g.endList(g.issues)
	g.WriteByte('\n')
	return g.Flush()
}
