package claim

import "github.com/citevet/citevet/lint"

// The training program reads sentences as a Classifier does: what follows is for
// it alone.

// A Trainee reads sentences of English as a Classifier does, and needs no
// weights.
type Trainee struct{ reader }

// NewTrainee returns a reader of sentences: as English is read, or, common, as
// languages without weights of their own are.
func NewTrainee(common bool) *Trainee {
	t := &Trainee{newReader(lexicons[english](), !common)}
	if common {
		t.sections = lexicons["de"]().all // the others have the same
	}
	return t
}

// Read returns the features of a sentence and the reasons to take it for a
// claim. The slice is valid until the next call.
func (t *Trainee) Read(s *Sentence) ([]Feature, lint.Reasons) {
	t.extract(s)
	return t.features.list, t.reading.reasons
}

// PlacesOf returns what the neighbours tell about each sentence of an article
// whose scores and reasons are given.
func PlacesOf(sentences []Sentence, scores []float64, reasons []lint.Reasons) []Place {
	places := make([]Place, len(sentences))
	placeArticle(places, sentences, scores, reasons)
	return places
}

// Hard reports whether a reason makes a claim of a sentence wherever it stands.
func Hard(r lint.Reasons) bool { return r&(measured|dated|voiced) != 0 }

// Stripped is the place of a covered sentence that has lost its citation.
func Stripped(p Place) Place {
	p[isCovered] = 0
	return p
}
