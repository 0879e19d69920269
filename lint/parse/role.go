package parse

import (
	_ "embed"
	"iter"
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

var appeals = sync.OnceValue(func() []string {
	var phrases []string
	for line := range strings.Lines(appealLexicon) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			phrases = append(phrases, line)
		}
	}
	return phrases
})

// isAppeal reports whether a short text is site chrome: an appeal for money, a
// subscription form, a cookie notice.
func isAppeal(text string) bool {
	if len(text) > 600 {
		return false
	}
	text = strings.ToLower(text)
	for _, phrase := range appeals() {
		if strings.Contains(text, phrase) {
			return true
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
	return strings.Join(strings.Fields(strings.Trim(s, ":*_\x00")), " ")
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

// roleWords are the hashes of the longest words of the headings in the lexicon.
// Most lines have none of them, and need no closer look.
var roleWords = sync.OnceValue(func() *hashSet {
	set := new(hashSet)
	for heading := range headingRoles() {
		longest, most := uint32(0), 0
		for w := range letterRuns(heading) {
			if w.letters > most {
				longest, most = w.hash, w.letters
			}
		}
		set.add(longest)
	}
	return set
})

// mayHaveRole reports whether a heading has one of the roleWords.
func mayHaveRole(heading string) bool {
	set := roleWords()
	for w := range letterRuns(heading) {
		if set.has(w.hash) {
			return true
		}
	}
	return false
}

// A letterRun is a run of letters: how many, and the FNV-1a hash of them in lower
// case.
type letterRun struct {
	letters int
	hash    uint32
}

func letterRuns(text string) iter.Seq[letterRun] {
	return func(yield func(letterRun) bool) {
		const seed, prime = 2166136261, 16777619
		w := letterRun{hash: seed}
		for _, r := range text {
			switch {
			case 'a' <= r && r <= 'z':
			case 'A' <= r && r <= 'Z':
				r += 'a' - 'A'
			case r >= utf8.RuneSelf && unicode.IsLetter(r):
				r = unicode.ToLower(r)
			default:
				if w.letters > 0 && !yield(w) {
					return
				}
				w = letterRun{hash: seed}
				continue
			}
			w.letters++
			w.hash = (w.hash ^ uint32(r)) * prime
		}
		if w.letters > 0 {
			yield(w)
		}
	}
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
