package parse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/citevet/citevet/lint"
)

// An htmlReader fills in a draft from HTML. It builds no tree: it keeps the
// elements that are open, bounded in number, and the block that is being read,
// in one pass over the tokens. What only the whole page tells (which anchors
// lead back to a citation, which heading is the title) finish settles.
type htmlReader struct {
	*draft
	open       []element // the elements that are open, the innermost last
	maskedFrom int       // open[maskedFrom:] are no prose; -1 if all are
	overflow   int       // elements that were opened beyond maxOpen
	tooDeep    bool      // a note says that there were some
	ended      bool      // all tokens are read
	bold       int       // how many open elements make their words bold
	run        openBlock // the block that is being read
	anchor     anchor    // the <a> that is open

	firstList int
	lists     []htmlList // of the lists and tables seen, numbered from firstList
	stray     int        // the list of items that stand in none
	items     []string   // markers of list items; empty once a block has it
	blocks    []htmlBlock
	headings  int // how many of the blocks are headings of the article
	ids       []htmlID
	anchors   []anchor
	supers    []superscript

	page      []string  // the page's own addresses
	pageTitle lint.Span // the text of <title>
}

// An openBlock is a block while it is being read: text, and the inline elements in
// it.
type openBlock struct {
	context
	open  bool
	span  lint.Span // from the first to the last byte of text
	mark  lint.Span // the number of a note that it begins with, in an element of its own
	words bool      // it has words, and not only code
	bold  bool      // it has bold words
	plain bool      // it has words that are not bold
	brs   int       // how many <br> stand at its end
	br    int       // offset of the last one
}

// An htmlBlock is a block and what finish has to know about it.
type htmlBlock struct {
	block
	rank    idRank
	item    int // numbers the list item it stands in, from 1
	site    siteFlags
	article bool
}

// readHTML fills in a draft from the HTML in a span: a whole page, or a block of
// HTML in Markdown.
func readHTML(d *draft, s lint.Span) {
	r := &htmlReader{draft: d, maskedFrom: -1, firstList: d.lists + 1, blocks: make([]htmlBlock, 0, s.Len()/400+1)}
	z := html.NewTokenizer(strings.NewReader(d.text[s.Start:s.End]))
	slow := false
	for at := s.Start; ; {
		kind := z.Next()
		token := lint.Span{Start: at, End: at + len(z.Raw())}
		at = token.End
		if kind == html.ErrorToken {
			r.noteUnread(token)
			r.finish(token.Start)
			return
		}
		raw := r.take(kind, token, at == s.End)
		slow = slow || token.Len() > maxHugeTag
		if slow && kind != html.TextToken && !raw {
			z, slow = html.NewTokenizer(strings.NewReader(d.text[at:s.End])), false
		}
	}
}

// maxHugeTag is the length of a tag, in bytes, behind which a new tokenizer goes on:
// the old one has a table as large as the tag's attributes were many, and clears
// it at each tag.
const maxHugeTag = 1 << 16

// take reads a token. Raw tells that the tokenizer takes what follows, up to an
// end tag, for one text.
func (r *htmlReader) take(kind html.TokenType, token lint.Span, last bool) (raw bool) {
	switch kind {
	case html.TextToken:
		r.takeText(token)
	case html.CommentToken:
		r.takeComment(token, last)
	case html.StartTagToken, html.SelfClosingTagToken:
		return r.startTag(token, kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		tag, _ := tagAtom(r.draft.text[token.Start+len("</") : token.End])
		r.endTag(tag, token)
	}
	return false
}

// noteUnread says so if the page ends in a tag or comment that is not closed, or
// in a script or the like that is not: what they hold is not read.
func (r *htmlReader) noteUnread(rest lint.Span) {
	n := len(r.open)
	switch {
	case rest.Len() > 0:
	case n > 0 && traitsOf(r.open[n-1].tag)&rawText != 0:
		rest = lint.Span{Start: r.open[n-1].start, End: r.open[n-1].inner}
	default:
		return
	}
	rest.End = min(rest.End, rest.Start+maxNoteSpan)
	r.notes = append(r.notes, lint.Note{Span: rest, Message: "this is not closed; what follows is not read"})
}

// maxNoteSpan is how many bytes of an unclosed tag a note shows.
const maxNoteSpan = 40

// takeComment notes a comment; to the tokenizer, declarations and processing
// instructions are some too. A comment that is last may be one that is not closed.
func (r *htmlReader) takeComment(token lint.Span, last bool) {
	text := r.draft.text[token.Start:token.End]
	if !strings.HasPrefix(text, "<!--") {
		return
	}
	r.comments = append(r.comments, token)
	if last && !strings.HasSuffix(text, "-->") && !strings.HasSuffix(text, "--!>") {
		r.noteUnread(token)
	}
}

// takeText keeps the words of a text token, their entities decoded, and adds
// them to the block that is being read. White space begins no block.
func (r *htmlReader) takeText(s lint.Span) {
	if r.in(atom.Head) && r.trim(s).Len() > 0 {
		r.closeFrom(len(r.open)-1, s.Start, s.Start)
	}
	if r.masked() {
		if r.in(atom.Title) && r.pageTitle.Len() == 0 && traitsOf(r.open[r.maskedFrom].tag)&innerTag == 0 {
			r.pageTitle = r.trim(s)
		}
		return
	}
	r.keep(s)
	r.decode(s)
	start := r.skipBlank(s.Start, s.End)
	if start == s.End {
		if !r.run.open {
			r.mask(s)
		}
		return
	}
	text := lint.Span{Start: start, End: r.textEnd(s)}
	r.splitAtBreak(text)
	r.extend(text)
	r.run.words = true
	if r.bold > 0 {
		r.run.bold = true
	} else if !r.run.plain {
		r.run.plain = hasWord(r.prose[text.Start:text.End])
	}
}

// extend adds a span of text, or of code within text, to the block that is being
// read, and to the anchor that is open.
func (r *htmlReader) extend(s lint.Span) {
	if !r.run.open {
		r.run = openBlock{context: r.context(), open: true, span: s}
	}
	r.run.span.End = s.End
	r.run.brs = 0
	if r.anchor.open {
		if r.anchor.label.Len() == 0 {
			r.anchor.label.Start = s.Start
		}
		r.anchor.label.End = s.End
	}
}

// decode decodes the entities in a span in place.
func (r *htmlReader) decode(s lint.Span) {
	for at := s.Start; at < s.End; {
		n := strings.IndexByte(r.draft.text[at:s.End], '&')
		if n < 0 {
			return
		}
		at = r.maskEntity(at+n, s.End)
	}
}

// skipBlank is the offset of the first byte of prose from i on that is no white
// space, or end. Zero bytes, no-break spaces, zero-width spaces and byte order
// marks are white space.
func (d *draft) skipBlank(i, end int) int {
	for i < end {
		n := blankLen(d.prose[i:end])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// blankLen is the length of the white space that a text begins with, at most
// one character of it.
func blankLen(s []byte) int {
	switch c := s[0]; {
	case c == 0 || isSpace(c) || c == '\f':
		return 1
	case c == 0xc2 && len(s) > 1 && s[1] == 0xa0:
		return 2
	case c == 0xe2 && len(s) > 2 && s[1] == 0x80 && s[2] == 0x8b,
		c == 0xef && len(s) > 2 && s[1] == 0xbb && s[2] == 0xbf:
		return 3
	}
	return 0
}

// textEnd is where the text of a token ends that is not all white space, the
// white space at its end left out. An entity is part of the text up to its
// semicolon.
func (r *htmlReader) textEnd(s lint.Span) int {
	for end := s.End; end > s.Start; {
		switch c := r.prose[end-1]; {
		case isSpace(c) || c == '\f':
			end--
		case c == 0 && r.draft.text[end-1] == ';':
			start := strings.LastIndexByte(r.draft.text[max(s.Start, end-maxEntity):end], '&') + max(s.Start, end-maxEntity)
			if r.skipBlank(start, end) < end {
				return end
			}
			end = start
		case c == 0xa0 && end-2 >= s.Start && r.prose[end-2] == 0xc2:
			end -= 2
		default:
			return end
		}
	}
	return s.End
}

// hasWord reports whether a text has a letter or a digit.
func hasWord(s []byte) bool {
	for _, c := range s {
		if isWordByte(c) {
			return true
		}
	}
	return false
}
