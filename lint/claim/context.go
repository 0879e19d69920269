package claim

import "github.com/citevet/citevet/lint"

// A Place is what the neighbours of a sentence tell about it, as the inputs of
// the second model. Sentences that read alike mean different things in a
// chatbot's greeting, a specification and an encyclopedia; what the rest of the
// article is like, and whether it cites, tells which one it is.
type Place [placeInputs]float64

// The inputs of the second model.
const (
	ownScore     = iota // of the sentence itself
	articleScore        // the mean of the other sentences of the article
	nearScore           // the mean of those around it, in its section
	alikeScore          // ownScore × articleScore
	specifyScore        // ownScore in a specification
	aloneScore          // ownScore in an article that cites nothing
	isFirst             // of the article
	isSecond
	isLast
	isCovered
	density     // share of covered sentences in the article
	nearDensity // and around it
	citesNothing
	isSpecification // its article is one
	hasNoHeadings
	isMeasured // it gives a figure
	isDated
	isVoiced    // it says who said so
	manners     // the first of the shares of each manner in the article
	placeInputs = manners + mannerCount
)

// Reasons that make a claim of a sentence wherever it stands.
const (
	measured = lint.HasPercent | lint.HasMoney | lint.HasQuantity
	dated    = lint.HasDate | lint.HasYear
	voiced   = lint.HasQuotation | lint.SaysVaguely
)

// A manner is a set of ways in which a sentence speaks. How many sentences of an
// article speak in each tells encyclopedias, specifications, advice and chat
// apart.
type manner uint8

const (
	addresses manner = 1 << iota // the reader
	speaksOfSelf
	obliges // says what must or should be
	narrates
	dates
	quotes      // says what somebody said
	programs    // speaks of code
	mannerCount = 7
)

// window is how many sentences before and behind are near a sentence.
const window = 6

// mostScore bounds the score of one sentence, lest an odd one tells too much
// about the others.
const mostScore = 4

// A neighbour is what the sentences around one look at.
type neighbour struct {
	score   float64 // bounded
	covered float64
	heading int // numbers the headings
}

// A neighbourhood is an article as its sentences see it. It may be used again.
type neighbourhood []neighbour

// settle takes what sentences look at from an article. Headings that are farther
// apart than sentences look may have several numbers.
func (h *neighbourhood) settle(sentences []Sentence, scores []float64) {
	*h = (*h)[:0]
	for i := range sentences {
		*h = append(*h, neighbour{bound(scores[i], mostScore), truth(sentences[i].Covered), i})
		for j := i - 1; j >= max(0, i-window); j-- {
			if sentences[i].Heading == sentences[j].Heading {
				(*h)[i].heading = (*h)[j].heading
				break
			}
		}
	}
}

// near is the mean score of the sentences around sentence i under the same
// heading, and how many of them are covered.
func (h neighbourhood) near(i int) (score, covered float64) {
	n := 1.0
	around := h[max(0, i-window):min(len(h), i+window+1)]
	self := min(i, window)
	for j := range around {
		if s := &around[j]; j != self && s.heading == h[i].heading {
			score += s.score
			covered += s.covered
			n++
		}
	}
	return score / n, covered / n
}

// placeArticle computes the places of an article's sentences from their scores.
func (h *neighbourhood) placeArticle(places []Place, sentences []Sentence, scores []float64, reasons []lint.Reasons, ways []manner) {
	h.settle(sentences, scores)
	total, covered, headed := 0.0, 0, false
	for i := range sentences {
		total += (*h)[i].score
		if sentences[i].Covered {
			covered++
		}
		headed = headed || sentences[i].Heading != ""
	}
	n := len(sentences)
	shares := sharesOf(ways)
	for i := range sentences {
		p := &places[i]
		*p = Place{}
		copy(p[manners:], shares[:])
		own := (*h)[i].score
		p[ownScore] = bound(scores[i], 1.5*mostScore)
		p[articleScore] = (total - own) / float64(n+1)
		p[nearScore], p[nearDensity] = h.near(i)
		p[alikeScore] = p[ownScore] * p[articleScore] / mostScore
		p[isSpecification] = truth(sentences[i].Specifies)
		p[specifyScore] = p[ownScore] * p[isSpecification]
		p[isFirst] = truth(i == 0)
		p[isSecond] = truth(i == 1)
		p[isLast] = truth(i == n-1)
		p[isCovered] = (*h)[i].covered
		p[density] = float64(covered) / float64(n+1)
		p[citesNothing] = truth(covered == 0)
		p[hasNoHeadings] = truth(!headed)
		p[aloneScore] = p[ownScore] * p[citesNothing]
		p[isMeasured] = truth(reasons[i]&measured != 0)
		p[isDated] = truth(reasons[i]&dated != 0)
		p[isVoiced] = truth(reasons[i]&voiced != 0)
	}
}

// sharesOf is how many of the sentences speak in each manner. Two sentences that
// speak in none are added, lest a short article seems to be of one kind.
func sharesOf(ways []manner) (shares [mannerCount]float64) {
	for _, w := range ways {
		for i := range shares {
			shares[i] += float64(w >> i & 1)
		}
	}
	for i := range shares {
		shares[i] /= float64(len(ways) + 2)
	}
	return shares
}

func bound(x, most float64) float64 { return max(-most, min(most, x)) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
