package claim

import (
	"maps"
	"slices"
	"testing"
)

// The model for other languages than English was trained on the sections that
// they have: all have the same.
func TestLexiconsHaveTheSameSections(t *testing.T) {
	want := lexicons["de"]().all
	for _, language := range slices.Sorted(maps.Keys(lexicons)) {
		l := lexicons[language]()
		if l.all&want != want || language != english && l.all != want {
			t.Errorf("%s: sections %b, want %b", language, l.all, want)
		}
		if l.all&^(1<<len(l.sections)-1) != 0 {
			t.Errorf("%s: a section that English has not", language)
		}
	}
	if n := len(sectionNames()); n > 64 {
		t.Errorf("%d sections do not fit a set of 64", n)
	}
}

func TestTag(t *testing.T) {
	for _, test := range []struct{ language, prose, section string }{
		{"en", "It is true according to Hansen.", "according"},
		{"en", "No evidence was found.", "absence"},
		{"en", "This is well known", "superlative"},
		{"de", "Das gilt laut Hansen nicht.", "according"},
		{"fr", "C'est vrai d’après l'auteur.", "according"},
		{"es", "No hay pruebas de ello.", "absence"},
		{"pt", "Estudos mostram que sim.", "vague"},
	} {
		l := lexicons[test.language]()
		var r reading
		r.read(newVocabulary(l, nil), test.prose)
		if r.tags&l.sections[test.section] == 0 {
			t.Errorf("%q: no phrase of section %q", test.prose, test.section)
		}
	}
}
