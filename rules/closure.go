package rules

import (
	"github.com/citevet/citevet/lint"
)

// A closure answers what the conclusions and summaries of an article ask of its
// body: which sentences share their words, and which facts they give. It first
// collects what is asked and then reads the body once, so that an article whose
// conclusion is short costs little more than a scan of its words.
type closure struct {
	article   *lint.Article
	sentences []*lint.Sentence // of the body, and cited ones of summaries
	asked     map[*lint.Sentence]*question
	terms     map[stemHash]*answer
	facts     map[factKey]*answer
	tokens    []token // reused
}

// A question is a sentence of a conclusion or summary.
type question struct {
	terms []term
	facts []fact
}

// An answer is where the article has a term or a fact. A summary is held against
// the body alone, a conclusion against the citations of the summary as well.
type answer struct {
	posts   []int32 // the first maxPostings sentences that have it
	given   bool    // a sentence or heading of the body has it
	cited   bool    // a sentence of the body has it that a citation covers
	summary bool    // one of a summary does
}

// maxPostings bounds what a word costs that stands in every sentence. Such a
// word tells sentences apart badly anyway.
const maxPostings = 64

// maxFacts bounds how many facts of one sentence are looked up: a sentence with
// more is a table run together.
const maxFacts = 40

// closureOf returns the closure of an article, which is made once.
func closureOf(a *lint.Article) *closure { return lint.Shared(a, newClosure) }

func newClosure(a *lint.Article) *closure {
	x := &closure{
		article: a, asked: make(map[*lint.Sentence]*question),
		terms: make(map[stemHash]*answer), facts: make(map[factKey]*answer),
	}
	for i := range a.Sentences {
		if s := &a.Sentences[i]; sumsUp(s) {
			x.ask(s)
		}
	}
	if len(x.asked) == 0 {
		return x
	}
	for i := range a.Sentences {
		if s := &a.Sentences[i]; roleOf(s) == lint.Body || roleOf(s) == lint.Summary && s.Cover == lint.Inside {
			x.read(s)
		}
	}
	for i := range a.Sections {
		if s := &a.Sections[i]; s.Role == lint.Body {
			x.readHeading(s)
		}
	}
	return x
}

// sumsUp reports whether a sentence stands where an article sums up.
func sumsUp(s *lint.Sentence) bool {
	role := roleOf(s)
	return role == lint.Conclusion || role == lint.Summary
}

// ask enters the terms and facts of a sentence.
func (x *closure) ask(s *lint.Sentence) {
	prose := x.article.Prose(s.Span)
	q := &question{terms: terms(prose), facts: facts(prose, x.article.Language)}
	q.facts = q.facts[:min(len(q.facts), maxFacts)]
	x.asked[s] = q
	for _, t := range q.terms {
		if x.terms[t.stem] == nil {
			x.terms[t.stem] = new(answer)
		}
	}
	for i := range q.facts {
		if f := &q.facts[i]; f.kind != nameFact && x.facts[f.key()] == nil {
			x.facts[f.key()] = new(answer)
		}
	}
}

// readHeading enters which of the terms asked for a heading has.
func (x *closure) readHeading(s *lint.Section) {
	for _, text := range words(x.article.Prose(s.Heading)) {
		if a := x.terms[hashStem(text)]; a != nil {
			a.given = true
		}
	}
}

// read enters which of the terms and facts asked for a sentence has.
func (x *closure) read(s *lint.Sentence) {
	n := int32(len(x.sentences))
	x.sentences = append(x.sentences, s)
	prose := x.article.Prose(s.Span)
	counted := false
	for _, text := range words(prose) {
		h := hashStem(text)
		counted = counted || isDigit(text[0]) || numeralStems()[h]
		if a := x.terms[h]; a != nil {
			a.add(n, s)
		}
	}
	if !counted || len(x.facts) == 0 {
		return
	}
	x.tokens = tokenize(x.tokens[:0], prose)
	for f := range counts(x.tokens) {
		for key := range f.coarser {
			if a := x.facts[key]; a != nil {
				a.add(n, s)
			}
		}
	}
}

func (a *answer) add(n int32, s *lint.Sentence) {
	if roleOf(s) == lint.Summary {
		a.summary = true
	} else {
		a.given = true
		a.cited = a.cited || s.Covered()
	}
	if k := len(a.posts); k < maxPostings && (k == 0 || a.posts[k-1] != n) {
		a.posts = append(a.posts, n)
	}
}

// answer returns what the body says of a fact. Names are looked up as words:
// where one begins a sentence, it cannot be told from another word.
func (x *closure) answer(f *fact) *answer {
	if f.kind == nameFact {
		return x.terms[f.stem]
	}
	return x.facts[f.key()]
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

// match holds a sentence that sums up against the body.
func (x *closure) match(s *lint.Sentence) *match {
	q, m := x.asked[s], new(match)
	summary := roleOf(s) == lint.Summary
	shared := make(map[int32]int)
	for _, t := range q.terms {
		m.words++
		a := x.terms[t.stem]
		if a.cited || a.summary && !summary {
			m.known++
		}
		for _, n := range a.posts {
			if !summary || roleOf(x.sentences[n]) == lint.Body {
				shared[n]++
			}
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
	m.unknown = x.lacking(s, func(a *answer) bool { return a.cited || a.summary && !summary })
	return m
}

// lacking lists the facts of a sentence that matter and whose answers do not do,
// names that stand together as one.
func (x *closure) lacking(s *lint.Sentence, does func(*answer) bool) []string {
	prose := x.article.Prose(s.Span)
	var texts []string
	start, end := 0, -2 // of the last name
	for i := range x.asked[s].facts {
		f := &x.asked[s].facts[i]
		if !f.matters() || does(x.answer(f)) {
			continue
		}
		if f.kind == nameFact {
			if f.start == end+1 && prose[end] == ' ' {
				end = f.start + len(f.text)
				texts[len(texts)-1] = prose[start:end]
				continue
			}
			start, end = f.start, f.start+len(f.text)
		}
		texts = append(texts, f.text)
	}
	return texts
}

// matters reports whether a fact is more than a small count: of "two reasons"
// nobody asks who says so.
func (f *fact) matters() bool {
	return f.kind != quantityFact || f.percent || f.value.isMoreThan(12)
}

// A likeness is how much of a sentence's words cited sentences must have: all of
// them together, and the one that has most, in tenths.
type likeness struct{ known, shared int }

var (
	closely = likeness{8, 5}
	loosely = likeness{6, 3}
)

// restates reports whether the sentence says again what cited sentences say: all
// its facts, and so much of its words.
func (m *match) restates(l likeness) bool {
	return len(m.unknown) == 0 && m.known*10 >= m.words*l.known && m.shared*10 >= m.words*l.shared
}
