package report

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A ledgerSource is a source and the claims that rest on it.
type ledgerSource struct {
	ID     string
	Name   string // [3], or the site of a linked page
	Title  string
	Href   string // of a linked page
	Path   string // and what follows its site
	Parts  []ledgerPart
	Text   string // for one that is not in the article
	Links  []ledgerLink
	Origin string
	Cited  int
	First  string     // the first citation of it
	Alone  ledgerRest // the claims that rest on nothing else
	Shared ledgerRest // and on other sources, too

	Findings []*ledgerFinding
	source   *lint.Source
}

// A ledgerRest is the claims that rest on a source in one way.
type ledgerRest struct {
	Claims []*ledgerClaim
	More   int // how many there was no room for
}

// Count is how many claims these are.
func (r *ledgerRest) Count() int { return len(r.Claims) + r.More }

func (r *ledgerRest) add(claims []*ledgerClaim) {
	room := min(len(claims), maxResting-len(r.Claims))
	r.Claims = append(r.Claims, claims[:room]...)
	r.More += len(claims) - room
}

// Claims is how many claims rest on the source.
func (e *ledgerSource) Claims() int { return e.Alone.Count() + e.Shared.Count() }

// A ledgerLink is a way to a source. Without Href it is shown as text.
type ledgerLink struct{ Label, Text, Href string }

// readSources makes the entries of the lists. What is linked and not listed joins
// them as it is met.
func (l *ledger) readSources() {
	l.listed = make(map[*lint.Source]*ledgerSource, len(l.Sources))
	l.byURL = make(map[string]*ledgerSource)
	for i := range l.Sources {
		s := &l.Sources[i]
		e := &ledgerSource{
			ID: "source-" + strconv.Itoa(i+1), Name: "[" + onPage(s.Key) + "]", Title: oneLine(s.Title),
			Cited: s.Cited, Origin: originOf(s), source: s,
		}
		if s.Key == "" {
			e.Name = "(no key)"
		}
		if e.Title == "" {
			e.Title = shorten(oneLine(s.URL), maxExcerpt)
		}
		l.listed[s] = e
		l.sources = append(l.sources, e)
	}
	for i := range l.Citations {
		c := &l.Citations[i]
		if l.listed[c.Source] == nil {
			l.addLinked(c)
		}
	}
}

func originOf(s *lint.Source) string {
	if s.File != "" {
		return "listed in " + oneLine(s.File)
	}
	switch s.Origin {
	case lint.FromFootnote:
		return "a footnote"
	case lint.FromDefinition:
		return "a link definition"
	case lint.FromFrontMatter:
		return "listed in the front matter"
	}
	return ""
}

// addLinked notes a source that no list has: what a citation links to, or the note
// that it is.
func (l *ledger) addLinked(c *lint.Citation) {
	own := ownSource(c)
	if own == "" {
		return
	}
	e := l.byURL[own]
	if e == nil {
		e = &ledgerSource{ID: "link-" + strconv.Itoa(len(l.linked)+1), Title: oneLine(own), Name: siteOf(own)}
		if c.Style == lint.InlineNote {
			e.Name, e.Text = "a note", e.Title
		} else {
			e.linkTo(own)
		}
		l.byURL[own] = e
		l.linked = append(l.linked, e)
	}
	e.Cited++
}

// linkTo makes an entry that of a page, which begins with the name of its site.
func (e *ledgerSource) linkTo(page string) {
	href := safeURL(page)
	_, address, _ := strings.Cut(e.Title, "://")
	path, ok := strings.CutPrefix(strings.TrimPrefix(address, "www."), e.Name)
	if ok && href != "" {
		e.Href, e.Path = href, path
	} else {
		e.Links = []ledgerLink{{"", e.Title, href}}
	}
}

// ownSource is what a citation brings itself: the URL that it links to, or the text
// of a note. It is empty if it brings nothing.
func ownSource(c *lint.Citation) string {
	if c.Style == lint.Link || c.Style == lint.InlineNote {
		return c.Key
	}
	return c.URL
}

// citedAt notes where a source is cited first, and reports whether that is here.
func (e *ledgerSource) citedAt(id string) bool {
	if e == nil || e.First != "" {
		return false
	}
	e.First = "#" + id
	return true
}

// siteOf is the host of a URL, or what there is of it.
func siteOf(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		return shorten(oneLine(strings.TrimPrefix(u.Host, "www.")), 60)
	}
	return shorten(oneLine(s), 60)
}

// sourceOf is what a citation names, nil if nothing.
func (l *ledger) sourceOf(c *lint.Citation) *ledgerSource {
	if c.Source != nil {
		return l.listed[c.Source]
	}
	return l.byURL[ownSource(c)]
}

// fillSources shows the entries as they stand in the article, with the findings
// about them.
func (l *ledger) fillSources() {
	for i := range l.blocks {
		b := &l.blocks[i]
		if b.source == nil {
			continue
		}
		e := l.listed[b.source]
		e.Parts = append(e.Parts, l.parts(b)...)
		e.Findings = append(e.Findings, b.findings...)
	}
	for _, e := range l.sources {
		if e.Parts == nil {
			e.Text = e.Title
		}
		e.dropKey()
		e.addLink("Address", e.source.URL, safeURL(e.source.URL))
		if doi := e.source.DOI; doi != "" {
			e.addLink("DOI", doi, "https://doi.org/"+(&url.URL{Path: doi}).EscapedPath())
		}
		e.addLink("ISBN", e.source.ISBN, "")
	}
}

// dropKey leaves out the number that an entry begins with: it has its key before
// it.
func (e *ledgerSource) dropKey() {
	if e.source.Key == "" || len(e.Parts) == 0 || len(e.Parts[0].Runs) == 0 {
		return
	}
	runs := e.Parts[0].Runs
	rest, ok := strings.CutPrefix(strings.TrimLeft(runs[0].Text, " [^"), e.source.Key)
	switch trimmed := strings.TrimLeft(rest, "].):"); {
	case ok && trimmed == "":
		runs[0].Text = ""
		if len(runs) > 1 {
			runs[1].Text = strings.TrimLeft(runs[1].Text, "].): ")
		}
	case ok && len(trimmed) < len(rest):
		runs[0].Text = strings.TrimLeft(trimmed, " ")
	}
}

// addLink adds a way to the source that its entry does not show anyway.
func (e *ledgerSource) addLink(label, text, href string) {
	for i := range e.Parts {
		for j := range e.Parts[i].Runs {
			if strings.Contains(e.Parts[i].Runs[j].Text, text) && text != "" {
				return
			}
		}
	}
	if text != "" {
		e.Links = append(e.Links, ledgerLink{label, oneLine(text), href})
	}
}
