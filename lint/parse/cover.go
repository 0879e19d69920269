package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// cover finds out which citations stand for each sentence: those within it or
// directly behind it; else those that reach back from the end of its paragraph,
// item or list, or down from what introduces it.
func cover(a *lint.Article, mode lint.Coverage) {
	for i := range a.Paragraphs {
		coverInside(a.Paragraphs[i].Sentences)
	}
	if mode == lint.SentenceCoverage {
		return
	}
	c := coverer{Article: a, byParagraph: mode == lint.ParagraphCoverage || citesByParagraph(a)}
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		if c.byParagraph || p.Kind != lint.Prose {
			c.reachBack(p)
		}
	}
	c.byList = mode == lint.ParagraphCoverage || c.citesByList()
	for i := range a.Sections {
		c.coverBlocks(a.Sections[i].Paragraphs)
	}
}

// coverInside covers the sentences of a paragraph that hold a citation: one of
// their own, or a part of a link whose text began before them.
func coverInside(sentences []lint.Sentence) {
	var last []lint.Citation
	for i := range sentences {
		s := &sentences[i]
		if n := len(s.Citations); n > 0 {
			s.Cover, s.Support = lint.Inside, s.Citations
			last = s.Citations[n-1:]
		} else if len(last) > 0 && s.Span.Start < last[0].Span.End {
			s.Cover, s.Support = lint.Inside, last
		}
	}
}

// A coverer knows how its article cites.
type coverer struct {
	*lint.Article
	byParagraph bool // at the end of paragraphs
	byList      bool // at the end of lists, even of those whose items are whole sentences
}

// The least paragraphs, and their share in hundredths, that show how an article
// cites.
const (
	minShown   = 3
	shownShare = 60
)

// citesByParagraph reports whether most paragraphs of several sentences have
// their citations at their end, and nowhere else.
func citesByParagraph(a *lint.Article) bool {
	ends, all := 0, 0
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		n := len(p.Sentences)
		if p.Kind != lint.Prose || n < 2 || len(p.Citations) == 0 {
			continue
		}
		all++
		if citedOnlyAtEnd(p) {
			ends++
		}
	}
	return ends >= minShown && ends*100 >= all*shownShare
}

// citedOnlyAtEnd reports whether the last sentence of a paragraph is the only one
// with a citation.
func citedOnlyAtEnd(p *lint.Paragraph) bool {
	last := len(p.Sentences) - 1
	for i := range p.Sentences {
		if (p.Sentences[i].Cover == lint.Inside) != (i == last) {
			return false
		}
	}
	return true
}

// reachBack lets the citation at the end of a paragraph stand for its other
// sentences, if none of these has one of its own. In a list item it does so if a
// label makes the item one statement, as it does in 45 of 49 such items of
// annotated articles; the sentences of another item are like any.
func (c *coverer) reachBack(p *lint.Paragraph) {
	last := len(p.Sentences) - 1
	if last < 1 || !citedOnlyAtEnd(p) {
		return
	}
	if p.Kind == lint.ListItem && !c.byParagraph && !strings.HasPrefix(c.Slice(p.Span), "**") {
		return
	}
	for i := range p.Sentences[:last] {
		s := &p.Sentences[i]
		s.Cover, s.Support = lint.Paragraphs, p.Sentences[last].Support
	}
}

// blocksFrom returns the block at index i with the others of its list or table,
// and the index behind them.
func blocksFrom(paragraphs []lint.Paragraph, i int) (group []lint.Paragraph, end int) {
	p := &paragraphs[i]
	end = i + 1
	for p.List > 0 && end < len(paragraphs) && paragraphs[end].List == p.List && (paragraphs[end].Kind == lint.TableCell) == (p.Kind == lint.TableCell) {
		end++
	}
	return paragraphs[i:end], end
}

// coverBlocks covers what stands in lists, tables, captions and quotations from
// the paragraphs around it.
func (c *coverer) coverBlocks(paragraphs []lint.Paragraph) {
	for i := 0; i < len(paragraphs); {
		group, end := blocksFrom(paragraphs, i)
		switch group[0].Kind {
		case lint.ListItem:
			c.coverList(c.leadIn(paragraphs, i), group)
		case lint.TableCell:
			c.coverTable(group)
			if end < len(paragraphs) && paragraphs[end].Kind == lint.Caption {
				coverFrom(group, &paragraphs[end])
			}
			if i > 0 && paragraphs[i-1].Kind == lint.Caption {
				coverFrom(group, &paragraphs[i-1])
			}
		case lint.Quotation:
			c.coverQuotation(paragraphs, i)
		}
		i = end
	}
}

// leadIn is the sentence that introduces the list at index i: it ends the
// paragraph before and in a colon; nil if there is none.
func (c *coverer) leadIn(paragraphs []lint.Paragraph, i int) *lint.Sentence {
	if i == 0 || len(paragraphs[i-1].Sentences) == 0 || paragraphs[i-1].Kind == lint.TableCell {
		return nil
	}
	all := paragraphs[i-1].Sentences
	s := &all[len(all)-1]
	words := strings.TrimRight(c.Prose(s.Span), "\x00 \n\r\t")
	if !strings.HasSuffix(words, ":") && !strings.HasSuffix(words, "：") {
		return nil
	}
	return s
}

// citesByList reports whether the article cites its lists at their end: most of
// those with any citation.
func (c *coverer) citesByList() bool {
	ends, all := 0, 0
	for i := range c.Sections {
		paragraphs := c.Sections[i].Paragraphs
		for j := 0; j < len(paragraphs); {
			group, end := blocksFrom(paragraphs, j)
			j = end
			if group[0].Kind != lint.ListItem || len(group) < 2 || !anyCited(group) {
				continue
			}
			all++
			if !anyCited(group[:len(group)-1]) {
				ends++
			}
		}
	}
	return ends*100 >= all*shownShare
}

func anyCited(paragraphs []lint.Paragraph) bool {
	for i := range paragraphs {
		if len(paragraphs[i].Citations) > 0 {
			return true
		}
	}
	return false
}

// coverList lets the citation of a list's last item, or of the sentence that
// introduces the list, stand for all items, if none of these has one of its own.
func (c *coverer) coverList(introduction *lint.Sentence, items []lint.Paragraph) {
	last := len(items) - 1
	if anyCited(items[:last]) {
		return
	}
	end := &items[last].Sentences[len(items[last].Sentences)-1]
	switch {
	case end.Cover == lint.Inside && last > 0 && (c.byList || c.areFragments(items)):
		coverAll(items, lint.Listed, end.Support)
		if introduction != nil && !introduction.Covered() {
			introduction.Cover, introduction.Support = lint.Listed, end.Support
		}
	case introduction != nil && introduction.Cover == lint.Inside && len(items[last].Citations) == 0:
		coverAll(items, lint.LeadIn, introduction.Support)
	}
}

// areFragments reports whether most items of a list are parts of one statement
// rather than paragraphs: they have one sentence, and it does not end in a full
// stop.
func (c *coverer) areFragments(items []lint.Paragraph) bool {
	n := 0
	for i := range items {
		words := strings.TrimRight(c.Prose(items[i].Span), "\x00 \n\r\t")
		if len(items[i].Sentences) == 1 && !strings.HasSuffix(words, ".") {
			n++
		}
	}
	return 2*n > len(items)
}

func coverAll(paragraphs []lint.Paragraph, how lint.Cover, support []lint.Citation) {
	for i := range paragraphs {
		for j := range paragraphs[i].Sentences {
			if s := &paragraphs[i].Sentences[j]; !s.Covered() {
				s.Cover, s.Support = how, support
			}
		}
	}
}

// coverFrom lets the last citation in a caption, or the like, stand for a group.
func coverFrom(group []lint.Paragraph, from *lint.Paragraph) {
	if n := len(from.Sentences); n > 0 && from.Sentences[n-1].Cover == lint.Inside {
		coverAll(group, lint.Nearby, from.Sentences[n-1].Support)
	}
}

// coverTable lets a citation in a row stand for the row, and one in a heading for
// the column or, since cells know no column, for the table.
func (c *coverer) coverTable(cells []lint.Paragraph) {
	for i := 0; i < len(cells); {
		end := i + 1
		for end < len(cells) && c.sameRow(&cells[end-1], &cells[end]) {
			end++
		}
		row := cells[i:end]
		for j := range row {
			if len(row[j].Citations) > 0 {
				coverAll(row, lint.Nearby, row[j].Citations)
				if i == 0 && c.Format != lint.HTML { // the first row of Markdown holds headings
					coverAll(cells, lint.Nearby, row[j].Citations)
				}
				break
			}
		}
		i = end
	}
}

// sameRow reports whether two cells that follow each other stand in one row.
func (c *coverer) sameRow(cell, next *lint.Paragraph) bool {
	gap := c.Text[cell.Span.End:next.Span.Start]
	if c.Format == lint.HTML || strings.IndexByte(gap, '<') >= 0 {
		return !strings.Contains(strings.ToLower(gap), "</tr") && !strings.Contains(strings.ToLower(gap), "<tr")
	}
	return strings.IndexByte(gap, '\n') < 0
}

// coverQuotation lets the line below a quotation that names its source, or the
// sentence that introduces the quotation, stand for it.
func (c *coverer) coverQuotation(paragraphs []lint.Paragraph, i int) {
	p := &paragraphs[i]
	if len(p.Citations) > 0 {
		return
	}
	if i+1 < len(paragraphs) && c.isSourceLine(&paragraphs[i+1]) {
		coverFrom(paragraphs[i:i+1], &paragraphs[i+1])
	}
	if s := c.leadIn(paragraphs, i); s != nil && s.Cover == lint.Inside {
		coverAll(paragraphs[i:i+1], lint.Nearby, s.Support)
	}
}

// isSourceLine reports whether a paragraph only says where a quotation is from:
// "— Smith, On Sleep [2]".
func (c *coverer) isSourceLine(p *lint.Paragraph) bool {
	words := strings.TrimLeft(c.Prose(p.Span), "\x00 ")
	return p.Span.Len() < 200 && (strings.HasPrefix(words, "—") || strings.HasPrefix(words, "–") || strings.HasPrefix(words, "--") || strings.HasPrefix(words, "Source"))
}
