package rules

import (
	"iter"
	"strings"

	"github.com/citevet/citevet/lint"
)

// runs yields the article's citations run by run. A run is what stands side by
// side, in one bracket or in several with nothing to read between them.
func runs(a *lint.Article) iter.Seq[[]lint.Citation] {
	return func(yield func([]lint.Citation) bool) {
		all := a.Citations
		for start := 0; start < len(all); {
			end := start + 1
			for end < len(all) && sideBySide(a, &all[end-1], &all[end]) {
				end++
			}
			if !yield(all[start:end]) {
				return
			}
			start = end
		}
	}
}

// sideBySide reports whether nothing to read stands between two citations that
// follow each other.
func sideBySide(a *lint.Article, c, next *lint.Citation) bool {
	if c.Bracket != nil && c.Bracket == next.Bracket {
		return true
	}
	gap := lint.Span{Start: extent(c).End, End: extent(next).Start}
	return c.Sentence == next.Sentence && gap.Start <= gap.End && onlyMarkup(a.Slice(gap))
}

// onlyMarkup reports whether text holds nothing but tags, blanks, one line end
// and the commas that part citations.
func onlyMarkup(text string) bool {
	lines := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ' ', '\t', '\r', ',', ';':
		case '\n':
			if lines++; lines > 1 {
				return false
			}
		case '<':
			end := strings.IndexByte(text[i:], '>')
			if end < 0 {
				return false
			}
			i += end
		default:
			return false
		}
	}
	return true
}
