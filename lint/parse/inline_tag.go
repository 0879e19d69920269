package parse

import (
	"bytes"
	"strings"

	"github.com/citevet/citevet/lint"
)

// angle masks a comment, an autolink or a tag that begins at i.
func (in *inlineMasker) angle(i int) int {
	rest := in.prose[i:in.end]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		end := in.find("-->", i+4)
		if end < 0 {
			return i + 4
		}
		s := lint.Span{Start: i, End: end + 3}
		in.comments = append(in.comments, s)
		in.mask(s)
		return s.End
	case bytes.HasPrefix(rest, []byte("<http://")), bytes.HasPrefix(rest, []byte("<https://")):
		end := 1 + bytes.IndexAny(rest[1:], "<> \n\t")
		if end < 1 || rest[end] != '>' {
			return i + 1
		}
		s := lint.Span{Start: i, End: i + end + 1}
		in.mask(s)
		in.links = append(in.links, link{span: s, label: lint.Span{Start: i, End: i}, url: in.text[i+1 : s.End-1]})
		return s.End
	}
	end := in.tagEnd(i)
	if end < 0 {
		return i + 1
	}
	return in.tag(lint.Span{Start: i, End: end})
}

// tagEnd is where the tag that begins at i ends, -1 if none does. It stops at
// the first byte that no tag may hold, so that text with many "<" is not read
// over and over.
func (in *inlineMasker) tagEnd(i int) int {
	at := i + 1
	if at < in.end && in.prose[at] == '/' {
		at++
	}
	if at >= in.end || !isLetter(in.prose[at]) {
		return -1
	}
	for at < in.end {
		switch c := in.prose[at]; c {
		case '>':
			return at + 1
		case '<', '[', '`':
			return -1
		case '"', '\'':
			if in.prose[at-1] != '=' {
				return -1
			}
			closing := in.find(string(c), at+1)
			if closing < 0 {
				return -1
			}
			at = closing
		}
		at++
	}
	return -1
}

// tag masks a tag and, for code and math, all up to its closing tag.
func (in *inlineMasker) tag(s lint.Span) int {
	text := in.text[s.Start+1 : s.End-1]
	name := tagName(text)
	in.mask(s)
	switch name {
	case "code", "kbd", "samp", "tt", "script", "style", "math", "svg", "pre":
		closing := "</" + name + ">"
		if end := in.find(closing, s.End); end >= 0 {
			in.mask(lint.Span{Start: s.End, End: end + len(closing)})
			return end + len(closing)
		}
	case "br":
		in.prose[s.Start] = ' '
	case "sup":
		in.sup = s.End
	case "/sup":
		if in.sup > 0 {
			in.superscripts = append(in.superscripts, lint.Span{Start: in.sup, End: s.Start})
			in.sup = 0
		}
	case "a":
		in.anchorTag, in.href = s, attribute(in.text[s.Start+1:s.End], "href")
	case "/a":
		if in.href != "" {
			in.dropLinksFrom(in.anchorTag.Start)
			in.links = append(in.links, link{
				span:  lint.Span{Start: in.anchorTag.Start, End: s.End},
				label: lint.Span{Start: in.anchorTag.End, End: s.Start},
				url:   in.href,
			})
			in.href = ""
		}
	}
	return s.End
}

// tagName is the name of a tag in lower case, with the slash of a closing one.
func tagName(text string) string {
	end := strings.IndexFunc(text[1:], func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '/' || r == '>' })
	if end >= 0 {
		text = text[:end+1]
	}
	return strings.ToLower(text)
}

// attribute is the value of the first attribute of that name, in lower case, of a
// tag, which is given from its name to its end; empty if it has none.
func attribute(tag, name string) string {
	_, rest := tagAtom(tag)
	for {
		key, value, after := nextAttribute(rest)
		if after == "" {
			return ""
		}
		if foldName(key) == name {
			return decodeValue(value)
		}
		rest = after
	}
}
