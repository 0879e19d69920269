package parse

import (
	"html"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// Hints are what an element's attributes tell about what it holds.
type hints uint16

const (
	hintChrome  hints = 1 << iota // part of the site, not of the article
	hintHeader                    // a header of the page, which may hold its title
	hintHidden                    // not shown, or not before a script shows it
	hintMasked                    // no prose: an edit link
	hintSpoken                    // for screen readers only
	hintBack                      // it leads from a note back to where it is cited
	hintNote                      // a list of notes or sources, or an entry of one
	hintHeading                   // a heading by its role
	hintTitle                     // the title of the text, if nothing else is
	hintItem                      // a list item of a word processor
	hintBold                      // bold by its style
	hintPlain                     // not bold by its style
	hintLayout                    // a table that lays out the page
)

// Attributes are an element's attributes, as far as the reader cares.
type attributes struct {
	id       string
	name     string // of an <a>: an id as pages of old have it
	href     string
	src      string
	page     string // an address of this page, given in its head
	hints    hints
	level    int // of a heading by its role
	numbered bool
	number   int  // start or value
	letters  byte // as in htmlList
}

// readAttributes reads what follows the name in a tag.
func readAttributes(rest string, tag atom.Atom) attributes {
	a := attributes{level: 2}
	var relation, address string
	for {
		var key, value string
		if key, value, rest = nextAttribute(rest); rest == "" {
			break
		}
		switch foldName(key) {
		case "id":
			setFirst(&a.id, value)
			a.hints |= idHints(value)
		case "class":
			a.readClass(value)
		case "style":
			a.readStyle(value)
		case "role", "epub:type":
			a.readRole(value)
		case "href":
			if setFirst(&address, value); tag == atom.A {
				a.href = strings.TrimSpace(address)
			}
		case "name":
			if tag == atom.A {
				setFirst(&a.name, value)
			}
		case "src":
			if tag == atom.Img && !strings.HasPrefix(value, "data:") {
				setFirst(&a.src, value)
			}
		case "rel", "property":
			if relation = value; relation == "mw:referencedBy" {
				a.hints |= hintBack
			}
		case "content":
			setFirst(&address, value)
		case "hidden":
			a.hints |= hintHidden
		case "aria-hidden":
			if value == "true" {
				a.hints |= hintHidden
			}
		case "data-footnote-backref":
			a.hints |= hintBack
		case "aria-level":
			a.level, _ = strconv.Atoi(value)
		case "start", "value":
			if n, err := strconv.Atoi(value); err == nil && (tag == atom.Ol || tag == atom.Li) {
				a.number, a.numbered = n, true
			}
		case "type":
			if len(value) == 1 && value[0]|0x20 == 'a' && tag == atom.Ol {
				a.letters = value[0]
			}
		}
	}
	switch relation {
	case "canonical", "dc:isVersionOf", "og:url":
		if tag == atom.Link || tag == atom.Meta {
			a.page = address
		}
	}
	return a
}

// setFirst sets an attribute's value, its entities decoded, unless the tag had it
// before.
func setFirst(to *string, value string) {
	if *to == "" {
		*to = decodeValue(value)
	}
}

// decodeValue decodes the entities of an attribute's value. Those without a
// semicolon stay: the parameter in "?a=1&copy=2" is none.
func decodeValue(value string) string {
	at := strings.IndexByte(value, '&')
	if at < 0 {
		return value
	}
	var b strings.Builder
	for ; at >= 0; at = strings.IndexByte(value, '&') {
		end := at + 1
		for end < len(value) && (value[end] == '#' || isLetter(value[end]) || isDigit(value[end])) {
			end++
		}
		b.WriteString(value[:at])
		if end < len(value) && value[end] == ';' {
			end++
			b.WriteString(html.UnescapeString(value[at:end]))
		} else {
			b.WriteString(value[at:end])
		}
		value = value[end:]
	}
	b.WriteString(value)
	return b.String()
}

func (a *attributes) readClass(value string) {
	for class := range strings.FieldsSeq(value) {
		a.hints |= classHints(class)
		if strings.HasPrefix(class, "MsoListParagraph") {
			a.hints |= hintItem
		}
	}
}

func (a *attributes) readRole(value string) {
	for role := range strings.FieldsSeq(value) {
		a.hints |= roleHints(role)
	}
}

// readStyle reads a style attribute. Word says in it which parts are notes.
func (a *attributes) readStyle(value string) {
	switch {
	case strings.Contains(value, "mso-element:footnote"), strings.Contains(value, "mso-element:endnote"):
		a.hints |= hintNote
	case styleHas(value, "display", "none"):
		a.hints |= hintHidden
	case styleHas(value, "font-weight", "bold"), styleHas(value, "font-weight", "700"):
		a.hints |= hintBold
	case styleHas(value, "font-weight", "normal"), styleHas(value, "font-weight", "400"):
		a.hints |= hintPlain
	}
}

// styleHas reports whether a style gives a property a value.
func styleHas(style, property, value string) bool {
	_, rest, ok := strings.Cut(style, property)
	if !ok {
		return false
	}
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " \t\r\n"), ":")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), value)
}

// roleHints are the hints of a word of the attributes role and epub:type.
func roleHints(name string) hints {
	switch name {
	case "navigation", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar",
		"toolbar", "doc-toc", "toc":
		return hintChrome
	case "banner":
		return hintHeader
	case "heading":
		return hintHeading
	case "none", "presentation":
		return hintLayout
	case "doc-endnotes", "doc-endnote", "doc-footnote", "doc-bibliography", "doc-biblioentry", "footnotes",
		"footnote", "endnotes", "endnote", "rearnotes", "rearnote", "bibliography":
		return hintNote
	case "doc-backlink", "backlink":
		return hintBack
	}
	return 0
}

// idHints are the hints of an id.
func idHints(name string) hints {
	switch name {
	case "toc", "comments", "disqus_thread", "footer", "sidebar", "catlinks", "cookie-banner", "cookie-notice",
		"onetrust-consent-sdk", "onetrust-banner-sdk", "mc_embed_signup", "siteSub", "contentSub":
		return hintChrome
	case "header", "masthead":
		return hintHeader
	case "footnotes", "endnotes":
		return hintNote
	}
	return 0
}

// classHints are the hints of a class, the names that publishing systems give to
// parts of a page. For what surrounds an article there are many more; most pages
// say <nav>, <aside> or <footer> as well.
func classHints(name string) hints {
	switch name {
	case "site-header", "masthead":
		return hintHeader
	case "site-footer", "footer", "sidebar", "widget-area", "navbar", "navbox", "navigation", "menu",
		"breadcrumb", "breadcrumbs", "toc", "table-of-contents", "skip-link", "mw-jump-link", "cookie-banner",
		"cookie-notice", "cookie-consent", "cookie-bar", "cookieconsent", "cc-window", "newsletter",
		"newsletter-signup", "newsletter-form", "subscribe", "subscription-widget", "subscription-widget-wrap",
		"share", "share-buttons", "social-share", "sharedaddy", "related", "related-posts", "related-articles",
		"related-stories", "jp-relatedposts", "comments-area", "comment-list", "advertisement", "ad-container",
		"ad-slot", "catlinks", "printfooter", "ambox", "sistersitebox", "hatnote",
		"byline", "post-meta", "entry-meta", "article-meta":
		return hintChrome
	case "mw-editsection", "mw-cite-backlink", "mw-linkback-text", "footnote-back-link", "backrefs", "Z3988",
		"math", "MathJax", "MathJax_Preview", "MathJax_Display":
		return hintMasked
	case "sr-only", "visually-hidden", "screen-reader-text":
		return hintSpoken
	case "footnote-back", "footnote-backref", "data-footnote-backref", "reversefootnote", "fn-backref",
		"footnote-backlink", "footnote-number":
		return hintBack
	case "footnotes", "footnote", "footnote-list", "footnote-item", "footnote-definition", "endnotes",
		"references", "mw-references", "reflist", "refbegin", "ref-list", "reference-list", "bibliography",
		"csl-bib-body", "csl-entry", "works-cited", "wp-block-footnotes", "MsoFootnoteText", "MsoEndnoteText",
		"sdfootnote", "sdendnote":
		return hintNote
	case "title", "MsoTitle":
		return hintTitle
	}
	return 0
}
