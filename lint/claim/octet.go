package claim

import "math/bits"

// An octet is eight bytes of text, the first in the lowest bits, so that a short
// word is one number: to find where it ends, and to compare it, takes a few steps
// instead of as many as it has letters. Behind the end of the text are zeros.
type octet uint64

// octetAt is the octet that begins at i. The compiler makes one load of the eight.
func octetAt(text string, i int) octet {
	if len(text)-i < 8 {
		var x octet
		for j := len(text) - 1; j >= i; j-- {
			x = x<<8 | octet(text[j])
		}
		return x
	}
	b := text[i : i+8]
	return octet(b[0]) | octet(b[1])<<8 | octet(b[2])<<16 | octet(b[3])<<24 |
		octet(b[4])<<32 | octet(b[5])<<40 | octet(b[6])<<48 | octet(b[7])<<56
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// wordLen is how many letters and digits of ASCII an octet begins with.
func (x octet) wordLen() int {
	low := x &^ highBits // so that a sum within a byte carries into its high bit only
	isWord := low.between('0', '9') | (low|0x20*eachByte).between('a', 'z')
	return bits.TrailingZeros64(uint64(^isWord|x)&highBits) / 8
}

// between sets the high bit of the bytes that are from a to z, and others at
// will. All high bits of x are zero.
func (x octet) between(a, z octet) octet {
	return (x + (0x80-a)*eachByte) &^ (x + (0x7f-z)*eachByte)
}

// first is an octet of the first n bytes.
func (x octet) first(n int) octet { return x & (1<<(8*n) - 1) }
