package parse

import (
	"sort"
	"strings"

	"github.com/citevet/citevet/lint"
)

// maxEntryLinks is how many links of an entry are looked at.
const maxEntryLinks = 64

// entryLink is the link of an entry that leads to its source: the first to a
// site or else the first to another file; nil if there is none. Links within the
// page lead back to the text.
func (d *draft) entryLink(s lint.Span) *link {
	at := d.linkFrom(s.Start)
	var file *link
	for most := at + maxEntryLinks; at < min(most, len(d.links)) && d.links[at].span.Start < s.End; at++ {
		l := &d.links[at]
		switch scheme, _ := cutScheme(l.url); {
		case l.image || l.url == "" || l.url[0] == '#' || l.span.End > s.End:
		case scheme != "":
			return l
		case file == nil && !strings.Contains(l.url, ":"):
			file = l
		}
	}
	return file
}

// inLink reports whether an offset lies within a link, behind its first byte.
func (d *draft) inLink(i int) bool {
	n := d.linkFrom(i)
	return n > 0 && i < d.links[n-1].span.End
}

// linkFrom is the index of the first link that begins at an offset or behind it.
func (d *draft) linkFrom(start int) int {
	return sort.Search(len(d.links), func(i int) bool { return d.links[i].span.Start >= start })
}

// writtenURL is a link's URL as it is written, and its place; if the text writes
// it otherwise (with an entity), the URL is what it means and the place empty.
func (d *draft) writtenURL(l *link) (string, lint.Span) {
	text := d.text[l.span.Start:l.span.End]
	url := l.url
	i := strings.LastIndex(text, url)
	if i < 0 {
		url = strings.ReplaceAll(url, "&", "&amp;")
		i = strings.LastIndex(text, url)
	}
	if i < 0 {
		return l.url, lint.Span{}
	}
	return url, lint.Span{Start: l.span.Start + i, End: l.span.Start + i + len(url)}
}

// findBareURL finds a URL that the format does not take for a link: one in a link
// of reST, or one without a scheme, which begins with www. or is all of the entry
// and has a path.
func (d *draft) findBareURL(s *lint.Source, span lint.Span) {
	text := d.text[span.Start:span.End]
	if strings.Contains(text, "://") {
		if i := schemeIndex(text); i >= 0 {
			end := bareURLEnd(text, i+len("http://"), len(text))
			s.URL, s.URLSpan = text[i:end], lint.Span{Start: span.Start + i, End: span.Start + end}
		}
		return
	}
	for i := nextLabel(text, "www.", 0); i >= 0; i = nextLabel(text, "www.", i+1) {
		if end := bareURLEnd(text, i+4, len(text)); end > i+len("www.")+2 {
			s.URL, s.URLSpan = text[i:end], lint.Span{Start: span.Start + i, End: span.Start + end}
			return
		}
	}
	words, last := 0, ""
	for last = range strings.FieldsSeq(d.plain(span)) {
		if words++; words > 2 {
			return
		}
	}
	if words == 0 {
		return
	}
	url := strings.TrimRight(last, ".,;")
	if i := strings.LastIndex(text, url); i >= 0 && isHostAndPath(url) {
		s.URL, s.URLSpan = url, lint.Span{Start: span.Start + i, End: span.Start + i + len(url)}
	}
}

// schemeIndex is where the first URL with a scheme begins, -1 if there is none.
func schemeIndex(text string) int {
	for from := 0; ; {
		n := strings.Index(text[from:], "://")
		if n < 0 {
			return -1
		}
		for _, scheme := range [...]string{"https", "http", "ftp"} {
			if i := from + n - len(scheme); i >= 0 && strings.EqualFold(text[i:from+n], scheme) && from+n+3 < len(text) && isWordByte(text[from+n+3]) {
				return i
			}
		}
		from += n + len("://")
	}
}

// isHostAndPath reports whether a word is a URL without its scheme.
func isHostAndPath(word string) bool {
	host, path, ok := strings.Cut(word, "/")
	dot := strings.LastIndexByte(host, '.')
	if !ok || path == "" || dot < 1 || len(host)-dot < 3 || isDigit(word[0]) {
		return false
	}
	for i := range len(host) {
		if c := host[i]; !isLetter(c) && c != '.' && (i > dot || !isDigit(c) && c != '-') {
			return false
		}
	}
	return true
}
