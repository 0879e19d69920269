package parse

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A numberItem is one part of a numeric bracket: a number, or a range of them.
type numberItem struct {
	span   lint.Span // within the bracket's content
	key    string
	last   string // of a range; empty if it is none
	suffix bool   // a letter follows the number: 1a
}

// numbers are the parts of a bracket that holds numbers.
type numbers struct {
	items   []numberItem
	defect  string // what is malformed, as a phrase
	prefix  string // a word before the first number that belongs to the key: note, nb
	located bool   // a page or the like follows
}

// maxKeyDigits is the length of the longest number that is taken for a key.
const maxKeyDigits = 4

// parseNumbers reads content such as "1", "1, 3–5", "1a", "note 1", "1, p. 4",
// and reports whether it is of that kind, though it may be malformed. The items
// are appended to buf.
func parseNumbers(content string, buf []numberItem) (n numbers, ok bool) {
	n.items = buf
	i := n.readPrefix(content)
	comma := false // a separator has been read and nothing after it
	for {
		i = skipBlanks(content, i)
		if i == len(content) {
			break
		}
		if size := separator(content[i:]); size > 0 {
			if comma || len(n.items) == 0 {
				n.defect = "nothing stands before a comma"
			}
			comma, i = true, i+size
			continue
		}
		if len(n.items) > 0 && isLocator(content[i:]) {
			n.located, comma = true, false
			next := strings.IndexByte(content[i:], ';')
			if next < 0 {
				break
			}
			i += next
			continue
		}
		if len(n.items) > 0 && !comma {
			return n, false
		}
		end := n.readItem(content, i)
		if end < 0 {
			return n, false
		}
		i, comma = end, false
	}
	if comma {
		n.defect = "nothing follows the last comma"
	}
	return n, len(n.items) > 0
}

func skipBlanks(s string, i int) int {
	for i < len(s) && (isSpace(s[i]) || s[i] == 0) {
		i++
	}
	if strings.HasPrefix(s[i:], "\u00a0") {
		return skipBlanks(s, i+2)
	}
	return i
}

// separator is the length of what parts two numbers: a comma, a semicolon, &.
func separator(s string) int {
	switch s[0] {
	case ',', ';', '&':
		return 1
	}
	for _, mark := range [...]string{"，", "；", "、", "and "} {
		if strings.HasPrefix(s, mark) {
			return len(mark)
		}
	}
	return 0
}

// citingWords may stand before a number and say no more than that it cites.
var citingWords = [...]string{"see also", "see", "cf.", "cf", "e.g.,", "e.g.", "refs.", "refs", "ref.", "ref", "sources", "source", "references", "reference", "citations"}

// noteWords stand before the number of a note and are part of its key.
var noteWords = [...]string{"footnote", "endnote", "note", "notes", "nb", "n", "fn", "‡", "†", "lower-alpha", "upper-alpha", "group"}

// readPrefix reads the words before the first number and returns where it is.
func (n *numbers) readPrefix(content string) int {
	if content == "" || isDigit(content[0]) || isSpace(content[0]) {
		return 0
	}
	for _, word := range citingWords {
		if len(content) > len(word) && strings.EqualFold(content[:len(word)], word) {
			rest := strings.TrimLeft(content[len(word):], ": \u00a0")
			if len(rest) < len(content)-len(word) && rest != "" && isDigit(rest[0]) {
				return len(content) - len(rest)
			}
		}
	}
	for _, word := range noteWords {
		if len(content) > len(word) && strings.EqualFold(content[:len(word)], word) {
			rest := strings.TrimLeft(content[len(word):], " \u00a0")
			if rest != "" && isDigit(rest[0]) && len(rest) < len(content)-len(word) {
				n.prefix = content[:len(word)]
				return len(content) - len(rest)
			}
		}
	}
	return 0
}

// readItem reads a number or range at i and returns where it ends, -1 if there is
// none.
func (n *numbers) readItem(content string, i int) int {
	end := digitsEnd(content, i)
	if end == i || end-i > maxKeyDigits {
		return -1
	}
	item := numberItem{key: content[i:end]}
	if end < len(content) && isLetter(content[end]) && (end+1 == len(content) || !isWordByte(content[end+1])) {
		end++
		item.key, item.suffix = content[i:end], true
	}
	item.span = lint.Span{Start: i, End: end}
	if dash := rangeDash(content, end); dash > end {
		last := skipBlanks(content, dash)
		stop := digitsEnd(content, last)
		switch {
		case stop-last > maxKeyDigits, stop == last && last < len(content) && separator(content[last:]) == 0:
			return -1
		case stop == last:
			n.defect = "the range has no end"
		default:
			item.last = content[last:stop]
			item.span.End = stop
		}
		end = max(stop, dash)
	}
	n.items = append(n.items, item)
	return end
}

func digitsEnd(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// rangeDash returns where the dash that makes a range ends, or i if none follows.
func rangeDash(s string, i int) int {
	at := skipBlanks(s, i)
	if size := dashLen(s[at:]); size > 0 {
		return at + size
	}
	return i
}

// dashLen is the length of the dash that s begins with, 0 if it begins with none.
func dashLen(s string) int {
	switch r, size := utf8.DecodeRuneInString(s); r {
	case '-', '–', '—', '‐', '‑', '−', '~', '〜', '～':
		return size
	}
	return 0
}

// locatorWords begin what names a place within a source.
var locatorWords = [...]string{
	"p.", "pp.", "p ", "page", "pg.", "ch.", "chap", "sec.", "sect", "§", "fig.", "figure", "tab.", "table",
	"vol.", "para", "¶", "l.", "ll.", "line", "lines", "art.", "article", "app.", "appendix", "n.", "v.", "at ", "s.", "seite", "th.", "thm", "theorem", "lemma", "eq.",
}

func isLocator(s string) bool {
	for _, word := range locatorWords {
		if len(s) >= len(word) && strings.EqualFold(s[:len(word)], word) {
			return true
		}
	}
	return false
}

// maxRange is how many keys one range may stand for. A list of more sources than
// that is none that an article has.
const maxRange = 500

// bounds returns the numbers of a range; ok is false if they are too far apart to
// be one.
func (it *numberItem) bounds() (first, last int, ok bool) {
	first, _ = strconv.Atoi(strings.TrimRight(it.key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	last, _ = strconv.Atoi(it.last)
	return first, last, last-first <= maxRange
}

// isYear reports whether a number is one that years have.
func isYear(key string) bool {
	return len(key) == 4 && isAllDigits(key) && key >= "1500" && key <= "2100"
}
