package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A relisting changes lists of sources and all that names their entries: it drops
// entries, takes one for another and gives them other keys. Its edits are made
// together or not at all. They may be wrong where a list is written in a way that
// nobody thought of; whoever makes fixes reads the article again and compares.
type relisting struct {
	a     *lint.Article
	keys  map[*lint.Source]string // new keys; of an entry that is not here the key stays
	drop  map[*lint.Source]bool
	moved bool // the entries of lists are put in the order of their keys
	edits []lint.Edit

	renamed map[string]bool   // the old and the new keys of those that change; see changes
	defined map[string]string // new keys of link reference definitions, by the old ones
}

// A listPlace is where sources are listed.
type listPlace struct {
	origin lint.Origin
	list   int
	file   string
}

func placeOf(s *lint.Source) listPlace { return listPlace{s.Origin, s.List, s.File} }

// A listing is the sources of each place in text order, also those without a key.
type listing map[listPlace][]*lint.Source

// entriesAt lists the sources of a place. The slice is not to be changed.
func entriesAt(a *lint.Article, at listPlace) []*lint.Source {
	return (*lint.Shared(a, newListing))[at]
}

func newListing(a *lint.Article) *listing {
	l := make(listing)
	for i := 0; i < len(a.Sources); {
		at, end := placeOf(&a.Sources[i]), i+1
		for end < len(a.Sources) && placeOf(&a.Sources[end]) == at {
			end++
		}
		entries := slices.Grow(l[at], end-i)
		for ; i < end; i++ {
			entries = append(entries, &a.Sources[i])
		}
		l[at] = entries
	}
	return &l
}

// entryText returns the file that lists a source, its text, and where the entry
// stands in it.
func entryText(a *lint.Article, s *lint.Source) (file, text string, at lint.Span) {
	if s.File == "" {
		return "", a.Text, s.Span
	}
	return s.File, a.Lists[s.File], s.FileSpan
}

// newKey is the key that a source has afterwards.
func (x *relisting) newKey(s *lint.Source) string {
	if key, ok := x.keys[s]; ok {
		return key
	}
	return s.Key
}

// fix makes a fix of the relisting, or refuses it with the reason.
func (x *relisting) fix(message string) lint.Fix {
	why := x.hazard()
	for _, step := range []func() string{x.dropEntries, x.relabel, x.rewriteCitations} {
		if why == "" {
			why = step()
		}
	}
	if why != "" {
		return lint.Fix{Message: message, Refusal: why}
	}
	return lint.Fix{Message: message, Edits: x.edits}
}

// closeGaps gives the entries behind those that are dropped the numbers that they
// then have in their lists, where all numbers follow each other or an entry's
// number is its place.
func (x *relisting) closeGaps() {
	done := make(map[listPlace]bool)
	for s := range x.drop {
		at := placeOf(s)
		if done[at] {
			continue
		}
		done[at] = true
		entries := entriesAt(x.a, at)
		first := numberOf(entries[0].Key)
		if first < 0 || !isConsecutive(entries) || isWritten(entries) && !isOrdered(s) {
			continue
		}
		for _, s := range entries {
			if x.drop[s] {
				continue
			}
			if key := strconv.Itoa(first); key != s.Key {
				x.keys[s] = key
			}
			first++
		}
	}
}

func isConsecutive(entries []*lint.Source) bool {
	for i, s := range entries {
		if numberOf(s.Key) != numberOf(entries[0].Key)+i {
			return false
		}
	}
	return true
}

// isWritten reports whether the keys of all entries are written out.
func isWritten(entries []*lint.Source) bool {
	return !slices.ContainsFunc(entries, func(s *lint.Source) bool { return s.KeySpan.Len() == 0 })
}

// hazard says why keys must not change: what else would name another source then.
func (x *relisting) hazard() string {
	if !x.changesAny() {
		return ""
	}
	for i := range x.a.Citations {
		switch c := &x.a.Citations[i]; {
		case c.Style == lint.Residue && x.changes(c.Key):
			return fmt.Sprintf("%s would be taken for another source: remove it first", quote(x.a.Slice(extent(c)), 40))
		case c.Source == nil && byKey(c.Style) && x.changes(c.Key):
			return nameOf(c) + " names no source, and then would"
		case c.Style == lint.HTMLRef && c.Source != nil && x.changes(c.Source.Key):
			return "the citations are links within the page, which has places for them under the old numbers"
		}
	}
	if at := x.uncertain(); at.Len() > 0 {
		return fmt.Sprintf("%s on line %d may be a citation, too", x.a.Slice(at), x.a.Position(at.Start).Line)
	}
	for i := range x.a.Brackets {
		b := &x.a.Brackets[i]
		if b.Defect != "" && slices.ContainsFunc(b.Citations, func(c lint.Citation) bool { return x.changes(oldKey(&c)) }) {
			return fmt.Sprintf("%s is malformed: mend it first", quote(x.a.Slice(b.Span), 40))
		}
	}
	for i := range x.a.Sources {
		if key := x.mention(&x.a.Sources[i]); key != "" {
			return fmt.Sprintf("the entry of %s mentions [%s], which would be another source", sourceName(&x.a.Sources[i]), key)
		}
	}
	return ""
}

// changesAny reports whether an entry that stays has another key afterwards.
func (x *relisting) changesAny() bool {
	for s, key := range x.keys {
		if key != s.Key && !x.drop[s] {
			return true
		}
	}
	return false
}

// changes reports whether a key is the old or the new one of an entry that stays and
// has another key afterwards. It is seldom asked.
func (x *relisting) changes(key string) bool {
	if x.renamed == nil {
		x.renamed = make(map[string]bool, 2*len(x.keys))
		for s, key := range x.keys {
			if key != s.Key && !x.drop[s] {
				x.renamed[s.Key], x.renamed[key] = true, true
			}
		}
	}
	return x.renamed[key]
}

// uncertain finds one of the keys that change in parentheses where it is no
// citation, in an article that cites so: there (2) may count a list, or have been
// meant to cite.
func (x *relisting) uncertain() lint.Span {
	if !slices.ContainsFunc(x.a.Citations, func(c lint.Citation) bool { return c.Style == lint.Parenthesis }) {
		return lint.Span{}
	}
	for i := range x.a.Sentences {
		span := x.a.Sentences[i].Span
		prose := x.a.Prose(span)
		for at := strings.IndexByte(prose, '('); at >= 0; {
			inner, _, closed := strings.Cut(prose[at+1:min(len(prose), at+maxLocator)], ")")
			if closed && x.changes(inner) {
				return lint.Span{Start: span.Start + at, End: span.Start + at + len(inner) + 2}
			}
			next := strings.IndexByte(prose[at+1:], '(')
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	return lint.Span{}
}

// mention finds one of the keys that change in brackets within an entry, but for its
// own.
func (x *relisting) mention(s *lint.Source) string {
	_, text, at := entryText(x.a, s)
	for i := max(at.Start, s.KeySpan.End); i < at.End; i++ {
		next := strings.IndexByte(text[i:at.End], '[')
		if next < 0 {
			break
		}
		i += next
		end := strings.IndexByte(text[i:min(at.End, i+maxLocator)], ']')
		if end < 0 {
			continue
		}
		if key := strings.TrimPrefix(text[i+1:i+end], "^"); key != s.Key && x.changes(key) {
			return key
		}
	}
	return ""
}

// numberOf is the number that a key is, -1 if it is none.
func numberOf(key string) int {
	n, err := strconv.Atoi(key)
	if err != nil || n < 0 || key[0] == '+' {
		return -1
	}
	return n
}
