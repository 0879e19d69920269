package parse

import (
	"slices"

	"github.com/citevet/citevet/lint"
)

// A sourceIndex finds the source that a citation names.
type sourceIndex struct {
	sources []lint.Source
	byKey   keyMap[*namesakes]
	byURL   map[string]int // by canonical URL, the first; nil before a link is looked for
	ids     map[string]int // see draft
}

func newSourceIndex(d *draft) *sourceIndex {
	x := &sourceIndex{sources: d.sources, ids: d.ids}
	room := make([]namesakes, 0, len(d.sources))
	for i := range d.sources {
		s := &d.sources[i]
		if s.Key == "" {
			continue
		}
		key := foldKey(s.Key)
		same := x.byKey.get(key)
		if same == nil {
			room = append(room, namesakes{footnote: -1, other: -1, listed: -1})
			same = &room[len(room)-1]
			x.byKey.set(key, same)
		}
		same.add(i, s)
	}
	return x
}

// find returns the index of the source that a citation names, -1 if it names
// none.
func (x *sourceIndex) find(c *citationDraft) int {
	switch c.Style {
	case lint.Link:
		return x.withURL(canonicalURL(c.URL))
	case lint.Residue, lint.InlineNote:
		return -1
	}
	if i, ok := x.ids[c.id]; ok && c.id != "" {
		return i - 1
	}
	if same := x.byKey.get(foldKey(c.Key)); same != nil {
		return x.choose(c, same)
	}
	return -1
}

// withURL is the index of the first source with a canonical URL, -1 if there is
// none.
func (x *sourceIndex) withURL(url string) int {
	if x.byURL == nil {
		x.byURL = make(map[string]int, len(x.sources))
		for i := range x.sources {
			url := x.sources[i].Canonical
			if _, ok := x.byURL[url]; !ok && url != "" {
				x.byURL[url] = i
			}
		}
	}
	if i, ok := x.byURL[url]; ok {
		return i
	}
	return -1
}

// namesakes are the sources with one key.
type namesakes struct {
	footnote, other int   // the first of either kind; -1 if there is none
	listed          int   // the first that stands in a list; -1 if none does
	lists           []int // all that do, in text order, if they are several
}

func (n *namesakes) add(i int, s *lint.Source) {
	switch {
	case s.Origin == lint.FromFootnote && n.footnote < 0:
		n.footnote = i
	case s.Origin != lint.FromFootnote && n.other < 0:
		n.other = i
	}
	if s.Origin == lint.FromList && s.List > 0 {
		n.addListed(i)
	}
}

func (n *namesakes) addListed(i int) {
	switch {
	case n.listed < 0:
		n.listed = i
	case n.lists == nil:
		n.lists = []int{n.listed, i}
	default:
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
