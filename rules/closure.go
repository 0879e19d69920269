package rules

import (
	"math"

	"github.com/citevet/citevet/lint"
)

// A closure is what the sentences of an article's body say, for the rules that
// hold its conclusions and summaries against it. It finds the sentences that
// share words with another without looking at all of them.
type closure struct {
	sentences []*lint.Sentence
	by        map[string][]int32 // the first maxPostings sentences that have the stem
	covered   map[string]bool    // the stems of sentences that a citation covers
	facts     map[factKey]bool   // the quantities and dates, and whether a citation covers any
}

// maxPostings bounds what a word costs that stands in every sentence. Such a
// word tells sentences apart badly anyway.
const maxPostings = 64

// closureOf returns the closure of an article, which is made once.
func closureOf(a *lint.Article) *closure { return lint.Shared(a, newClosure) }

func newClosure(a *lint.Article) *closure {
	x := &closure{by: make(map[string][]int32), covered: make(map[string]bool), facts: make(map[factKey]bool)}
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if roleOf(s) != lint.Body {
			continue
		}
		n := int32(len(x.sentences))
		x.sentences = append(x.sentences, s)
		for _, t := range terms(a.Prose(s.Span)) {
			if posts := x.by[t.stem]; len(posts) < maxPostings {
				x.by[t.stem] = append(posts, n)
			}
			if s.Covered() {
				x.covered[t.stem] = true
			}
		}
		x.addFacts(a, s)
	}
	return x
}

// addFacts adds the quantities and dates of a sentence. Names are looked up as
// words: where one begins a sentence, it cannot be told from another word.
func (x *closure) addFacts(a *lint.Article, s *lint.Sentence) {
	for _, f := range facts(a.Prose(s.Span)) {
		for key := range f.coarser {
			x.facts[key] = x.facts[key] || s.Covered()
		}
	}
}

// has reports whether the body gives a fact; cited, whether a sentence does that
// a citation covers.
func (x *closure) has(f *fact) (given, cited bool) {
	if f.kind == nameFact {
		return len(x.by[f.stem]) > 0, x.covered[f.stem]
	}
	cited, given = x.facts[f.key()]
	return given, cited
}

// A match is how much of a sentence the body says.
type match struct {
	words   int              // how many different words carry the sentence's meaning
	known   int              // how many of them cited sentences have
	shared  int              // how many of them the one cited sentence has that shares most
	nearest *lint.Sentence   // that shares most words, cited or not
	most    int              // how many those are
	alike   []*lint.Sentence // those that share nearly as many, in no order
	unknown []string         // facts that no cited sentence gives
}

// maxChecked bounds how many facts of one sentence are looked up: a sentence
// with more is a table run together.
const maxChecked = 40

// match holds a sentence against the body.
func (x *closure) match(a *lint.Article, s *lint.Sentence) *match {
	m := new(match)
	shared := make(map[int32]int)
	for _, t := range terms(a.Prose(s.Span)) {
		m.words++
		if x.covered[t.stem] {
			m.known++
		}
		for _, n := range x.by[t.stem] {
			shared[n]++
		}
	}
	for n, count := range shared {
		t := x.sentences[n]
		if count > m.most || count == m.most && t.Span.Start < m.nearest.Span.Start {
			m.nearest, m.most = t, count
		}
		if t.Covered() {
			m.shared = max(m.shared, count)
		}
	}
	for n, count := range shared {
		if count*10 >= m.most*8 {
			m.alike = append(m.alike, x.sentences[n])
		}
	}
	checked := facts(a.Prose(s.Span))
	for i := range checked[:min(len(checked), maxChecked)] {
		if _, cited := x.has(&checked[i]); !cited && checked[i].matters() {
			m.unknown = append(m.unknown, checked[i].text)
		}
	}
	return m
}

// matters reports whether a fact is more than a small count: of "two reasons"
// nobody asks who says so.
func (f *fact) matters() bool {
	return f.kind != quantityFact || f.percent || f.value > 12 || f.value != math.Trunc(f.value)
}

// restates reports whether the sentence says again what cited sentences say: all
// its facts, most of its words, and a third of them in one place.
func (m *match) restates() bool {
	return len(m.unknown) == 0 && m.known*10 >= m.words*6 && m.shared*10 >= m.words*3
}
