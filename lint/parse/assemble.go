package parse

import (
	"cmp"
	"slices"

	"github.com/citevet/citevet/lint"
)

// assemble makes the article of what has been found.
func (d *draft) assemble(sections []sectionDraft, mode lint.Coverage) *lint.Article {
	scanned := d.scanBrackets()
	m := &maker{draft: d}
	m.makeSources()
	m.makeCitations(scanned)
	m.makeText(sections, scanned)
	m.linkText()
	m.linkSections()
	a := lint.NewArticle(d.path, d.format, d.text, string(d.prose))
	a.Title, a.Notes, a.Lists, a.Elements = d.title, d.notes, d.sidecars, m.Elements
	a.Suppressions = d.findSuppressions()
	cover(a, mode)
	judge(a)
	coverClaims(a, mode)
	return a
}

// A maker builds an article's slices, each to its full length before anything
// points into it.
type maker struct {
	*draft
	lint.Elements
}

// A part says what a paragraph is made of.
type part struct {
	section   int // index of its section
	block     int // index of its block
	sentences int // how many it has
}

// makeSources puts the article's own sources in text order, before those of
// other files.
func (m *maker) makeSources() {
	m.Sources = m.sources
	own := m.ownSources()
	order := make([]int, own)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(m.sources[i].Span.Start, m.sources[j].Span.Start) })
	if slices.IsSorted(order) {
		return
	}
	sorted, moved := make([]lint.Source, own), make([]int, own)
	for to, from := range order {
		sorted[to], moved[from] = m.sources[from], to
	}
	copy(m.sources, sorted)
	for id, i := range m.ids {
		m.ids[id] = moved[i-1] + 1
	}
}

// ownSources counts the sources that stand in the article itself.
func (m *maker) ownSources() int {
	n := slices.IndexFunc(m.sources, func(s lint.Source) bool { return s.File != "" })
	if n < 0 {
		return len(m.sources)
	}
	return n
}

// makeCitations binds the citations to their sources and gives each bracket its
// own.
func (m *maker) makeCitations(scanned *bracketScanner) {
	m.Brackets = scanned.brackets
	m.Citations = make([]lint.Citation, len(scanned.citations))
	if len(m.Citations) == 0 {
		return
	}
	index := newSourceIndex(m.draft)
	for i := range scanned.citations {
		c := &scanned.citations[i]
		m.Citations[i] = c.Citation
		if at := index.find(c); at >= 0 {
			m.Citations[i].Source = &m.Sources[at]
			m.Sources[at].Cited++
		}
		if c.bracket >= 0 {
			b := &m.Brackets[c.bracket]
			m.Citations[i].Bracket = b
			start := i - len(b.Citations)
			b.Citations = m.Citations[start : i+1]
		}
	}
}

// makeText makes the paragraphs and their sentences.
func (m *maker) makeText(sections []sectionDraft, scanned *bracketScanner) {
	m.Sections = make([]lint.Section, len(sections))
	masked := scanned.maskedSpans()
	spans := m.sentences[:0]
	for i := range sections {
		m.Sections[i] = sections[i].Section
		for at := sections[i].first; at < sections[i].last; at++ {
			b := &m.blocks[at]
			if b.entry {
				continue
			}
			var cited []lint.Span
			cited, masked = cutWindow(masked, b.span)
			known := len(spans)
			if spans = appendSentences(spans, m.prose, b.span, cited); len(spans) > known {
				m.parts = append(m.parts, part{i, at, len(spans) - known})
			}
		}
	}
	m.Sentences = make([]lint.Sentence, len(spans))
	for i, s := range spans {
		m.Sentences[i].Span = m.skipComments(s)
	}
	m.Paragraphs = make([]lint.Paragraph, len(m.parts))
	for i, p := range m.parts {
		b := &m.blocks[p.block]
		m.Paragraphs[i] = lint.Paragraph{Span: b.span, Kind: paragraphKinds[b.kind], List: b.list}
	}
	m.sentences = spans
}

// skipComments cuts the comments that stand before the first word of a sentence.
func (d *draft) skipComments(s lint.Span) lint.Span {
	for {
		n, begins := slices.BinarySearchFunc(d.comments, s.Start, func(c lint.Span, at int) int { return cmp.Compare(c.Start, at) })
		if !begins {
			return s
		}
		rest := d.trim(lint.Span{Start: d.comments[n].End, End: s.End})
		if rest.Len() <= 0 {
			return s
		}
		s = rest
	}
}

// cutWindow returns the spans that start within s, and those behind them.
func cutWindow(spans []lint.Span, s lint.Span) (in, rest []lint.Span) {
	for len(spans) > 0 && spans[0].Start < s.Start {
		spans = spans[1:]
	}
	n := 0
	for n < len(spans) && spans[n].Start < s.End {
		n++
	}
	return spans[:n], spans[n:]
}

var paragraphKinds = [...]lint.BlockKind{
	paragraphBlock: lint.Prose, itemBlock: lint.ListItem, quotationBlock: lint.Quotation, captionBlock: lint.Caption, cellBlock: lint.TableCell,
}

// linkText gives paragraphs and sentences their windows and what they stand in.
func (m *maker) linkText() {
	brackets, citations := elementCursor[lint.Bracket](m.Brackets), elementCursor[lint.Citation](m.Citations)
	next := 0
	for i := range m.Paragraphs {
		p := &m.Paragraphs[i]
		p.Section = &m.Sections[m.parts[i].section]
		p.Sentences = m.Sentences[next : next+m.parts[i].sentences]
		next += len(p.Sentences)
		p.Brackets = brackets.within(p.Span, func(b *lint.Bracket) int { return b.Span.Start })
		p.Citations = citations.within(p.Span, func(c *lint.Citation) int { return c.Span.Start })
		inBrackets, inCitations := elementCursor[lint.Bracket](p.Brackets), elementCursor[lint.Citation](p.Citations)
		for j := range p.Sentences {
			s := &p.Sentences[j]
			s.Section, s.Paragraph = p.Section, p
			if len(p.Brackets) == 0 && len(p.Citations) == 0 {
				continue
			}
			s.Brackets = inBrackets.within(s.Span, func(b *lint.Bracket) int { return b.Span.Start })
			s.Citations = inCitations.within(s.Span, func(c *lint.Citation) int { return c.Span.Start })
			for k := range s.Brackets {
				s.Brackets[k].Sentence = s
			}
			for k := range s.Citations {
				s.Citations[k].Sentence = s
			}
		}
	}
}

// An elementCursor is what is left of a slice of elements in text order.
type elementCursor[E any] []E

// within returns the window of elements that start within a span, and passes
// them and what is before.
func (c *elementCursor[E]) within(s lint.Span, start func(*E) int) []E {
	all := *c
	from := 0
	for from < len(all) && start(&all[from]) < s.Start {
		from++
	}
	to := from
	for to < len(all) && start(&all[to]) < s.End {
		to++
	}
	*c = all[to:]
	return all[from:to:to]
}

// linkSections gives each section its windows.
func (m *maker) linkSections() {
	paragraphs, sentences := elementCursor[lint.Paragraph](m.Paragraphs), elementCursor[lint.Sentence](m.Sentences)
	brackets, citations := elementCursor[lint.Bracket](m.Brackets), elementCursor[lint.Citation](m.Citations)
	sources := elementCursor[lint.Source](m.Sources[:m.ownSources()])
	for i := range m.Sections {
		s := &m.Sections[i]
		s.Paragraphs = paragraphs.within(s.Span, func(p *lint.Paragraph) int { return p.Span.Start })
		s.Sentences = sentences.within(s.Span, func(s *lint.Sentence) int { return s.Span.Start })
		s.Brackets = brackets.within(s.Span, func(b *lint.Bracket) int { return b.Span.Start })
		s.Citations = citations.within(s.Span, func(c *lint.Citation) int { return c.Span.Start })
		s.Sources = sources.within(s.Span, func(s *lint.Source) int { return s.Span.Start })
		below := i + 1
		for s.Level > 0 && below < len(m.Sections) && m.Sections[below].Level > s.Level {
			below++
		}
		s.Sections = m.Sections[i+1 : below]
	}
}
