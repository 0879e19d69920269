package report_test

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

const inspectedText = `# Naps & *sleep*

Naps help memory [1, 2]. So they say [sic].

## Bottom line

Half of all adults nap [7]. It is known [citation needed]. Naps have a price.

## Sources

1. Smith, On Sleep, https://example.org/sleep
2. Okafor, On Naps, doi:10.1000/182
`

// inspected is an article with elements of every kind, put together by hand.
func inspected() *lint.Result {
	prose := []byte(inspectedText)
	mask := func(markup ...string) {
		for _, m := range markup {
			at := strings.Index(inspectedText, m)
			clear(prose[at : at+len(m)])
		}
	}
	mask("# ", "*sleep", "[1, 2]", "## B", "[7]", "[citation needed]", "## S")
	copy(prose[strings.Index(inspectedText, "*sleep"):], "\x00sleep")
	copy(prose[strings.Index(inspectedText, "## B"):], "\x00\x00\x00B")
	copy(prose[strings.Index(inspectedText, "## S"):], "\x00\x00\x00S")
	prose[strings.Index(inspectedText, "sleep*")+len("sleep")] = 0
	a := lint.NewArticle("drafts/naps.md", lint.Markdown, inspectedText, string(prose))
	span := func(words string) lint.Span {
		at := strings.Index(a.Text, words)
		return lint.Span{Start: at, End: at + len(words)}
	}
	between := func(from, to string) lint.Span { return lint.Span{Start: span(from).Start, End: span(to).Start} }
	a.Title = span("Naps & *sleep*")
	a.Notes = []lint.Note{{Span: span("*sleep*"), Message: "a note"}}
	a.Sections = []lint.Section{
		{Span: between("# Naps", "## Bottom"), Heading: a.Title, Level: 1, Role: lint.Body},
		{Span: between("## Bottom", "## Sources"), Heading: span("Bottom line"), Level: 2, Role: lint.Conclusion},
		{Span: lint.Span{Start: span("## Sources").Start, End: len(a.Text)}, Heading: span("Sources"), Level: 2, Role: lint.SourceList},
	}
	a.Paragraphs = []lint.Paragraph{
		{Span: span("Naps help memory [1, 2]. So they say [sic]."), Kind: lint.Prose, Section: &a.Sections[0]},
		{Span: between("Half of", "\n\n## Sources"), Kind: lint.Prose, Section: &a.Sections[1]},
	}
	a.Sources = []lint.Source{
		{Key: "1", Title: "Smith, On Sleep", URL: "https://example.org/sleep", Canonical: "https://example.org/sleep", Span: span("1. Smith, On Sleep, https://example.org/sleep"), Origin: lint.FromList, List: 1, Cited: 1},
		{Key: "2", Title: "Okafor, On Naps", DOI: "10.1000/182", Span: span("2. Okafor, On Naps, doi:10.1000/182"), Origin: lint.FromList, List: 1, Cited: 1},
		{Key: "okafor", Title: "Okafor, More Naps", ISBN: "978-3-16-148410-0", Origin: lint.FromSidecar, File: "drafts/naps.sources.yaml"},
	}
	sentence := func(words string, section, paragraph int, claim lint.Claim, cover lint.Cover) lint.Sentence {
		return lint.Sentence{Span: span(words), Section: &a.Sections[section], Paragraph: &a.Paragraphs[paragraph], Claim: claim, Cover: cover}
	}
	a.Sentences = []lint.Sentence{
		sentence("Naps help memory [1, 2].", 0, 0, lint.Claim{Kind: lint.Cause, Strength: 0.875, Reasons: lint.SaysCause | lint.HasQuantity}, lint.Inside),
		sentence("So they say [sic].", 0, 0, lint.Claim{}, lint.Uncovered),
		sentence("Half of all adults nap [7].", 1, 1, lint.Claim{Kind: lint.Statistic, Strength: 0.9, Reasons: lint.HasQuantity}, lint.Inside),
		sentence("It is known [citation needed].", 1, 1, lint.Claim{}, lint.Uncovered),
		sentence("Naps have a price.", 1, 1, lint.Claim{Kind: lint.Fact, Strength: 0.5}, lint.Uncovered),
	}
	a.Brackets = []lint.Bracket{
		{Span: span("[1, 2]"), Verdict: lint.IsCitation, Reason: "numbered reference", Style: lint.Numeric, Sentence: &a.Sentences[0]},
		{Span: span("[sic]"), Verdict: lint.NotCitation, Reason: "editorial insertion", Sentence: &a.Sentences[1]},
		{Span: span("[7]"), Verdict: lint.IsCitation, Reason: "numbered reference", Style: lint.Numeric, Defect: "beyond the list", Sentence: &a.Sentences[2]},
		{Span: span("[citation needed]"), Verdict: lint.IsCitation, Reason: "placeholder", Style: lint.Placeholder, Sentence: &a.Sentences[3]},
	}
	a.Citations = []lint.Citation{
		{Span: span("1"), Key: "1", Style: lint.Numeric, Source: &a.Sources[0], Bracket: &a.Brackets[0], Sentence: &a.Sentences[0]},
		{Span: span("2"), Key: "2", Style: lint.Numeric, Source: &a.Sources[1], Bracket: &a.Brackets[0], Sentence: &a.Sentences[0]},
		{Span: span("7"), Key: "7", Style: lint.Numeric, Bracket: &a.Brackets[2], Sentence: &a.Sentences[2]},
	}
	first, last := a.Citations[:2], a.Citations[2:]
	a.Sentences[0].Citations, a.Sentences[0].Support, a.Brackets[0].Citations = first, first, first
	a.Sentences[2].Citations, a.Sentences[2].Support, a.Brackets[2].Citations = last, last, last
	return &lint.Result{Path: a.Path, Article: a}
}
