package rules

import (
	"cmp"
	"slices"

	"github.com/citevet/citevet/lint"
)

// Carriers returns the sentences of an article that say what a sentence of its
// conclusion or summary says, the nearest first: those that share most of its
// words, and enough of them to be taken for what it sums up. Whether a citation
// covers them is for the caller to look at. There are none of a sentence that
// stands elsewhere.
func Carriers(a *lint.Article, s *lint.Sentence) []*lint.Sentence {
	if !sumsUp(s) {
		return nil
	}
	m := closureOf(a).match(s)
	if m.most == 0 || m.most*10 < m.words*loosely.shared {
		return nil
	}
	slices.SortFunc(m.alike, func(t, u *lint.Sentence) int {
		return cmp.Or(compareTrue(u == m.nearest, t == m.nearest), compareTrue(u.Covered(), t.Covered()),
			cmp.Compare(t.Span.Start, u.Span.Start))
	})
	return m.alike
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
