package parse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

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
