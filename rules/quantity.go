package rules

import (
	"iter"
	"strings"
	"sync"
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

// A token is a word or a number of a sentence, and what stands before it.
type token struct {
	text, gap string
	start     int // in the prose
}

// tokenize appends the words and numbers of prose, and a last token of what
// stands behind them.
func tokenize(tokens []token, prose string) []token {
	gap := 0
	for start, text := range words(prose) {
		tokens = append(tokens, token{text, visible(prose[gap:start]), start})
		gap = start + len(text)
	}
	return append(tokens, token{"", visible(prose[gap:]), len(prose)})
}

// visible is text without masked bytes.
func visible(text string) string {
	if strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(text, "\x00", "")
}

// factsIn lists the numbers, dates and names of a sentence. In German, where every
// noun has a capital, no names are told.
func factsIn(tokens []token, language string) []fact {
	var all []fact
	for i := 0; i+1 < len(tokens); {
		if f, n := countAt(tokens[i:]); n > 0 {
			f.text = joinTokens(tokens[i : i+n])
			all = append(all, f)
			i += n
			continue
		}
		if f, ok := nameAt(tokens, i); ok && language != "de" {
			all = append(all, f)
		}
		i++
	}
	return all
}

// counts yields the numbers and dates among tokens.
func counts(tokens []token) iter.Seq[*fact] {
	return func(yield func(*fact) bool) {
		for i := 0; i+1 < len(tokens); {
			f, n := countAt(tokens[i:])
			if n > 0 {
				f.text = joinTokens(tokens[i : i+n])
				if !yield(&f) {
					return
				}
			}
			i += max(n, 1)
		}
	}
}

// countAt reads a number or date, but for its text, and counts its tokens.
func countAt(tokens []token) (fact, int) {
	if !isDigit(tokens[0].text[0]) && !isNumeral(tokens[0].text) {
		return fact{}, 0
	}
	if f, n := dateAt(tokens); n > 0 {
		return f, n
	}
	return quantityAt(tokens)
}

// nameAt reads a capitalised word. The first word of a sentence is none, unless
// another capitalised word follows it.
func nameAt(tokens []token, i int) (fact, bool) {
	if !startsUpper(tokens[i].text) {
		return fact{}, false
	}
	t, ok := newTerm(tokens[i].text, i == 0 && !startsUpper(tokens[1].text))
	if !ok || !t.name || monthOf(t.text) > 0 || beginsQuotation(tokens[i].gap) {
		return fact{}, false
	}
	return fact{text: t.text, kind: nameFact, stem: t.stem, start: tokens[i].start}, true
}

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

// isNumeral reports whether a word is a number or a month: part of a fact. Of
// nearly all words their stem tells that they are not.
func isNumeral(word string) bool {
	if len(word) < 3 || len(word) > 10 || !numeralStems().has(hashStem(word)) {
		return false
	}
	_, ok := numeralOf(word)
	return ok || monthOf(word) > 0
}

// numeralStems are the stems of numbers and months.
var numeralStems = sync.OnceValue(func() *stemTable {
	stems := newStemTable()
	for name := range monthNames {
		stems.enter(hashStem(name))
	}
	for name := range numerals {
		stems.enter(hashStem(name))
	}
	return &stems
})

// monthOf is the number of a month, 0 for any other word. May is a month only
// where a capital says so.
func monthOf(word string) int {
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
func dateAt(tokens []token) (fact, int) {
	at := func(i int) string {
		if i < len(tokens) && (i == 0 || strings.Trim(tokens[i].gap, " ,.\n\u00a0deof") == "") {
			return tokens[i].text
		}
		return ""
	}
	if year, month, day, ok := isoDate(tokens); ok {
		return fact{kind: dateFact, value: newDecimal(int64(year), 0), month: month, day: day}, 3
	}
	day, month, n := 0, monthOf(at(0)), 1
	if month > 0 {
		if day = dayOf(at(1)); day > 0 {
			n = 2
		}
	} else if day = dayOf(at(0)); day > 0 {
		m := 1
		if w := at(1); w == "of" || w == "de" {
			m = 2
		}
		month, n = monthOf(at(m)), m+1
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

func joinTokens(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteString(t.gap)
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// isoDate reads 2018-08-14.
func isoDate(tokens []token) (year, month, day int, ok bool) {
	if len(tokens) < 4 || tokens[1].gap != "-" || tokens[2].gap != "-" || !isYear(tokens[0].text) || len(tokens[1].text) != 2 || !isDigit(tokens[1].text[0]) || !isDigit(tokens[1].text[1]) {
		return 0, 0, 0, false
	}
	month, day = integer(tokens[1].text), dayOf(tokens[2].text)
	return integer(tokens[0].text), month, day, 0 < month && month <= 12 && day > 0
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
	return len(word) == 4 && strings.Trim(word, "0123456789") == "" && word >= "1000" && word <= "2200"
}

// scales are words and signs behind a number that multiply it.
var scales = map[string]decimal{
	"hundred": {1, 2}, "thousand": {1, 3}, "k": {1, 3}, "tausend": {1, 3}, "mil": {1, 3}, "mille": {1, 3}, "dozen": {12, 0},
	"million": {1, 6}, "millions": {1, 6}, "m": {1, 6}, "mn": {1, 6}, "mln": {1, 6}, "mio": {1, 6}, "millionen": {1, 6},
	"millones": {1, 6}, "milhões": {1, 6},
	"billion": {1, 9}, "billions": {1, 9}, "bn": {1, 9}, "b": {1, 9}, "mrd": {1, 9}, "milliarden": {1, 9}, "milliards": {1, 9},
	"trillion": {1, 12}, "trillions": {1, 12}, "trn": {1, 12}, "tn": {1, 12},
}

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
func quantityAt(tokens []token) (fact, int) {
	f, n := fact{kind: quantityFact}, 1
	if text := tokens[0].text; isDigit(text[0]) {
		end := len(text)
		for !isDigit(text[end-1]) {
			end--
		}
		f.value, f.digits = parseDecimal(text[:end])
		if scale, ok := scaleOf(text[end:]); ok {
			f.value = f.value.times(scale)
		}
	} else {
		tens, ok := numeralOf(text)
		if !ok {
			return fact{}, 0
		}
		f.value, f.digits = tens, 2
		if ones, ok := numeralOf(tokens[1].text); ok && tokens[1].gap == "-" && tens.exp == 1 && ones.exp == 0 {
			f.value, n = tens.plus(ones), 2
		}
	}
	for n < len(tokens) && strings.Trim(tokens[n].gap, " \u00a0\u202f-") == "" {
		scale, ok := scaleOf(tokens[n].text)
		if !ok {
			break
		}
		f.value = f.value.times(scale)
		n++
	}
	if n < len(tokens) {
		next := strings.ToLower(tokens[n].text)
		f.percent = strings.HasPrefix(strings.TrimLeft(tokens[n].gap, " \u00a0\u202f"), "%") || isPercentWord(next, tokens[n:])
	}
	return f, n
}

func isPercentWord(word string, tokens []token) bool {
	return word == "percent" || word == "prozent" || word == "per" && len(tokens) > 1 && strings.HasPrefix(tokens[1].text, "cent")
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
