package rules

import (
	"fmt"

	"github.com/citevet/citevet/lint"
)

// namesSource reports whether a reader of a citation gets to a source.
func namesSource(c *lint.Citation) bool {
	return c.Source != nil || c.Style == lint.Link || c.Style == lint.InlineNote
}

// isProse reports whether a sentence stands where the article speaks itself.
func isProse(s *lint.Sentence) bool {
	role := roleOf(s)
	return role != lint.SourceList && role != lint.Boilerplate
}

// A recited is what changed in the citations that stand for a sentence: those
// before the change whose source none of the others has, and the reverse.
type recited struct{ lost, gained []*lint.Citation }

func recite(change *lint.Change, base, head []lint.Citation) recited {
	had, has := make(map[target]bool), make(map[target]bool)
	for i := range base {
		had[targetOf(&base[i])] = true
	}
	for i := range head {
		has[targetBefore(change, &head[i])] = true
	}
	var r recited
	for i := range base {
		if c := &base[i]; !has[targetOf(c)] && !anySame(change, c, head) {
			r.lost = append(r.lost, c)
		}
	}
	for i := range head {
		if c := &head[i]; !had[targetBefore(change, c)] && !anySame(change, c, base) {
			r.gained = append(r.gained, c)
		}
	}
	return r
}

// maxRecited bounds how many citations of a sentence are compared one by one,
// which only entries that are listed twice need.
const maxRecited = 32

// anySame reports whether a citation of the other version has the same source in
// another entry.
func anySame(change *lint.Change, c *lint.Citation, others []lint.Citation) bool {
	if c.Source == nil {
		return false
	}
	for i := range others[:min(len(others), maxRecited)] {
		if s := others[i].Source; s != nil && change.SameSource(c.Source, s) {
			return true
		}
	}
	return false
}

// targetBefore is what a citation of the new version named before the change.
func targetBefore(change *lint.Change, c *lint.Citation) target {
	t := targetOf(c)
	if t.source != nil {
		if before := change.SourceBefore(t.source); before != nil {
			t.source = before
		}
	}
	return t
}

// namesOf lists citations for a message, each name once.
func namesOf(citations []lint.Citation) string {
	var names []string
	seen := make(map[string]bool)
	for i := range citations {
		if name := nameOf(&citations[i]); namesSource(&citations[i]) && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return enumerate(names)
}

// keysOf lists the keys of citations, each once.
func keysOf(citations []lint.Citation) []string {
	var keys []string
	seen := make(map[string]bool)
	for i := range citations {
		if key := citations[i].Key; !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}

// titleOf names what an entry lists, without its key.
func titleOf(a *lint.Article, s *lint.Source) string {
	switch {
	case s.Title != "":
		return fmt.Sprintf("%q", quote(s.Title, 60))
	case s.URL != "":
		return clip(s.URL, 80)
	case s.File == "":
		return fmt.Sprintf("%q", quote(a.Slice(s.Span), 60))
	}
	return "an entry of " + s.File
}
