package parse

import (
	"testing"

	"github.com/citevet/citevet/lint"
)

// checkArticle checks what every article must hold to, whatever its text: spans
// are ordered and in bounds, windows lie within what they are windows of.
func checkArticle(t *testing.T, a *lint.Article) {
	t.Helper()
	whole := lint.Span{End: len(a.Text)}
	if len(a.Prose(whole)) != len(a.Text) {
		t.Fatal("prose and text differ in length")
	}
	inBounds := func(what string, s lint.Span) {
		if s.Start > s.End || !whole.Contains(s) {
			t.Fatalf("%s %v is out of bounds", what, s)
		}
	}
	inBounds("title", a.Title)
	ordered(t, "section", a.Sections, func(s *lint.Section) lint.Span { return s.Span })
	ordered(t, "paragraph", a.Paragraphs, func(p *lint.Paragraph) lint.Span { return p.Span })
	ordered(t, "sentence", a.Sentences, func(s *lint.Sentence) lint.Span { return s.Span })
	starts(t, "bracket", a.Brackets, func(b *lint.Bracket) lint.Span { return b.Span })
	starts(t, "citation", a.Citations, func(c *lint.Citation) lint.Span { return c.Span })
	for i := range a.Sections {
		checkSection(t, &a.Sections[i])
	}
	for i := range a.Paragraphs {
		checkParagraph(t, &a.Paragraphs[i])
	}
	for i := range a.Brackets {
		b := &a.Brackets[i]
		inBounds("bracket", b.Span)
		if b.Verdict == "" || b.Reason == "" {
			t.Errorf("bracket %q has no verdict or reason", a.Slice(b.Span))
		}
		if (b.Verdict == lint.IsCitation) != (len(b.Citations) > 0 || b.Style == lint.Residue) {
			t.Errorf("bracket %q: %s with %d citations", a.Slice(b.Span), b.Verdict, len(b.Citations))
		}
		for j := range b.Citations {
			if b.Citations[j].Bracket != b {
				t.Errorf("a citation of %q belongs to another bracket", a.Slice(b.Span))
			}
		}
	}
	cited := map[*lint.Source]int{}
	for i := range a.Citations {
		c := &a.Citations[i]
		inBounds("citation", c.Span)
		if c.Source != nil {
			cited[c.Source]++
		}
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		if s.Cited != cited[s] {
			t.Errorf("source %q is cited %d times, not %d", s.Key, cited[s], s.Cited)
		}
		inBounds("source", s.Span)
		if s.KeySpan.Len() > 0 && s.File == "" && (!s.Span.Contains(s.KeySpan) || a.Slice(s.KeySpan) != s.Key) {
			t.Errorf("source %d: key %q at %v of %v", i, s.Key, s.KeySpan, s.Span)
		}
		if s.URLSpan.Len() > 0 && !s.Span.Contains(s.URLSpan) {
			t.Errorf("the URL of source %q lies outside of it", s.Key)
		}
	}
	for _, n := range a.Notes {
		inBounds("note", n.Span)
	}
	for _, s := range a.Suppressions {
		inBounds("suppression", s.Span)
		inBounds("scope", s.Scope)
	}
}

func ordered[E any](t *testing.T, what string, all []E, span func(*E) lint.Span) {
	t.Helper()
	end := 0
	for i := range all {
		s := span(&all[i])
		if s.Start < end || s.End < s.Start {
			t.Fatalf("%s %d at %v is out of order", what, i, s)
		}
		end = s.End
	}
}

func starts[E any](t *testing.T, what string, all []E, span func(*E) lint.Span) {
	t.Helper()
	for i := 1; i < len(all); i++ {
		if span(&all[i]).Start < span(&all[i-1]).Start {
			t.Fatalf("%s %d at %v is out of order", what, i, span(&all[i]))
		}
	}
}

func checkSection(t *testing.T, s *lint.Section) {
	t.Helper()
	for i := range s.Paragraphs {
		if !s.Span.Contains(s.Paragraphs[i].Span) || s.Paragraphs[i].Section != s {
			t.Errorf("paragraph %v is not in its section %v", s.Paragraphs[i].Span, s.Span)
		}
	}
	for i := range s.Sentences {
		if s.Sentences[i].Section != s {
			t.Errorf("sentence %v is not in its section %v", s.Sentences[i].Span, s.Span)
		}
	}
	if s.Heading.Len() > 0 && !s.Span.Contains(s.Heading) || s.Role == "" {
		t.Errorf("section %v: heading %v, role %q", s.Span, s.Heading, s.Role)
	}
}

func checkParagraph(t *testing.T, p *lint.Paragraph) {
	t.Helper()
	if len(p.Sentences) == 0 || p.Kind == "" {
		t.Fatalf("paragraph %v has no sentence or kind", p.Span)
	}
	brackets, citations := 0, 0
	for i := range p.Sentences {
		s := &p.Sentences[i]
		if !p.Span.Contains(s.Span) || s.Paragraph != p {
			t.Errorf("sentence %v is not in its paragraph %v", s.Span, p.Span)
		}
		if s.Covered() != (len(s.Support) > 0) {
			t.Errorf("sentence %v: cover %d with %d citations", s.Span, s.Cover, len(s.Support))
		}
		brackets += len(s.Brackets)
		citations += len(s.Citations)
	}
	if citations != len(p.Citations) || brackets > len(p.Brackets) {
		t.Errorf("paragraph %v has %d citations and %d brackets, its sentences %d and %d", p.Span, len(p.Citations), len(p.Brackets), citations, brackets)
	}
}
