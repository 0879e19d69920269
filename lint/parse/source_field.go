package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// An entry is one entry of a source list before its fields have been read.
type entry struct {
	key    string
	span   lint.Span // all of it
	head   lint.Span // what follows the key, up to the end of its first block
	ids    []string  // the HTML ids of its blocks
	list   int       // see lint.Source
	origin lint.Origin
}

// readEntry reads the fields of an entry, whose inline markup is masked and whose
// links have been found.
func (d *draft) readEntry(e *entry) lint.Source {
	s := lint.Source{Key: e.key, Span: e.span, Origin: e.origin, List: e.list}
	s.KeySpan = keySpan(d.text, lint.Span{Start: e.span.Start, End: e.head.Start}, e.key)
	head := lint.Span{Start: e.span.Start, End: e.head.End}
	l := d.entryLink(head)
	if l == nil && e.head.End < e.span.End {
		l = d.entryLink(lint.Span{Start: e.head.End, End: e.span.End})
	}
	if l != nil {
		s.URL, s.URLSpan = d.writtenURL(l)
	} else {
		d.findBareURL(&s, e.span)
	}
	words := d.plain(e.head)
	d.readIdentifiers(&s, words)
	if s.DOI == "" && s.ISBN == "" && e.head.End < e.span.End {
		d.readIdentifiers(&s, d.plain(lint.Span{Start: e.head.End, End: e.span.End}))
	}
	if (s.DOI != "" || s.ISBN != "") && s.Canonical == "" && s.URL != "" {
		s.URL, s.URLSpan = "", lint.Span{} // a page of the same site, about the author or what an ISBN is
	}
	s.Title = d.entryTitle(e, l, words)
	return s
}

// readIdentifiers reads what identifies a source out of its words and its URL.
func (d *draft) readIdentifiers(s *lint.Source, words string) {
	s.Canonical = canonicalURL(s.URL)
	if s.Canonical == "" && len(s.URL) > 4 && strings.EqualFold(s.URL[:4], "www.") {
		s.Canonical = canonicalURL("https://" + s.URL)
	}
	if s.DOI == "" {
		s.DOI = doiOfURL(s.URL)
	}
	if strings.TrimSpace(words) == "" {
		return
	}
	if s.DOI == "" {
		s.DOI = findDOI(words).value
	}
	if s.ISBN == "" {
		s.ISBN = findISBN(words).value
	}
	if s.URL != "" {
		return
	}
	if id := findArXiv(words).value; id != "" {
		s.Canonical = arXivURL(id)
	} else if s.DOI != "" {
		s.Canonical = doiURL(s.DOI)
	} else if id := findPubMed(words).value; id != "" {
		s.Canonical = pubMedURL(id)
	}
}
