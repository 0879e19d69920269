package report

import (
	"math"
	"strings"

	"github.com/citevet/citevet/lint"
)

// The types below are version 1 of the JSON of inspect. Elements name each other
// by their index in the article's lists. Fields may be added and nothing else
// changed.

// A model is a lint.Article.
type model struct {
	Path       string           `json:"path"`
	Format     lint.Format      `json:"format"`
	Title      string           `json:"title"`
	Sections   []modelSection   `json:"sections"`
	Paragraphs []modelParagraph `json:"paragraphs"`
	Sentences  []modelSentence  `json:"sentences"`
	Brackets   []modelBracket   `json:"brackets"`
	Citations  []modelCitation  `json:"citations"`
	Sources    []modelSource    `json:"sources"`
	Notes      []modelNote      `json:"notes"`
}

type modelSection struct {
	Title string    `json:"title"`
	Level int       `json:"level"`
	Role  lint.Role `json:"role"`
	Span  span      `json:"span"`
}

type modelParagraph struct {
	Span    span           `json:"span"`
	Kind    lint.BlockKind `json:"kind"`
	List    int            `json:"list"` // 0: in none
	Section *int           `json:"section"`
}

type modelSentence struct {
	Span      span        `json:"span"`
	Section   *int        `json:"section"`
	Paragraph *int        `json:"paragraph"`
	Claim     *modelClaim `json:"claim"`
	Covered   bool        `json:"covered"`
	Cover     string      `json:"cover"`     // from where; none if it is not covered
	Citations []int       `json:"citations"` // that stand in it
	Support   []int       `json:"support"`   // that stand for it
}

type modelClaim struct {
	Kind     lint.ClaimKind `json:"kind"`
	Strength float64        `json:"strength"` // to four places, so that it is the same on all machines
	Reasons  []string       `json:"reasons"`
}

type modelBracket struct {
	Span      span         `json:"span"`
	Text      string       `json:"text"`
	Verdict   lint.Verdict `json:"verdict"`
	Reason    string       `json:"reason"`
	Style     lint.Style   `json:"style,omitempty"`
	Defect    string       `json:"defect,omitempty"`
	Sentence  *int         `json:"sentence"`
	Citations []int        `json:"citations"`
}

type modelCitation struct {
	Span     span       `json:"span"`
	Key      string     `json:"key"`
	Style    lint.Style `json:"style"`
	URL      string     `json:"url,omitempty"`
	Source   *int       `json:"source"`
	Bracket  *int       `json:"bracket"`
	Sentence *int       `json:"sentence"`
}

type modelSource struct {
	Key       string      `json:"key"`
	Title     string      `json:"title"`
	URL       string      `json:"url"`
	Canonical string      `json:"canonical,omitempty"`
	DOI       string      `json:"doi"`
	ISBN      string      `json:"isbn,omitempty"`
	Span      *span       `json:"span"` // null for one that another file lists
	Origin    lint.Origin `json:"origin"`
	File      string      `json:"file,omitempty"`
	Cited     int         `json:"cited"`
}

type modelNote struct {
	Span    span   `json:"span"`
	Message string `json:"message"`
}

// A modeler makes the model of an article. It finds the index of an element by
// its address: what elements hold of each other are windows of the article's
// lists and pointers into them.
type modeler struct {
	*lint.Article
	sections   map[*lint.Section]int
	paragraphs map[*lint.Paragraph]int
	sentences  map[*lint.Sentence]int
	brackets   map[*lint.Bracket]int
	citations  map[*lint.Citation]int
	sources    map[*lint.Source]int
}

func modelOf(a *lint.Article) *model {
	m := &modeler{
		a, indexes(a.Sections), indexes(a.Paragraphs), indexes(a.Sentences),
		indexes(a.Brackets), indexes(a.Citations), indexes(a.Sources),
	}
	return &model{
		Path: a.Path, Format: a.Format, Title: words(a, a.Title),
		Sections:   each(a.Sections, m.section),
		Paragraphs: each(a.Paragraphs, m.paragraph),
		Sentences:  each(a.Sentences, m.sentence),
		Brackets:   each(a.Brackets, m.bracket),
		Citations:  each(a.Citations, m.citation),
		Sources:    each(a.Sources, m.source),
		Notes:      each(a.Notes, m.note),
	}
}

// indexes numbers elements by their address.
func indexes[T any](all []T) map[*T]int {
	m := make(map[*T]int, len(all))
	for i := range all {
		m[&all[i]] = i
	}
	return m
}

// each makes a list that is never nil, which JSON would write as null.
func each[T, U any](all []T, of func(*T) U) []U {
	list := make([]U, len(all))
	for i := range all {
		list[i] = of(&all[i])
	}
	return list
}

// indexOf returns the index of an element, nil if there is none.
func indexOf[T any](m map[*T]int, element *T) *int {
	if i, ok := m[element]; ok {
		return &i
	}
	return nil
}

// indexesOf returns the indexes of a window.
func indexesOf[T any](m map[*T]int, window []T) []int {
	list := make([]int, 0, len(window))
	for i := range window {
		if n, ok := m[&window[i]]; ok {
			list = append(list, n)
		}
	}
	return list
}

func (m *modeler) span(s lint.Span) span { return spanOf(m.Article, s) }

func (m *modeler) section(s *lint.Section) modelSection {
	return modelSection{words(m.Article, s.Heading), s.Level, s.Role, m.span(s.Span)}
}

func (m *modeler) paragraph(p *lint.Paragraph) modelParagraph {
	return modelParagraph{m.span(p.Span), p.Kind, p.List, indexOf(m.sections, p.Section)}
}

func (m *modeler) sentence(s *lint.Sentence) modelSentence {
	return modelSentence{
		Span: m.span(s.Span), Section: indexOf(m.sections, s.Section), Paragraph: indexOf(m.paragraphs, s.Paragraph),
		Claim: claimOf(&s.Claim), Covered: s.Covered(), Cover: coverName(s.Cover),
		Citations: indexesOf(m.citations, s.Citations), Support: indexesOf(m.citations, s.Support),
	}
}

func claimOf(c *lint.Claim) *modelClaim {
	if c.Kind == lint.NoClaim {
		return nil
	}
	return &modelClaim{c.Kind, math.Round(c.Strength*1e4) / 1e4, c.Reasons.Texts()}
}

func (m *modeler) bracket(b *lint.Bracket) modelBracket {
	return modelBracket{
		m.span(b.Span), m.Slice(b.Span), b.Verdict, b.Reason, b.Style, b.Defect,
		indexOf(m.sentences, b.Sentence), indexesOf(m.citations, b.Citations),
	}
}

func (m *modeler) citation(c *lint.Citation) modelCitation {
	return modelCitation{
		m.span(c.Span), c.Key, c.Style, c.URL,
		indexOf(m.sources, c.Source), indexOf(m.brackets, c.Bracket), indexOf(m.sentences, c.Sentence),
	}
}

func (m *modeler) source(s *lint.Source) modelSource {
	source := modelSource{
		Key: s.Key, Title: s.Title, URL: s.URL, Canonical: s.Canonical, DOI: s.DOI, ISBN: s.ISBN,
		Origin: s.Origin, File: s.File, Cited: s.Cited,
	}
	if s.File == "" {
		at := m.span(s.Span)
		source.Span = &at
	}
	return source
}

func (m *modeler) note(n *lint.Note) modelNote { return modelNote{m.span(n.Span), n.Message} }

// coverName names from where a sentence is covered.
func coverName(c lint.Cover) string {
	switch c {
	case lint.Uncovered:
		return "none"
	case lint.Inside:
		return "inside"
	case lint.Paragraphs:
		return "paragraph"
	case lint.Listed:
		return "list"
	case lint.LeadIn:
		return "lead-in"
	}
	return "nearby"
}

// words returns the words of a title or heading on one line. If it has nothing
// but markup, such as code, that is what it says.
func words(a *lint.Article, s lint.Span) string {
	text := strings.Join(strings.Fields(strings.ReplaceAll(a.Prose(s), "\x00", "")), " ")
	if text == "" {
		text = strings.Join(strings.Fields(a.Slice(s)), " ")
	}
	return text
}
