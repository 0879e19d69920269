package rules

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// quotationsIn lists the parts of a sentence that stand in quotation marks,
// without the marks. A quotation may have begun before the sentence or go on
// behind it.
func quotationsIn(a *lint.Article, s *lint.Sentence) []lint.Span {
	all := lint.Shared(a, findQuotations).spans
	i, _ := slices.BinarySearchFunc(all, s.Span.Start, func(q lint.Span, start int) int { return cmp.Compare(q.End, start+1) })
	var found []lint.Span
	for ; i < len(all) && all[i].Start < s.Span.End; i++ {
		found = append(found, lint.Span{Start: max(all[i].Start, s.Span.Start), End: min(all[i].End, s.Span.End)})
	}
	return found
}

// quotations are all of an article's, in text order.
type quotations struct{ spans []lint.Span }

func findQuotations(a *lint.Article) *quotations {
	q := new(quotations)
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		switch {
		case len(p.Sentences) == 0:
		case isBlockQuotation(a, p):
			q.spans = append(q.spans, lint.Span{Start: p.Sentences[0].Span.Start, End: p.Sentences[len(p.Sentences)-1].Span.End})
		default:
			q.scan(a, lint.Span{Start: p.Sentences[0].Span.Start, End: p.Sentences[len(p.Sentences)-1].Span.End})
		}
	}
	slices.SortStableFunc(q.spans, func(s, t lint.Span) int { return cmp.Compare(s.Start, t.Start) })
	return q
}

// closings are the marks that end a quotation, by the one that begins it.
// Apostrophes look like single marks, so these are passed over.
var closings = map[rune]string{'"': "\"", '“': "”\"", '„': "“”\"", '«': "»", '»': "«", '「': "」", '『': "』"}

// scan adds the quotations of a paragraph. A mark that nothing closes begins none.
func (q *quotations) scan(a *lint.Article, within lint.Span) {
	prose := a.Prose(within)
	opened, marks := -1, ""
	for i, r := range prose {
		switch {
		case opened >= 0 && strings.ContainsRune(marks, r):
			q.spans = append(q.spans, lint.Span{Start: within.Start + opened, End: within.Start + i})
			opened = -1
		case opened < 0 && closings[r] != "":
			opened, marks = i+utf8.RuneLen(r), closings[r]
		}
	}
}
