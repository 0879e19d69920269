package parse

import (
	"github.com/citevet/citevet/lint"
)

// A sourceIndex finds the source that a citation names.
type sourceIndex struct {
	sources []lint.Source
	byKey   map[string][]int // by foldKey, in order
	byURL   map[string]int   // by canonical URL; the first
	ids     map[string]int   // see draft
}

func newSourceIndex(d *draft) *sourceIndex {
	x := &sourceIndex{
		sources: d.sources, ids: d.ids,
		byKey: make(map[string][]int, len(d.sources)), byURL: make(map[string]int, len(d.sources)),
	}
	for i := range d.sources {
		s := &d.sources[i]
		if s.Key != "" {
			key := foldKey(s.Key)
			x.byKey[key] = append(x.byKey[key], i)
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
	if same := x.byKey[foldKey(c.Key)]; len(same) > 0 {
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

// choose picks one of the sources with a citation's key: a footnote's own
// definition before a list's entry, else the first of the list that follows the
// citation, for an article of several parts may number each part's list anew.
func (x *sourceIndex) choose(c *citationDraft, same []int) int {
	best := same[0]
	if len(same) == 1 {
		return best
	}
	for _, i := range same {
		footnote := x.sources[i].Origin == lint.FromFootnote
		if footnote == (c.Style == lint.Footnote) {
			best = i
			break
		}
	}
	if x.sources[best].List == 0 {
		return best
	}
	for _, i := range same {
		s := &x.sources[i]
		if s.List != x.sources[best].List && s.Origin == x.sources[best].Origin && s.List > 0 && s.Span.Start > c.Span.Start && x.sources[best].Span.Start < c.Span.Start {
			return i
		}
	}
	return best
}
