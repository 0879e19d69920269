package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/citevet/citevet/lint"
)

// A ledgerBlock is a stretch of an article that the ledger shows as one: a
// heading, a paragraph, an entry of a source list, or what stands between these.
type ledgerBlock struct {
	span      lint.Span
	heading   *lint.Section
	paragraph *lint.Paragraph
	source    *lint.Source
	raw       bool      // it has no prose, but code or the like
	before    lint.Span // what stands between the last block and this one, such as a list's mark
	mark      string    // that the tags before it give an item of HTML; empty if it goes on with the one before
	depth     int       // how many lists of HTML it stands in
	section   int       // the index of the section, -1: there is none
	findings  []*ledgerFinding
}

// blocksOf divides an article into blocks, in text order and without overlap.
// What belongs to no element and has words is a block of its own, so that all of
// an article is shown.
func blocksOf(a *lint.Article) []ledgerBlock {
	elements := elementBlocks(a)
	var all []ledgerBlock
	var lists htmlLists
	at, section := 0, -1
	for _, b := range elements {
		b.span.Start = max(b.span.Start, at)
		if b.span.Len() <= 0 {
			continue
		}
		all = appendGap(all, a, lint.Span{Start: at, End: b.span.Start}, section)
		for section+1 < len(a.Sections) && a.Sections[section+1].Span.Start <= b.span.Start {
			section++
		}
		b.section, b.before = section, lint.Span{Start: at, End: b.span.Start}
		if a.Format == lint.HTML {
			b.mark, b.depth = lists.read(a.Slice(b.before)), len(lists)
		}
		all = append(all, b)
		at = b.span.End
	}
	return appendGap(all, a, lint.Span{Start: at, End: len(a.Text)}, section)
}

func elementBlocks(a *lint.Article) []ledgerBlock {
	var all []ledgerBlock
	for i := range a.Sections {
		all = append(all, ledgerBlock{span: a.Sections[i].Heading, heading: &a.Sections[i]})
	}
	for i := range a.Paragraphs {
		all = append(all, ledgerBlock{span: a.Paragraphs[i].Span, paragraph: &a.Paragraphs[i]})
	}
	for i := range a.Sources {
		if s := &a.Sources[i]; s.File == "" {
			all = append(all, ledgerBlock{span: s.Span, source: s})
		}
	}
	slices.SortStableFunc(all, func(b, c ledgerBlock) int { return cmp.Compare(b.span.Start, c.span.Start) })
	return all
}

// appendGap adds what stands between two blocks, if it is more than marks of lists
// and tables.
func appendGap(all []ledgerBlock, a *lint.Article, s lint.Span, section int) []ledgerBlock {
	switch {
	case s.Len() <= 0:
	case hasWord(a.Prose(s)) && !(s.Start == 0 && frontMatter.MatchString(a.Text)):
		all = append(all, ledgerBlock{span: s, section: section})
	case a.Format != lint.HTML && hasWord(a.Slice(s)):
		all = append(all, ledgerBlock{span: trimLines(a, s), section: section, raw: true})
	}
	return all
}

// frontMatter is how a file begins that has settings before its text.
var frontMatter = regexp.MustCompile(`^\x{feff}?(?:---|\+\+\+)[ \t]*\r?\n`)

// hasWord reports whether a text has two letters side by side.
func hasWord(s string) bool {
	letters := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			letters = 0
		} else if letters++; letters == 2 {
			return true
		}
	}
	return false
}

// trimLines leaves out empty lines at both ends of a span.
func trimLines(a *lint.Article, s lint.Span) lint.Span {
	text := a.Slice(s)
	s.End -= len(text) - len(strings.TrimRight(text, " \t\r\n"))
	s.Start += len(text) - len(strings.TrimLeft(text, "\r\n"))
	return s
}

// A ledgerRow is what stands side by side: a block, list or table, and the
// findings in it.
type ledgerRow struct {
	Kind     string // heading, prose, quotation, caption, list, table, raw, sources
	ID       string
	Section  int
	Level    int // of a heading, from 3 to 6
	Parts    []ledgerPart
	Items    []ledgerItem
	Cells    [][]ledgerCell
	Header   bool // the first row of the table heads the columns
	Raw      string
	Listed   int // how many sources are listed here
	Findings []*ledgerFinding
}

// A ledgerCell is a cell of a table.
type ledgerCell struct{ Parts []ledgerPart }

// rows turns the blocks into rows.
func (l *ledger) rows() []ledgerRow {
	var all []ledgerRow
	var levels []int
	for i := 0; i < len(l.blocks); {
		end := l.rowEnd(i)
		row := l.row(l.blocks[i:end])
		if b := &l.blocks[i]; b.heading != nil {
			levels, row.Level = nested(levels, b.heading.Level)
		}
		for _, b := range l.blocks[i:end] {
			if b.source == nil {
				row.Findings = append(row.Findings, b.findings...)
			}
		}
		all, i = append(all, row), end
	}
	return all
}

// rowEnd is where the row ends that begins with a block: an item takes in the items
// after it, and so do a cell those of its table and a source the next ones.
func (l *ledger) rowEnd(start int) int {
	b, end := &l.blocks[start], start+1
	for end < len(l.blocks) {
		switch next := &l.blocks[end]; {
		case b.source != nil && next.source != nil:
		case b.isKind(lint.ListItem) && next.isKind(lint.ListItem):
		case b.isKind(lint.TableCell) && next.isKind(lint.TableCell) && next.paragraph.List == b.paragraph.List:
		default:
			return end
		}
		end++
	}
	return end
}

// row shows the blocks of a row.
func (l *ledger) row(blocks []ledgerBlock) ledgerRow {
	b := &blocks[0]
	row := ledgerRow{Section: b.section}
	switch {
	case b.heading != nil:
		row.Kind, row.ID, row.Parts = "heading", sectionID(b.section), l.parts(b)
	case b.source != nil:
		row.Kind, row.Listed = "sources", len(blocks)
	case b.raw:
		row.Kind, row.Raw = "raw", visibleLines(l.Slice(b.span))
	case b.paragraph == nil:
		row.Kind, row.Parts = "prose", l.parts(b)
	case b.paragraph.Kind == lint.ListItem:
		row.Kind, row.Items = "list", l.items(blocks)
	case b.paragraph.Kind == lint.TableCell:
		row.Kind = "table"
		row.Cells, row.Header = l.table(blocks)
	default:
		row.Kind, row.Parts = string(b.paragraph.Kind), l.parts(b)
	}
	return row
}

func (b *ledgerBlock) isKind(k lint.BlockKind) bool {
	return b.paragraph != nil && b.paragraph.Kind == k
}

// nested turns the level of a heading into one that is at most one below the
// heading over it.
func nested(over []int, level int) ([]int, int) {
	for len(over) > 0 && over[len(over)-1] >= level {
		over = over[:len(over)-1]
	}
	over = append(over, level)
	return over, min(topLevel-1+len(over), 6)
}

// topLevel is the level of an article's highest headings: the page's own take the
// first two.
const topLevel = 3

// maxColumns bounds the empty cells that a row of a table is filled up with.
const maxColumns = 64

// table makes rows of cells. The model has no empty cells, so they are told from
// the marks that stand between the others.
func (l *ledger) table(blocks []ledgerBlock) (rows [][]ledgerCell, header bool) {
	for i := range blocks {
		b := &blocks[i]
		before := l.Slice(b.before)
		isNew, skipped := cellBreak(l.Format, before)
		if i == 0 {
			isNew = true
			header = l.Format == lint.HTML && strings.Contains(strings.ToLower(before), "<th")
		}
		if i > 0 && isNew && len(rows) == 1 && strings.Contains(before, "---") {
			header = true
		}
		if isNew {
			rows = append(rows, nil)
		}
		last := &rows[len(rows)-1]
		for range min(skipped, maxColumns-len(*last)) {
			*last = append(*last, ledgerCell{})
		}
		*last = append(*last, ledgerCell{l.parts(b)})
	}
	return rows, header
}

// cellBreak tells from what stands before a cell whether it begins a row, and how
// many empty cells stand before it in that row.
func cellBreak(f lint.Format, before string) (isNew bool, skipped int) {
	if f == lint.HTML {
		before = strings.ToLower(before)
		if at := strings.LastIndex(before, "<tr"); at >= 0 {
			isNew, before = true, before[at+len("<tr"):]
		}
		return isNew, max(0, strings.Count(before, "<td")+strings.Count(before, "<th")-1)
	}
	if at := strings.LastIndexByte(before, '\n'); at >= 0 {
		isNew, before = true, before[at+1:]
	}
	return isNew, max(0, strings.Count(before, "|")-1)
}

// visibleLines is visible, with line breaks and tabs as they are.
func visibleLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = visible(strings.ReplaceAll(line, "\t", tab))
	}
	return strings.Join(lines, "\n")
}
