package rules

import (
	"math"
	"strconv"
	"strings"
)

// A fact is a number, a date or a name that a sentence gives.
type fact struct {
	text  string // as written
	kind  factKind
	start int // where a name begins in the sentence

	value   float64 // of a quantity; of a date its year
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

// tokenize cuts prose into words and numbers, and ends with a token of what
// stands behind the last one.
func tokenize(prose string) []token {
	tokens := make([]token, 0, len(prose)/5+2)
	gap := 0
	for text := range words(prose) {
		start := gap + strings.Index(prose[gap:], text)
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

// facts lists the numbers, dates and names of a sentence.
func facts(prose string) []fact {
	tokens := tokenize(prose)
	var all []fact
	for i := 0; i+1 < len(tokens); {
		if f, n := dateAt(tokens[i:]); n > 0 {
			all = append(all, f)
			i += n
			continue
		}
		if f, n := quantityAt(tokens[i:]); n > 0 {
			all = append(all, f)
			i += n
			continue
		}
		if f, ok := nameAt(tokens, i); ok {
			all = append(all, f)
		}
		i++
	}
	return all
}

// nameAt reads a capitalised word. The first word of a sentence is none, unless
// another capitalised word follows it.
func nameAt(tokens []token, i int) (fact, bool) {
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

// isNumeral reports whether a word is a number or a month: part of a fact.
func isNumeral(word string) bool {
	if len(word) < 3 || len(word) > 10 {
		return false
	}
	return monthOf(word) > 0 || numerals[strings.ToLower(word)] > 0
}

// monthOf is the number of a month, 0 for any other word. May is a month only
// where a capital says so.
func monthOf(word string) int {
	if word == "may" || word == "mar" || word == "mars" {
		return 0
	}
	return monthNames[strings.ToLower(word)]
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
		return fact{text: tokens[0].text + "-" + tokens[1].text + "-" + tokens[2].text, kind: dateFact, value: year, month: month, day: day}, 3
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
			f.value, n = number(y), i+1
			break
		} else if y != "de" && y != "of" {
			break
		}
	}
	if f.value == 0 && day == 0 {
		return fact{}, 0
	}
	f.text = joinTokens(tokens[:n])
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
func isoDate(tokens []token) (year float64, month, day int, ok bool) {
	if len(tokens) < 4 || tokens[1].gap != "-" || tokens[2].gap != "-" || !isYear(tokens[0].text) || len(tokens[1].text) != 2 {
		return 0, 0, 0, false
	}
	month, day = int(number(tokens[1].text)), dayOf(tokens[2].text)
	return number(tokens[0].text), month, day, 0 < month && month <= 12 && day > 0
}

// dayOf reads the day of a month: 3, 3rd, 03; 0 if the word is none.
func dayOf(word string) int {
	word = strings.TrimRight(word, "sthndrer")
	if len(word) == 0 || len(word) > 2 || strings.Trim(word, "0123456789") != "" {
		return 0
	}
	if n := int(number(word)); n <= 31 {
		return n
	}
	return 0
}

func isYear(word string) bool {
	return len(word) == 4 && strings.Trim(word, "0123456789") == "" && word >= "1000" && word <= "2200"
}

// number is the value of a number as written, with commas or points between its
// thousands; NaN if the word is none.
func number(word string) float64 {
	if i := strings.LastIndexAny(word, ",."); i >= 0 && len(word)-i == 4 && word[0] != '0' {
		word = strings.NewReplacer(",", "", ".", "").Replace(word)
	}
	word = strings.ReplaceAll(word, ",", ".")
	if strings.Count(word, ".") > 1 {
		word = strings.ReplaceAll(word, ".", "")
	}
	v, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// scales are words and signs behind a number that multiply it.
var scales = map[string]float64{
	"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "millionen": 1e6,
	"millones": 1e6, "milhões": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9, "b": 1e9, "mrd": 1e9, "milliarden": 1e9, "milliards": 1e9,
	"trillion": 1e12, "trn": 1e12, "tn": 1e12, "tausend": 1e3, "mil": 1e3, "mille": 1e3, "dozen": 12,
}

// numerals are numbers written as words.
var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

// quantityAt reads a number with its scale and its percent sign, and counts its
// tokens.
func quantityAt(tokens []token) (fact, int) {
	digits := strings.TrimRight(tokens[0].text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	f, n := fact{kind: quantityFact}, 1
	switch {
	case digits != "" && isDigit(digits[0]):
		f.value, f.digits = number(digits), significant(digits)
		if s := scales[strings.ToLower(tokens[0].text[len(digits):])]; s > 0 {
			f.value *= s
		}
	case numerals[strings.ToLower(tokens[0].text)] > 0:
		f.value, f.digits = numerals[strings.ToLower(tokens[0].text)], 2
		if tokens[1].gap == "-" && f.value >= 20 && numerals[strings.ToLower(tokens[1].text)] > 0 {
			f.value += numerals[strings.ToLower(tokens[1].text)]
			n = 2
		}
	default:
		return fact{}, 0
	}
	if math.IsNaN(f.value) {
		return fact{}, 0
	}
	for n < len(tokens) && strings.Trim(tokens[n].gap, " \u00a0\u202f-") == "" && scales[strings.ToLower(tokens[n].text)] > 0 {
		f.value *= scales[strings.ToLower(tokens[n].text)]
		n++
	}
	if n < len(tokens) {
		next := strings.ToLower(tokens[n].text)
		f.percent = strings.HasPrefix(strings.TrimLeft(tokens[n].gap, " \u00a0\u202f"), "%") || isPercentWord(next, tokens[n:])
	}
	f.text = joinTokens(tokens[:n])
	return f, n
}

func isPercentWord(word string, tokens []token) bool {
	return word == "percent" || word == "prozent" || word == "per" && len(tokens) > 1 && strings.HasPrefix(tokens[1].text, "cent")
}

// significant counts the digits that tell something: 2 in 1,200, 3 in 4.97.
func significant(digits string) int {
	plain := strings.NewReplacer(",", "", ".", "").Replace(digits)
	if !strings.Contains(digits, ".") {
		plain = strings.TrimRight(plain, "0")
	}
	return max(len(strings.TrimLeft(plain, "0")), 1)
}

// A factKey is a quantity, or a date, in a form that can be compared.
type factKey struct {
	value      float64
	month, day int
}

// key is what a fact says. A year that stands alone is the same as a number and
// as a date.
func (f *fact) key() factKey {
	if f.kind == dateFact {
		return factKey{value: f.value, month: f.month, day: f.day}
	}
	return factKey{value: round(f.value, exactDigits)}
}

// Digits of figures: how many a rounded one has at most, and to how many two are
// compared that are written in different ways.
const (
	maxDigits   = 6
	exactDigits = 12
)

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
	for digits := 1; digits < min(f.digits, maxDigits); digits++ {
		if !yield(factKey{value: round(f.value, digits)}) {
			return
		}
	}
}

// round rounds v to a number of significant digits, always to the same value.
func round(v float64, digits int) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	return rounded
}
