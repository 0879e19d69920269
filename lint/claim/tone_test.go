package claim

import (
	"testing"

	"github.com/citevet/citevet/lint"
)

func TestTone(t *testing.T) {
	for _, c := range []struct {
		language, prose string
		want            lint.Tone
	}{
		{"en", "Naps improve memory.", 0},
		{"en", "Naps may improve memory.", lint.Hedged},
		{"en", "Voters approved it in May 2017.", 0},
		{"en", "Naps improved memory in mice.", lint.Limited},
		{"en", "Naps do not improve memory.", lint.Negated},
		{"en", "Available sources do not show that naps improve memory.", lint.Negated | lint.Unproven},
		{"en", "Early figures suggest that naps help some adults.", lint.Hedged | lint.Limited},
		{"de", "Nickerchen könnten das Gedächtnis verbessern.", lint.Hedged},
		{"fr", "La sieste n'améliore pas la mémoire.", lint.Negated},
		{"es", "No hay pruebas de que la siesta mejore la memoria.", lint.Negated | lint.Unproven},
		{"pt", "A sesta pode melhorar a memória de alguns adultos.", lint.Hedged | lint.Limited},
	} {
		var r reading
		r.read(newVocabulary(lexicons[c.language](), nil), c.prose)
		if r.tone != c.want {
			t.Errorf("%q: tone %04b, want %04b", c.prose, r.tone, c.want)
		}
	}
}
