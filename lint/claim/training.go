package claim

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

// Features returns the features of a sentence. The slice is valid until the
// next call.
func (t *Trainee) Features(s *Sentence) []Feature {
	t.extract(s)
	return t.features.list
}

// PlacesOf returns what the neighbours tell about each sentence of an article
// whose scores are given.
func PlacesOf(sentences []Sentence, scores []float64) []Place {
	places := make([]Place, len(sentences))
	placeArticle(places, sentences, scores)
	return places
}
