package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// authorKeys judges a bracket such as [see @smith2020, p. 3; @doe] and reports
// whether it is one.
func (s *bracketScanner) authorKeys(index int, inner lint.Span) bool {
	text := s.text[inner.Start:inner.End]
	for from := 0; ; {
		at := strings.IndexByte(text[from:], '@')
		if at < 0 {
			break
		}
		at += from
		from = at + 1
		if at > 0 && strings.IndexByte(" \n\t;-(,", text[at-1]) < 0 {
			continue
		}
		key := authorKeyAt(text[at+1:])
		if key != "" && !isCrossReference(key) {
			s.cite(index, lint.Span{Start: inner.Start + at, End: inner.Start + at + 1 + len(key)}, key, lint.AuthorKey)
			from += len(key)
		}
	}
	if len(s.citations) == s.first {
		return false
	}
	s.accept(index, lint.AuthorKey, "author key")
	return true
}

// authorKey judges a bare key such as @smith2020 at i. Only one that is listed,
// or looks like an author and a year, is told from a user's handle.
func (s *bracketScanner) authorKey(i int) int {
	if i > s.block.span.Start && (isWordByte(s.text[i-1]) || strings.IndexByte("./@_", s.text[i-1]) >= 0) {
		return i + 1
	}
	if len(s.open) > 0 { // the bracket judges it, or else closeBlock
		s.keysAt = append(s.keysAt, i)
		return i + 1
	}
	key := authorKeyAt(s.text[i+1 : s.block.span.End])
	if key == "" || isCrossReference(key) || !s.keys.has(key) && !isAuthorYearKey(key) {
		return i + 1
	}
	return s.acceptMark(lint.Span{Start: i, End: i + 1 + len(key)}, key, lint.AuthorKey, "author key")
}

// authorKeyAt is the citation key that s begins with, by Pandoc's rule: it starts
// with a letter, digit or underscore and may hold single punctuation marks
// within.
func authorKeyAt(s string) string {
	if s == "" || !isWordByte(s[0]) && s[0] != '_' {
		return ""
	}
	end := 0
	for end < len(s) && (isWordByte(s[end]) || strings.IndexByte("_:.#$%&-+?<>~/", s[end]) >= 0) {
		end++
	}
	return strings.TrimRight(s[:end], ":.#$%&-+?<>~/")
}

// crossReferences begin the labels of figures and the like in Quarto and
// R Markdown.
var crossReferences = [...]string{"fig", "tbl", "tab", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "alg"}

func isCrossReference(key string) bool {
	for _, kind := range crossReferences {
		if rest, ok := strings.CutPrefix(key, kind); ok && rest != "" && (rest[0] == '-' || rest[0] == ':') {
			return true
		}
	}
	return false
}

// isAuthorYearKey reports whether a key is letters and a year: smith2020,
// doe_2019a.
func isAuthorYearKey(key string) bool {
	key = strings.TrimRight(key, "abcdefghijklmnopqrstuvwxyz")
	n := len(key) - 4
	if n < 2 || !isYear(key[n:]) {
		return false
	}
	for i := range n {
		if isDigit(key[i]) || key[i] == '/' {
			return false
		}
	}
	return true
}
