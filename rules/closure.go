package rules

import (
	"cmp"
	"slices"
	"sync"

	"github.com/citevet/citevet/lint"
)

// A closure answers what the conclusions and summaries of an article ask of its
// body: which sentences share their words, and which facts they give.
type closure struct {
	article   *lint.Article
	questions []question // in text order
	answers   []answer
	hasBody   bool // there are sentences to hold against them
}

// A question is a sentence of a conclusion or summary.
type question struct {
	sentence *lint.Sentence
	terms    []int32 // numbers of the answers about its stems, each once
	facts    []fact
	about    []int32 // numbers of the answers about its facts
	match    match
}

// An answer is where the article has a term or a fact. A summary is held against
// the body alone, a conclusion against the citations of the summary as well.
type answer struct {
	given   bool  // a sentence or heading of the body has it
	cited   bool  // a sentence of the body has it that a citation covers
	summary bool  // one of a summary does
	counts  bool  // it is a term that may be a number or a month
	asked   int32 // the last question that has the term, from 1; 0 if none has
	last    int32 // the last sentence that has the term, from 1
	count   int32 // how many posts the term has
	post    int32 // where they begin
}

// A reader makes a closure. It first collects what is asked and then reads the
// body once, so that an article whose conclusion is short costs little more than a
// scan of its words. All it has is used again for the next article, unless
// this one is long.
type reader struct {
	article   *lint.Article
	questions []question
	answers   []answer
	sentences []*lint.Sentence // of the body, and cited ones of summaries
	stems     table[stemHash]  // of what is asked; the number of each is that of its answer
	facts     map[factKey]int32
	factBits  uint64 // of their keys
	mentions  []mention
	posts     []int32 // of one term after the other: the first maxPostings sentences that have it
	shared    []int32 // by sentence
	sharing   []int32 // the sentences
	tokens    tokens
	numbers   []int   // of the tokens that may be numbers or months
	found     []fact  // of one sentence
	asked     []int32 // the terms of one question
}

var readers = sync.Pool{New: func() any { return &reader{stems: newTable[stemHash](), facts: make(map[factKey]int32)} }}

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
	x := readers.Get().(*reader)
	x.article = a
	for i := range a.Sentences {
		if s := &a.Sentences[i]; sumsUp(s) {
			x.ask(s)
		}
	}
	asked := len(x.answers)
	if len(x.questions) > 0 {
		x.answer()
	}
	made := &closure{
		article: a, questions: slices.Clone(x.questions), answers: slices.Clone(x.answers[:asked]), hasBody: len(x.sentences) > 0,
	}
	if len(a.Text) <= maxKept {
		x.reset()
		readers.Put(x)
	}
	return made
}

// maxKept is the length of the longest article whose reader is used again, in bytes.
const maxKept = 1 << 20

// reset makes the reader ready for the next article. It keeps nothing of the last.
func (x *reader) reset() {
	clear(x.questions)
	clear(x.sentences)
	clear(x.found[:cap(x.found)])
	x.stems.clear()
	if len(x.facts) > maxKeptSlots {
		x.facts = make(map[factKey]int32)
	}
	clear(x.facts)
	x.article, x.factBits, x.tokens.prose = nil, 0, ""
	x.questions, x.answers, x.sentences, x.mentions = x.questions[:0], x.answers[:0], x.sentences[:0], x.mentions[:0]
}

// answer reads the body and answers all questions.
func (x *reader) answer() {
	if len(x.facts) > 0 {
		x.listenForNumbers()
	}
	a := x.article
	for i := range a.Sentences {
		switch s := &a.Sentences[i]; roleOf(s) {
		case lint.Body:
			x.read(s, false)
		case lint.Summary:
			if s.Cover == lint.Inside {
				x.read(s, true)
			}
		}
	}
	for i := range a.Sections {
		if s := &a.Sections[i]; s.Role == lint.Body {
			x.readHeading(s)
		}
	}
	x.post()
	for i := range x.questions {
		x.compare(&x.questions[i])
	}
}

// hasSection reports whether an article has a section of one of the roles.
func hasSection(a *lint.Article, roles ...lint.Role) bool {
	for i := range a.Sections {
		if slices.Contains(roles, a.Sections[i].Role) {
			return true
		}
	}
	return false
}

// sumsUp reports whether a sentence stands where an article sums up.
func sumsUp(s *lint.Sentence) bool {
	role := roleOf(s)
	return role == lint.Conclusion || role == lint.Summary
}

// ask enters the terms and facts of a sentence.
func (x *reader) ask(s *lint.Sentence) {
	x.tokens.read(x.article.Prose(s.Span))
	x.found = x.tokens.appendFacts(x.found[:0], x.article.Language)
	q := question{sentence: s, facts: slices.Clone(x.found[:min(len(x.found), maxFacts)])}
	x.asked = x.asked[:0]
	number := int32(len(x.questions) + 1)
	for i := range x.tokens.all {
		if !x.tokens.carriesMeaning(i) {
			continue
		}
		n := x.term(x.tokens.all[i].stem)
		if x.answers[n].asked != number {
			x.answers[n].asked = number
			x.asked = append(x.asked, n)
		}
	}
	q.terms = slices.Clone(x.asked)
	q.about = make([]int32, len(q.facts))
	for i := range q.facts {
		q.about[i] = x.fact(&q.facts[i])
	}
	x.questions = append(x.questions, q)
}

// term is the number of the answer about a stem.
func (x *reader) term(stem stemHash) int32 {
	p := x.stems.enter(stem, int32(len(x.answers)))
	if int(p.number) == len(x.answers) {
		x.answers = append(x.answers, answer{})
	}
	return p.number
}

// fact is the number of the answer about a fact. Names are looked up as words:
// where one begins a sentence, it cannot be told from another word.
func (x *reader) fact(f *fact) int32 {
	if f.kind == nameFact {
		return x.term(f.stem)
	}
	key := f.key()
	n, asked := x.facts[key]
	if !asked {
		n = int32(len(x.answers))
		x.answers = append(x.answers, answer{})
		x.facts[key] = n
		x.factBits |= key.bit()
	}
	return n
}

// listenForNumbers makes the words known that may be numbers or months.
func (x *reader) listenForNumbers() {
	for _, p := range numeralStems().slots {
		if p.key != 0 {
			x.answers[x.term(p.key)].counts = true
		}
	}
}

// readHeading enters which of the terms asked for a heading has.
func (x *reader) readHeading(s *lint.Section) {
	x.tokens.read(x.article.Prose(s.Heading))
	for i := range x.tokens.all {
		if p := x.stems.find(x.tokens.all[i].stem); p.key != 0 {
			x.answers[p.number].given = true
		}
	}
}

// read enters which of the terms and facts asked for a sentence has.
func (x *reader) read(s *lint.Sentence, summary bool) {
	x.sentences = append(x.sentences, s)
	n, covered := int32(len(x.sentences)), s.Covered()
	x.tokens.read(x.article.Prose(s.Span))
	x.numbers = x.numbers[:0]
	for i := range x.tokens.all {
		stem := x.tokens.all[i].stem
		p := x.stems.find(stem)
		if p.key == 0 {
			if stem == 0 {
				x.numbers = append(x.numbers, i)
			}
			continue
		}
		a := &x.answers[p.number]
		if a.counts {
			x.numbers = append(x.numbers, i)
		}
		a.add(summary, covered)
		if a.asked > 0 && a.last != n && a.count < maxPostings {
			a.last = n
			a.count++
			x.mentions = append(x.mentions, mention{p.number, n - 1})
		}
	}
	if len(x.facts) > 0 {
		x.readFacts(summary, covered)
	}
}

// readFacts enters which of the facts asked for the sentence has that was read last.
func (x *reader) readFacts(summary, covered bool) {
	end := 0 // of the last fact
	for _, i := range x.numbers {
		if i < end {
			continue
		}
		f, n := x.tokens.countAt(i)
		if n == 0 {
			continue
		}
		end = i + n
		for key := range f.coarser {
			if x.factBits&key.bit() == 0 {
				continue
			}
			if n, asked := x.facts[key]; asked {
				x.answers[n].add(summary, covered)
			}
		}
	}
}

// add enters that a sentence has what is asked for.
func (a *answer) add(summary, covered bool) {
	if summary {
		a.summary = true
	} else {
		a.given = true
		a.cited = a.cited || covered
	}
}

// post gives each term its posts.
func (x *reader) post() {
	x.posts = slices.Grow(x.posts[:0], len(x.mentions))[:len(x.mentions)]
	next := int32(0)
	for i := range x.answers {
		x.answers[i].post = next
		next += x.answers[i].count
		x.answers[i].count = 0
	}
	for _, m := range x.mentions {
		a := &x.answers[m.term]
		x.posts[a.post+a.count] = m.sentence
		a.count++
	}
}

// A match is how much of a sentence the body says.
type match struct {
	words   int              // how many different words carry the sentence's meaning
	known   int              // how many of them cited sentences have
	shared  int              // how many of them the one cited sentence has that shares most
	nearest *lint.Sentence   // that shares most words, cited or not
	most    int              // how many those are
	alike   []*lint.Sentence // those that share nearly as many, if it comes near
}

// comesNear reports whether a sentence of the body says something like it.
func (m *match) comesNear() bool { return m.most > 0 && m.most*10 >= m.words*loosely.shared }

// compare holds a question against the body.
func (x *reader) compare(q *question) {
	m := &q.match
	summary := roleOf(q.sentence) == lint.Summary
	m.words = len(q.terms)
	for len(x.shared) < len(x.sentences) {
		x.shared = append(x.shared, 0)
	}
	shared, sharing := x.shared, x.sharing[:0] // all zero, and so again afterwards
	for _, t := range q.terms {
		a := &x.answers[t]
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
	x.sharing = sharing
	for _, n := range sharing {
		if m.comesNear() && int(shared[n])*10 >= m.most*8 {
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
	q := x.question(s)
	for i := range q.facts {
		f := &q.facts[i]
		if !f.matters() || does(&x.answers[q.about[i]]) {
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
