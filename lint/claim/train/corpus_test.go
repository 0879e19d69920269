package main

import "testing"

func TestMask(t *testing.T) {
	for _, test := range []struct {
		text     string
		markdown bool
		want     string
	}{
		{"Sheep outnumber people[^1^][2] [3, 4].", true, "Sheep outnumber people\x00\x00 \x00."},
		{"**Cost:** see [the list](https://example.org/a) and *prices*.", true, "\x00Cost:\x00 see \x00the list\x00 and \x00prices\x00."},
		{"The field `sum` is ``optional``.", true, "The field \x00 is \x00."},
		{"The field ``sum`` is *optional* [7].", false, "The field ``sum`` is *optional* \x00."},
	} {
		if got := mask(test.text, test.markdown); got != test.want {
			t.Errorf("mask(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestJoinLines(t *testing.T) {
	for _, test := range []struct{ text, section, want string }{
		{"breaks every reader.", "It was tried once. The new header", "The new header breaks every reader."},
		{"The header breaks every reader.", "Rationale", "The header breaks every reader."},
		{"breaks every reader.", "- the header", "breaks every reader."},
		{"breaks every reader.", "", "breaks every reader."},
	} {
		if got, _ := joinLines(test.text, test.section); got != test.want {
			t.Errorf("joinLines(%q, %q) = %q, want %q", test.text, test.section, got, test.want)
		}
	}
}

func TestNoProse(t *testing.T) {
	for _, text := range []string{
		"[A list](https://example.org/a), [another](https://example.org/b)", "author: A. Writer (@writer)",
		"if not ready(node):", "node.count = 3",
	} {
		if !noProse.MatchString(text) {
			t.Errorf("%q is taken for prose", text)
		}
	}
	for _, text := range []string{"If not, the list is empty.", "See [the list](https://example.org/a) for more."} {
		if noProse.MatchString(text) {
			t.Errorf("%q is not taken for prose", text)
		}
	}
}
