package parse

import (
	"html"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/citevet/citevet/lint"
)

// enterSite tells from an element's name and attributes whether it is part of
// the site around the article, or a list of notes. Notes are no site chrome,
// wherever they stand.
func (r *htmlReader) enterSite(e *element, a *attributes) {
	if e.traits&blockTag == 0 {
		return
	}
	switch e.tag {
	case atom.Html, atom.Body:
		a.hints = 0
	case atom.Article, atom.Main:
		a.hints, e.article = 0, true
	case atom.Nav, atom.Aside, atom.Dialog, atom.Search:
		e.site |= siteChrome
	case atom.Footer:
		if e.kind != quotationBlock {
			e.site |= siteChrome
		}
	case atom.Header:
		if !e.article {
			e.site |= siteHeader
		}
	case atom.Form:
		e.site |= siteForm
	}
	e.hint(a.hints)
}

// hint makes of an element what its attributes say. Within a quotation, what looks
// like the site's may say where it is from.
func (e *element) hint(h hints) {
	if h&hintChrome != 0 && e.kind != quotationBlock {
		e.site |= siteChrome
	}
	if h&hintHeader != 0 && !e.article {
		e.site |= siteHeader
	}
	if h&hintHidden != 0 {
		e.site |= siteHidden
	}
	if h&hintNote != 0 {
		e.site, e.note = 0, true
	}
}

// settleSite decides which blocks are part of the site, and the title, if that is
// not for Markdown to say.
func (r *htmlReader) settleSite() {
	r.openHeader()
	if r.format != lint.HTML {
		return
	}
	r.unsetSite(siteForm)
	r.unsetSite(siteHidden)
	title := r.findHTMLTitle()
	if title < 0 {
		r.takePageTitle()
		return
	}
	r.title = r.blocks[title].span
	for i := range r.blocks[:title] {
		r.blocks[i].site |= siteChrome
	}
}

// unsetSite makes the text that a flag marks part of the article if there is
// more of it than of other text: then the whole page stands in the form, or is
// hidden until a script has run.
func (r *htmlReader) unsetSite(flag siteFlags) {
	marked, others := 0, 0
	for i := range r.blocks {
		switch b := &r.blocks[i]; b.site {
		case flag:
			marked += b.span.Len()
		case 0:
			others += b.span.Len()
		}
	}
	if marked <= others {
		return
	}
	for i := range r.blocks {
		r.blocks[i].site &^= flag
	}
}

// openHeader makes a header part of the article from its heading on, if the
// page has no other of the first level: the header is the article's own.
func (r *htmlReader) openHeader() {
	first := -1
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind != headingBlock || b.level != 1 {
			continue
		}
		if b.site == 0 {
			return
		}
		if first < 0 && b.site == siteHeader {
			first = i
		}
	}
	if first < 0 {
		return
	}
	for i := first; i < len(r.blocks) && r.blocks[i].site == siteHeader; i++ {
		r.blocks[i].site = 0
	}
}

// findHTMLTitle finds the block that holds the article's title, or returns -1.
// It is the one heading of the first level in <article> or <main>; or else the
// first whose words the page's <title> has; or else the first of the first
// level.
func (r *htmlReader) findHTMLTitle() int {
	only, named, first := -1, -1, -1
	inArticle := 0
	pageTitle := foldLabel(html.UnescapeString(r.draft.text[r.pageTitle.Start:min(r.pageTitle.End, r.pageTitle.Start+maxComparedTitle)]))
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind != headingBlock || b.site != 0 || b.level > 2 {
			continue
		}
		if b.level == 1 && b.article {
			only = i
			inArticle++
		}
		if b.level == 1 && first < 0 {
			first = i
		}
		if named < 0 && b.span.Len() <= maxComparedTitle {
			if label := foldLabel(r.words(b.span)); label != "" && strings.Contains(pageTitle, label) {
				named = i
			}
		}
	}
	switch {
	case inArticle == 1:
		return only
	case named >= 0:
		return named
	}
	return first
}

// maxComparedTitle is how many bytes of a title are compared, tags in it included.
const maxComparedTitle = 1000

// takePageTitle takes the words of <title> for the article's, if no heading is of
// a level that titles have.
func (r *htmlReader) takePageTitle() {
	titled := slices.ContainsFunc(r.blocks, func(b htmlBlock) bool { return b.kind == headingBlock && b.site == 0 && b.level <= 2 })
	if titled || r.title.Len() > 0 || r.pageTitle.Len() == 0 {
		return
	}
	r.title = r.pageTitle
	r.keep(r.title)
	r.decode(r.title)
}
