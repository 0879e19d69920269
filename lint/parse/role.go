package parse

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

//go:embed lexicon/headings.txt
var headingLexicon string

//go:embed lexicon/appeals.txt
var appealLexicon string

// headingRoles maps a heading, as foldLabel writes it, to its section's role.
var headingRoles = sync.OnceValue(func() map[string]lint.Role {
	roles := make(map[string]lint.Role, 400)
	var role lint.Role
	for line := range strings.Lines(headingLexicon) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || strings.HasPrefix(name, "#"):
		case line[0] != ' ':
			role = lint.Role(name)
		default:
			for heading := range strings.SplitSeq(name, ",") {
				roles[strings.TrimSpace(heading)] = role
			}
		}
	}
	return roles
})

// An appeal is a phrase of site chrome.
type appeal struct {
	phrase string
	before int // how many of its bytes stand before the rarest
}

// appeals are those of the lexicon by their rarest bytes.
var appeals = sync.OnceValue(func() *[256][]appeal {
	by := new([256][]appeal)
	for line := range strings.Lines(appealLexicon) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			before := rarestByte(line)
			by[line[before]] = append(by[line[before]], appeal{line, before})
		}
	}
	return by
})

// rarestByte is where the letter of s stands that is rarest in prose.
func rarestByte(s string) int {
	for _, c := range []byte("zqxjkvbwpgfymucldhrsnioate") {
		if i := strings.IndexByte(s, c); i >= 0 {
			return i
		}
	}
	return 0
}

// isAppeal reports whether a short text is site chrome: an appeal for money, a
// subscription form, a cookie notice.
func isAppeal(text string) bool {
	if len(text) > 600 {
		return false
	}
	text = strings.ToLower(text)
	by := appeals()
	for i := range len(text) {
		for _, a := range by[text[i]] {
			if i >= a.before && strings.HasPrefix(text[i-a.before:], a.phrase) {
				return true
			}
		}
	}
	return false
}

// foldLabel brings a heading into the form of the lexicon.
func foldLabel(s string) string {
	s = strings.ToLower(bareLabel(s))
	s = strings.ReplaceAll(s, "’", "'")
	if at := strings.LastIndexByte(s, '('); at > 0 && strings.HasSuffix(s, ")") {
		s = strings.TrimSpace(s[:at])
	}
	return joinWords(strings.Trim(s, ":*_\x00"))
}

// joiners may stand between the name of a section and what is added to it:
// "Bottom line for readers", "Verdict: false", "Conclusions and outlook". Only
// the conjunctions may follow the name of a source list: "Sources of error" is
// none.
var joiners = [...]string{" and ", " & ", " und ", " et ", " y ", " e ", ": ", " for ", " – ", " — ", " - ", ", "}

const conjunctions = 6

// A hashSet holds the last 16 bits of hashes; one of 300 words has one word in
// 200 that is not its own.
type hashSet [1 << 16 / 64]uint64

func (s *hashSet) add(hash uint32)      { s[hash>>6&0x3ff] |= 1 << (hash & 63) }
func (s *hashSet) has(hash uint32) bool { return s[hash>>6&0x3ff]&(1<<(hash&63)) != 0 }

// roleWords are hashes of words in the headings of the lexicon.
type roleWords struct {
	first hashSet // of the first two words, or of the only one
	last  hashSet
}

var headingWords = sync.OnceValue(func() *roleWords {
	words := new(roleWords)
	for heading := range headingRoles() {
		first, end := hashWord(heading, 0, wordSeed)
		if second, last := hashWord(heading, end, first); last > end {
			first = second
		}
		words.first.add(first)
		words.last.add(hashLastWord(heading))
	}
	return words
})

// mayHaveRole reports whether a heading begins or ends with a heading of the
// lexicon, as far as the hashes of words tell. Most lines do not, and need no
// closer look. What a heading ends with may be followed by a parenthesis.
func mayHaveRole(heading string) bool {
	words := headingWords()
	first, end := hashWord(heading, 0, wordSeed)
	if words.first.has(first) {
		return true
	}
	if second, _ := hashWord(heading, end, first); words.first.has(second) {
		return true
	}
	if words.last.has(hashLastWord(heading)) {
		return true
	}
	if strings.IndexByte(heading, '(') < 0 {
		return false
	}
	return words.last.has(hashLastWord(heading[:strings.LastIndexByte(heading, '(')]))
}

// hashLastWord is the hash of the last word of text, letters only, in lower case.
func hashLastWord(text string) uint32 {
	end := len(text)
	for end > 0 && text[end-1] < utf8.RuneSelf && !isLetter(text[end-1]) {
		end--
	}
	start := end
	for start > 0 && isLetter(text[start-1]) {
		start--
	}
	if start > 0 && text[start-1] >= utf8.RuneSelf { // which may be a letter, too
		end = strings.LastIndexFunc(text, unicode.IsLetter)
		start = strings.LastIndexFunc(text[:max(end, 0)], func(r rune) bool { return !unicode.IsLetter(r) })
	}
	hash, _ := hashWord(text, max(start, 0), wordSeed)
	return hash
}

const wordSeed = 2166136261

// hashWord adds the first word of text at or after an offset, letters only, to an
// FNV-1a hash, in lower case. It returns the hash and where the word ends; the hash
// is what it was if there is none.
func hashWord(text string, at int, hash uint32) (uint32, int) {
	const prime = 16777619
	end := at
	for i, r := range text[at:] {
		switch {
		case 'a' <= r && r <= 'z':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			r = unicode.ToLower(r)
		case end > at:
			return hash, at + i
		default:
			continue
		}
		hash = (hash ^ uint32(r)) * prime
		end = at + i + 1
	}
	return hash, len(text)
}

// roleOf tells a section's role from its heading, empty if the heading tells
// nothing.
func roleOf(heading string) lint.Role {
	if len(heading) > maxHeading || !mayHaveRole(heading) {
		return ""
	}
	roles := headingRoles()
	label := foldLabel(heading)
	if role, ok := roles[label]; ok {
		return role
	}
	for i, joiner := range joiners {
		before, after, ok := strings.Cut(label, joiner)
		if !ok {
			continue
		}
		if role, ok := roles[before]; ok && (i < conjunctions || role == lint.Conclusion || role == lint.Summary) {
			return role
		}
		if role, ok := roles[after]; ok && i < conjunctions && role != lint.Boilerplate {
			return role
		}
	}
	return ""
}

// isSourcesLabel reports whether a line is the label of a source list.
func isSourcesLabel(line string) bool {
	return len(line) <= 60 && roleOf(line) == lint.SourceList
}
