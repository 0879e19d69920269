package rules

import "github.com/citevet/citevet/lint"

var placeholderCitation = &lint.Rule{
	Name: "placeholder-citation",
	Doc: `marks where a source was still to be found

A mark such as [citation needed], [source?] or [TODO: cite] is a note between
authors and editors. It must not reach a reader: find the source, or take the
claim out.`,
	Group:      lint.Citations,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory [citation needed].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		for _, at := range marks(pass.Article, lint.Placeholder) {
			pass.Reportf(at, "placeholder %s: a source is still to be found", quote(pass.Article.Slice(at), 40))
		}
	},
}

// marks lists where an article has brackets, or citations without a bracket, of
// a style; a mark that is both stands there once.
func marks(a *lint.Article, style lint.Style) []lint.Span {
	var spans []lint.Span
	for i := range a.Brackets {
		if b := &a.Brackets[i]; b.Style == style {
			spans = append(spans, b.Span)
		}
	}
	for i := range a.Citations {
		if c := &a.Citations[i]; c.Style == style && c.Bracket == nil {
			spans = append(spans, c.Span)
		}
	}
	return spans
}
