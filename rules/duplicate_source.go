package rules

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

var duplicateSource = &lint.Rule{
	Name: "duplicate-source",
	Doc: `one source listed twice

Two entries with the same URL, DOI or title are one source that looks like
two: a claim that cites both seems to be confirmed and is not. Cite the first
entry in both places.`,
	Group:      lint.Sources,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [1]. So do naps [2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Smith, On Sleep, second look, https://example.org/sleep\n",
	Good: "Sleep helps memory [1]. So do naps [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		pairs := findPairs(pass.Article)
		var all []lint.Fix
		if len(pairs) > maxRelistings {
			all = mergeSources(pass.Article, pairs)
		}
		for i := range pairs {
			d := pairs[i].diagnostic()
			switch {
			case !pairs[i].mergeable():
			case all != nil && i >= maxRelistings:
			case all != nil:
				d.Fixes = all
			default:
				d.Fixes = mergeSources(pass.Article, pairs[i:i+1])
			}
			pass.Report(d)
		}
	},
}

// A sameness is what two entries of one place may have in common. The article's
// own lists are one place, its front matter another, each other file a third.
type sameness struct{ place, what, value string }

// samenesses lists what tells the i-th source from others, the surest first; what it
// lacks has no value.
func (x *twins) samenesses(i int) [3]sameness {
	s := &x.a.Sources[i]
	place := s.File
	if s.Origin == lint.FromFrontMatter {
		place = string(s.Origin)
	}
	return [...]sameness{{place, "DOI", x.dois[i]}, {place, "URL", s.Canonical}, {place, "title", x.titles[i]}}
}

// foldDOIs returns all DOIs in lower case.
func foldDOIs(sources []lint.Source) []string {
	dois := make([]string, len(sources))
	for i := range sources {
		dois[i] = strings.ToLower(sources[i].DOI)
	}
	return dois
}

// foldTitles returns the words of all titles in lower case, each empty if it is too
// short to tell works apart or only a bracketed stand-in for a title.
func foldTitles(sources []lint.Source) []string {
	size := 0
	for i := range sources {
		size += len(sources[i].Title)
	}
	folded := make([]byte, 0, size+8)
	ends := make([]int, len(sources))
	for i := range sources {
		folded = appendTitle(folded, sources[i].Title)
		ends[i] = len(folded)
	}
	all, start := string(folded), 0
	titles := make([]string, len(sources))
	for i, end := range ends {
		titles[i], start = all[start:end], end
	}
	return titles
}

// appendTitle appends the words of a title in lower case, or nothing.
func appendTitle(folded []byte, title string) []byte {
	if strings.HasPrefix(strings.TrimSpace(title), "[") {
		return folded
	}
	start, words, inWord := len(folded), 0, false
	for i := 0; i < len(title); {
		x := lint.OctetAt(title, i)
		n, r := x.WordLen(), rune(0)
		if i += n; n == 0 {
			r, n = utf8.DecodeRuneInString(title[i:])
			if i += n; !isWord(r) {
				inWord = false
				continue
			}
		}
		if !inWord {
			inWord = true
			if words++; words > 1 {
				folded = append(folded, ' ')
			}
		}
		if r > 0 {
			folded = utf8.AppendRune(folded, unicode.ToLower(r))
		} else {
			folded = binary.LittleEndian.AppendUint64(folded, uint64(x.Fold()))
			folded = folded[:len(folded)-8+n]
		}
	}
	if words < 3 {
		return folded[:start]
	}
	return folded
}

// findPairs lists the entries that are the same source as an earlier one.
func findPairs(a *lint.Article) []pair {
	if len(a.Sources) < 2 {
		return nil
	}
	var pairs []pair
	x := twins{a: a, dois: foldDOIs(a.Sources), titles: foldTitles(a.Sources), listed: newTable[uint64]()}
	for i := range a.Sources {
		if first, what := x.find(i); first != nil {
			pairs = append(pairs, pair{first, &a.Sources[i], what})
		}
	}
	return pairs
}

// Twins finds the entries that are one source. What it compares is folded once: one
// entry may be compared with all others, and be as long as they are.
type twins struct {
	a      *lint.Article
	dois   []string      // of the sources, folded
	titles []string      // and those
	listed table[uint64] // the numbers of the first sources that have a sameness, by its hash
}

// seed is other in each process, so that no list can be made whose entries have the
// same hashes.
var seed = maphash.MakeSeed()

// enter returns the number of the first source that has a sameness of the i-th one.
// It is i itself if no earlier one has.
func (x *twins) enter(i int, same sameness) int {
	hash := maphash.Comparable(seed, same)
	first := int(x.listed.enter(hash|1, int32(i)).number)
	if had := x.samenesses(first); !slices.Contains(had[:], same) {
		return i
	}
	return first
}

// find returns the first entry that is the same source as the i-th, and what they
// have in common. It enters that one.
func (x *twins) find(i int) (first *lint.Source, what string) {
	a, s := x.a, &x.a.Sources[i]
	for _, same := range x.samenesses(i) {
		if same.value == "" {
			continue
		}
		switch other := &a.Sources[x.enter(i, same)]; {
		case other == s:
		case first != nil || same.what == "title" && disagree(other, s):
		case restated(other, s) || differentPages(a, other, s):
		default:
			first, what = other, same.what
		}
	}
	return first, what
}

// disagree reports whether two entries have different URLs or DOIs.
func disagree(s, t *lint.Source) bool {
	return s.Canonical != "" && t.Canonical != "" && s.Canonical != t.Canonical ||
		s.DOI != "" && t.DOI != "" && !strings.EqualFold(s.DOI, t.DOI)
}

// restated reports whether a definition only gives the URL of a list's entry.
func restated(s, t *lint.Source) bool { return s.Key == t.Key && s.Origin != t.Origin }

// differentPages reports whether two footnotes cite one work in different words,
// as notes do that name its pages.
func differentPages(a *lint.Article, s, t *lint.Source) bool {
	if s.Origin != lint.FromFootnote || t.Origin != lint.FromFootnote {
		return false
	}
	return noteText(a, s) != noteText(a, t)
}

func noteText(a *lint.Article, s *lint.Source) string {
	_, text, _ := strings.Cut(a.Slice(s.Span), "]:")
	return quote(text, 500)
}

// A pair is two entries for one source.
type pair struct {
	first, second *lint.Source
	what          string // they have in common
}

func (p *pair) diagnostic() lint.Diagnostic {
	first, s := p.first, p.second
	message := fmt.Sprintf("%s is the same source as %s: same %s", sourceName(s), sourceName(first), p.what)
	if s.Key == first.Key {
		message = fmt.Sprintf("%s is listed twice: same %s", sourceName(s), p.what)
	}
	return lint.Diagnostic{
		Span:    s.Span,
		Message: message,
		Keys:    sourceKeys(first, s),
		Related: []lint.Related{related(first, "listed first here")},
	}
}

// mergeable reports whether what cites the second entry can cite the first.
func (p *pair) mergeable() bool {
	if p.second.Key == p.first.Key || p.second.Key == "" {
		return p.second.Cited == 0
	}
	return p.first.Key != ""
}

// mergeSources is the fix that cites the first of two entries in place of the
// second, and removes that, for all of the pairs that can be merged.
func mergeSources(a *lint.Article, pairs []pair) []lint.Fix {
	x := relisting{a: a, keys: make(map[*lint.Source]string), drop: make(map[*lint.Source]bool)}
	into := make(map[*lint.Source]*lint.Source)
	message := fmt.Sprintf("Cite %s instead and remove %s", sourceName(pairs[0].first), sourceName(pairs[0].second))
	for i := range pairs {
		p := &pairs[i]
		if !p.mergeable() {
			continue
		}
		first := p.first
		if earlier, merged := into[first]; merged {
			first = earlier
		}
		into[p.second], x.drop[p.second] = first, true
	}
	if len(pairs) > 1 {
		message = fmt.Sprintf("Remove the %d entries that are listed again, and cite the first of each", len(x.drop))
	}
	x.closeGaps()
	for s, first := range into {
		x.keys[s] = x.newKey(first)
	}
	return []lint.Fix{x.fix(message)}
}
