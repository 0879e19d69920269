package parse

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

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

// plain is the words of a span: white space for each gap that markup with white
// space in it leaves, and nothing for other markup. Most often they stand in the
// text as they are.
func (d *draft) plain(s lint.Span) string {
	if s.Start >= s.End {
		return ""
	}
	prose := d.prose[:s.End]
	start := seekAny(prose, s.Start, visible)
	end := start + runLen(prose[start:])
	after := seekAny(prose, end, visible)
	if words := d.text[start:end]; after == s.End && words == string(prose[start:end]) {
		return words
	}
	var b strings.Builder
	b.Grow(s.End - start)
	for {
		b.Write(prose[start:end])
		if after == s.End {
			return b.String()
		}
		if d.dividesWords(lint.Span{Start: end, End: after}) {
			b.WriteByte(' ')
		}
		start, end = after, after+runLen(prose[after:])
		after = seekAny(prose, end, visible)
	}
}

// visible are the bytes of prose that are no markup.
var visible = new(byteSet).addRange(1, 0xff)

// runLen is how many bytes of prose stand before the next one of markup.
func runLen(prose []byte) int {
	if n := bytes.IndexByte(prose, 0); n >= 0 {
		return n
	}
	return len(prose)
}

// dividers are the bytes of markup that may part words, as those of tags do.
var dividers = newByteSet(" \t\n\r|<")

// dividesWords reports whether markup parts the words around it.
func (d *draft) dividesWords(markup lint.Span) bool {
	for i := seekAny(d.text[:markup.End], markup.Start, dividers); i < markup.End; i = seekAny(d.text[:markup.End], i+1, dividers) {
		if d.text[i] != '<' || startsBlockTag(d.text[i:]) {
			return true
		}
	}
	return false
}

// startsBlockTag reports whether s begins with a tag of HTML that ends a word: of
// a cell, a paragraph, an item, a break.
func startsBlockTag(s string) bool {
	if len(s) < 3 || s[0] != '<' {
		return false
	}
	name := s[1:]
	if name[0] == '/' {
		name = name[1:]
	}
	return strings.IndexByte("tpldh", name[0]|0x20) >= 0 || strings.HasPrefix(name, "br")
}

// entryTitle is the words of an entry that are its title, as far as can be told:
// the text of its link, or else its words up to the end of the line that its URL
// stands on, without what only tells where and when to find it.
//
// Words are the words of its head.
func (d *draft) entryTitle(e *entry, l *link, words string) string {
	line := e.head
	if l != nil && l.span.Start < e.head.End {
		if l.label.Len() > 0 {
			label := tidyTitle(d.plain(lint.Span{Start: min(max(l.label.Start, e.head.Start), l.label.End), End: l.label.End}))
			if isTitleLabel(label, words) {
				return label
			}
		}
		if end := d.lineEnd(max(l.span.End, e.head.Start), e.head.End); d.format != lint.HTML &&
			strings.Trim(d.plain(lint.Span{Start: max(l.span.End, e.head.Start), End: end}), " .,;)>") == "" {
			line.End = end
		}
	}
	if line != e.head || strings.IndexByte(d.text[line.Start:line.End], '`') >= 0 {
		words = d.plainTitle(line)
	}
	title := tidyTitle(words)
	if title == "" && line.End < e.head.End {
		next := lint.Span{Start: line.End, End: d.lineEnd(line.End+1, e.head.End)}
		if next.Len() <= maxHeading {
			title = tidyTitle(d.plain(next))
		}
	}
	return title
}

// plainTitle is the words of a span as plain gives them and, what prose leaves
// out, those of its code: "How `grep` works", or a link of reST:
//
//	`On Sleep <https://example.org/sleep>`_
func (d *draft) plainTitle(s lint.Span) string {
	var b strings.Builder
	s.End = min(s.End, s.Start+8*maxTitle)
	for s.Start < s.End {
		rest := d.text[s.Start:s.End]
		tick := strings.IndexByte(rest, '`')
		comment := strings.Index(rest, "<!--")
		if comment >= 0 && comment < tick {
			b.WriteString(d.plain(lint.Span{Start: s.Start, End: s.Start + comment}))
			_, after, _ := strings.Cut(rest[comment:], "-->")
			s.Start = s.End - len(after)
			continue
		}
		code, after, closed := strings.Cut(strings.TrimLeft(rest[max(tick, 0):], "`"), "`")
		if tick < 0 || !closed || d.prose[s.Start+tick] != 0 {
			break
		}
		b.WriteString(d.plain(lint.Span{Start: s.Start, End: s.Start + tick}))
		code, _ = cutBefore(code, "<")
		b.WriteString(code)
		s.Start = s.End - len(strings.TrimLeft(after, "`_"))
	}
	b.WriteString(d.plain(s))
	return b.String()
}

// lineEnd is where the line that i stands on ends, limit at most.
func (d *draft) lineEnd(i, limit int) int {
	if i >= limit {
		return limit
	}
	if n := strings.IndexByte(d.text[i:limit], '\n'); n >= 0 {
		return i + n
	}
	return limit
}

// linkWords are texts of links that name no work.
var linkWords = [...]string{"link", "here", "source", "url", "pdf", "html", "web", "website", "online", "archived", "archive", "doi", "available here", "read more", "full text", "original"}

// isLinkWord reports whether a label is one of the linkWords in any case. In Turkish
// capitals they have a dotted İ.
func isLinkWord(label string) bool {
	return len(label) <= maxLinkWord && slices.Contains(linkWords[:], strings.ToLower(label))
}

// maxLinkWord is at least as many bytes as a link word has in any case.
const maxLinkWord = 2 * len("available here")

// isTitleLabel reports whether the text of an entry's link is its title: it has
// three words or as many as the rest of the entry's words.
func isTitleLabel(label, words string) bool {
	if label == "" || isAllDigits(strings.Trim(label, "[]()^")) || isLinkWord(label) {
		return false
	}
	n := countWords(label)
	return n >= 3 || countWords(tidyTitle(words)) <= 2*n
}

func countWords(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

// maxTitle is how much of an entry is kept as its title, in bytes. Some lists
// quote whole passages.
const maxTitle = 300

// tidyTitle makes a title of words: without identifiers, URLs, notes on access
// and what then is left of punctuation.
func tidyTitle(words string) string {
	if strings.TrimSpace(words) == "" {
		return ""
	}
	words = clipBytes(words, 4*maxTitle)
	for _, find := range [...]func(string) identifier{findDOI, findISBN, findArXiv, findPubMed} {
		if id := find(words); id.at.Len() > 0 {
			words = words[:id.at.Start] + words[id.at.End:]
		}
	}
	words = strings.TrimSpace(strings.ReplaceAll(cutAccess(words), "()", ""))
	if isTidy(words) {
		return trimTitle(words)
	}
	kept := make([]string, 0, 16)
	size := 0
	for word := range strings.FieldsSeq(words) {
		if strings.Contains(word, "://") || len(word) > 8 && strings.EqualFold(word[:4], "www.") {
			continue
		}
		if looseMarks.has(word[0]) && strings.Trim(word, "()[]<>\"“”.,;|*_\\") == "" {
			if n := len(kept); n > 0 && strings.Trim(word, ".,;") == "" && strings.IndexByte(".,;", kept[n-1][len(kept[n-1])-1]) < 0 {
				kept[n-1] += word
			}
			continue
		}
		if size += len(word) + 1; size > maxTitle {
			if len(kept) == 0 {
				kept = append(kept, clipBytes(word, maxTitle))
			}
			break
		}
		kept = append(kept, word)
	}
	return trimTitle(strings.Join(kept, " "))
}

// looseMarks are the marks of ASCII of which a word consists that is none.
var looseMarks = newByteSet("()[]<>\".,;|*_\\")

// isTidy reports whether each of some words is one of a title's, with one space
// between them. It may say no of words that are.
func isTidy(words string) bool {
	if len(words) >= maxTitle || strings.Contains(words, "://") || nextLabel(words, "www.", 0) >= 0 {
		return false
	}
	space := true
	for i, r := range words {
		switch {
		case r == ' ':
			if space {
				return false
			}
			space = true
			continue
		case r < ' ' || r >= utf8.RuneSelf && unicode.IsSpace(r):
			return false
		case space && looseMarks.has(words[i]) && !startsWithWord(words[i+1:]):
			return false
		}
		space = false
	}
	return !space
}

// clipBytes is the start of s, at most n bytes, of whole code points.
func clipBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// trimTitle cuts separators, a lone full stop and quotation marks around all of a
// title.
func trimTitle(title string) string {
	for !isTrimmed(title) {
		before := title
		if !endsInWord(title) {
			title = strings.TrimRight(title, " ,;:|-–—(=>→·•↩\ufe0e")
		}
		if !startsWithWord(title) {
			title = strings.TrimLeft(title, " ,;:|-–—)=>→·•↑^.↩\ufe0e")
		}
		if !strings.HasSuffix(title, "..") {
			title = strings.TrimSuffix(title, ".")
		}
		for _, word := range [...]string{" URL", " doi", " DOI", " [Online]", " Online"} {
			title = strings.TrimSuffix(title, word)
		}
		for _, pair := range [...][2]string{{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"„", "“"}, {"(", ")"}} {
			inner, open := strings.CutPrefix(title, pair[0])
			inner, closed := strings.CutSuffix(inner, pair[1])
			if open && closed && !strings.Contains(inner, pair[0]) && !strings.Contains(inner, pair[1]) {
				title = inner
			}
		}
		if title == before {
			break
		}
	}
	return title
}

// isTrimmed reports whether a title begins and ends with a letter or a digit, and
// with none that ends one of the words that trimTitle cuts.
func isTrimmed(title string) bool {
	return title == "" || startsWithWord(title) && endsInWord(title) && strings.IndexByte("LiIe", title[len(title)-1]) < 0
}

// startsWithWord reports whether s begins with a letter or a digit of ASCII.
func startsWithWord(s string) bool { return s != "" && (isLetter(s[0]) || isDigit(s[0])) }

// endsInWord reports whether s ends in a letter or a digit of ASCII.
func endsInWord(s string) bool {
	return s != "" && (isLetter(s[len(s)-1]) || isDigit(s[len(s)-1]))
}

// accessNotes begin what says where and when a source was seen. Those that end in
// a space do so only before a date.
var accessNotes = [...]string{
	"available at", "available online", "available from", "available:", "retrieved from", "archived from", "accessed on", "accessed at", "accessed:",
	"last accessed", "last visited", "last updated", "date accessed", "see also:", "url:", "link:", "accessed ", "retrieved ", "archived ", "viewed ", "visited ", "access date",
	"abgerufen am", "abgerufen:", "zuletzt abgerufen", "abrufbar unter", "verfügbar unter", "consulté le", "disponible sur", "disponible en", "consultado el",
	"recuperado de", "disponível em", "acesso em", "consultato il", "geraadpleegd op", "дата обращения", "режим доступа",
}

// accessNotesBy are the notes on access by their first byte.
var accessNotesBy = func() (by [256][]string) {
	for _, note := range accessNotes {
		by[note[0]] = append(by[note[0]], note)
	}
	return
}()

// cutAccess cuts a title where a note on access begins; one at its start is left
// out itself.
func cutAccess(words string) string {
	word := false // the byte before is part of one
	for i := range len(words) - 1 {
		if !word && accessOpenings.has(bytePairHash(words[i:])) {
			if n := accessNoteLen(words[i:]); n > 0 {
				if strings.Trim(words[:i], " .,;:-–—([\"") == "" {
					return cutAccess(words[i+n:])
				}
				return words[:i]
			}
		}
		word = isWordByte(words[i])
	}
	return words
}

// accessOpenings are the first two bytes of the notes on access.
var accessOpenings = func() *hashSet {
	set := new(hashSet)
	for _, note := range accessNotes {
		set.add(bytePairHash(note))
	}
	return set
}()

// bytePairHash is the hash of the first two bytes of s, capitals as small letters.
func bytePairHash(s string) uint32 { return uint32(s[0]|0x20)<<8 | uint32(s[1]|0x20) }

// accessNoteLen is the length of the note on access that s begins with, as far as
// it is words; 0 if it begins with none.
func accessNoteLen(s string) int {
	for _, note := range accessNotesBy[lowerASCII(s[0])] {
		if len(s) < len(note) || s[1]|0x20 != note[1]|0x20 || !strings.EqualFold(s[:len(note)], note) {
			continue
		}
		if !strings.HasSuffix(note, " ") || startsDate(s[len(note):]) {
			return len(note)
		}
	}
	return 0
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// startsDate reports whether s begins with a date: a figure or a month.
func startsDate(s string) bool {
	s = strings.TrimLeft(s, " (,")
	if s == "" || isDigit(s[0]) {
		return s != ""
	}
	return len(s) > 3 && strings.Contains(" jan feb mar apr may jun jul aug sep oct nov dec ", " "+strings.ToLower(s[:3])+" ")
}
