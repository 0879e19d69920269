package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/citevet/citevet/lint"
)

var mixedCitationStyles = &lint.Rule{
	Name: "mixed-citation-styles",
	Doc: `two ways to cite in one article

An article that cites by [1] here and by [^1] there was put together from
parts, and its reader has two lists to look in. Notes that explain and name no
source are no citations in this sense, nor are links.`,
	Group:      lint.Citations,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [1]. Naps help, too [1].[^2]\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n\n" +
		"[^2]: Okafor, On Naps, 2021, https://example.org/naps\n",
	Good: "Sleep helps memory [1]. Naps help, too [1][2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Okafor, On Naps, 2021, https://example.org/naps\n",
	Run: func(pass *lint.Pass) {
		styles := citationStyles(pass.Article)
		if len(styles) < 2 {
			return
		}
		slices.SortStableFunc(styles, func(a, b styleUse) int { return b.count - a.count })
		first := slices.MinFunc(styles[1:], func(a, b styleUse) int { return a.first.Span.Start - b.first.Span.Start })
		pass.Report(lint.Diagnostic{
			Span:    first.first.Span,
			Message: "mixed citation styles: " + tally(styles),
			Keys:    []string{first.first.Key},
			Whole:   true,
			Related: []lint.Related{{Span: styles[0].first.Span, Message: "the first of the " + styles[0].look}},
		})
	},
}

// tally says how many citations look how: numbers in brackets (14) and footnotes (2).
func tally(styles []styleUse) string {
	var parts []string
	for _, s := range styles {
		parts = append(parts, fmt.Sprintf("%s (%d)", s.look, s.count))
	}
	return enumerate(parts)
}

// A styleUse is how often an article cites in a way that looks alike.
type styleUse struct {
	look  string
	first *lint.Citation
	count int
}

// citationStyles lists the ways to cite of an article, in the order of their
// first use.
func citationStyles(a *lint.Article) []styleUse {
	var styles []styleUse
	for i := range a.Citations {
		c := &a.Citations[i]
		look := lookOf(a.Format, c)
		if look == "" || isNote(c) {
			continue
		}
		if s := findStyle(styles, look); s != nil {
			s.count++
		} else {
			styles = append(styles, styleUse{look, c, 1})
		}
	}
	return styles
}

func findStyle(styles []styleUse, look string) *styleUse {
	for i := range styles {
		if styles[i].look == look {
			return &styles[i]
		}
	}
	return nil
}

// lookOf says how a citation looks to the reader, empty if it is of no style
// that an article would keep to. On a page numbers look alike, linked or not.
func lookOf(format lint.Format, c *lint.Citation) string {
	if !byKey(c.Style) {
		return ""
	}
	switch c.Style {
	case lint.Footnote:
		return "footnotes"
	case lint.AuthorKey:
		return "author keys"
	case lint.Parenthesis:
		return "numbers in parentheses"
	case lint.Superscript:
		if format != lint.HTML {
			return "superscripts"
		}
	}
	return "numbers in brackets"
}

// isNote reports whether a citation points at a note that explains rather than
// at a source.
func isNote(c *lint.Citation) bool {
	if s := c.Source; s != nil && s.Origin == lint.FromFootnote {
		return s.URL == "" && s.DOI == "" && s.ISBN == ""
	}
	return c.Style == lint.Numeric && strings.IndexFunc(c.Key, unicode.IsDigit) > 0
}
