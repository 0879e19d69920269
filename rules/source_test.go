package rules

import (
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/parse"
)

// TestRelatedSidecar follows a finding about two entries of a sidecar to the first.
func TestRelatedSidecar(t *testing.T) {
	const list = "- {key: 1, title: On Sleep, url: https://example.org/sleep}\n" +
		"- {key: 2, title: Sleep, url: https://example.org/sleep}\n"
	a, err := parse.Article("a.md", []byte("Sleep helps memory [1][2].\n"),
		&parse.Options{Sidecars: []parse.Sidecar{{Path: "a.sources.yaml", Text: []byte(list)}}})
	if err != nil {
		t.Fatal(err)
	}
	found := lint.Run(a, []lint.Check{{Rule: duplicateSource}})
	if len(found) != 1 || len(found[0].Related) != 1 {
		t.Fatalf("found %+v", found)
	}
	r := found[0].Related[0]
	if got := list[r.Span.Start:r.Span.End]; r.Path != "a.sources.yaml" || got != "{key: 1, title: On Sleep, url: https://example.org/sleep}" {
		t.Errorf("related: %s in %s", got, r.Path)
	}
}
