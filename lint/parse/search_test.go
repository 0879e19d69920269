package parse

import (
	"strings"
	"testing"
)

func TestSeekAny(t *testing.T) {
	set := newByteSet("[*")
	for n := range 40 {
		for at := range n + 1 {
			text := []byte(strings.Repeat("a", n))
			for i := at; i < n; i += 3 {
				text[i] = '['
			}
			for from := range at + 1 {
				if got := seekAny(text, from, set); got != at {
					t.Fatalf("seekAny(%q, %d) = %d, want %d", text, from, got, at)
				}
			}
		}
	}
}

func TestBytePairNext(t *testing.T) {
	for _, test := range []struct {
		pair bytePair
		text string
		want int
	}{
		{newBytePair('t', 'u'), "tu", 0},
		{newBytePair('t', 'u'), "ttu", 1},
		{newBytePair('t', 'u'), "t", -1},
		{newBytePair('t', 'u'), "TU", -1},
		{newBytePair('t', 'u'), "tttttttt" + "uuuuuuuu", 7},
		{newBytePair('t', 'u'), "utttttts" + "uttttttttttttttt", -1},
		{newBytePair('t', 'u'), "ut\x00u\x00ttu", 6},
		{foldedPair('d', 'o'), "\xff\x00\x80 Doi", 4},
		{foldedPair('d', 'o'), "a dO", 2},
		{foldedPair('d', 'o'), "ddddddd dDDDDDDDDDDDDDO", 21},
		{foldedPair('w', 'w'), "www", 0},
	} {
		for before := range 20 {
			text, want := strings.Repeat(".", before)+test.text, test.want
			if want >= 0 {
				want += before
			}
			for from := range before + 1 {
				if got := test.pair.next(text, from); got != want {
					t.Errorf("next(%q, %d) = %d, want %d", text, from, got, want)
				}
			}
		}
	}
}
