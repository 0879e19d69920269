package lint

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// A Diagnostic is one finding.
type Diagnostic struct {
	Rule        string
	Severity    Severity
	Confidence  Confidence
	Message     string // lower case, no full stop: no source for [7]
	Span        Span
	Keys        []string // the citation or source keys that it is about
	Related     []Related
	Fixes       []Fix    // alternatives; the first is the one to prefer
	Whole       bool     // it is about the article as a whole, or a section; the span shows only where that begins
	Fingerprint string   // 32 hexadecimal digits that stay the same while the defect does
	Places      []string // if it stands for several places, the fingerprint of each; see KnownTo

	missing int
}

// Related is another place that a finding is about.
type Related struct {
	Path    string // empty: the article itself
	Span    Span
	Message string
}

// A Fix is one way to mend a finding. A safe fix leaves the prose alone and
// changes no citation's source.
type Fix struct {
	Message string // an imperative: Remove the second [2]
	Safe    bool
	Edits   []Edit
}

// An Edit replaces a span of the text.
type Edit struct {
	Span Span
	New  string
}

// ErrOverlap is returned by Apply for edits that touch the same bytes.
var ErrOverlap = errors.New("edits overlap")

// Apply makes all edits of the fixes at once and returns the new text. Equal
// edits are made once. It returns ErrOverlap, and the text as it was, if two
// edits touch the same bytes or insert at the same place.
func Apply(text string, fixes ...Fix) (string, error) {
	var edits []Edit
	for _, f := range fixes {
		edits = append(edits, f.Edits...)
	}
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	edits = slices.Compact(edits)
	var out strings.Builder
	at := 0
	for i, e := range edits {
		if e.Span.Start < at || i > 0 && edits[i-1].Span == e.Span {
			return text, ErrOverlap
		}
		out.WriteString(text[at:e.Span.Start])
		out.WriteString(e.New)
		at = e.Span.End
	}
	out.WriteString(text[at:])
	return out.String(), nil
}
