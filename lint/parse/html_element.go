package parse

import (
	"golang.org/x/net/html/atom"

	"github.com/citevet/citevet/lint"
)

// maxOpen is how many elements may be open at once, one that is masked left out;
// of those within, only the text is read. Browsers stop at 512, and no page of an
// article comes near.
const maxOpen = 256

// A context is what holds for the text in an element. An element has its
// parent's, with what its own tag changes.
type context struct {
	kind    blockKind
	level   int // of a heading
	list    int // as in block
	row     int // as in block
	item    int // numbers the list item, from 1; 0 for none
	site    siteFlags
	article bool // within <article> or <main>
	note    bool // within a list of notes or sources
	term    bool // within <dt>
	word    bool // within a paragraph that a word processor means for a list item
}

// SiteFlags tell why text is part of the site around the article. What stands
// in a page-wide form, or is hidden until a script shows it, may be the article
// after all, and so may a header that holds the page's one title: finish
// decides.
type siteFlags uint8

const (
	siteChrome siteFlags = 1 << iota
	siteHeader
	siteForm
	siteHidden
)

// An element is an element that is open.
type element struct {
	context
	traits
	tag          atom.Atom
	entered      bool // it is in no masked element
	bold         bool // its words are bold
	start, inner int  // offsets of its tag and behind it
	blocks       int  // how many blocks there were before it
	fresh        bool // no block was being read when it began
}

// context is what holds for text at this place.
func (r *htmlReader) context() context {
	if n := len(r.open); n > 0 {
		return r.open[n-1].context
	}
	return context{}
}

// in reports whether the innermost open element is of a kind.
func (r *htmlReader) in(tag atom.Atom) bool {
	n := len(r.open)
	return n > 0 && r.open[n-1].tag == tag
}

func (r *htmlReader) masked() bool { return r.maskedFrom >= 0 }

// startTag opens an element, after those that it ends by the rules of HTML have
// been closed. It reports whether the tokenizer takes what follows for raw text.
func (r *htmlReader) startTag(token lint.Span, selfClosing bool) (raw bool) {
	tag, rest := tagAtom(r.draft.text[token.Start+len("<") : token.End])
	t := traitsOf(tag)
	if tag == 0 {
		return false
	}
	if r.in(atom.Head) && t&headTag == 0 {
		r.closeFrom(len(r.open)-1, token.Start, token.Start)
	}
	var a attributes
	if len(rest) > len(">") && (!r.masked() || t&headTag != 0) {
		a = readAttributes(rest, tag)
	}
	r.closeImplied(tag, t, token.Start)
	if t&blockTag != 0 && !r.masked() {
		r.endBlock(boundary{tag: tag, traits: t, at: token.Start}, r.context())
	}
	r.addID(&a, tag, t, token.Start)
	if t&voidTag != 0 {
		r.void(tag, &a, token)
		return false
	}
	r.push(tag, t, &a, token)
	raw = t&rawText != 0
	if selfClosing && !raw {
		r.endTag(tag, token)
	}
	return raw
}

// push opens an element, within maxOpen. A script is no text, however deep.
func (r *htmlReader) push(tag atom.Atom, t traits, a *attributes, token lint.Span) {
	if len(r.open) >= maxOpen && (r.masked() || t&maskedTag == 0) {
		if !r.tooDeep {
			r.tooDeep = true
			r.notes = append(r.notes, lint.Note{Span: token, Message: "elements are nested too deeply here; the inner ones are read as text"})
		}
		r.overflow++
		return
	}
	e := element{
		context: r.context(), traits: t, tag: tag,
		start: token.Start, inner: token.End, blocks: len(r.blocks), fresh: !r.run.open,
	}
	if !r.masked() {
		e.entered = true
		r.enter(&e, a)
		if e.isMasked(a) {
			r.maskedFrom = len(r.open)
		}
	}
	r.open = append(r.open, e)
	if e.bold {
		r.bold++
	}
}

// isMasked reports whether what an element holds is no prose. A button in a
// heading opens what stands below it, and has the heading's words.
func (e *element) isMasked(a *attributes) bool {
	if e.tag == atom.Button && e.kind == headingBlock {
		return false
	}
	return e.traits&maskedTag != 0 || a.hints&hintMasked != 0 ||
		e.traits&blockTag == 0 && a.hints&(hintHidden|hintSpoken) != 0
}

// enter makes an element's context, and notes what begins with it.
func (r *htmlReader) enter(e *element, a *attributes) {
	r.enterSite(e, a)
	switch e.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		e.kind, e.level = headingBlock, headingLevel(e.tag)
	case atom.Blockquote:
		e.kind = quotationBlock
	case atom.Figcaption, atom.Caption:
		e.kind = captionBlock
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		r.enterList(e, a)
	case atom.Li:
		r.enterItem(e, a)
	case atom.Table:
		r.enterTable(e, a)
	case atom.Tr:
		r.enterRow(e)
	case atom.Td, atom.Th:
		r.enterCell(e)
	case atom.Dt:
		e.term = true
	case atom.Dd:
		e.term = false
	case atom.P, atom.Div:
		r.enterStyled(e, a)
	case atom.A:
		r.openAnchor(e, a)
	case atom.Q:
		r.quote(lint.Span{Start: e.start, End: e.inner}, "“")
	}
	e.bold = a.hints&hintPlain == 0 && (e.tag == atom.B || e.tag == atom.Strong || a.hints&hintBold != 0)
}

// enterStyled makes the context of a paragraph that its class or role makes
// something else.
func (r *htmlReader) enterStyled(e *element, a *attributes) {
	switch {
	case a.hints&hintHeading != 0:
		e.kind, e.level = headingBlock, min(max(a.level, 1), 6)
	case a.hints&hintTitle != 0 && e.tag == atom.P && e.site == 0 && r.headings == 0:
		e.kind, e.level = headingBlock, 1
	case a.hints&hintItem != 0:
		e.kind, e.word = itemBlock, true
	}
}

// quote puts the quotation mark that a browser shows for <q> in its tag's place.
func (r *htmlReader) quote(tag lint.Span, mark string) {
	if tag.Len() >= len(mark) {
		copy(r.prose[tag.Start:], mark)
		r.extend(tag)
		r.run.words = true
	}
}

// void does what an element does that holds nothing.
func (r *htmlReader) void(tag atom.Atom, a *attributes, token lint.Span) {
	switch {
	case tag == atom.Br:
		r.lineBreak(token)
	case tag == atom.Img && a.src != "" && !r.masked():
		r.links = append(r.links, link{span: token, label: lint.Span{Start: token.End, End: token.End}, url: a.src, image: true})
	case a.page != "" && len(r.page) < maxPages:
		r.page = append(r.page, a.page)
	}
}

// maxPages is how many addresses of its own a page may tell.
const maxPages = 4

// lineBreak reads <br>: one is white space, two end a block.
func (r *htmlReader) lineBreak(token lint.Span) {
	if !r.run.open || r.masked() {
		return
	}
	if r.run.brs++; r.run.brs > 1 && r.run.kind != headingBlock {
		r.flush()
		return
	}
	r.run.br = token.Start
	r.prose[token.Start] = ' '
}

// endTag closes the element that an end tag names, with all that is open in it.
// An inline element's end tag closes no block.
func (r *htmlReader) endTag(tag atom.Atom, token lint.Span) {
	t := traitsOf(tag)
	i := -1
	switch {
	case tag == atom.Br:
		r.lineBreak(token)
		return
	case tag == 0 || tag == atom.Html || tag == atom.Body:
	case r.overflow > 0 && !(len(r.open) > maxOpen && r.in(tag)):
		r.overflow--
	default:
		i = r.find(tag)
	}
	if i >= 0 && tag == atom.Q && !r.masked() && r.run.open {
		r.quote(token, "”")
	}
	switch {
	case i >= 0 && t&blockTag == 0 && r.holdsBlock(i+1):
		r.remove(i, token.Start, token.End)
	case i >= 0:
		r.closeFrom(i, token.Start, token.End)
	case t&blockTag != 0 && !r.masked():
		r.endBlock(boundary{tag: tag, traits: t, at: token.Start, end: true}, r.context())
	}
}

// find returns the index of the element that an end tag closes, -1 if there is
// none.
func (r *htmlReader) find(tag atom.Atom) int {
	table := isTablePart(tag)
	for i := len(r.open) - 1; i >= 0; i-- {
		e := &r.open[i]
		switch {
		case e.tag == tag, headingLevel(tag) > 0 && headingLevel(e.tag) > 0:
			return i
		case table && e.tag != atom.Table && isTablePart(e.tag):
		case e.traits&scopeTag != 0, tag == atom.Li && e.traits&listTag != 0:
			return -1
		}
	}
	return -1
}

// isTablePart reports whether an element is a table or a part of one.
func isTablePart(tag atom.Atom) bool {
	switch tag {
	case atom.Table, atom.Caption, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		return true
	}
	return false
}

// holdsBlock reports whether a block element is among open[i:].
func (r *htmlReader) holdsBlock(i int) bool {
	for ; i < len(r.open); i++ {
		if r.open[i].traits&blockTag != 0 {
			return true
		}
	}
	return false
}

// closeImplied closes the elements that a start tag ends without an end tag of
// their own.
func (r *htmlReader) closeImplied(tag atom.Atom, t traits, at int) {
	if t&closesP != 0 {
		r.closeNearest(at, func(e *element) bool { return e.tag == atom.P }, 0)
		r.closeHeading(tag, t, at)
	}
	switch tag {
	case atom.Li:
		r.closeNearest(at, func(e *element) bool { return e.tag == atom.Li }, listTag)
	case atom.Dt, atom.Dd:
		r.closeNearest(at, func(e *element) bool { return e.tag == atom.Dt || e.tag == atom.Dd }, 0)
	case atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		r.closeTablePart(tag, at)
	case atom.A:
		r.closeNearest(at, func(e *element) bool { return e.tag == atom.A }, 0)
	}
}

// closeNearest closes the innermost open element that is wanted, unless it lies
// beyond a list of terms, or one that has a trait of stop or shields what is
// outside of it.
func (r *htmlReader) closeNearest(at int, wanted func(*element) bool, stop traits) {
	for i := len(r.open) - 1; i >= 0; i-- {
		e := &r.open[i]
		if wanted(e) {
			if e.traits&blockTag == 0 && r.holdsBlock(i+1) {
				r.remove(i, at, at)
			} else {
				r.closeFrom(i, at, at)
			}
			return
		}
		if e.traits&(scopeTag|innerTag|stop) != 0 || e.tag == atom.Dl {
			return
		}
	}
}

// closeHeading closes an open heading when a block begins that cannot be part
// of one.
func (r *htmlReader) closeHeading(tag atom.Atom, t traits, at int) {
	i := len(r.open)
	for i > 0 && r.open[i-1].kind == headingBlock && r.open[i-1].traits&innerTag == 0 {
		i--
	}
	if i < len(r.open) && (t&softTag == 0 || tag == atom.P && r.run.open) {
		r.closeFrom(i, at, at)
	}
}

// closeTablePart closes the cell, row or part of a table that a new one ends.
func (r *htmlReader) closeTablePart(tag atom.Atom, at int) {
	from := len(r.open)
	for i := len(r.open) - 1; i >= 0 && r.open[i].tag != atom.Table && r.open[i].traits&innerTag == 0; i-- {
		switch r.open[i].tag {
		case atom.Td, atom.Th, atom.Caption:
			from = i
		case atom.Tr:
			if tag != atom.Td && tag != atom.Th {
				from = i
			}
		case atom.Thead, atom.Tbody, atom.Tfoot:
			if tag != atom.Td && tag != atom.Th && tag != atom.Tr {
				from = i
			}
		}
	}
	if from < len(r.open) {
		r.closeFrom(from, at, at)
	}
}

// closeFrom closes open[i:], the innermost first. The tag that closes them begins
// at an offset; end is where it ends if it is the end tag of open[i], or else at.
func (r *htmlReader) closeFrom(i, at, end int) {
	for j := len(r.open) - 1; j >= i; j-- {
		e := &r.open[j]
		if e.traits&blockTag != 0 && (!r.masked() || j <= r.maskedFrom) {
			var around context
			if j > 0 {
				around = r.open[j-1].context
			}
			r.endBlock(boundary{tag: e.tag, traits: e.traits, at: at, end: true}, around)
		}
		if j == r.maskedFrom {
			r.maskedFrom = -1
		}
		if j > i {
			r.leave(e, at, at)
		} else {
			r.leave(e, at, end)
		}
		r.open = r.open[:j]
	}
}

// remove closes an inline element and leaves the blocks open that begin in it.
func (r *htmlReader) remove(i, at, end int) {
	e := r.open[i]
	r.open = append(r.open[:i], r.open[i+1:]...)
	switch {
	case i < r.maskedFrom:
		r.maskedFrom--
	case i == r.maskedFrom:
		r.maskedFrom = -1
	}
	r.leave(&e, at, end)
}

// leave notes what ends with an element, as closeFrom closes it.
func (r *htmlReader) leave(e *element, at, end int) {
	if e.bold {
		r.bold--
	}
	if !e.entered {
		return
	}
	switch e.tag {
	case atom.A:
		r.closeAnchor(e, end)
	case atom.Sup:
		r.closeSuperscript(e, at)
	case atom.Td, atom.Th:
		r.leaveCell(e)
	case atom.Tr:
		r.leaveRow(e)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt, atom.Math:
		if end > at {
			r.extend(lint.Span{Start: e.start, End: end})
		}
	}
}
