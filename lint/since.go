package lint

import "slices"

// SubtractVersion returns the findings about head, a version of an article, that
// are new since base, an earlier one, which has the findings known. It is
// Subtract, and beyond that leaves alone the sentences that stand as they stood:
// what a claim's strength is, and how far the citations of an article reach,
// depends on text around a sentence, and whoever changed that is not to be told
// of a citation that has been missing before. A bottom line is another matter,
// for it is judged by what the article says elsewhere.
func SubtractVersion(head *Article, found []Diagnostic, base *Article, known []Diagnostic, checks []Check) []Diagnostic {
	left := Subtract(found, known)
	wanted := make(map[string]bool)
	for i := range checks {
		r := checks[i].Rule
		wanted[r.Name] = r.Missing > 0 && r.Group != Conclusions
	}
	var old *oldText
	return slices.DeleteFunc(left, func(d Diagnostic) bool {
		if !wanted[d.Rule] {
			return false
		}
		if old == nil {
			old = newOldText(head, base)
		}
		return old.has(&d)
	})
}

// An oldText tells the sentences of an article that stand in its base as well.
type oldText struct {
	head       *Article
	bare       map[digest][]*Sentence // those of the base that are not covered, by their words
	again      map[digest]int         // how often head has them, not covered either
	reached    map[digest]bool        // shapes of the base's paragraphs of which one citation stood for all
	suppressed *suppressionIndex      // in the base
	answers    map[question]bool
	shapes     map[*Paragraph]digest
}

// A question is whether findings of a rule about sentences with these words are
// old ones. It is answered once, for there may be many of both.
type question struct {
	rule  string
	words digest
}

func newOldText(head, base *Article) *oldText {
	o := &oldText{
		head: head, bare: make(map[digest][]*Sentence), again: make(map[digest]int), reached: make(map[digest]bool),
		suppressed: newSuppressionIndex(base.Suppressions), answers: make(map[question]bool),
		shapes: make(map[*Paragraph]digest),
	}
	for i := range base.Sentences {
		s := &base.Sentences[i]
		switch s.Cover {
		case Uncovered:
			words := wordsOf(base, s)
			o.bare[words] = append(o.bare[words], s)
		case Paragraphs:
			o.reached[o.shape(base, s.Paragraph)] = true
		}
	}
	for i := range head.Sentences {
		if s := &head.Sentences[i]; !s.Covered() {
			o.again[wordsOf(head, s)]++
		}
	}
	return o
}

// has reports whether the sentence of a finding of a missing citation was not
// covered in the base either, nor the finding suppressed there; or whether it was
// covered from the end of its paragraph, which has the same words and citations
// still, so that it is only the rest of the article that cites in another way.
func (o *oldText) has(d *Diagnostic) bool {
	i := sentenceAt(o.head, d.Span)
	if i < 0 || o.head.Sentences[i].Covered() {
		return false
	}
	s := &o.head.Sentences[i]
	q := question{d.Rule, wordsOf(o.head, s)}
	old, asked := o.answers[q]
	if !asked {
		old = o.wasBare(q)
		o.answers[q] = old
	}
	return old || len(o.bare[q.words]) == 0 && len(o.reached) > 0 && o.reached[o.shape(o.head, s.Paragraph)]
}

// wasBare reports whether the base has as many sentences of these words that are
// not covered, and for which the rule is not suppressed.
func (o *oldText) wasBare(q question) bool {
	known := 0
	for _, s := range o.bare[q.words] {
		if !o.suppressed.use(Diagnostic{Rule: q.rule, Span: s.Span}) {
			known++
		}
	}
	return known > 0 && known >= o.again[q.words]
}

// wordsOf stands for the words of a sentence.
func wordsOf(a *Article, s *Sentence) digest {
	return digestOf(appendWords(nil, a.Prose(s.Span)))
}

// shape stands for the sentences of a paragraph: their words, and which of them
// cite.
func (o *oldText) shape(a *Article, p *Paragraph) digest {
	sum, made := o.shapes[p]
	if made {
		return sum
	}
	var text []byte
	for i := range p.Sentences {
		s := &p.Sentences[i]
		text = append(appendWords(text, a.Prose(s.Span)), 0)
		if len(s.Citations) > 0 {
			text = append(text, 1)
		}
	}
	sum = digestOf(text)
	o.shapes[p] = sum
	return sum
}
