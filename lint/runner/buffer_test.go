package runner

import (
	"context"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
)

// bracketRule finds brackets, and removes them.
var bracketRule = &lint.Rule{
	Name: "bracket", Doc: "brackets", Group: lint.Citations, Severity: lint.Warning, Confidence: lint.Certain,
	Run: func(p *lint.Pass) {
		for _, b := range p.Article.Brackets {
			p.Report(lint.Diagnostic{Span: b.Span, Message: "a bracket", Fixes: []lint.Fix{{
				Message: "Remove it", Safe: true, Edits: []lint.Edit{{Span: b.Span}},
			}}})
		}
	},
}

func TestLintBuffer(t *testing.T) {
	write(t, map[string]string{
		".citevet.yaml":     "root: true\nexclude: [old]\n",
		"a.sources.yaml":    "- key: 7\n  title: Fish\n",
		"b.sources.yaml":    "{",
		"sub/.citevet.yaml": "broken: 1\n",
	})
	open := map[string]string{}
	r := &Runner{
		Loader:  &config.Loader{Rules: []*lint.Rule{bracketRule}},
		Buffers: func(path string) ([]byte, bool) { text, ok := open[path]; return []byte(text), ok },
	}
	text := []byte("Fish swim [7] [sic].\n")
	lint := func(path string, unsaved bool) *lint.Result {
		t.Helper()
		return r.Lint(t.Context(), &Buffer{Path: path, Text: text, Unsaved: unsaved})
	}
	if got := lint("a.md", false); got.Err != nil || len(got.Findings) != 2 || got.Article.Citations[0].Source == nil {
		t.Errorf("with a list beside it: %+v", got)
	}
	if got := lint("a.md", true); got.Err != nil || got.Article.Citations[0].Source != nil {
		t.Errorf("unsaved: %+v", got)
	}
	open["a.sources.yaml"] = "- key: 8\n  title: Fish\n"
	if got := lint("a.md", false); got.Err != nil || got.Article.Citations[0].Source != nil {
		t.Errorf("with another list in the editor: %+v", got)
	}
	if got := lint("old/a.md", false); got.Err != nil || got.Article == nil || got.Findings != nil {
		t.Errorf("excluded: %+v", got)
	}
	if got := lint("b.md", false); got.Err == nil {
		t.Errorf("with a broken list: %+v", got)
	}
	if got := lint("sub/a.md", false); got.Err == nil || !isConfigError(got.Err) {
		t.Errorf("with a broken configuration: %+v", got)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if got := r.Lint(ended, &Buffer{Path: "a.md", Text: text}); got != nil {
		t.Errorf("cancelled: %+v", got)
	}
}

func isConfigError(err error) bool { _, ok := err.(*ConfigError); return ok }

// A rule that panics ends with its article.
func TestLintBufferCrash(t *testing.T) {
	panics := *bracketRule
	panics.Run = func(*lint.Pass) { panic("no") }
	r := &Runner{Loader: &config.Loader{Rules: []*lint.Rule{&panics}}}
	got := r.Lint(t.Context(), &Buffer{Path: "a.md", Text: []byte("Fish swim.\n"), Unsaved: true})
	if c, ok := got.Err.(*Crash); !ok || c.Part != "rule bracket" {
		t.Errorf("%+v", got)
	}
}

func TestSafeFixesOfBuffer(t *testing.T) {
	write(t, map[string]string{"a.sources.yaml": "- key: 7\n  title: Fish\n  url: https://example.org/fish?utm_source=x\n"})
	r := &Runner{Loader: &config.Loader{Rules: rules.All}}
	got, err := r.SafeFixes(t.Context(), &Buffer{Path: "a.md", Text: []byte("Fish swim [7][7].\n")})
	if err != nil || len(got) == 0 || got[0].Path != "a.md" || got[0].New != "Fish swim [7].\n" {
		t.Errorf("%+v, %v", got, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.SafeFixes(ended, &Buffer{Path: "a.md", Text: []byte("Fish swim [7][7].\n")}); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
	if got, err := r.SafeFixes(t.Context(), &Buffer{Path: "a.md", Text: []byte("Fish swim [7].\x00"), Unsaved: true}); err == nil {
		t.Errorf("of no article: %+v", got)
	}
}
