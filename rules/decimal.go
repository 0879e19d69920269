package rules

// A decimal is a number as it is written: digits × 10^exp, exactly. Equal
// numbers are equal values: digits does not end in a zero.
type decimal struct {
	digits int64
	exp    int
}

// maxDecimal bounds how many digits of a number are read.
const maxDecimal = 17

// newDecimal takes the zeros off the end of digits.
func newDecimal(digits int64, exp int) decimal {
	if digits == 0 {
		return decimal{}
	}
	for digits%10 == 0 {
		digits /= 10
		exp++
	}
	return decimal{digits, exp}
}

// parseDecimal reads a number with commas or points between its thousands, or
// one before its fraction, and counts the digits that tell something: 2 in
// 1,200, 3 in 4.97. Other bytes are passed over.
func parseDecimal(word string) (d decimal, significant int) {
	point := decimalPoint(word)
	var digits int64
	exp, read, zeros := 0, 0, 0
	for i := range len(word) {
		if !isDigit(word[i]) {
			continue
		}
		fraction := point >= 0 && i > point
		if read == maxDecimal {
			if !fraction {
				exp++
			}
			continue
		}
		digits = digits*10 + int64(word[i]-'0')
		if fraction {
			exp--
		}
		switch {
		case digits == 0:
			continue
		case word[i] == '0' && !fraction:
			zeros++
		default:
			significant += zeros + 1
			zeros = 0
		}
		read++
	}
	return newDecimal(digits, exp), max(significant, 1)
}

// decimalPoint is the offset of the mark before a number's fraction, -1 if it
// has none. A mark before three last digits divides thousands, and so do several
// marks.
func decimalPoint(word string) int {
	first, last := -1, -1
	for i := range len(word) {
		if word[i] == ',' || word[i] == '.' {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if last != first || last >= 0 && len(word)-last == 4 && word[0] != '0' {
		return -1
	}
	return last
}

// times multiplies by a small factor.
func (d decimal) times(factor decimal) decimal {
	return newDecimal(d.digits*factor.digits, d.exp+factor.exp)
}

// plus adds a whole number below ten.
func (d decimal) plus(n decimal) decimal {
	whole := d.digits
	for range d.exp {
		whole *= 10
	}
	return newDecimal(whole+n.digits, 0)
}

// length counts the digits of d without the zeros at its end.
func (d decimal) length() int {
	n := 1
	for rest := d.digits / 10; rest > 0; rest /= 10 {
		n++
	}
	return n
}

// round rounds d to a number of digits.
func (d decimal) round(digits int) decimal {
	for n := d.length(); n > digits; n-- {
		if n == digits+1 {
			d.digits += 5
		}
		d.digits /= 10
		d.exp++
	}
	return newDecimal(d.digits, d.exp)
}

// isMoreThan reports whether d is above a whole number below a hundred, or is no
// whole number itself.
func (d decimal) isMoreThan(n int64) bool {
	return d.exp < 0 || d.exp > 1 || d.exp == 1 && d.digits*10 > n || d.exp == 0 && d.digits > n
}
