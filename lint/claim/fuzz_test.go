package claim

import (
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// FuzzJudge judges any text, in any language, as an article of two sentences.
func FuzzJudge(f *testing.F) {
	f.Add("In 2019, 35 percent of \x00\x00adults\x00\x00 slept less.", "Sleep in Norway")
	f.Add("“Ça va”, a-t-il dit : l’an 40 !", "")
	f.Add("U.S. 1,234.5 $ 7% (a) \xff\xfe é́ 日本", "1. \xff")
	f.Add(strings.Repeat("ab", 40)+" isn't 1,5 "+strings.Repeat("x", 60)+"’y zz.", "")
	vocabularies := map[string]*vocabulary{}
	for language, read := range lexicons {
		vocabularies[language] = newVocabulary(read(), nil)
	}
	f.Fuzz(func(t *testing.T, prose, heading string) {
		for rest := prose; rest != ""; {
			n := new(rawWord).scan(rest)
			if n < 1 || n > len(rest) {
				t.Fatalf("a word of %d of %d bytes", n, len(rest))
			}
			rest = rest[n:]
		}
		raw := split(nil, prose)
		for language := range lexicons {
			words := vocabularies[language].split(nil, prose)
			if len(words) != len(raw) {
				t.Fatalf("%d words, and %d by their spelling", len(raw), len(words))
			}
			for i, w := range words {
				if w.fold != raw[i].fold || w.shape != raw[i].shape || w.mark != raw[i].mark {
					t.Fatalf("word %d is %v, and %v by its spelling", i, raw[i].word, w)
				}
			}
			article := []Sentence{{Prose: prose, Heading: heading}, {Prose: heading, Heading: prose, Covered: true}}
			claims := make([]lint.Claim, 2)
			New(language).Judge(article, claims)
			for _, c := range claims {
				if !(c.Strength >= 0 && c.Strength <= 1) {
					t.Fatalf("strength %v", c.Strength)
				}
				if (c.Kind != lint.NoClaim) != (c.Strength >= Floor) {
					t.Fatalf("kind %q at strength %v", c.Kind, c.Strength)
				}
			}
		}
	})
}
