package lint

import (
	"fmt"
	"slices"
)

// A reading is a sentence as far as a fix must not change it: its words, and
// what it cites. What stands alone as a citation belongs to the sentence before.
type reading struct {
	words   string
	cited   []string // names of what it cites, sorted, each once
	unclear int      // marks that no reader can follow, and malformed brackets
}

// compareReadings says what differs between an article before and after a fix
// that a fix must not change, empty if nothing does: the words of its sentences
// and headings, what each of them cites, and what the entries of its lists are.
// After a safe fix a sentence may cite more if a mark in it that could not be
// followed is gone. An unsafe fix may drop entries, and may take one source for
// another that has the same URL, DOI or title.
func compareReadings(before, after *Article, safe bool) string {
	names := newSourceNames(before, safe)
	old, now := readingsOf(before, names), readingsOf(after, names)
	if len(old) != len(now) || len(before.Sections) != len(after.Sections) {
		return "it would change how the text is read"
	}
	for i := range before.Sections {
		if wordsIn(before, before.Sections[i].Heading) != wordsIn(after, after.Sections[i].Heading) {
			return "it would change a heading"
		}
	}
	for i := range old {
		if old[i].words != now[i].words {
			return "it would change how the text is read"
		}
		if what := old[i].differs(&now[i], safe); what != "" {
			return what
		}
	}
	return names.compareLists(before, after, safe)
}

func wordsIn(a *Article, s Span) string { return string(appendWords(nil, a.Prose(s))) }

// differs says which citation a reading has lost or gained.
func (r *reading) differs(now *reading, safe bool) string {
	for _, name := range r.cited {
		if _, found := slices.BinarySearch(now.cited, name); !found {
			return fmt.Sprintf("a sentence would no longer cite %s", clip(name, 60))
		}
	}
	for _, name := range now.cited {
		if _, found := slices.BinarySearch(r.cited, name); !found && (now.unclear >= r.unclear || !safe) {
			return fmt.Sprintf("a sentence would cite %s and did not before", clip(name, 60))
		}
	}
	return ""
}

// readingsOf returns the readings of an article's sentences. The first stands for
// the headings and for what is cited before any words.
func readingsOf(a *Article, names *sourceNames) []reading {
	all := make([]reading, 1, len(a.Sentences)+1)
	at := make(map[*Sentence]int, len(a.Sentences))
	for i := range a.Sentences {
		if words := wordsIn(a, a.Sentences[i].Span); words != "" {
			all = append(all, reading{words: words})
		}
		at[&a.Sentences[i]] = len(all) - 1
	}
	for i := range a.Citations {
		c := &a.Citations[i]
		r := &all[at[c.Sentence]]
		if c.Style == Residue {
			r.unclear++
		} else if name := names.of(a, c); name != "" {
			r.cited = append(r.cited, name)
		}
	}
	for i := range a.Brackets {
		if b := &a.Brackets[i]; b.Defect != "" {
			all[at[b.Sentence]].unclear++
		}
	}
	for i := range all {
		slices.Sort(all[i].cited)
		all[i].cited = slices.Compact(all[i].cited)
	}
	return all
}

// sourceNames tell the sources of an article, and of what a fix made of it, by
// what they are.
type sourceNames struct {
	first map[string]string // by each name of a source, the name of the first source that has it
	exact bool
}

func newSourceNames(a *Article, exact bool) *sourceNames {
	n := &sourceNames{first: make(map[string]string), exact: exact}
	for i := range a.Sources {
		own := n.all(a, &a.Sources[i])
		name := own[0]
		for _, other := range own {
			if known, ok := n.first[other]; ok {
				name = known
				break
			}
		}
		for _, other := range own {
			if _, ok := n.first[other]; !ok {
				n.first[other] = name
			}
		}
	}
	return n
}

// all lists the names of a source, the surest first.
func (n *sourceNames) all(a *Article, s *Source) []string {
	names := []string{identity(a, s)}
	if n.exact {
		return names
	}
	for _, name := range []string{urlName(a, s), doiName(a, s), titleName(a, s)} {
		if name != "" && name != names[0] {
			names = append(names, name)
		}
	}
	return names
}

// source is the name of a source; ok is false if the article did not have it.
func (n *sourceNames) source(a *Article, s *Source) (name string, ok bool) {
	for _, name := range n.all(a, s) {
		if first, ok := n.first[name]; ok {
			return first, true
		}
	}
	return identity(a, s), false
}

// of is the name of what a citation names, empty for what names nothing that is
// listed and never can.
func (n *sourceNames) of(a *Article, c *Citation) string {
	switch {
	case c.Source != nil:
		name, _ := n.source(a, c.Source)
		return name
	case c.Style == Link, c.Style == InlineNote, c.Style == Placeholder:
		return ""
	}
	return "nothing by " + c.Key
}

// compareLists says what is wrong with the sources after a fix: none may be new,
// and an unsafe fix alone may drop some, which then nothing cites.
func (n *sourceNames) compareLists(before, after *Article, safe bool) string {
	if len(after.Sources) > len(before.Sources) || safe && len(after.Sources) < len(before.Sources) {
		return "it would change how the list of sources is read"
	}
	left := make(map[string]int, len(before.Sources))
	for i := range before.Sources {
		name, _ := n.source(before, &before.Sources[i])
		left[name]++
	}
	for i := range after.Sources {
		name, ok := n.source(after, &after.Sources[i])
		if left[name]--; !ok || left[name] < 0 {
			return "an entry of the list of sources would be another one"
		}
	}
	return ""
}
