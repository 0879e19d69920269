package parse

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/citevet/citevet/lint"
)

// readMarkdown fills in a draft from Markdown. goldmark finds the blocks; its
// inline phase, which takes half of its time and is quadratic on hostile text,
// never sees a paragraph: each is taken from the tree when it closes, and
// maskInline reads it.
func readMarkdown(d *draft, start int) {
	if isPastedPage(d.text[start:]) {
		readText(d, start)
		return
	}
	source := d.capNesting(start)
	var code []lint.Span
	if isMDX(d.path) {
		source, code = d.takeModules(source, start)
	}
	m := &markdownReader{draft: d, base: start, source: source, lists: map[*ast.List]int{}}
	pc := parser.NewContext()
	pc.Set(markdownReaderKey, m)
	markdownParser().Parse(text.NewReader(source), parser.WithContext(pc))
	for _, node := range m.pages {
		m.takeHTML(node)
	}
	d.sortBlocks()
	for _, s := range code {
		d.mask(s)
	}
	for i := range d.blocks {
		if b := &d.blocks[i]; !b.masked {
			d.maskInline(b.span)
		}
	}
}

var markdownReaderKey = parser.NewContextKey()

// markdownParser has goldmark's block parsers, one for footnote definitions,
// and no inline parser. It keeps no state of an article and may be shared.
var markdownParser = sync.OnceValue(func() parser.Parser {
	blocks := parser.DefaultBlockParsers()
	for i, b := range blocks {
		p := b.Value.(parser.BlockParser)
		switch b.Priority {
		case setextPriority:
			blocks[i].Value = setextParser{headingParser{p}}
		case headingPriority:
			blocks[i].Value = headingParser{p}
		case htmlPriority:
			blocks[i].Value = htmlParser{p}
		case paragraphPriority:
			blocks[i].Value = paragraphParser{p}
		}
	}
	return parser.NewParser(
		parser.WithBlockParsers(append(blocks, util.Prioritized(footnoteParser{}, setextPriority-1))...),
		parser.WithParagraphTransformers(util.Prioritized(paragraphTaker{}, 100)),
	)
})

// The priorities of some of goldmark's parsers, as parser.DefaultBlockParsers
// documents them.
const (
	setextPriority    = 100
	headingPriority   = 600
	htmlPriority      = 900
	paragraphPriority = 1000
)

// A markdownReader is the state of one parse, kept in goldmark's context.
type markdownReader struct {
	*draft
	base          int // offset of source in the article's text
	source        []byte
	lists         map[*ast.List]int
	pages         []*ast.HTMLBlock
	setextPending bool            // the next paragraph to close becomes a heading
	segments      []text.Segments // empty ones, of paragraphs that were taken
	room          []lint.Span     // for the lines of a paragraph
}

// span converts a goldmark segment.
func (m *markdownReader) span(s text.Segment) lint.Span {
	return lint.Span{Start: m.base + s.Start, End: m.base + s.Stop}
}

// setextParser is goldmark's, which wants the lines of the paragraph above the
// bar and so tells paragraphTaker to leave them.
type setextParser struct{ headingParser }

func (p setextParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.headingParser.Open(parent, reader, pc)
	if node != nil {
		pc.Get(markdownReaderKey).(*markdownReader).setextPending = true
	}
	return node, state
}

// headingParser is one of goldmark's. When a heading closes, it takes the lines out
// of the tree.
type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	if node.Parent() == nil || node.Lines().Len() == 0 || containerOf(node).footnote != nil {
		return
	}
	m := pc.Get(markdownReaderKey).(*markdownReader)
	m.addBlock(block{kind: headingBlock, level: node.(*ast.Heading).Level}, m.spans(node.Lines()))
	node.Lines().Clear()
}

// htmlParser is goldmark's, and keeps the blocks of HTML to be read when all of the
// others have been.
type htmlParser struct{ parser.BlockParser }

func (p htmlParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	if containerOf(node).footnote == nil {
		m := pc.Get(markdownReaderKey).(*markdownReader)
		m.pages = append(m.pages, node.(*ast.HTMLBlock))
	}
}

// paragraphTaker takes each paragraph's lines out of the tree when it closes.
type paragraphTaker struct{}

func (paragraphTaker) Transform(node *ast.Paragraph, _ text.Reader, pc parser.Context) {
	m := pc.Get(markdownReaderKey).(*markdownReader)
	if m.setextPending {
		m.setextPending = false
		return
	}
	segments := node.Lines()
	lines := m.room[:0]
	for i := range segments.Len() {
		lines = append(lines, m.span(segments.At(i)))
	}
	m.room = lines
	segments.SetSliced(0, 0)
	m.segments = append(m.segments, *segments)
	segments.Clear()
	m.takeParagraph(node, lines)
}

// paragraphParser is goldmark's, but for where its nodes and their lines are: in a
// draft's room, and in that of paragraphs before.
type paragraphParser struct{ parser.BlockParser }

func (paragraphParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	m := pc.Get(markdownReaderKey).(*markdownReader)
	node := m.newParagraph()
	if last := len(m.segments) - 1; last >= 0 {
		node.SetLines(&m.segments[last])
		m.segments = m.segments[:last]
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// newParagraph is a node in the draft's room. Where that is full, the nodes in it
// stay where they are, and the draft gets more.
func (d *draft) newParagraph() *ast.Paragraph {
	n := len(d.paragraphs)
	if n == cap(d.paragraphs) {
		d.paragraphs, n = make([]ast.Paragraph, 0, max(32, 2*n)), 0
	}
	d.paragraphs = d.paragraphs[:n+1]
	return &d.paragraphs[n]
}

// footnoteParser reads footnote definitions as containers of blocks, by the
// rules of PHP Markdown Extra: what follows is indented by four columns.
// goldmark's own extension deletes uncited and repeated definitions.
type footnoteParser struct{}

type footnoteNode struct {
	ast.BaseBlock
	key   string
	start int // offset in the source
	body  int
	end   int // of the last line that is not blank
}

var footnoteKind = ast.NewNodeKind("FootnoteDefinition")

func (n *footnoteNode) Kind() ast.NodeKind        { return footnoteKind }
func (n *footnoteNode) Dump(source []byte, l int) { ast.DumpHelper(n, source, l, nil, nil) }

func (footnoteParser) Trigger() []byte { return []byte{'['} }

func (footnoteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], []byte("[^")) {
		return nil, parser.NoChildren
	}
	end := bytes.Index(line[at:], []byte("]:"))
	if end < 3 || bytes.ContainsAny(line[at+2:at+end], " \t[]^") {
		return nil, parser.NoChildren
	}
	node := &footnoteNode{key: string(line[at+2 : at+end]), start: segment.Start + at, body: segment.Start + at + end + 2, end: segment.Stop}
	reader.Advance(at + end + 2)
	return node, parser.HasChildren
}

func (footnoteParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	node.(*footnoteNode).end = segment.Stop
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	m := pc.Get(markdownReaderKey).(*markdownReader)
	n := node.(*footnoteNode)
	end := n.body + len(bytes.TrimRight(m.source[n.body:n.end], " \t\r\n"))
	m.definitions = append(m.definitions, definition{
		key: n.key, origin: lint.FromFootnote,
		span: lint.Span{Start: m.base + n.start, End: m.base + end},
		body: lint.Span{Start: m.base + n.body, End: m.base + end},
	})
}

func (footnoteParser) CanInterruptParagraph() bool { return true }
func (footnoteParser) CanAcceptIndentedLine() bool { return false }

// A container is what a paragraph stands in, the innermost first.
type container struct {
	item      *ast.ListItem
	first     bool // it is the item's first block
	quotation bool
	footnote  *footnoteNode
}

func containerOf(node ast.Node) container {
	var c container
	child := node
	for p := node.Parent(); p != nil; child, p = p, p.Parent() {
		switch p := p.(type) {
		case *ast.ListItem:
			if c.item == nil {
				c.item, c.first = p, p.FirstChild() == child
			}
		case *ast.Blockquote:
			c.quotation = true
		case *footnoteNode:
			c.footnote = p
		}
	}
	return c
}

// takeParagraph adds the blocks that a paragraph's lines make: link reference
// definitions and tables are no prose.
func (m *markdownReader) takeParagraph(node *ast.Paragraph, lines []lint.Span) {
	in := containerOf(node)
	if in.footnote != nil { // a line that goes on without indentation is the footnote's too
		in.footnote.end = max(in.footnote.end, lines[len(lines)-1].End-m.base)
		return
	}
	lines = m.takeDefinitions(lines)
	for len(lines) > 0 {
		head, n := m.tableAt(lines)
		m.takeLines(in, lines[:head])
		if n == 0 {
			return
		}
		m.takeTable(lines[head : head+n])
		lines = lines[head+n:]
	}
}

// takeLines adds the paragraph that lines make. A line that is a label of a
// source list, or the heading of an item that runs into its paragraph, is a
// heading of its own.
func (m *markdownReader) takeLines(in container, lines []lint.Span) {
	if len(lines) == 0 {
		return
	}
	b := block{kind: paragraphBlock}
	switch {
	case in.item != nil:
		b.kind = itemBlock
		b.list = m.listNumber(in.item.Parent().(*ast.List))
		if in.first {
			b.marker = m.markerBefore(lines[0].Start)
		}
	case in.quotation:
		b.kind = quotationBlock
	}
	if len(lines) > 1 && m.runsIn(b, lines) {
		m.addHeading(lines[:1], b.marker)
		b = block{kind: paragraphBlock}
		lines = lines[1:]
	}
	m.addBlock(b, lines)
}

func (m *markdownReader) listNumber(list *ast.List) int {
	n := m.lists[list]
	if n == 0 {
		m.draft.lists++
		n = m.draft.lists
		m.lists[list] = n
	}
	return n
}

// markerBefore is the list marker that stands before offset on its line.
func (m *markdownReader) markerBefore(offset int) string {
	end := offset
	for end > 0 && (m.text[end-1] == ' ' || m.text[end-1] == '\t') {
		end--
	}
	start := end
	for start > 0 && end-start < 10 && isMarkerByte(m.text[start-1]) {
		start--
	}
	return m.text[start:end]
}

func isMarkerByte(c byte) bool {
	return isDigit(c) || c == '.' || c == ')' || c == '-' || c == '*' || c == '+'
}

func (m *markdownReader) spans(lines *text.Segments) []lint.Span {
	spans := make([]lint.Span, lines.Len())
	for i := range spans {
		spans[i] = m.span(lines.At(i))
	}
	return spans
}

// takeHTML reads an HTML block. Container prefixes between its lines (a list's
// indentation, "> ") are read with it and do no harm.
func (m *markdownReader) takeHTML(node *ast.HTMLBlock) {
	lines := m.spans(node.Lines())
	if node.HasClosure() {
		lines = append(lines, m.span(node.ClosureLine))
	}
	if len(lines) == 0 {
		return
	}
	before := len(m.blocks)
	readHTML(m.draft, lint.Span{Start: lines[0].Start, End: lines[len(lines)-1].End})
	for i := before; i < len(m.blocks); i++ {
		m.blocks[i].masked = true
	}
}
