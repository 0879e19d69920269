package parse

import (
	"math"
	"strings"

	"github.com/citevet/citevet/lint"
)

// seekNoted sets next to where the next link, superscript or residue at or after
// i begins.
func (s *bracketScanner) seekNoted(i int) {
	s.next = math.MaxInt
	for s.link < len(s.links) && s.links[s.link].span.Start < i {
		s.link++
	}
	if s.link < len(s.links) {
		s.next = s.links[s.link].span.Start
	}
	for s.sup < len(s.superscripts) && s.superscripts[s.sup].Start < i {
		s.sup++
	}
	if s.sup < len(s.superscripts) {
		s.next = min(s.next, s.superscripts[s.sup].Start)
	}
	for s.rest < len(s.residue) && s.residue[s.rest].span.Start < i {
		s.rest++
	}
	if s.rest < len(s.residue) {
		s.next = min(s.next, s.residue[s.rest].span.Start)
	}
}

// noted judges the residue, link or superscript that begins at i, and returns
// where to go on.
func (s *bracketScanner) noted(i int) int {
	switch {
	case s.rest < len(s.residue) && s.residue[s.rest].span.Start == i:
		r := &s.residue[s.rest]
		s.rest++
		return s.acceptMark(r.span, r.key, lint.Residue, "a chatbot's mark")
	case s.link < len(s.links) && s.links[s.link].span.Start == i:
		l := &s.links[s.link]
		s.link++
		return s.judgeLink(l)
	default:
		span := s.superscripts[s.sup]
		s.sup++
		if s.link < len(s.links) && span.Contains(s.links[s.link].span) {
			return i
		}
		s.markedSuperscript(span)
		return i
	}
}

// acceptMark adds a bracket for a mark that cites one key.
func (s *bracketScanner) acceptMark(span lint.Span, key string, style lint.Style, reason string) int {
	index := len(s.brackets)
	s.brackets = append(s.brackets, lint.Bracket{Span: span})
	s.begin()
	s.cite(index, span, key, style)
	s.accept(index, style, reason)
	return span.End
}

// judgeLink judges a link: one whose text is a number or a note's label is a
// bracket, another that leads to a site is a citation of its own.
func (s *bracketScanner) judgeLink(l *link) int {
	if l.image {
		s.mask(l.label)
		return l.span.End
	}
	words := strings.TrimSpace(s.words(l.label))
	if id, ok := strings.CutPrefix(l.url, "#"); ok {
		if key := noteLabel(words); key != "" && (s.ids[id] > 0 || isAllDigits(key)) {
			s.acceptMark(l.span, key, lint.HTMLRef, "reference within the page")
			s.citations[len(s.citations)-1].id = id
			return l.span.End
		}
		if n := s.ids[id]; n > 0 {
			s.cite(-1, l.span, s.keyOf(n-1, words), lint.HTMLRef).id = id
		}
	} else if isWebURL(l.url) || lacksColon(l.url) {
		if s.numberedLink(l, words) {
			return l.span.End
		}
		s.cite(-1, l.span, l.url, lint.Link).URL = l.url
	}
	s.label = l.label
	return l.label.Start
}

// lacksColon reports whether a URL begins with http// and what looks like a host:
// it was meant to lead to a site.
func lacksColon(url string) bool {
	scheme, rest, ok := strings.Cut(url, "//")
	host, _, _ := strings.Cut(rest, "/")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) && strings.Contains(host, ".")
}

// keyOf is the key of the source at index i, or the label of the link to it if it
// has none.
func (s *bracketScanner) keyOf(i int, label string) string {
	if key := s.sources[i].Key; key != "" {
		return key
	}
	return label
}

// numberedLink reports whether a link's text is a number, as in [1](url) and
// [[1]](url), and if so accepts it.
func (s *bracketScanner) numberedLink(l *link, words string) bool {
	content, bracketed := unbracket(words)
	if s.format == lint.HTML && !bracketed && !s.inSuperscript(l.span) {
		return false
	}
	var buf [8]numberItem
	n, ok := parseNumbers(content, buf[:0])
	if !ok || n.defect != "" || n.located || n.prefix != "" || len(n.items[0].key) > 3 {
		return false
	}
	index := len(s.brackets)
	s.brackets = append(s.brackets, lint.Bracket{Span: l.span})
	s.begin()
	for i := range n.items {
		s.cite(index, l.span, n.items[i].key, lint.Numeric).URL = l.url
	}
	s.accept(index, lint.Numeric, "numbered link")
	return true
}

// inSuperscript reports whether a span lies in the superscript that was passed
// last, or in the next one.
func (s *bracketScanner) inSuperscript(span lint.Span) bool {
	return s.sup > 0 && s.superscripts[s.sup-1].Contains(span) || s.sup < len(s.superscripts) && s.superscripts[s.sup].Contains(span)
}

// unbracket takes the brackets off a label and reports whether it had any.
func unbracket(label string) (content string, bracketed bool) {
	content, ok := strings.CutPrefix(label, "[")
	if content, closed := strings.CutSuffix(content, "]"); ok && closed {
		return strings.TrimSpace(content), true
	}
	return label, false
}

// noteLabel is the key in the text of a link to a note: "[1]", "1", "[a]", "*";
// empty if the text is not such a label.
func noteLabel(words string) string {
	content, _ := unbracket(words)
	content = strings.TrimPrefix(content, "^")
	if len(content) > 12 || strings.ContainsAny(content, " \n") && !strings.HasPrefix(content, "note ") {
		return ""
	}
	return content
}

func isWebURL(url string) bool {
	return len(url) > 8 && (strings.EqualFold(url[:7], "http://") || strings.EqualFold(url[:8], "https://"))
}

// referenceLink judges a bracket that is the text of a reference link, as in
// [the report][1] and [the report][], whose label is defined with a URL. It
// returns where to go on, 0 if the bracket is none.
func (s *bracketScanner) referenceLink(index int, inner lint.Span, content string) int {
	span := s.brackets[index].Span
	if isAllDigits(content) || len(s.definitions) == 0 {
		return 0
	}
	label, end := content, span.End
	if end < s.block.span.End && s.prose[end] == '[' {
		closing := strings.IndexByte(s.text[end:min(s.block.span.End, end+maxResidue)], ']')
		if closing > 1 {
			label = s.text[end+1 : end+closing]
		}
		if closing > 0 {
			end += closing + 1
		}
	}
	url, ok := s.destinations()[foldKey(label)]
	if !ok || !isWebURL(url) {
		return 0
	}
	s.refuse(index, "it is the text of a link")
	at := lint.Span{Start: span.Start, End: end}
	s.cite(-1, at, url, lint.Link).URL = url
	s.mask(lint.Span{Start: span.Start, End: inner.Start})
	s.mask(lint.Span{Start: inner.End, End: end})
	return end
}

// destinations maps the labels of link reference definitions to their URLs.
func (s *bracketScanner) destinations() map[string]string {
	if s.urls == nil {
		s.urls = make(map[string]string, len(s.definitions))
		for _, d := range s.definitions {
			if d.origin != lint.FromDefinition {
				continue
			}
			url, _, _ := strings.Cut(s.text[d.body.Start:d.body.End], " ")
			if _, ok := s.urls[foldKey(d.key)]; !ok {
				s.urls[foldKey(d.key)] = strings.Trim(url, "<>")
			}
		}
	}
	return s.urls
}
