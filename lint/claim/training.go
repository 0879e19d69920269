package claim

import (
	"math/bits"

	"github.com/citevet/citevet/lint"
)

// The training program reads sentences as a Classifier does: what follows is for
// it alone.

// A Trainee reads sentences of English as a Classifier does, and needs no
// weights.
type Trainee struct{ reader }

// NewTrainee returns a reader of sentences: as English is read, or, common, as
// languages without weights of their own are.
func NewTrainee(common bool) *Trainee {
	t := &Trainee{newReader(lexicons[english](), nil, !common)}
	if common {
		t.sections = lexicons["de"]().all // the others have the same
	}
	return t
}

// A View is what a Trainee sees in a sentence.
type View struct {
	Features []Feature
	Reasons  lint.Reasons // to take it for a claim
	manner   manner
}

// Read returns what is seen in a sentence.
func (t *Trainee) Read(s *Sentence) View {
	t.extract(s)
	return View{t.all(s), t.reading.reasons, t.lexicon.cues.manner(&t.reading, t.sections)}
}

// all are the features of the sentence that was read last, always in one order:
// sums of floats depend on it, and so do the bytes of what is learned.
func (r *reader) all(s *Sentence) (list []Feature) {
	f := &r.features
	list = r.appendPhrases(appendFew(list, f.few[:f.common]))
	if !r.full {
		return list
	}
	for m := range r.reading.tags.meetings {
		list = append(list, m.feature())
	}
	n := noNeighbours()
	for i, w := range split(nil, s.Prose) {
		if f := w.feature(); f != 0 {
			list = append(list, f)
		}
		two, three := n.next(r.reading.words[i].class)
		list = append(list, two.feature(), three.feature())
	}
	list = appendFew(append(list, f.starts...), f.few[f.common:])
	for _, w := range split(nil, s.Heading) {
		list = append(list, featureOf(Headings, w.stem))
	}
	return list
}

// appendPhrases appends which sections of the lexicon are met, and how often.
func (r *reader) appendPhrases(list []Feature) []Feature {
	met := [mostCounted]tags{r.reading.tags, r.reading.twice, r.reading.thrice}
	for t := met[0] & r.sections; t != 0; t &= t - 1 {
		section := bits.TrailingZeros64(uint64(t))
		for n := 0; n < mostCounted && met[n]>>section&1 != 0; n++ {
			list = append(list, phraseFeature(section, n))
		}
	}
	return list
}

func appendFew(list []Feature, few []few) []Feature {
	for _, v := range few {
		list = append(list, v.feature())
	}
	return list
}

// PlacesOf returns what the neighbours tell about each sentence of an article,
// given what is seen in them and their scores.
func PlacesOf(sentences []Sentence, views []View, scores []float64) []Place {
	places := make([]Place, len(sentences))
	reasons, manners := make([]lint.Reasons, len(views)), make([]manner, len(views))
	for i := range views {
		reasons[i], manners[i] = views[i].Reasons, views[i].manner
	}
	new(neighbourhood).placeArticle(places, sentences, scores, reasons, manners)
	return places
}

// MarkSpecifying sets Specifies in the sentences of an article that is known to be
// a specification.
func MarkSpecifying(sentences []Sentence) { markSpecifying(sentences) }

// Hard reports whether a reason makes a claim of a sentence wherever it stands.
func Hard(r lint.Reasons) bool { return r&(measured|dated|voiced) != 0 }

// Stripped is the place of a covered sentence that has lost its citation.
func Stripped(p Place) Place {
	p[isCovered] = 0
	return p
}
