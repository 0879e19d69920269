package parse

import (
	"bytes"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// isMDX reports whether an article's name is one of MDX.
func isMDX(path string) bool { return strings.HasSuffix(strings.ToLower(path), ".mdx") }

// An mdxScanner finds what is JavaScript in an article in MDX: modules (imports
// and exports), expressions in braces, and the tags of components. It does not
// parse it: it pairs braces and knows strings, which is enough to tell where code
// ends. A brace that nothing closes is text.
type mdxScanner struct {
	text    string
	end     int
	opens   []int // where braces are opened
	closes  []int // where each of these is closed; -1 for nowhere
	modules []lint.Span
	code    []lint.Span // expressions and tags
	bare    bool        // no comment ends behind where one was sought
}

// takeModules blanks the modules in the source that blocks are found in, which
// begins at start, and returns what else is code, in text order.
func (d *draft) takeModules(source []byte, start int) (rest []byte, code []lint.Span) {
	s := mdxScanner{text: d.text, end: len(d.text)}
	s.lines(start, s.pair())
	s.lines(start, s.find)
	if len(s.modules) > 0 {
		source = bytes.Clone(source)
	}
	for _, m := range s.modules {
		for i := m.Start - start; i < m.End-start; i++ {
			if source[i] != '\n' && source[i] != '\r' {
				source[i] = ' '
			}
		}
	}
	return source, s.code
}

// lines calls read for each line that is not in a code block; fresh tells whether a
// block may begin there. What read returns is where to go on.
func (s *mdxScanner) lines(start int, read func(line lint.Span, fresh bool) int) {
	fence, fresh := "", true
	for at := start; at < s.end; {
		line := lint.Span{Start: at, End: s.lineEnd(at)}
		content := strings.TrimLeft(s.text[line.Start:line.End], " \t>")
		mark := fenceMark(content)
		switch {
		case fence != "":
			if strings.HasPrefix(mark, fence) && strings.TrimSpace(content[len(mark):]) == "" {
				fence = ""
			}
			at = line.End + 1
		case mark != "":
			fence = mark
			at = line.End + 1
		default:
			at = read(line, fresh)
		}
		fresh = strings.TrimSpace(content) == "" || fence != "" || at > line.End+1
	}
}

func (s *mdxScanner) lineEnd(i int) int {
	if n := strings.IndexByte(s.text[i:s.end], '\n'); n >= 0 {
		return i + n
	}
	return s.end
}

// fenceMark is the mark of a code block that a line begins with, empty if it has
// none.
func fenceMark(line string) string {
	for _, c := range [...]string{"`", "~"} {
		if n := len(line) - len(strings.TrimLeft(line, c)); n >= 3 {
			return line[:n]
		}
	}
	return ""
}

// pair returns a reader of lines that pairs their braces.
func (s *mdxScanner) pair() func(lint.Span, bool) int {
	var open []int // of s.opens
	return func(line lint.Span, _ bool) int {
		for i := line.Start; i < line.End; i++ {
			switch c := s.text[i]; c {
			case '\\':
				i++
			case '`':
				i = s.skipString(i, line.End)
			case '"', '\'':
				if len(open) > 0 {
					i = s.skipString(i, line.End)
				}
			case '{':
				open = append(open, len(s.opens))
				s.opens, s.closes = append(s.opens, i), append(s.closes, -1)
			case '}':
				if n := len(open); n > 0 {
					s.closes[open[n-1]] = i
					open = open[:n-1]
				}
			}
		}
		return line.End + 1
	}
}

// closing is where the brace that opens at i is closed, -1 if nowhere.
func (s *mdxScanner) closing(i int) int {
	if n, ok := slices.BinarySearch(s.opens, i); ok {
		return s.closes[n]
	}
	return -1
}

// maxString is how long a string or code span is at most, in bytes, so that the
// search for its end is bounded.
const maxString = 4096

// skipString is where the string or code span ends that begins at i and is closed
// before limit, or i.
func (s *mdxScanner) skipString(i, limit int) int {
	if n := strings.IndexByte(s.text[i+1:min(limit, i+maxString)], s.text[i]); n >= 0 {
		return i + 1 + n
	}
	return i
}

// find reads a line, and what of it goes on in others.
func (s *mdxScanner) find(line lint.Span, fresh bool) int {
	if fresh && isModule(s.text[line.Start:line.End]) {
		m := lint.Span{Start: line.Start, End: s.moduleEnd(line.Start)}
		s.modules = append(s.modules, m)
		return m.End + 1
	}
	i := line.Start
	for i < line.End {
		switch s.text[i] {
		case '\\':
			i += 2
		case '`':
			i = s.skipString(i, line.End) + 1
		case '{':
			i = s.expression(i)
		case '<':
			i = s.tag(i)
		default:
			i++
		}
	}
	if i > line.End { // in the middle of a later line, of which the rest is read next
		return i
	}
	return line.End + 1
}

// isModule reports whether a line begins an import or export.
func isModule(line string) bool {
	keyword, rest, _ := strings.Cut(line, " ")
	switch keyword {
	case "import":
		return strings.ContainsAny(rest, `"'{*`) || strings.Contains(rest, " from ")
	case "export":
		word, _, _ := strings.Cut(rest, " ")
		switch strings.TrimRight(word, "*{") {
		case "", "const", "let", "var", "function", "default", "class", "async":
			return true
		}
	}
	return false
}

// moduleEnd is where the module that begins at i ends: before a blank line that is
// in none of its braces.
func (s *mdxScanner) moduleEnd(i int) int {
	for i < s.end {
		switch s.text[i] {
		case '{':
			if to := s.closing(i); to > 0 {
				i = to
			}
		case '\n':
			if strings.TrimSpace(s.text[i+1:s.lineEnd(i+1)]) == "" {
				return i
			}
		}
		i++
	}
	return s.end
}

// expression notes an expression, and leaves a comment to others. It returns where
// to go on.
func (s *mdxScanner) expression(i int) int {
	if strings.HasPrefix(s.text[i:], "{/*") {
		if s.bare {
			return i + 1
		}
		n := strings.Index(s.text[i:s.end], "*/}")
		if s.bare = n < 0; s.bare {
			return i + 1
		}
		return i + n + len("*/}")
	}
	to := s.closing(i)
	if to < 0 {
		return i + 1
	}
	s.code = append(s.code, lint.Span{Start: i, End: to + 1})
	return to + 1
}

// tag notes the tag of a component, or of an element that has an expression.
func (s *mdxScanner) tag(i int) int {
	name, end := s.tagEnd(i)
	if end < 0 {
		return i + 1
	}
	component := name == "" || 'A' <= name[0] && name[0] <= 'Z' || strings.IndexByte(name, '.') >= 0
	if component || strings.IndexByte(s.text[i:end], '{') >= 0 {
		s.code = append(s.code, lint.Span{Start: i, End: end})
	}
	return end
}

// tagEnd returns a tag's name, empty for <> and </>, and where it ends, -1 if it is
// no tag. It stops at what no tag may hold, so that each byte is read but a few
// times.
func (s *mdxScanner) tagEnd(i int) (name string, end int) {
	at := i + 1
	if at < s.end && s.text[at] == '/' {
		at++
	}
	start := at
	for at < s.end && (isWordByte(s.text[at]) || strings.IndexByte("._-:", s.text[at]) >= 0) {
		at++
	}
	name = s.text[start:at]
	if at == s.end || name == "" && s.text[at] != '>' || name != "" && !isLetter(name[0]) {
		return "", -1
	}
	for ; at < s.end; at++ {
		switch c := s.text[at]; c {
		case '>':
			return name, at + 1
		case '<', '`':
			return "", -1
		case '{':
			if at = s.closing(at); at < 0 {
				return "", -1
			}
		case '"', '\'':
			n := strings.IndexByte(s.text[at+1:min(s.end, at+maxString)], c)
			if s.text[at-1] != '=' || n < 0 {
				return "", -1
			}
			at += 1 + n
		case '\n':
			if strings.TrimSpace(s.text[at+1:s.lineEnd(at+1)]) == "" {
				return "", -1
			}
		}
	}
	return "", -1
}
