package parse

import "testing"

func TestEntryKey(t *testing.T) {
	for _, test := range []struct{ line, key, rest string }{
		{"[1] Smith, On Sleep", "1", "Smith, On Sleep"},
		{"  [1]: Smith", "1", "Smith"},
		{"[1]- Per [the rule](./a.md)", "1", "Per [the rule](./a.md)"},
		{"[1] - https://example.org", "1", "https://example.org"},
		{"[1]", "1", ""},
		{"[1]张三", "1", "张三"},
		{"[12a] Smith", "12a", "Smith"},
		{"- [1] Smith", "1", "Smith"},
		{"• [1] Smith", "1", "Smith"},
		{"**[1]** Smith", "1", "Smith"},
		{`\[1\] Smith`, "1", "Smith"},
		{"[[1]](https://example.org) Smith", "1", "(https://example.org) Smith"},
		{"[1](https://example.org) Smith", "1", "(https://example.org) Smith"},
		{"[^1]: Smith", "1", "Smith"},
		{"[^note] Smith", "note", "Smith"},
		{"[@smith2020]: Smith", "smith2020", "Smith"},
		{"[smith2020] Smith", "smith2020", "Smith"},
		{"[Knu84] Knuth", "Knu84", "Knuth"},
		{"[Smith et al., 2020] Smith", "Smith et al., 2020", "Smith"},
		{"[note 2] A note", "note 2", "A note"},
		{"[nb 3] A note", "nb 3", "A note"},
		{"[Source 4] Smith", "4", "Smith"},
		{"[a] A note", "a", "A note"},
		{".. [1] Smith", "1", "Smith"},
		{".. [#note] Smith", "#note", "Smith"},
		{".. [CIT2002] Smith", "CIT2002", "Smith"},
		{"1. Smith", "1", "Smith"},
		{"1) Smith", "1", "Smith"},
		{`1\. Smith`, "1", "Smith"},
		{"1.[Smith](https://example.org)", "1", "[Smith](https://example.org)"},
		{"1: Smith", "1", "Smith"},
		{"1 https://example.org", "1", "https://example.org"},
		{"(1) Smith", "1", "Smith"},
		{"¹ Smith", "1", "Smith"},
		{"¹²Smith", "12", "Smith"},
		{"<sup>3</sup> Smith", "3", "Smith"},
		{"【1】 Smith", "1", "Smith"},
		{"［2］ Smith", "2", "Smith"},
		{"^ 1 Smith", "1", "Smith"},
		{"↑ 2: Smith", "2", "Smith"},

		{"Smith, On Sleep", "", ""},
		{"[1][2] say so", "", ""},
		{"[1]_ says so", "", ""},
		{"[1], [2] and [3] say so", "", ""},
		{"[1, 2] say so", "", ""},
		{"[2020] UKSC 41", "", ""},
		{"[x] a task", "", ""},
		{"[PDF] On Sleep", "", ""},
		{"[sic] and more", "", ""},
		{"[The report 2020](https://example.org)", "", ""},
		{"[RFC2119](https://example.org)", "", ""},
		{"[1", "", ""},
		{"2020. Springer", "", ""},
		{"3.5 million people", "", ""},
		{"1.5", "", ""},
		{"12 angry men", "", ""},
		{"(2020) Smith", "", ""},
		{"(see 1)", "", ""},
		{"-1 is a number", "", ""},
		{"**Note** this", "", ""},
		{"", "", ""},
		{"- ", "", ""},
	} {
		label := entryKey(test.line)
		rest := ""
		if label.end > 0 {
			rest = test.line[label.end:]
		}
		if label.key != test.key || rest != test.rest {
			t.Errorf("%q: got %q, %q, want %q, %q", test.line, label.key, rest, test.key, test.rest)
		}
	}
}

func TestIsEntry(t *testing.T) {
	for line, want := range map[string]bool{
		"[1] https://example.org/a":                true,
		"[1] <https://example.org/a>":              true,
		"[1] [Sleep](https://example.org/a)":       true,
		"[1]: Smith, On Sleep":                     true,
		"[^1]: Smith, On Sleep":                    true,
		"[@smith2020]: Smith":                      true,
		".. [1] Smith":                             true,
		"(1) https://example.org/a":                true,
		"[1] Smith, On Sleep":                      false,
		"[1](https://example.org/a) says so":       false,
		"[note]: this":                             false,
		"1. https://example.org/a":                 false,
		"(1) Smith":                                false,
		"^ Smith https://example.org/a":            false,
		"[smith2020] said that it was so":          false,
		"[Sleep](https://example.org/a) is a page": false,
	} {
		if got := isEntry(line); got != want {
			t.Errorf("%q: got %v", line, got)
		}
	}
}
