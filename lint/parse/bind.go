package parse

import (
	"slices"

	"github.com/citevet/citevet/lint"
)

// A sourceIndex finds the source that a citation names.
type sourceIndex struct {
	sources []lint.Source
	byKey   map[string]*namesakes // by foldKey
	byURL   map[string]int        // by canonical URL; the first
	ids     map[string]int        // see draft
}

func newSourceIndex(d *draft) *sourceIndex {
	x := &sourceIndex{
		sources: d.sources, ids: d.ids,
		byKey: make(map[string]*namesakes, len(d.sources)), byURL: make(map[string]int, len(d.sources)),
	}
	for i := range d.sources {
		s := &d.sources[i]
		if s.Key != "" {
			key := foldKey(s.Key)
			if x.byKey[key] == nil {
				x.byKey[key] = &namesakes{footnote: -1, other: -1}
			}
			x.byKey[key].add(i, s)
		}
		if _, ok := x.byURL[s.Canonical]; !ok && s.Canonical != "" {
			x.byURL[s.Canonical] = i
		}
	}
	return x
}

// find returns the index of the source that a citation names, -1 if it names
// none.
func (x *sourceIndex) find(c *citationDraft) int {
	switch c.Style {
	case lint.Link:
		return x.first(x.byURL, canonicalURL(c.URL))
	case lint.Residue, lint.InlineNote:
		return -1
	}
	if i, ok := x.ids[c.id]; ok && c.id != "" {
		return i - 1
	}
	if same := x.byKey[foldKey(c.Key)]; same != nil {
		return x.choose(c, same)
	}
	return -1
}

func (x *sourceIndex) first(index map[string]int, key string) int {
	if i, ok := index[key]; ok && key != "" {
		return i
	}
	return -1
}

// namesakes are the sources with one key.
type namesakes struct {
	footnote, other int   // the first of either kind; -1 if there is none
	lists           []int // the first of each list, in text order
}

func (n *namesakes) add(i int, s *lint.Source) {
	switch {
	case s.Origin == lint.FromFootnote && n.footnote < 0:
		n.footnote = i
	case s.Origin != lint.FromFootnote && n.other < 0:
		n.other = i
	}
	if s.Origin == lint.FromList && s.List > 0 {
		n.lists = append(n.lists, i)
	}
}

// choose picks one of the sources with a citation's key: a footnote's own
// definition before a list's entry, else the first of the list that follows the
// citation, for an article of several parts may number each part's list anew.
func (x *sourceIndex) choose(c *citationDraft, same *namesakes) int {
	best := same.other
	if c.Style == lint.Footnote && same.footnote >= 0 || best < 0 {
		best = same.footnote
	}
	s := &x.sources[best]
	if s.Origin != lint.FromList || s.List == 0 || s.Span.Start > c.Span.Start {
		return best
	}
	n, _ := slices.BinarySearchFunc(same.lists, c.Span.Start, func(i, at int) int { return x.sources[i].Span.Start - at })
	if n < len(same.lists) && x.sources[same.lists[n]].List != s.List {
		return same.lists[n]
	}
	return best
}
