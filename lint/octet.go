package lint

import (
	"encoding/binary"
	"math/bits"
)

// An Octet is eight bytes of text, the first in the lowest bits, with zeros behind
// the end of the text. So a short word is one number: to find where it ends, to
// fold it and to compare it takes a few steps instead of as many as it has letters.
type Octet uint64

// OctetAt returns the octet that begins at byte i of text.
func OctetAt(text string, i int) Octet {
	if len(text)-i < 8 {
		return lastOctet(text, i)
	}
	return Octet(binary.LittleEndian.Uint64([]byte(text[i : i+8]))) // one load, no copy
}

// lastOctet is an octet of less than eight bytes.
func lastOctet(text string, i int) (x Octet) {
	if missing := i + 8 - len(text); len(text) >= 8 {
		return OctetAt(text, len(text)-8) >> (8 * missing)
	}
	for j := len(text) - 1; j >= i; j-- {
		x = x<<8 | Octet(text[j])
	}
	return x
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// WordLen returns how many letters and digits of ASCII the octet begins with.
func (x Octet) WordLen() int {
	low := x &^ highBits // so that a sum within a byte carries into its high bit only
	return bits.TrailingZeros64(uint64(^low.wordBytes()|x)&highBits) / 8
}

// wordBytes sets the high bits of the bytes that are letters and digits, and other
// bits at will. All high bits of x are zero.
func (x Octet) wordBytes() Octet { return x.between('0', '9') | x.Fold().between('a', 'z') }

// WordsSeen is how many bytes [Words] looks at.
const WordsSeen = 64

// Words looks at the bytes of text from i on, as many as a number has bits. It
// tells which of them are letters and digits of ASCII, and which of the others are
// above the space: bit n stands for byte i+n.
func Words(text string, i int) (letters, others uint64) {
	for n := 0; n < WordsSeen && i+n < len(text); n += 8 {
		x := OctetAt(text, i+n)
		low := x &^ highBits
		word := low.wordBytes() &^ x
		visible := low + (0x7f-' ')*eachByte | x
		letters |= word.mask() << n
		others |= (visible &^ word).mask() << n
	}
	return letters, others
}

// mask gathers the high bits of the bytes in the lowest byte.
func (x Octet) mask() uint64 { return uint64(x&highBits>>7*0x0102040810204080) >> 56 }

// between sets the high bits of the bytes that are from a to z, and other bits at
// will. All high bits of x are zero.
func (x Octet) between(a, z Octet) Octet {
	return (x + (0x80-a)*eachByte) &^ (x + (0x7f-z)*eachByte)
}

// WordsLen returns how many letters and digits of ASCII, and single spaces, the octet
// begins with.
func (x Octet) WordsLen() int {
	low := x &^ highBits
	spaces := ^((low ^ ' '*eachByte) + 0x7f*eachByte) & highBits
	isWords := low.wordBytes() | spaces&^(spaces<<8)
	return bits.TrailingZeros64(uint64(^isWords|x)&highBits) / 8
}

// Fold returns the octet in lower case if all of it are letters and digits of
// ASCII, or spaces.
func (x Octet) Fold() Octet { return x | 0x20*eachByte }

// First returns an octet of the first n bytes, and zeros.
func (x Octet) First(n int) Octet { return x & (1<<(8*uint(n)) - 1) }

// Continuing returns how many of the bytes continue a code point of UTF-8.
func (x Octet) Continuing() int {
	return bits.OnesCount64(uint64(x &^ (x << 1) & highBits)) // 10xxxxxx
}

// At returns byte i.
func (x Octet) At(i int) byte { return byte(x >> (8 * uint(i))) }
