package rules

import (
	"cmp"
	"slices"

	"github.com/citevet/citevet/lint"
)

// A closure answers what the conclusions and summaries of an article ask of its
// body: which sentences share their words, and which facts they give. It first
// collects what is asked and then reads the body once, so that an article whose
// conclusion is short costs little more than a scan of its words.
type closure struct {
	article   *lint.Article
	questions []question       // in text order
	sentences []*lint.Sentence // of the body, and cited ones of summaries
	stems     stemTable        // of what is asked
	terms     []answer         // by number of their stem
	facts     map[factKey]*answer
	factBits  uint64 // of their keys
	mentions  []mention
	posts     []int32 // of one term after the other: the first maxPostings sentences that have it
	tokens    []token // reused
}

// A question is a sentence of a conclusion or summary.
type question struct {
	sentence *lint.Sentence
	terms    []int32 // numbers of its stems, each once
	facts    []fact
	match    match
}

// An answer is where the article has a term or a fact. A summary is held against
// the body alone, a conclusion against the citations of the summary as well.
type answer struct {
	given   bool  // a sentence or heading of the body has it
	cited   bool  // a sentence of the body has it that a citation covers
	summary bool  // one of a summary does
	asked   int32 // the last question that has the term, from 1; 0 if none has
	last    int32 // the last sentence that has the term, from 1
	count   int32 // how many posts the term has
	post    int32 // where they begin
}

// A mention is a term in a sentence, by their numbers.
type mention struct{ term, sentence int32 }

// maxPostings bounds what a word costs that stands in every sentence. Such a
// word tells sentences apart badly anyway.
const maxPostings = 64

// maxFacts bounds how many facts of one sentence are looked up: a sentence with
// more is a table run together.
const maxFacts = 40

// closureOf returns the closure of an article, which is made once.
func closureOf(a *lint.Article) *closure { return lint.Shared(a, newClosure) }

func newClosure(a *lint.Article) *closure {
	x := &closure{article: a, stems: newStemTable(), facts: make(map[factKey]*answer)}
	for i := range a.Sentences {
		if s := &a.Sentences[i]; sumsUp(s) {
			x.ask(s)
		}
	}
	if len(x.questions) == 0 {
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
	x.post()
	shared := make([]int32, len(x.sentences))
	for i := range x.questions {
		x.compare(&x.questions[i], shared)
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
	x.tokens = tokenize(x.tokens[:0], x.article.Prose(s.Span))
	q := question{sentence: s, facts: factsIn(x.tokens, x.article.Language)}
	q.facts = q.facts[:min(len(q.facts), maxFacts)]
	number := int32(len(x.questions) + 1)
	for _, token := range x.tokens[:len(x.tokens)-1] {
		if t, ok := newTerm(token.text, false); ok {
			n := x.term(t.stem)
			if x.terms[n].asked != number {
				x.terms[n].asked = number
				q.terms = append(q.terms, n)
			}
		}
	}
	for i := range q.facts {
		f := &q.facts[i]
		if key := f.key(); f.kind != nameFact && x.facts[key] == nil {
			x.facts[key] = new(answer)
			x.factBits |= key.bit()
		}
	}
	x.questions = append(x.questions, q)
}

// term is the number of a stem that is asked for.
func (x *closure) term(stem stemHash) int32 {
	n := x.stems.enter(stem)
	if int(n) == len(x.terms) {
		x.terms = append(x.terms, answer{})
	}
	return n
}

// readHeading enters which of the terms asked for a heading has.
func (x *closure) readHeading(s *lint.Section) {
	for _, text := range words(x.article.Prose(s.Heading)) {
		if p := x.stems.place(hashStem(text)); p.stem != 0 {
			x.terms[p.number].given = true
		}
	}
}

// read enters which of the terms and facts asked for a sentence has.
func (x *closure) read(s *lint.Sentence) {
	x.sentences = append(x.sentences, s)
	n := int32(len(x.sentences))
	prose := x.article.Prose(s.Span)
	counted, numerals := len(x.facts) == 0, numeralStems()
	for i := 0; i < len(prose); {
		if isASCIIMark[prose[i]] {
			i++
			continue
		}
		end, stem := stemAt(prose, i)
		if end == i {
			i++
			continue
		}
		if p := x.stems.place(stem); p.stem != 0 {
			x.mention(p.number, n, s)
		}
		if !counted && (isDigit(prose[i]) || numerals.has(stem)) {
			counted = true
			x.readFacts(s, prose[i:])
		}
		i = end
	}
}

// mention enters that sentence n has a term.
func (x *closure) mention(term, n int32, s *lint.Sentence) {
	a := &x.terms[term]
	a.add(s)
	if a.last != n && a.count < maxPostings {
		a.last = n
		a.count++
		x.mentions = append(x.mentions, mention{term, n - 1})
	}
}

// readFacts enters which of the facts asked for a sentence has. Prose is what it
// says from its first number on.
func (x *closure) readFacts(s *lint.Sentence, prose string) {
	x.tokens = tokenize(x.tokens[:0], prose)
	for i := 0; i+1 < len(x.tokens); {
		f, n := countAt(x.tokens[i:])
		i += max(n, 1)
		if n == 0 {
			continue
		}
		for key := range f.coarser {
			if x.factBits&key.bit() == 0 {
				continue
			}
			if a := x.facts[key]; a != nil {
				a.add(s)
			}
		}
	}
}

// add enters that a sentence has what is asked for.
func (a *answer) add(s *lint.Sentence) {
	if roleOf(s) == lint.Summary {
		a.summary = true
	} else {
		a.given = true
		a.cited = a.cited || s.Covered()
	}
}

// post gives each term its posts.
func (x *closure) post() {
	x.posts = make([]int32, len(x.mentions))
	next := int32(0)
	for i := range x.terms {
		x.terms[i].post = next
		next += x.terms[i].count
		x.terms[i].count = 0
	}
	for _, m := range x.mentions {
		a := &x.terms[m.term]
		x.posts[a.post+a.count] = m.sentence
		a.count++
	}
}

// answer returns what the body says of a fact. Names are looked up as words:
// where one begins a sentence, it cannot be told from another word.
func (x *closure) answer(f *fact) *answer {
	if f.kind == nameFact {
		return &x.terms[x.stems.place(f.stem).number]
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
	alike   []*lint.Sentence // those that share nearly as many
}

// compare holds a question against the body. Shared is zero for each sentence, and
// so again afterwards.
func (x *closure) compare(q *question, shared []int32) {
	m := &q.match
	summary := roleOf(q.sentence) == lint.Summary
	m.words = len(q.terms)
	var sharing []int32 // the sentences
	for _, t := range q.terms {
		a := &x.terms[t]
		if a.cited || a.summary && !summary {
			m.known++
		}
		for _, n := range x.posts[a.post : a.post+a.count] {
			if !summary || roleOf(x.sentences[n]) == lint.Body {
				if shared[n] == 0 {
					sharing = append(sharing, n)
				}
				shared[n]++
			}
		}
	}
	for _, n := range sharing {
		s, count := x.sentences[n], int(shared[n])
		if count > m.most || count == m.most && s.Span.Start < m.nearest.Span.Start {
			m.nearest, m.most = s, count
		}
		if s.Covered() {
			m.shared = max(m.shared, count)
		}
	}
	for _, n := range sharing {
		if int(shared[n])*10 >= m.most*8 {
			m.alike = append(m.alike, x.sentences[n])
		}
		shared[n] = 0
	}
}

// question is that of a sentence that sums up.
func (x *closure) question(s *lint.Sentence) *question {
	i, _ := slices.BinarySearchFunc(x.questions, s.Span.Start, func(q question, start int) int {
		return cmp.Compare(q.sentence.Span.Start, start)
	})
	return &x.questions[i]
}

// match is how much of a sentence that sums up the body says.
func (x *closure) match(s *lint.Sentence) *match { return &x.question(s).match }

// unsaid lists the facts of a sentence that no cited sentence gives.
func (x *closure) unsaid(s *lint.Sentence) []string {
	summary := roleOf(s) == lint.Summary
	return x.lacking(s, func(a *answer) bool { return a.cited || a.summary && !summary })
}

// lacking lists the facts of a sentence that matter and whose answers do not do,
// names that stand together as one.
func (x *closure) lacking(s *lint.Sentence, does func(*answer) bool) []string {
	prose := x.article.Prose(s.Span)
	var texts []string
	start, end := 0, -2 // of the last name
	facts := x.question(s).facts
	for i := range facts {
		f := &facts[i]
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

// restates reports whether a sentence says so much of what cited sentences say.
// Whether it gives other facts is for unsaid to tell.
func (m *match) restates(l likeness) bool {
	return m.known*10 >= m.words*l.known && m.shared*10 >= m.words*l.shared
}
