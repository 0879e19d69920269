package lint_test

import (
	"regexp"
	"strings"

	"github.com/citevet/citevet/lint"
)

var (
	markers   = regexp.MustCompile(`\[(\w+)\]`)
	entries   = regexp.MustCompile(`(?m)^(\w+)\. (.*?)(?: (https://\S+))?\r?$`)
	sentences = regexp.MustCompile(`(?s)\S.*?\.(?:\s|$)`)
	headings  = regexp.MustCompile(`(?m)^(#+) (.*?)\r?$`)
)

// read makes an article of a text in a small dialect of Markdown, which is all
// that the tests of this package need: headings, sentences that end in a full
// stop, citations such as [1], and below the heading Sources a line an entry. The
// section Bottom line is a conclusion.
func read(text string) *lint.Article {
	prose := []byte(text)
	for _, at := range markers.FindAllStringIndex(text, -1) {
		clear(prose[at[0]:at[1]])
	}
	a := lint.NewArticle("a.md", lint.Markdown, text, strings.ReplaceAll(string(prose), "*", "\x00"))
	readSections(a)
	for i := range a.Sections {
		s := &a.Sections[i]
		if s.Role == lint.SourceList {
			readSources(a, s)
		} else {
			readSentences(a, s)
		}
	}
	bind(a)
	return a
}

func readSections(a *lint.Article) {
	a.Sections = []lint.Section{{Role: lint.Body}}
	for _, at := range headings.FindAllStringSubmatchIndex(a.Text, -1) {
		s := lint.Section{
			Span: lint.Span{Start: at[0]}, Heading: lint.Span{Start: at[4], End: at[5]}, Level: at[3] - at[2], Role: lint.Body,
		}
		switch heading := a.Slice(s.Heading); {
		case strings.HasSuffix(heading, "Sources"):
			s.Role = lint.SourceList
		case strings.HasSuffix(heading, "Bottom line"):
			s.Role = lint.Conclusion
		}
		a.Sections[len(a.Sections)-1].Span.End = at[0]
		a.Sections = append(a.Sections, s)
	}
	a.Sections[len(a.Sections)-1].Span.End = len(a.Text)
}

// body is the part of a section below its heading.
func body(s *lint.Section) lint.Span {
	return lint.Span{Start: max(s.Span.Start, s.Heading.End), End: s.Span.End}
}

func readSources(a *lint.Article, section *lint.Section) {
	from := body(section).Start
	for _, at := range entries.FindAllStringSubmatchIndex(a.Slice(body(section)), -1) {
		s := lint.Source{
			Key: a.Text[from+at[2] : from+at[3]], Title: a.Text[from+at[4] : from+at[5]],
			Span: lint.Span{Start: from + at[0], End: from + at[1]}, Origin: lint.FromList, List: 1,
		}
		if at[6] >= 0 {
			s.URL = a.Text[from+at[6] : from+at[7]]
			s.Canonical, _, _ = strings.Cut(s.URL, "?")
		}
		a.Sources = append(a.Sources, s)
	}
}

func readSentences(a *lint.Article, section *lint.Section) {
	from := body(section).Start
	for _, at := range sentences.FindAllStringIndex(a.Slice(body(section)), -1) {
		s := lint.Sentence{Span: lint.Span{Start: from + at[0], End: from + at[1]}, Section: section}
		s.Span.End = s.Span.Start + len(strings.TrimSpace(a.Slice(s.Span)))
		a.Sentences = append(a.Sentences, s)
	}
}

// bind makes the citations, in headings and in sentences, and binds them to the
// sources.
func bind(a *lint.Article) {
	for _, at := range markers.FindAllStringSubmatchIndex(a.Text, -1) {
		a.Citations = append(a.Citations, lint.Citation{
			Span: lint.Span{Start: at[0], End: at[1]}, Key: a.Text[at[2]:at[3]], Style: lint.Numeric,
		})
	}
	for i := range a.Citations {
		c := &a.Citations[i]
		for j := range a.Sources {
			if s := &a.Sources[j]; s.Key == c.Key {
				c.Source = s
				s.Cited++
				break
			}
		}
	}
	at := 0
	for i := range a.Sentences {
		s := &a.Sentences[i]
		for at < len(a.Citations) && a.Citations[at].Span.Start < s.Span.Start {
			at++
		}
		from := at
		for at < len(a.Citations) && a.Citations[at].Span.End <= s.Span.End {
			a.Citations[at].Sentence = s
			at++
		}
		s.Citations = a.Citations[from:at]
	}
}
