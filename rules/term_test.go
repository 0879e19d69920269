package rules

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// TestStemAt holds the words read by eight bytes to the same read by runes.
func TestStemAt(t *testing.T) {
	letters := []rune("aBesSz19.,’ \x00éßK眠")
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		prose := make([]rune, 1+random.IntN(14))
		for i := range prose {
			prose[i] = letters[random.IntN(len(letters))]
		}
		checkStem(t, string(prose))
	}
}

func checkStem(t *testing.T, prose string) {
	want := 0
	for want < len(prose) {
		r, size := utf8.DecodeRuneInString(prose[want:])
		if !isWord(r) && !(want > 0 && isPointInNumber(prose, want)) {
			break
		}
		want += size
	}
	if isASCIIMark[prose[0]] {
		return
	}
	end, stem := stemAt(prose, 0)
	if end != want {
		t.Fatalf("the first word of %q is %q, want %q", prose, prose[:end], prose[:want])
	}
	wantStem := stemHash(0)
	if end > 0 && !isDigit(prose[0]) {
		wantStem = hashRunes(prose[:end])
	}
	if stem != wantStem {
		t.Fatalf("the stem of %q is %x, want %x", prose[:end], stem, wantStem)
	}
}

func TestTable(t *testing.T) {
	x := newTable[uint64]()
	for range 2 {
		for i := range int32(5000) {
			if p := x.enter(uint64(i)<<32+7, i); p.number != i {
				t.Fatalf("key %d is there with the number %d", i, p.number)
			}
			if p := x.enter(uint64(i/2)<<32+7, -1); p.number != i/2 {
				t.Fatalf("key %d has got the number %d", i/2, p.number)
			}
		}
		if !x.has(7) || x.has(8) || x.count != 5000 {
			t.Fatalf("%d keys, want 5000", x.count)
		}
		x.clear()
		if x.has(7) || x.count != 0 {
			t.Fatal("a key is still there")
		}
	}
}
