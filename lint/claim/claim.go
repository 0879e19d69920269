// Package claim judges whether a sentence is a claim, one that makes a careful
// editor ask "says who?", of what kind it is, how strong, and why.
//
// A judgement has two steps. A linear model scores the sentence for itself from
// what its words are and do: the phrases of a lexicon, stems, the classes of
// neighbouring words, numbers, names, how it begins and ends, its heading. A
// second, small model then weighs that score with those of the sentences around
// it, because what needs a source in an encyclopedia is filler in a chatbot's
// answer. What comes out is the probability that an editor would ask, given that
// no citation stands there already. The program in train learns both from
// annotated articles and writes weights.bin; weights.txt says how well they do.
//
// The same article gets the same claims on every machine: weights are integers,
// sums of them are exact, and no step depends on a map's order.
package claim

import (
	"slices"
	"sync"

	"github.com/citevet/citevet/lint"
)

// A Sentence is a sentence of prose in its place. Prose is as [lint.Article]
// has it, with a zero byte for every byte of markup and citations.
type Sentence struct {
	Prose   string
	Heading string // the words of its section's heading; empty if it has none
	Role    lint.Role
	Kind    lint.BlockKind
	Covered bool // a citation stands for it

	// Specifies says that its article lays down what it speaks of, as a standard
	// does, and not only in this section's background.
	Specifies bool
}

// Floor is the least strength of a claim. In cross-validation every value from
// 0.40 to 0.50 makes the same F1 within 0.002, over all sentences (0.898) and over
// the uncovered ones (0.852); of those values this one is right more often.
const Floor = 0.45

// mostForeign is the greatest strength of a claim in a language other than
// English. The model for those was trained on English, on what it has in common
// with them; it may warn, but calls nothing an error.
const mostForeign = 0.85

// A Classifier judges the sentences of one article after the other. It is not
// safe for concurrent use.
type Classifier struct {
	reader
	table   *table
	tally   tally
	header  header
	most    float64 // no claim is stronger
	scores  []float64
	places  []Place
	around  neighbourhood
	reasons []lint.Reasons
	manners []manner
	certain []bool // at least Floor, whatever the models say
	batch   []Sentence
	claims  []lint.Claim
	tones   []lint.Tone // of the sentences judged last
}

// New returns a classifier for a language's code, or nil if there is none for
// that language.
func New(language string) *Classifier {
	read, ok := lexicons[language]
	if !ok {
		return nil
	}
	full, most, table := false, mostForeign, commonTable
	if language == english {
		full, most, table = true, 1, englishTable
	}
	t := table()
	return &Classifier{reader: newReader(read(), t, full), table: t, tally: tally{weights: slices.Clone(t.weights)}, most: most}
}

// Judge sets the claims to those of the sentences, which are all sentences of an
// article in text order. Both slices have the same length.
func (c *Classifier) Judge(sentences []Sentence, claims []lint.Claim) {
	c.scores, c.reasons, c.certain = c.scores[:0], c.reasons[:0], c.certain[:0]
	c.manners, c.tones = c.manners[:0], c.tones[:0]
	for i := range sentences {
		c.scores = append(c.scores, c.score(&sentences[i]))
		c.reasons = append(c.reasons, c.reading.reasons)
		c.manners = append(c.manners, c.lexicon.cues.manner(&c.reading, c.sections))
		c.tones = append(c.tones, c.reading.tone)
		c.certain = append(c.certain, c.lexicon.cues.certain(&c.reading))
	}
	if cap(c.places) < len(sentences) {
		c.places = make([]Place, len(sentences))
	}
	c.places = c.places[:len(sentences)]
	c.around.placeArticle(c.places, sentences, c.scores, c.reasons, c.manners)
	for i := range sentences {
		strength := min(c.most, c.table.Strength(c.table.PlaceScore(&c.places[i])))
		if c.certain[i] {
			strength = max(strength, Floor)
		}
		claims[i] = lint.Claim{Strength: strength}
		if strength >= Floor {
			claims[i].Kind, claims[i].Reasons = kindOf(c.reasons[i]), c.reasons[i]
		}
	}
}

// score is the first model's score of a sentence. It leaves what it read in
// c.reading.
func (c *Classifier) score(s *Sentence) float64 {
	c.extract(s)
	sum := c.table.Bias + c.table.count(&c.reading, c.sections)
	for _, v := range c.features.few {
		sum += int32(c.table.few[v])
	}
	if c.full {
		sum += c.table.meet(c.reading.tags) + c.addWords() + c.addHeading(s.Heading)
	}
	return float64(sum) * c.table.Unit
}

// addWords is the sum of the weights that words and their neighbours have, each
// added once.
func (c *Classifier) addWords() (sum int32) {
	c.tally.begin()
	t, n := c.table, noNeighbours()
	weights, sentence := c.tally.weights, c.tally.sentence
	for i := range c.reading.words {
		w := &c.reading.words[i]
		two, three := n.next(w.class)
		sum += weights[w.weight].once(sentence)
		sum += weights[t.pairs[two]].once(sentence)
		sum += weights[t.triples[three]].once(sentence)
	}
	for _, f := range c.features.starts {
		sum += c.tally.once(t.find(f))
	}
	return sum
}

// A header is the heading that the last sentence had, as most have that of the one
// before.
type header struct {
	heading string
	sum     int32 // of the weights that its words have, each added once
	words   []rawWord
}

// addHeading is the sum of the weights that the words of a heading have.
func (c *Classifier) addHeading(heading string) int32 {
	h := &c.header
	if heading != h.heading {
		*h = header{heading: heading, words: split(h.words[:0], heading)}
		c.tally.begin()
		for i := range h.words {
			h.sum += c.tally.once(c.table.find(featureOf(Headings, h.words[i].stem)))
		}
	}
	return h.sum
}

// A reader reads sentences and collects their features.
type reader struct {
	*vocabulary
	sections tags // those of the lexicon that matter
	full     bool // for English: its own words matter too
	reading  reading
	features features
}

func newReader(l *lexicon, t *table, full bool) reader {
	return reader{vocabulary: newVocabulary(l, t), sections: l.all, full: full}
}

// extract collects the features that hold in any language, and in English those
// of words, endings and capitals besides.
func (c *reader) extract(s *Sentence) {
	r, f := &c.reading, &c.features
	r.read(c.vocabulary, s.Prose)
	f.few, f.starts = f.few[:0], f.starts[:0]
	f.addEnd(r)
	f.addShapes(r)
	f.addReasons(r)
	f.addRole(s)
	f.common = len(f.few)
	if !c.full {
		return
	}
	f.addStart(r)
	f.addNames(r)
}

var classifiers sync.Map // of *sync.Pool, by language

// Mark sets the claim of every sentence of an article whose sentences know what
// covers them, and returns the code of the article's language. Where that is
// empty, the language is not one that this package knows, and there are no
// claims.
func Mark(article *lint.Article) string {
	language := LanguageOf(article.Prose(lint.Span{End: len(article.Text)}))
	if lexicons[language] == nil {
		return ""
	}
	stored, _ := classifiers.LoadOrStore(language, &sync.Pool{})
	pool := stored.(*sync.Pool)
	c, _ := pool.Get().(*Classifier)
	if c == nil {
		c = New(language)
	}
	c.mark(article)
	pool.Put(c)
	return language
}

func (c *Classifier) mark(article *lint.Article) {
	c.batch, c.claims = c.batch[:0], c.claims[:0]
	for i := range article.Sentences {
		c.batch = append(c.batch, sentenceOf(article, &article.Sentences[i]))
		c.claims = append(c.claims, lint.Claim{})
	}
	if specifies(headingsOf(article)) {
		markSpecifying(c.batch)
	}
	c.Judge(c.batch, c.claims)
	for i := range c.claims {
		if c.batch[i].statesNothing() {
			c.claims[i] = lint.Claim{}
		}
		article.Sentences[i].Claim, article.Sentences[i].Tone = c.claims[i], c.tones[i]
	}
	clear(c.batch) // so that the pool does not keep the article
	c.header = header{words: c.header.words}
}

func sentenceOf(article *lint.Article, s *lint.Sentence) Sentence {
	out := Sentence{Prose: article.Prose(s.Span), Covered: s.Covered(), Role: lint.Body}
	if s.Section != nil {
		out.Role = s.Section.Role
		if s.Section.Heading != article.Title {
			out.Heading = article.Prose(s.Section.Heading)
		}
	}
	if s.Paragraph != nil {
		out.Kind = s.Paragraph.Kind
	}
	return out
}
