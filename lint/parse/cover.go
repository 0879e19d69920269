package parse

import "github.com/citevet/citevet/lint"

// cover finds out which citations stand for each sentence.
func cover(a *lint.Article) {
	for i := range a.Sentences {
		s := &a.Sentences[i]
		if len(s.Citations) > 0 {
			s.Cover, s.Support = lint.Inside, s.Citations
		}
	}
}
