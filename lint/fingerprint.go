package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strconv"
	"strings"
)

// fingerprint names each finding by what it is about and not by where it
// stands, so that it stays the same when text is added above it: the rule, the
// words at the place, the keys, and its ordinal among equals.
func fingerprint(a *Article, found []Diagnostic) {
	seen := make(map[[sha256.Size]byte]int)
	h := sha256.New()
	for i := range found {
		d := &found[i]
		h.Reset()
		io.WriteString(h, d.Rule)
		writeFolded(h, a.Slice(d.Span))
		for _, key := range d.Keys {
			h.Write([]byte{0})
			io.WriteString(h, key)
		}
		var sum [sha256.Size]byte
		h.Sum(sum[:0])
		if n := seen[sum]; n > 0 {
			io.WriteString(h, "\x00#"+strconv.Itoa(n))
		}
		seen[sum]++
		d.Fingerprint = hex.EncodeToString(h.Sum(nil)[:16])
	}
}

// writeFolded writes the words of text, each after a zero byte.
func writeFolded(h hash.Hash, text string) {
	for word := range strings.FieldsSeq(text) {
		h.Write([]byte{0})
		io.WriteString(h, word)
	}
}
