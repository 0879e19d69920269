package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

var misplacedCitation = &lint.Rule{
	Name: "misplaced-citation",
	Doc: `citations that stand where they support nothing

A citation belongs to the claim it stands behind. In a heading, before the
first word of a paragraph or in a paragraph of its own it belongs to nothing,
and the reader has to guess.`,
	Group:      lint.Citations,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Bad:        "## Sleep and memory [1]\n\nSleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "## Sleep and memory\n\nSleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		reportInHeadings(pass)
		for i := range pass.Article.Paragraphs {
			reportInParagraph(pass, &pass.Article.Paragraphs[i])
		}
	},
}

func reportInHeadings(pass *lint.Pass) {
	for i := range pass.Article.Sections {
		s := &pass.Article.Sections[i]
		if s.Role == lint.SourceList || s.Role == lint.Boilerplate {
			continue
		}
		for j := range s.Citations {
			c := &s.Citations[j]
			if c.Span.Start >= s.Heading.End {
				break
			}
			if byKey(c.Style) && s.Heading.Contains(c.Span) {
				reportMisplaced(pass, c, "%s stands in a heading: cite behind the claim")
				break
			}
		}
	}
}

func reportInParagraph(pass *lint.Pass, p *lint.Paragraph) {
	if len(p.Citations) == 0 || p.Kind != lint.Prose && p.Kind != lint.ListItem || !byKey(p.Citations[0].Style) {
		return
	}
	if p.Section != nil && (p.Section.Role == lint.SourceList || p.Section.Role == lint.Boilerplate) {
		return
	}
	first := &p.Citations[0]
	switch {
	case strings.IndexFunc(pass.Article.Prose(p.Span), isWord) < 0:
		reportMisplaced(pass, first, "%s stands alone: join it to the text that it supports")
	case leads(pass.Article, p):
		reportMisplaced(pass, first, "%s stands before its claim: cite behind it")
	}
}

// leads reports whether a paragraph begins with its first citation and goes on
// with a sentence. In "[1] shows that" the citation is the subject.
func leads(a *lint.Article, p *lint.Paragraph) bool {
	first := extent(&p.Citations[0])
	before := lint.Span{Start: p.Span.Start, End: max(p.Span.Start, first.Start)}
	if strings.IndexFunc(a.Prose(before), isWord) >= 0 {
		return false
	}
	rest := a.Prose(lint.Span{Start: min(first.End, p.Span.End), End: p.Span.End})
	i := strings.IndexFunc(rest, isWord)
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[i:])
	return !unicode.IsLower(r)
}

// isWord reports whether a rune is a letter or a digit. Of dashes and quotes, which
// are frequent, it is known without a search.
func isWord(r rune) bool {
	return !('\u2000' <= r && r <= '\u206f') && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func reportMisplaced(pass *lint.Pass, c *lint.Citation, format string) {
	pass.Report(lint.Diagnostic{Span: c.Span, Message: fmt.Sprintf(format, nameOf(c)), Keys: []string{c.Key}})
}
