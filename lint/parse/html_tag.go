package parse

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// maxName is longer than any name that the reader knows.
const maxName = 32

// tagAtom reads the name that a tag begins with, from behind its "<" or "</". It
// returns 0 for a name that HTML does not have, and what follows the name.
func tagAtom(tag string) (name atom.Atom, rest string) {
	end := 0
	for end < len(tag) && (!endsName(tag[end]) || tag[end] == '=') {
		end++
	}
	if end > maxName {
		return 0, tag[end:]
	}
	var lower [maxName]byte
	return atom.Lookup(appendLower(lower[:0], tag[:end])), tag[end:]
}

func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// foldName brings an attribute's name into lower case. No name that the reader
// knows is longer than maxName.
func foldName(name string) string {
	for i := range len(name) {
		if c := name[i]; 'A' <= c && c <= 'Z' {
			return strings.ToLower(name[:min(len(name), maxName)])
		}
	}
	return name
}

// nextAttribute reads the first attribute of what is left of a tag, as the
// tokenizer of x/net does, but leaves the value as written: that one makes a copy
// of each, needed or not. The rest is empty if there is none.
func nextAttribute(tag string) (key, value, rest string) {
	i := skipTagSpace(tag, 0)
	for i < len(tag) && tag[i] == '/' {
		i = skipTagSpace(tag, i+1)
	}
	if i >= len(tag) || tag[i] == '>' {
		return "", "", ""
	}
	start := i
	for i++; i < len(tag) && !endsName(tag[i]); i++ {
	}
	key = tag[start:i]
	at := skipTagSpace(tag, i)
	if at >= len(tag) || tag[at] != '=' {
		return key, "", tag[i:]
	}
	value, at = attributeValue(tag, skipTagSpace(tag, at+1))
	return key, value, tag[at:]
}

// attributeValue reads an attribute's value at i, and returns where it ends.
func attributeValue(tag string, i int) (value string, end int) {
	if i >= len(tag) {
		return "", i
	}
	if quote := tag[i]; quote == '"' || quote == '\'' {
		n := strings.IndexByte(tag[i+1:], quote)
		if n < 0 {
			return "", len(tag)
		}
		return tag[i+1 : i+1+n], i + n + 2
	}
	end = i
	for end < len(tag) && !isTagSpace(tag[end]) && tag[end] != '>' {
		end++
	}
	return tag[i:end], end
}

// endsName reports whether a character ends an attribute's name.
func endsName(c byte) bool { return isTagSpace(c) || c == '=' || c == '>' || c == '/' }

func isTagSpace(c byte) bool { return isSpace(c) || c == '\f' }

func skipTagSpace(tag string, i int) int {
	for i < len(tag) && isTagSpace(tag[i]) {
		i++
	}
	return i
}
