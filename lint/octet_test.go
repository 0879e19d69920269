package lint

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestWordLen holds the octet to the bytes, all pairs of them.
func TestWordLen(t *testing.T) {
	const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for pair := range 1 << 16 {
		text := string([]byte{byte(pair), byte(pair >> 8), '7', ' ', 'a'})
		want := 0
		for strings.IndexByte(letters, text[want]) >= 0 {
			want++
		}
		if got := OctetAt(text, 0).WordLen(); got != want {
			t.Fatalf("%q begins with %d letters and digits, want %d", text, got, want)
		}
	}
}

// TestWordsLen holds the octet to the bytes, all pairs of them, behind a space and
// behind a letter.
func TestWordsLen(t *testing.T) {
	for pair := range 1 << 16 {
		for _, before := range []string{" ", "a"} {
			text := before + string([]byte{byte(pair), byte(pair >> 8), ' ', 'Z'})
			want := 0
			for want < len(text) {
				isWord := OctetAt(text, want).WordLen() > 0
				if !isWord && (text[want] != ' ' || want > 0 && text[want-1] == ' ') {
					break
				}
				want++
			}
			if got := OctetAt(text, 0).WordsLen(); got != want {
				t.Fatalf("%q begins with %d letters, digits and single spaces, want %d", text, got, want)
			}
		}
	}
}

// TestWords holds each bit to its byte, for all bytes at all places.
func TestWords(t *testing.T) {
	const text = "In 2019, 35 percent\x00\x00 of adults – 1,234 – slept less; “so what?” he said."
	for c := range 256 {
		for at := range WordsSeen {
			text := text[:at] + string([]byte{byte(c)}) + text[at+1:]
			for _, text := range []string{text, text[:at+1]} {
				checkWords(t, text)
			}
		}
	}
}

func checkWords(t *testing.T, text string) {
	t.Helper()
	letters, others := Words(text, 0)
	for n := range WordsSeen {
		letter, other := false, false
		if n < len(text) {
			letter = OctetAt(text, n).WordLen() > 0
			other = !letter && text[n] > ' '
		}
		if letters>>n&1 == 1 != letter || others>>n&1 == 1 != other {
			t.Fatalf("byte %d of %q: a letter %d, another %d", n, text, letters>>n&1, others>>n&1)
		}
	}
}

func TestContinuing(t *testing.T) {
	const text = "Züge, žába, 眠り, 😴!"
	for i := range text {
		want := 0
		for j := i; j < min(i+8, len(text)); j++ {
			if !utf8.RuneStart(text[j]) {
				want++
			}
		}
		if got := OctetAt(text, i).Continuing(); got != want {
			t.Errorf("%d of the bytes from %d on continue a code point, want %d", got, i, want)
		}
	}
}

func TestOctetAt(t *testing.T) {
	for _, text := range []string{"Sleep well, all", "naps"} {
		for i := range len(text) + 1 {
			for n := range 9 {
				checkOctet(t, text, i, n)
			}
		}
	}
	if got, want := OctetAt("SLEEP33z", 0).Fold(), OctetAt("sleep33z", 0); got != want {
		t.Errorf("SLEEP33z folds to %x, want %x", got, want)
	}
}

// checkOctet looks at the first n bytes of the octet from i on.
func checkOctet(t *testing.T, text string, i, n int) {
	want := (text[i:] + strings.Repeat("\x00", 8))[:n] + strings.Repeat("\x00", 8-n)
	x := OctetAt(text, i).First(n)
	for j := range 8 {
		if x.At(j) != want[j] {
			t.Fatalf("the first %d bytes of %q from %d on are %x, want %q", n, text, i, x, want)
		}
	}
}
