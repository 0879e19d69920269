package runner

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
)

// told runs a runner over the working directory and returns all that results say.
func told(t *testing.T, r *Runner) []string {
	t.Helper()
	var lines []string
	err := r.Run(t.Context(), []string{"."}, func(result *lint.Result) error {
		line := fmt.Sprint(result.Path, result.Err)
		if a := result.Article; a != nil {
			line = fmt.Sprintf("%s %s %q %v %+v", a.Path, a.Format, a.Text, a.Notes, exported(result.Findings))
		}
		lines = append(lines, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// exported drops what findings have for the time of checking only.
func exported(findings []lint.Diagnostic) []lint.Diagnostic {
	kept, _, _ := decodeFindings(encodeFindings(findings, nil), 1<<30)
	return kept
}

// TestRemember lints articles of all kinds twice, then after a list of sources has
// changed, and compares with what is found without a cache.
func TestRemember(t *testing.T) {
	files := many(worthwhile)
	files["utf16.md"] = "\xff\xfeS\x00l\x00e\x00e\x00p\x00.\x00"
	files["invalid.md"] = "Sleep \xff\xfe helps."
	files["bad.md"] = "a\x00b"
	files["talk.txt"] = "Sleep helps memory [1]."
	files["talk.sources.yaml"] = "- https://example.org/sleep\n"
	write(t, files)
	every := &lint.Rule{Name: "every", Severity: lint.Warning, Confidence: lint.Certain, Run: func(pass *lint.Pass) {
		for _, c := range pass.Article.Citations {
			pass.Reportf(c.Span, "%s has a source: %v", c.Key, c.Source != nil)
		}
	}}
	rules := []*lint.Rule{every}
	dir := t.TempDir()
	try := func(state string) {
		t.Helper()
		want := told(t, &Runner{Loader: &config.Loader{Rules: rules}})
		if got := told(t, &Runner{Loader: &config.Loader{Rules: rules}, CacheDir: dir}); !slices.Equal(got, want) {
			t.Errorf("%s: got\n%q\nwant\n%q", state, got, want)
		}
	}
	try("cold")
	ran := 0
	run := every.Run
	every.Run = func(pass *lint.Pass) { ran++; run(pass) }
	told(t, &Runner{Loader: &config.Loader{Rules: rules}, CacheDir: dir, Jobs: 1})
	if ran > 1 { // the one in UTF-16
		t.Errorf("%d articles were checked again", ran)
	}
	every.Run = run
	try("warm")
	if err := os.WriteFile("talk.sources.yaml", []byte("[]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	try("another list of sources")
}
