package rules

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A fact is a number, a date or a name that a sentence gives.
type fact struct {
	text  string // as written
	kind  factKind
	start int // where a name begins in the sentence

	value   decimal // of a quantity; of a date its year, 0 if it has none
	digits  int     // how many digits of a quantity tell something: 2 in 1.2 million
	percent bool

	month, day int // of a date; 0 if it has none

	stem stemHash // of a name
}

type factKind uint8

const (
	quantityFact factKind = iota
	dateFact
	nameFact
)

// Tokens are the words and numbers of a piece of prose.
type tokens struct {
	prose string
	all   []token
}

// A token is a word or a number.
type token struct {
	start, end int      // in the prose
	stem       stemHash // of a word; 0 of a number
}

// read lists the words and numbers of prose in place of those before.
func (t *tokens) read(prose string) {
	all := t.all[:0]
	for i := 0; i < len(prose); {
		if isASCIIMark[prose[i]] {
			i++
			continue
		}
		end, stem := stemAt(prose, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(prose[i:])
			i += size
			continue
		}
		all = append(all, token{i, end, stem})
		i = end
	}
	t.prose, t.all = prose, all
}

// text is a token as written, empty behind the last.
func (t *tokens) text(i int) string {
	if i >= len(t.all) {
		return ""
	}
	return t.prose[t.all[i].start:t.all[i].end]
}

// gap is what stands before a token, or behind the last.
func (t *tokens) gap(i int) string {
	start, end := 0, len(t.prose)
	if i > 0 {
		start = t.all[i-1].end
	}
	if i < len(t.all) {
		end = t.all[i].start
	}
	return visible(t.prose[start:end])
}

// visible is text without masked bytes.
func visible(text string) string {
	if strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(text, "\x00", "")
}

// appendFacts appends the numbers, dates and names of a sentence. In German, where
// every noun has a capital, no names are told.
func (t *tokens) appendFacts(all []fact, language string) []fact {
	for i := 0; i < len(t.all); {
		if f, n := t.countAt(i); n > 0 {
			f.text = t.written(i, n)
			all = append(all, f)
			i += n
			continue
		}
		if language != "de" && t.isName(i) {
			all = append(all, fact{text: t.text(i), kind: nameFact, stem: t.all[i].stem, start: t.all[i].start})
		}
		i++
	}
	return all
}

// counts yields the numbers and dates among tokens.
func (t *tokens) counts(yield func(*fact) bool) {
	for i := 0; i < len(t.all); {
		f, n := t.countAt(i)
		f.text = t.written(i, n)
		if n > 0 && !yield(&f) {
			return
		}
		i += max(n, 1)
	}
}

// written is what stands in n tokens and between them.
func (t *tokens) written(i, n int) string {
	if n == 0 {
		return ""
	}
	return visible(t.prose[t.all[i].start:t.all[i+n-1].end])
}

// countAt reads a number or date, but for its text, and counts its tokens.
func (t *tokens) countAt(i int) (fact, int) {
	if !t.isCount(i) {
		return fact{}, 0
	}
	if f, n := t.dateAt(i); n > 0 {
		return f, n
	}
	return t.quantityAt(i)
}

// isCount reports whether a token begins with a digit, or may be a number or a
// month that is written as a word: of nearly all words their stem tells that they
// are not.
func (t *tokens) isCount(i int) bool {
	stem := t.all[i].stem
	return stem == 0 || numeralStems().has(stem)
}

// isName reports whether a token is a capitalised word. The first word of a
// sentence is none, unless another capitalised word follows it.
func (t *tokens) isName(i int) bool {
	return startsUpper(t.text(i)) && (i > 0 || startsUpper(t.text(1))) && t.carriesMeaning(i) &&
		!t.isMonth(i) && !beginsQuotation(t.gap(i))
}

func (t *tokens) isMonth(i int) bool { return t.isCount(i) && monthOf(t.text(i)) > 0 }

// beginsQuotation reports whether what stands before a word makes its capital
// that of a sentence: a quotation mark, a colon, a bullet.
func beginsQuotation(gap string) bool { return strings.ContainsAny(gap, ":“\"«„?!.") }

// months are the names of months in the languages of the claims group, three
// letters of each, or four where that is not enough.
var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "avr": 4, "jui": 7, "juin": 6, "aoû": 8, "déc": 12,
	"ene": 1, "abr": 4, "ago": 8, "dic": 12, "fev": 2, "set": 9, "out": 10,
}

// monthNames are all that a month may be called; a name such as Marco is none.
var monthNames = func() map[string]int {
	names := make(map[string]int)
	for name := range strings.FieldsSeq(`january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
januar jänner februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro`) {
		runes := []rune(name)
		month := months[string(runes[:min(4, len(runes))])]
		if month == 0 {
			month = months[string(runes[:3])]
		}
		names[name] = month
	}
	return names
}()

// numeralStems are the stems of numbers and months.
var numeralStems = sync.OnceValue(func() *table[stemHash] {
	stems := newTable[stemHash]()
	for name := range monthNames {
		stems.add(hashStem(name))
	}
	for name := range numerals {
		stems.add(hashStem(name))
	}
	return &stems
})

// monthOf is the number of a month, 0 for any other word. May is a month only
// where a capital says so.
func monthOf(word string) int {
	if isDigit(word[0]) {
		return 0
	}
	if word == "may" || word == "mar" || word == "mars" {
		return 0
	}
	return monthNames[strings.ToLower(word)]
}

func numeralOf(word string) (decimal, bool) {
	d, ok := numerals[strings.ToLower(word)]
	return d, ok
}

func scaleOf(word string) (decimal, bool) {
	d, ok := scales[strings.ToLower(word)]
	return d, ok
}

// dateAt reads a date of at least a month and a year, or a month and a day, and
// counts its tokens.
func (t *tokens) dateAt(first int) (fact, int) {
	at := func(i int) string {
		if i == 0 || first+i < len(t.all) && isBlank(t.gap(first+i), " ,.\n\u00a0deof") {
			return t.text(first + i)
		}
		return ""
	}
	if year, month, day, ok := t.isoDate(first); ok {
		return fact{kind: dateFact, value: newDecimal(int64(year), 0), month: month, day: day}, 3
	}
	monthAt := func(i int) int {
		if word := at(i); word != "" && t.isCount(first+i) {
			return monthOf(word)
		}
		return 0
	}
	day, month, n := 0, monthAt(0), 1
	if month > 0 {
		if day = dayOf(at(1)); day > 0 {
			n = 2
		}
	} else if day = dayOf(at(0)); day > 0 {
		m := 1
		if w := at(1); w == "of" || w == "de" {
			m = 2
		}
		month, n = monthAt(m), m+1
	}
	if month == 0 {
		return fact{}, 0
	}
	f := fact{kind: dateFact, month: month, day: day}
	for i := n; i <= n+1; i++ {
		if y := at(i); isYear(y) {
			f.value, n = newDecimal(int64(integer(y)), 0), i+1
			break
		} else if y != "de" && y != "of" {
			break
		}
	}
	if f.value == (decimal{}) && day == 0 {
		return fact{}, 0
	}
	return f, n
}

// isoDate reads 2018-08-14.
func (t *tokens) isoDate(i int) (year, month, day int, ok bool) {
	if first := t.text(i); !isYear(first) || i+3 > len(t.all) || t.gap(i+1) != "-" || t.gap(i+2) != "-" {
		return 0, 0, 0, false
	}
	m := t.text(i + 1)
	if len(m) != 2 || !isDigit(m[0]) || !isDigit(m[1]) {
		return 0, 0, 0, false
	}
	month, day = integer(m), dayOf(t.text(i+2))
	return integer(t.text(i)), month, day, 0 < month && month <= 12 && day > 0
}

// integer is the value of a word of digits.
func integer(word string) int {
	n := 0
	for i := range len(word) {
		n = n*10 + int(word[i]-'0')
	}
	return n
}

// dayOf reads the day of a month: 3, 3rd, 03; 0 if the word is none.
func dayOf(word string) int {
	if word == "" || !isDigit(word[0]) {
		return 0
	}
	word = strings.TrimRight(word, "sthndre")
	if len(word) == 0 || len(word) > 2 || strings.Trim(word, "0123456789") != "" {
		return 0
	}
	if n := integer(word); n <= 31 {
		return n
	}
	return 0
}

func isYear(word string) bool {
	return len(word) == 4 && isDigit(word[0]) && isDigit(word[1]) && isDigit(word[2]) && isDigit(word[3]) && word >= "1000" && word <= "2200"
}

// scales are words and signs behind a number that multiply it.
var scales = map[string]decimal{
	"hundred": {1, 2}, "thousand": {1, 3}, "k": {1, 3}, "tausend": {1, 3}, "mil": {1, 3}, "mille": {1, 3}, "dozen": {12, 0},
	"million": {1, 6}, "millions": {1, 6}, "m": {1, 6}, "mn": {1, 6}, "mln": {1, 6}, "mio": {1, 6}, "millionen": {1, 6},
	"millones": {1, 6}, "milhões": {1, 6},
	"billion": {1, 9}, "billions": {1, 9}, "bn": {1, 9}, "b": {1, 9}, "mrd": {1, 9}, "milliarden": {1, 9}, "milliards": {1, 9},
	"trillion": {1, 12}, "trillions": {1, 12}, "trn": {1, 12}, "tn": {1, 12},
}

// scaleStems are the stems of scales.
var scaleStems = sync.OnceValue(func() *table[stemHash] {
	stems := newTable[stemHash]()
	for name := range scales {
		stems.add(hashStem(name))
	}
	return &stems
})

// numerals are numbers written as words.
var numerals = map[string]decimal{
	"one": {1, 0}, "two": {2, 0}, "three": {3, 0}, "four": {4, 0}, "five": {5, 0}, "six": {6, 0}, "seven": {7, 0}, "eight": {8, 0}, "nine": {9, 0},
	"ten": {1, 1}, "eleven": {11, 0}, "twelve": {12, 0}, "thirteen": {13, 0}, "fourteen": {14, 0}, "fifteen": {15, 0}, "sixteen": {16, 0},
	"seventeen": {17, 0}, "eighteen": {18, 0}, "nineteen": {19, 0},
	"twenty": {2, 1}, "thirty": {3, 1}, "forty": {4, 1}, "fifty": {5, 1}, "sixty": {6, 1}, "seventy": {7, 1}, "eighty": {8, 1}, "ninety": {9, 1},
	"hundred": {1, 2},
}

// quantityAt reads a number with its scale and its percent sign, and counts its
// tokens.
func (t *tokens) quantityAt(i int) (fact, int) {
	f, n := fact{kind: quantityFact}, 1
	if text := t.text(i); isDigit(text[0]) {
		end := len(text)
		for !isDigit(text[end-1]) {
			end--
		}
		f.value, f.digits = parseDecimal(text[:end])
		if end < len(text) {
			if scale, ok := scaleOf(text[end:]); ok {
				f.value = f.value.times(scale)
			}
		}
	} else {
		tens, ok := numeralOf(text)
		if !ok {
			return fact{}, 0
		}
		f.value, f.digits = tens, 2
		if ones, ok := numeralOf(t.text(i + 1)); ok && t.gap(i+1) == "-" && tens.exp == 1 && ones.exp == 0 {
			f.value, n = tens.plus(ones), 2
		}
	}
	for i+n < len(t.all) && scaleStems().has(t.all[i+n].stem) && isBlank(t.gap(i+n), " \u00a0\u202f-") {
		scale, ok := scaleOf(t.text(i + n))
		if !ok {
			break
		}
		f.value = f.value.times(scale)
		n++
	}
	f.percent = t.isPercent(i + n)
	return f, n
}

// isBlank reports whether nothing stands in a gap but marks of a set, which has a
// space.
func isBlank(gap, marks string) bool { return gap == " " || strings.Trim(gap, marks) == "" }

// isPercent reports whether a token says percent, or a sign before it does.
func (t *tokens) isPercent(i int) bool {
	if gap := t.gap(i); strings.IndexByte(gap, '%') >= 0 && strings.HasPrefix(strings.TrimLeft(gap, " \u00a0\u202f"), "%") {
		return true
	}
	word := t.text(i)
	if word == "" || word[0]|0x20 != 'p' {
		return false
	}
	word = strings.ToLower(word)
	return word == "percent" || word == "prozent" || word == "per" && strings.HasPrefix(t.text(i+1), "cent")
}

// A factKey is a quantity, or a date, in a form that can be compared.
type factKey struct {
	value      decimal
	month, day int
}

// key is what a fact says. A year that stands alone is the same as a number and
// as a date.
func (f *fact) key() factKey { return factKey{value: f.value, month: f.month, day: f.day} }

// bit is one of 64 bits that tells keys apart, though not all.
func (k factKey) bit() uint64 {
	sum := k.value.digits + int64(k.value.exp)<<8 + int64(k.month)<<16 + int64(k.day)<<24
	return 1 << (uint64(sum) * 0x9e3779b97f4a7c15 >> 58)
}

// maxDigits is how many digits a rounded figure has at most.
const maxDigits = 6

// coarser yields what else is true if a fact is: what it says itself, the
// figures that round it, and the dates that are less exact.
func (f *fact) coarser(yield func(factKey) bool) {
	if !yield(f.key()) {
		return
	}
	if f.kind == dateFact {
		for _, key := range [...]factKey{{value: f.value}, {value: f.value, month: f.month}, {month: f.month, day: f.day}} {
			if !yield(key) {
				return
			}
		}
		return
	}
	for digits := min(f.digits, maxDigits) - 1; digits > 0; digits-- {
		if !yield(factKey{value: f.value.round(digits)}) {
			return
		}
	}
}
