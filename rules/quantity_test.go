package rules

import (
	"fmt"
	"strings"
	"testing"
)

func TestFacts(t *testing.T) {
	for _, c := range []struct{ prose, want string }{
		{"In 2019 it cost 1.2 million euros.", "2019=2019 1.2 million=12e5"},
		{"About 1,200,000 people and 4.97 billion ships", "1,200,000=12e5 4.97 billion=497e7"},
		{"On 14 August 2018 the bridge fell; on August 14, 2018, too; 2018-08-14.", "14 August 2018=2018-8-14 August 14, 2018=2018-8-14 2018-08-14=2018-8-14"},
		{"It may rain in May 2020.", "May 2020=202e1-5-0"},
		{"Forty-three people of Genoa died.", "Forty-three=43 Genoa"},
		{"Some 12.5 percent, 12% or 12 per cent.", "12.5=125e-1% 12=12% 12=12%"},
		{"The Halvorsen commission met in the 1990s.", "Halvorsen 1990s=199e1"},
		{"Halvorsen Creek is dry.", "Halvorsen Creek"},
		{"She said: “Nobody knows.”", ""},
	} {
		var got []string
		for _, f := range factsOf(c.prose) {
			switch {
			case f.kind == nameFact:
				got = append(got, f.text)
			case f.kind == dateFact:
				got = append(got, fmt.Sprintf("%s=%s-%d-%d", f.text, written(f.value), f.month, f.day))
			case f.percent:
				got = append(got, fmt.Sprintf("%s=%s%%", f.text, written(f.value)))
			default:
				got = append(got, fmt.Sprintf("%s=%s", f.text, written(f.value)))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %s, want %s", c.prose, s, c.want)
		}
	}
}

func factsOf(prose string) []fact {
	var read tokens
	read.read(prose)
	return read.appendFacts(nil, "en")
}

func written(d decimal) string {
	if d.exp == 0 {
		return fmt.Sprint(d.digits)
	}
	return fmt.Sprintf("%de%d", d.digits, d.exp)
}

func TestSays(t *testing.T) {
	for _, c := range []struct {
		body, conclusion string
		want             bool
	}{
		{"1.2 million", "1,200,000", true},
		{"4.97 billion", "5 billion", true},
		{"4.97 billion", "4.9 billion", false},
		{"214,318 people", "some 214,000", true},
		{"nearly 40 percent", "38 percent", false},
		{"14 August 2018", "August 2018", true},
		{"14 August 2018", "2018", true},
		{"14 August 2018", "15 August 2018", false},
		{"August 2018", "14 August 2018", false},
		{"in 2018", "2018", true},
	} {
		given := make(map[factKey]bool)
		for _, f := range factsOf("it has " + c.body + ".") {
			for key := range f.coarser {
				given[key] = true
			}
		}
		for _, f := range factsOf("it has " + c.conclusion + ".") {
			if given[f.key()] != c.want {
				t.Errorf("the body says %s: %s is known: %t, want %t", c.body, c.conclusion, !c.want, c.want)
			}
		}
	}
}
