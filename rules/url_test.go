package rules

import (
	"slices"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestWrittenURLs adds URLs at places in text order and at others.
func TestWrittenURLs(t *testing.T) {
	at := func(start, end int) lint.Span { return lint.Span{Start: start, End: end} }
	for _, c := range []struct {
		sources, citations []lint.Span
		want               []lint.Span
	}{
		{[]lint.Span{at(50, 60), at(70, 80)}, []lint.Span{at(10, 20), at(30, 40)}, []lint.Span{at(50, 60), at(70, 80), at(10, 20), at(30, 40)}},
		{[]lint.Span{at(50, 60), at(50, 60)}, []lint.Span{at(10, 20), at(10, 20)}, []lint.Span{at(50, 60), at(10, 20)}},
		{[]lint.Span{at(70, 80), at(50, 60), at(70, 80)}, nil, []lint.Span{at(70, 80), at(50, 60)}},
		{[]lint.Span{at(50, 60)}, []lint.Span{at(10, 20), at(50, 60), at(55, 60), at(10, 20)}, []lint.Span{at(50, 60), at(10, 20), at(55, 60)}},
		{[]lint.Span{{}, {}, at(5, 9)}, []lint.Span{{}, at(5, 9)}, []lint.Span{{}, at(5, 9)}},
	} {
		a := lint.NewArticle("a.md", lint.Markdown, "", "")
		for _, span := range c.sources {
			a.Sources = append(a.Sources, lint.Source{URL: "https://example.org", URLSpan: span, Span: span})
		}
		a.Text = string(make([]byte, 100))
		for _, span := range c.citations {
			a.Citations = append(a.Citations, lint.Citation{URL: "https://example.org", Span: span})
		}
		var got []lint.Span
		for _, u := range writtenURLs(a) {
			got = append(got, u.place())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("sources at %v and citations at %v: URLs at %v, want %v", c.sources, c.citations, got, c.want)
		}
	}
}
