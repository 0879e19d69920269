package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

var figureChanged = &lint.Rule{
	Name: "figure-changed",
	Doc: `figures, dates and names that changed under the same citation

The source of a claim says what it said before. If the claim now gives another
figure, then either the old one was a slip, or the new one is, or the source is
another by now and has to be named.

Numbers are compared as quantities: 1.2 million is 1,200,000, and a figure that
rounds an exact one is no change. Words within quotation marks are what
quote-changed looks at. A name has changed if it alone was put in another's
place.`,
	Group:      lint.Changes,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Before:     "Naps raised the scores of older adults by 12 percent [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Bad:        "Naps raised the scores of older adults by 21 percent [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good:       "Naps raised the scores of adults by 12% [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	RunChange: func(pass *lint.ChangePass) {
		for _, p := range pass.Sentences {
			if p.Same || !p.Head.Covered() || !isProse(p.Head) || carrierOf(p.Base) == nil {
				continue
			}
			if changed := changedFacts(pass.Change, p); len(changed) > 0 && citedAsBefore(pass.Change, p) {
				pass.Report(lint.Diagnostic{
					Span: p.Head.Span, Keys: keysOf(p.Head.Support),
					Message: fmt.Sprintf("%s, and %s is cited as before", enumerate(changed), namesOf(p.Head.Support)),
				})
			}
		}
	},
}

// citedAsBefore reports whether the same sources stand for both sentences, and
// nobody has touched their entries.
func citedAsBefore(change *lint.Change, p lint.SentencePair) bool {
	if r := recite(change, p.Base.Support, p.Head.Support); len(r.lost) > 0 || len(r.gained) > 0 {
		return false
	}
	for i := range p.Head.Support {
		now := p.Head.Support[i].Source
		if now == nil {
			continue
		}
		if old := change.SourceBefore(now); old != nil && (old.Title != now.Title || old.Canonical != now.Canonical) {
			return false
		}
	}
	return true
}

// changedFacts says of a sentence which of its facts became which, as phrases.
func changedFacts(change *lint.Change, p lint.SentencePair) []string {
	base, head := factsOutside(change.Base, p.Base), factsOutside(change.Head, p.Head)
	gone, come := unlike(base, head), unlike(head, base)
	var changed []string
	for i := range gone {
		j := slices.IndexFunc(come, func(f fact) bool { return f.kind == gone[i].kind && f.percent == gone[i].percent })
		if j < 0 {
			j = slices.IndexFunc(come, func(f fact) bool { return f.percent == gone[i].percent })
		}
		if j < 0 {
			continue
		}
		changed = append(changed, gone[i].phrase()+" became "+come[j].phrase())
		come = slices.Delete(come, j, j+1)
	}
	if old, now := replacedName(change, p); old != "" {
		changed = append(changed, old+" became "+now)
	}
	return changed
}

// factsOutside lists the numbers and dates of a sentence that stand in no
// quotation. It reads maxFacts of them at most.
func factsOutside(a *lint.Article, s *lint.Sentence) []fact {
	var found []fact
	var read tokens
	at := s.Span.Start
	for _, q := range append(quotationsIn(a, s), lint.Span{Start: s.Span.End, End: s.Span.End}) {
		read.read(a.Prose(lint.Span{Start: at, End: max(at, q.Start)}))
		for f := range read.counts {
			if f.kind == quantityFact && f.value == newDecimal(1, 0) {
				continue // the article in many languages
			}
			if found = append(found, *f); len(found) == maxFacts {
				return found
			}
		}
		at = q.End
	}
	return found
}

// unlike lists the facts that others do not give, even rounded. What others give
// exactly is set off first, so that 1883 does not stand for 27 August 1883 where
// both are given.
func unlike(facts, others []fact) []fact {
	given := slices.Clone(others)
	for _, same := range [...]func(f, g *fact) bool{
		func(f, g *fact) bool { return f.key() == g.key() },
		func(f, g *fact) bool { return f.rounds(g) || g.rounds(f) },
	} {
		var left []fact
		for i := range facts {
			j := slices.IndexFunc(given, func(g fact) bool { return same(&facts[i], &g) })
			if j < 0 {
				left = append(left, facts[i])
			} else {
				given = slices.Delete(given, j, j+1)
			}
		}
		facts = left
	}
	return facts
}

// rounds reports whether f says less exactly what g does: a date without its day,
// a large or broken number with fewer digits, at least two.
func (f *fact) rounds(g *fact) bool {
	if g.kind == dateFact {
		for key := range g.coarser {
			if key == f.key() {
				return true
			}
		}
		return false
	}
	if f.kind == dateFact || g.value.exp >= 0 && g.value.length()+g.value.exp <= 4 {
		return false
	}
	for digits := min(g.digits, maxDigits) - 1; digits >= 2; digits-- {
		if g.value.round(digits) == f.value {
			return true
		}
	}
	return false
}

// phrase is a fact as a message gives it.
func (f *fact) phrase() string {
	if f.percent {
		return quote(f.text, 40) + " percent"
	}
	return quote(f.text, 40)
}

// maxName is how many words a name has at the most that is put in another's place.
const maxName = 4

// replacedName returns the name that was put in another's place, and that one, if
// nothing else of the words outside quotations has changed; empty if it is not so.
func replacedName(change *lint.Change, p lint.SentencePair) (old, now string) {
	base, head := wordsOutside(change.Base, p.Base), wordsOutside(change.Head, p.Head)
	for len(base) > 0 && len(head) > 0 && strings.EqualFold(base[0], head[0]) {
		base, head = base[1:], head[1:]
	}
	for len(base) > 0 && len(head) > 0 && strings.EqualFold(base[len(base)-1], head[len(head)-1]) {
		base, head = base[:len(base)-1], head[:len(head)-1]
	}
	if !isName(base) || !isName(head) || isInitials(base, head) || isInitials(head, base) {
		return "", ""
	}
	return strings.Join(base, " "), strings.Join(head, " ")
}

// isName reports whether all words begin with a capital, and are few.
func isName(words []string) bool {
	return 0 < len(words) && len(words) <= maxName && !slices.ContainsFunc(words, func(w string) bool { return !startsUpper(w) || monthOf(w) > 0 })
}

// isInitials reports whether one name is short for the other, as NATO is, or a
// part of it.
func isInitials(short, long []string) bool {
	initials := ""
	for _, w := range long {
		initials += string([]rune(w)[:1])
	}
	return len(short) == 1 && strings.EqualFold(short[0], initials) ||
		!slices.ContainsFunc(short, func(w string) bool { return !slices.Contains(long, w) })
}

// wordsOutside lists the words of a sentence that stand in no quotation.
func wordsOutside(a *lint.Article, s *lint.Sentence) []string {
	var all []string
	at := s.Span.Start
	for _, q := range append(quotationsIn(a, s), lint.Span{Start: s.Span.End, End: s.Span.End}) {
		for _, word := range words(a.Prose(lint.Span{Start: at, End: max(at, q.Start)})) {
			all = append(all, word)
		}
		at = q.End
	}
	return all
}
