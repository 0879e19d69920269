package lint

import (
	"strings"
	"testing"
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

func TestOctetAt(t *testing.T) {
	const text = "Sleep well, all"
	for i := range len(text) + 1 {
		for n := range 9 {
			want := (text[i:] + strings.Repeat("\x00", 8))[:8]
			want = want[:n] + strings.Repeat("\x00", 8-n)
			x := OctetAt(text, i).First(n)
			for j := range 8 {
				if x.At(j) != want[j] {
					t.Fatalf("the first %d bytes from %d on are %x, want %q", n, i, x, want)
				}
			}
		}
	}
	if got, want := OctetAt("SLEEP33z", 0).Fold(), OctetAt("sleep33z", 0); got != want {
		t.Errorf("SLEEP33z folds to %x, want %x", got, want)
	}
}
