package parse

import (
	"net/url"
	"sort"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/citevet/citevet/lint"
)

// An anchor is an <a> with an address.
type anchor struct {
	link
	open   bool
	back   bool // its markup says that it leads back to a citation
	block  int  // the block it stands in
	before int  // where the text before it in its block ends; 0 if there is none
}

// An idRank says how well an id names a block.
type idRank uint8

const (
	inlineID idRank = iota + 1
	blockID
	itemID
	linkedID = 8 // added if a link leads to it
)

// An htmlID is a place that links of the page can lead to.
type htmlID struct {
	name  string
	at    int // where its tag begins
	block int // the block it stands in, or the next one
	rank  idRank
}

// A superscript is what a <sup> encloses.
type superscript struct {
	span  lint.Span
	block int
}

// addID notes the place that an element's id names.
func (r *htmlReader) addID(a *attributes, tag atom.Atom, t traits, at int) {
	if a.id == "" && a.name == "" || r.masked() {
		return
	}
	rank := inlineID
	switch {
	case tag == atom.Li:
		rank = itemID
	case t&blockTag != 0:
		rank = blockID
	}
	for _, name := range [...]string{a.id, a.name} {
		if name != "" {
			r.ids = append(r.ids, htmlID{name: name, at: at, block: len(r.blocks), rank: rank})
		}
	}
}

func (r *htmlReader) openAnchor(e *element, a *attributes) {
	if a.href == "" {
		return
	}
	r.anchor = anchor{link: link{span: lint.Span{Start: e.start}, url: a.href}, open: true, back: a.hints&hintBack != 0}
	if r.run.open {
		r.anchor.before = r.run.span.End
	}
}

// closeAnchor adds the anchor that is open if it has words, all of them in one
// block.
func (r *htmlReader) closeAnchor(e *element, at int) {
	a := r.anchor
	if !a.open || a.span.Start != e.start {
		return
	}
	r.anchor.open = false
	a.block = e.blocks
	a.span.End = at
	switch {
	case a.label.Len() == 0:
		return
	case len(r.blocks) == e.blocks && r.run.open:
	case len(r.blocks) == e.blocks+1 && !r.run.open && e.fresh:
		// It encloses a block: then it is as if it stood within.
		a.span, a.label = r.blocks[e.blocks].span, r.blocks[e.blocks].span
	default:
		return
	}
	r.anchors = append(r.anchors, a)
}

func (r *htmlReader) closeSuperscript(e *element, at int) {
	if len(r.blocks) == e.blocks && r.run.open {
		r.supers = append(r.supers, superscript{lint.Span{Start: e.inner, End: at}, e.blocks})
	}
}

// settleLinks turns the anchors into links, those that lead back from a note to
// its citation left out: they show nothing but the way.
func (r *htmlReader) settleLinks() {
	ids := make(map[string]*htmlID, len(r.ids))
	for i := range r.ids {
		if id := &r.ids[i]; ids[id.name] == nil {
			ids[id.name] = id
		}
	}
	for i := range r.anchors {
		r.anchors[i].url = r.pageURL(r.anchors[i].url, ids)
	}
	backs := make([]bool, len(r.anchors))
	for i := range r.anchors {
		backs[i] = r.leadsBack(&r.anchors[i], ids)
	}
	r.markNotes(backs)
	for i := len(r.anchors) - 1; i >= 0; i-- {
		if backs[i] {
			r.dropAnchor(&r.anchors[i])
		}
	}
	for i := range r.anchors {
		if !backs[i] {
			r.keepAnchor(&r.anchors[i])
		}
	}
	r.nameBlocks(backs)
}

// pageURL writes an address within this page as "#id".
func (r *htmlReader) pageURL(address string, ids map[string]*htmlID) string {
	before, id, ok := strings.Cut(address, "#")
	if !ok || !r.isPage(before) {
		return address
	}
	if ids[id] == nil {
		if decoded, err := url.PathUnescape(id); err == nil && ids[decoded] != nil {
			id = decoded
		}
	}
	return "#" + id
}

// isPage reports whether an address without fragment is that of this page, as
// far as its head tells it. A relative address is compared with the end.
func (r *htmlReader) isPage(address string) bool {
	if address == "" {
		return true
	}
	address = bareAddress(address)
	relative := strings.TrimPrefix(address, ".")
	for _, page := range r.page {
		page = bareAddress(page)
		if page == address || strings.HasPrefix(relative, "/") && len(relative) > 1 && strings.HasSuffix(page, relative) {
			return true
		}
	}
	return false
}

// bareAddress strips an address of its scheme and fragment.
func bareAddress(address string) string {
	address, _, _ = strings.Cut(address, "#")
	if _, rest, ok := strings.Cut(address, "://"); ok {
		return rest
	}
	return strings.TrimPrefix(address, "//")
}

// leadsBack reports whether an anchor leads from a note to where it is cited:
// its markup or its label says so, or there is an anchor at its target that
// leads to it. Those between a text and a reviewer's comments count as well.
func (r *htmlReader) leadsBack(a *anchor, ids map[string]*htmlID) bool {
	if a.back || a.leadsToComment() {
		return true
	}
	if !strings.HasPrefix(a.url, "#") {
		return false
	}
	return isBackGlyph(r.mark(a.label)) || r.answers(a, ids)
}

// leadsToComment reports whether an anchor leads to a reviewer's comment, as Google
// Docs and Word export it, or from there to the text.
func (a *anchor) leadsToComment() bool {
	return strings.HasPrefix(a.url, "#cmnt") || strings.HasPrefix(a.url, "#_mso")
}

// answers reports whether an anchor and one before it lead to each other, and
// the first is the mark of a note.
func (r *htmlReader) answers(a *anchor, ids map[string]*htmlID) bool {
	target := ids[a.url[1:]]
	if target == nil || target.at >= a.span.Start {
		return false
	}
	i := sort.Search(len(r.anchors), func(i int) bool { return r.anchors[i].span.End > target.at })
	if i == len(r.anchors) || r.anchors[i].span.Start >= a.span.Start {
		return false
	}
	first := &r.anchors[i]
	if !strings.HasPrefix(first.url, "#") || !isNoteMark(r.mark(first.label)) {
		return false
	}
	note := ids[first.url[1:]]
	return note != nil && note.block < len(r.blocks) && r.sameEntry(note.block, a.block)
}

// sameEntry reports whether two blocks are one, or of one list item.
func (r *htmlReader) sameEntry(i, j int) bool {
	return i == j || r.blocks[i].item > 0 && r.blocks[i].item == r.blocks[j].item
}

// isBackGlyph reports whether the label of a link within the page is a sign
// rather than words: an arrow back, the mark of a heading's own address.
func isBackGlyph(label string) bool {
	rest := strings.Trim(label, "↩↑^⤴⬆↵⏎¶#🔗\ufe0e\ufe0f \n\t")
	return len(rest) < len(label) && strings.Trim(rest, "0123456789") == ""
}

// markNotes marks the blocks from which an anchor leads back, and the other
// items of their lists, as notes. A reviewer's comments are none of the article's.
func (r *htmlReader) markNotes(backs []bool) {
	var lists []bool
	for i, back := range backs {
		a := &r.anchors[i]
		b := &r.blocks[a.block]
		switch {
		case a.leadsToComment():
			if strings.HasPrefix(a.url, "#cmnt_ref") || strings.HasPrefix(a.url, "#_msoanchor") {
				b.site |= siteChrome
			}
			continue
		case !back, b.kind == headingBlock, isBackGlyph(r.mark(a.label)) && !a.back:
			continue
		}
		b.note = true
		if b.list >= r.firstList && b.kind == itemBlock {
			if lists == nil {
				lists = make([]bool, len(r.lists))
			}
			lists[b.list-r.firstList] = true
		}
	}
	if lists == nil {
		return
	}
	for i := range r.blocks {
		if b := &r.blocks[i]; b.list >= r.firstList && b.kind != headingBlock && lists[b.list-r.firstList] {
			b.note = true
		}
	}
}

// dropAnchor masks an anchor that leads back, unless its label is the key that its
// note begins with.
func (r *htmlReader) dropAnchor(a *anchor) {
	b := &r.blocks[a.block]
	if b.marker == "" && !a.leadsToComment() && r.isKey(a) && r.begins(b, a) {
		if !r.inBrackets(a) {
			b.takeMark(r.draft, a.label)
		}
		return
	}
	r.mask(a.span)
	if a.span.End >= b.span.End {
		b.span.End = max(a.before, b.span.Start)
	}
	if a.before == 0 {
		b.span.Start = r.skipBlank(b.span.Start, b.span.End)
	}
}

// isKey reports whether an anchor's label is the mark of a note, or stands in
// square brackets.
func (r *htmlReader) isKey(a *anchor) bool {
	label := r.mark(a.label)
	return isNoteMark(label) || r.inBrackets(a) && isNoteMark("["+label+"]")
}

// inBrackets reports whether a bracket stands right before an anchor.
func (r *htmlReader) inBrackets(a *anchor) bool {
	before := a.label.Start - 1
	for before > 0 && r.prose[before] == 0 {
		before--
	}
	return before >= 0 && (r.prose[before] == '[' || r.prose[before] == '(')
}

// begins reports whether a block begins with an anchor, but for a bracket.
func (r *htmlReader) begins(b *htmlBlock, a *anchor) bool {
	before := a.label.Start - b.span.Start
	return before <= 0 || before <= maxMarkSpan &&
		strings.Trim(r.words(lint.Span{Start: b.span.Start, End: a.label.Start}), " \t\r\n[(") == ""
}

// mark is the words of a span that may be the mark of a note, empty if it is
// too long for one.
func (r *htmlReader) mark(s lint.Span) string {
	if s.Len() > maxMarkSpan {
		return ""
	}
	return r.words(s)
}

// keepAnchor adds an anchor to the links. Its block takes in the whole of it. A
// heading that is all link leads to its own page.
func (r *htmlReader) keepAnchor(a *anchor) {
	b := &r.blocks[a.block]
	if !r.keeps(b) || b.kind == headingBlock && a.label.Start <= b.span.Start && a.label.End >= b.span.End {
		return
	}
	b.span.Start = min(b.span.Start, a.span.Start)
	b.span.End = max(b.span.End, a.span.End)
	r.links = append(r.links, a.link)
}

// nameBlocks gives each block its id: one that a link leads to, or else that of
// its list item, or else the innermost.
func (r *htmlReader) nameBlocks(backs []bool) {
	linked := make(map[string]bool, len(r.anchors))
	for i := range r.anchors {
		if id, ok := strings.CutPrefix(r.anchors[i].url, "#"); ok && !backs[i] {
			linked[id] = true
		}
	}
	for i := range r.ids {
		id := &r.ids[i]
		if id.block == len(r.blocks) {
			return
		}
		if linked[id.name] {
			id.rank += linkedID
		}
		b := &r.blocks[id.block]
		if id.rank > b.rank || id.rank == b.rank && id.rank&^linkedID > inlineID {
			b.id, b.rank = id.name, id.rank
		}
	}
}
