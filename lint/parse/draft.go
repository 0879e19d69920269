package parse

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"

	"github.com/citevet/citevet/lint"
)

// A draft is an article while it is being parsed. A format fills in what it
// sees (blocks, prose, links, superscripts, comments); what follows is the same
// for all of them.
type draft struct {
	path   string
	format lint.Format
	text   string
	bytes  []byte // the same bytes as text, not to be written to
	prose  []byte // as long as text: the bytes of prose, all others zero

	title        lint.Span
	blocks       []block
	links        []link
	superscripts []lint.Span // what <sup> encloses
	comments     []lint.Span // <!-- ... --> with its marks
	definitions  []definition
	sources      []lint.Source
	ids          map[string]int // the HTML ids of entries, each with its source's index plus 1
	notes        []lint.Note
	sidecars     map[string]string // the texts of other files that list sources, by path
	lists        int               // how many lists and tables there are so far

	textLines  []textLine      // room for those of plain text
	paragraphs []ast.Paragraph // for goldmark's
	opens      []int           // for the brackets of maskInline
	sections   []sectionDraft  // for what cutSections finds
	cited      []citationDraft // and scanBrackets
	sentences  []lint.Span     // and for the parts of the text that makeText finds
	parts      []part          // of each paragraph
}

// drafts are kept to be used again: their slices have the size that articles
// need, and what is made of them copies all that it keeps.
var drafts = sync.Pool{New: func() any { return new(draft) }}

// maxKept is the length of the longest article whose draft is kept, in bytes.
const maxKept = 1 << 20

// release gives a draft back of which the article has been made. A draft in which
// the parser panicked is not given back.
func (d *draft) release() {
	if len(d.text) > maxKept {
		return
	}
	clear(d.blocks)
	clear(d.links)
	clear(d.definitions)
	clear(d.cited)
	clear(d.paragraphs)
	*d = draft{
		prose: d.prose[:0], blocks: d.blocks[:0], links: d.links[:0], definitions: d.definitions[:0],
		superscripts: d.superscripts[:0], comments: d.comments[:0],
		textLines: d.textLines[:0], paragraphs: d.paragraphs[:0], opens: d.opens[:0],
		sections: d.sections[:0], cited: d.cited[:0], sentences: d.sentences[:0], parts: d.parts[:0],
	}
	drafts.Put(d)
}

// A blockKind is what a format calls a block.
type blockKind uint8

const (
	paragraphBlock blockKind = iota
	headingBlock
	itemBlock // a paragraph of a list item
	quotationBlock
	captionBlock
	cellBlock
)

// A block is a run of prose that a format found. Blocks are in text order and
// do not overlap.
type block struct {
	kind   blockKind
	span   lint.Span // from the first to the last byte of its text
	level  int       // of a heading, 1 to 6
	list   int       // numbers the list or table that it belongs to, from 1; 0 if to none
	marker string    // of a list item's first paragraph: "1.", "2)", "-"; counted for <ol>
	row    int       // of a cell, from 0; row 0 holds a table's headings
	id     string    // the HTML id of the item, for href="#cite_note-1"
	bold   bool      // all of its words are bold: it may be a label or a heading
	masked bool      // its inline markup is masked already
	chrome bool      // it is part of the site around the article: navigation, a footer
	label  bool      // it is a heading that was told from its words alone
	entry  bool      // it lists sources and is no prose
	note   bool      // its markup says that it belongs to a list of notes or sources
}

// A link is a link in prose, or an image, whose text is no prose.
type link struct {
	span  lint.Span // all of it
	label lint.Span // its text
	url   string    // as written, or "#id" for a place in the article
	image bool
}

// A definition is a source that the format's own syntax defines: a link
// reference definition, a footnote.
type definition struct {
	key    string
	span   lint.Span // all of it
	body   lint.Span // what follows the key
	origin lint.Origin
}

// keep marks a span as prose.
func (d *draft) keep(s lint.Span) { copy(d.prose[s.Start:s.End], d.text[s.Start:s.End]) }

// mask marks a span as markup.
func (d *draft) mask(s lint.Span) { clear(d.prose[s.Start:s.End]) }

// addBlock adds a block whose text stands on lines. What lies between them
// (quotation marks, indentation) stays masked, but for one line end.
func (d *draft) addBlock(b block, lines []lint.Span) {
	for i, l := range lines {
		d.keep(l)
		if i > 0 {
			gap := d.text[lines[i-1].End:l.Start]
			if n := strings.IndexByte(gap, '\n'); n >= 0 {
				d.prose[lines[i-1].End+n] = '\n'
			}
		}
	}
	b.span = d.trim(lint.Span{Start: lines[0].Start, End: lines[len(lines)-1].End})
	if b.span.Len() > 0 {
		b.bold = isBold(d.text[b.span.Start:b.span.End])
		d.blocks = append(d.blocks, b)
	}
}

// trim cuts white space at both ends of a span.
func (d *draft) trim(s lint.Span) lint.Span { return trimSpan(d.text, s) }

func trimSpan(text string, s lint.Span) lint.Span {
	for s.Start < s.End && isSpace(text[s.Start]) {
		s.Start++
	}
	for s.Start < s.End && isSpace(text[s.End-1]) {
		s.End--
	}
	return s
}

// sortBlocks puts blocks and definitions in text order. Blocks most often are:
// only the HTML of Markdown comes late, and is in order itself.
func (d *draft) sortBlocks() {
	for late := 1; late < len(d.blocks); late++ {
		if d.blocks[late].span.Start >= d.blocks[late-1].span.Start {
			continue
		}
		if !slices.IsSortedFunc(d.blocks[late:], compareBlocks) {
			slices.SortStableFunc(d.blocks, compareBlocks)
			break
		}
		mergeBlocks(d.blocks, late)
		break
	}
	slices.SortStableFunc(d.definitions, func(a, b definition) int { return cmp.Compare(a.span.Start, b.span.Start) })
}

func compareBlocks(a, b block) int { return cmp.Compare(a.span.Start, b.span.Start) }

// mergeBlocks puts blocks in text order that are so up to an index, and from there
// on.
func mergeBlocks(blocks []block, middle int) {
	late := slices.Clone(blocks[middle:])
	for to := len(blocks) - 1; len(late) > 0; to-- {
		if last := len(late) - 1; middle == 0 || blocks[middle-1].span.Start <= late[last].span.Start {
			blocks[to] = late[last]
			late = late[:last]
		} else {
			middle--
			blocks[to] = blocks[middle]
		}
	}
}

// sortInline puts what stands inside of blocks in text order.
func (d *draft) sortInline() {
	slices.SortStableFunc(d.links, func(a, b link) int { return cmp.Compare(a.span.Start, b.span.Start) })
	slices.SortStableFunc(d.comments, byStart)
	slices.SortStableFunc(d.superscripts, byStart)
}

func byStart(a, b lint.Span) int { return cmp.Compare(a.Start, b.Start) }
