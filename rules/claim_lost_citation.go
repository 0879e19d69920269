package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/citevet/citevet/lint"
)

var claimLostCitation = &lint.Rule{
	Name: "claim-lost-citation",
	Doc: `claims that were cited before the change and are not now

A sentence is reworded and its citation goes with the old words; a paragraph is
cut where its last sentence carried the citation. The claim still stands, and
the reader can no longer look it up.

A sentence is known again by its words, or by most of them, wherever it has
been moved.`,
	Group:      lint.Changes,
	Severity:   lint.Error,
	Confidence: lint.Judgement,
	Before:     "Short naps improve the memory of older adults [1]. Sleep helps too [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Bad:        "Short naps clearly improve the memory of adults. Sleep helps too [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Short naps clearly improve the memory of adults [1]. Sleep helps too [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Missing:    5,
	RunChange: func(pass *lint.ChangePass) {
		told := make(map[*lint.Sentence]bool)
		for _, p := range pass.Sentences {
			carrier := carrierOf(p.Base)
			if p.Head.Covered() || carrier == nil || told[carrier] || !isProse(p.Head) || isFragment(pass.Base, p.Base) {
				continue
			}
			if lost(pass.Change, p, carrier) && !isSplit(pass.Change, p) {
				told[carrier] = true
				reportLost(pass, p)
			}
		}
	},
}

// carrierOf returns the sentence whose citation stands for s, nil if none that
// names a source does.
func carrierOf(s *lint.Sentence) *lint.Sentence {
	for i := range s.Support {
		c := &s.Support[i]
		switch {
		case !namesSource(c):
		case s.Cover == lint.Inside:
			return s
		default:
			return c.Sentence
		}
	}
	return nil
}

// minClaim is how many words that carry meaning a sentence has at the least that
// can be known again: less is a cell of a table, or a label.
const minClaim = 2

func isFragment(a *lint.Article, s *lint.Sentence) bool {
	return len(terms(a.Prose(s.Span))) < minClaim
}

// lost reports whether a sentence without a citation lost it. One that another
// sentence carried is lost with that sentence or its citation, or by being moved
// out of its reach; that the article now reads as one that cites sentence by
// sentence takes nothing away.
func lost(change *lint.Change, p lint.SentencePair, carrier *lint.Sentence) bool {
	if carrier == p.Base {
		return true
	}
	after := change.After(carrier)
	switch {
	case p.Base.Claim.Kind == lint.NoClaim:
		return false
	case after == nil || carrierOf(after) == nil:
		return true
	}
	return p.Base.Cover == lint.Paragraphs && after.Paragraph != p.Head.Paragraph
}

// isSplit reports whether the next sentence has the citation because one sentence
// was made two, and that one is the other half.
func isSplit(change *lint.Change, p lint.SentencePair) bool {
	if p.Same || p.Head.Paragraph == nil {
		return false
	}
	all := p.Head.Paragraph.Sentences
	i, found := slices.BinarySearchFunc(all, p.Head.Span.Start, func(s lint.Sentence, start int) int { return cmp.Compare(s.Span.Start, start) })
	if !found || i+1 == len(all) || !all[i+1].Covered() {
		return false
	}
	r := recite(change, p.Base.Support, all[i+1].Support)
	return len(r.lost) == 0 && sharesTerms(change, p.Base, &all[i+1])
}

// sharesTerms reports whether at least half of what a sentence of the new version
// says comes from one of the old.
func sharesTerms(change *lint.Change, base, head *lint.Sentence) bool {
	had := make(map[stemHash]bool)
	for _, stem := range terms(change.Base.Prose(base.Span)) {
		had[stem] = true
	}
	shared, all := 0, terms(change.Head.Prose(head.Span))
	for _, stem := range all {
		if had[stem] {
			shared++
		}
	}
	return shared > 0 && 2*shared >= len(all)
}

func reportLost(pass *lint.ChangePass, p lint.SentencePair) {
	d := lint.Diagnostic{
		Span: p.Head.Span, Confidence: lint.Certain,
		Message: fmt.Sprintf("%s stood for this before the change, and nothing does now", namesOf(p.Base.Support)),
	}
	if !p.Same {
		d.Confidence = lint.Judgement
		d.Message += fmt.Sprintf("; it read %q", quote(visible(pass.Base.Prose(p.Base.Span)), 100))
	}
	pass.Report(d)
}
