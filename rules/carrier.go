package rules

import (
	"cmp"
	"slices"

	"github.com/citevet/citevet/lint"
)

// Carriers returns the sentences of an article that come nearest to what a
// sentence of its conclusion or summary says, the nearest first: those that share
// most of its words. Same reports whether the cited ones among all sentences of the
// body say the same, as unsupported-bottom-line judges it. There are none of a
// sentence that stands elsewhere, nor of one that nothing comes near.
func Carriers(a *lint.Article, s *lint.Sentence) (carriers []*lint.Sentence, same bool) {
	if !sumsUp(s) {
		return nil, false
	}
	m := closureOf(a).match(s)
	if !m.comesNear() {
		return nil, false
	}
	slices.SortFunc(m.alike, func(t, u *lint.Sentence) int {
		return cmp.Or(compareTrue(u == m.nearest, t == m.nearest), compareTrue(u.Covered(), t.Covered()),
			cmp.Compare(t.Span.Start, u.Span.Start))
	})
	return m.alike, m.restates(closely)
}

// compareTrue orders false before true.
func compareTrue(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
