package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A shape says what a word looks like.
type shape uint8

const (
	plain   shape = iota // in lower case, or with capitals inside
	capital              // Capitalised
	acronym              // two or more capitals
	number               // mostly digits, with points and commas between them
	figure               // a number with commas between thousands, or of four digits and more
	year                 // four digits from 1000 to 2100
	mark                 // one punctuation mark
)

// A word is a word, a number or a punctuation mark of a sentence.
type word struct {
	start, end int // bytes of the prose
	form
}

// A form is what a word is wherever it stands, and the tags that it has here.
type form struct {
	tags   tags   // of the phrases that begin with it
	fold   uint32 // hash of the word in lower case
	stem   uint32 // hash of the word in lower case, without its ending
	shape  shape
	class  uint8     // the part it plays among its neighbours
	mark   byte      // a mark, folded to ASCII; '*' for any symbol
	onward bool      // longer phrases begin with it
	tone   lint.Tone // of the phrase that it is alone
	weight place     // of what it tells alone
}

// Hashes are 32-bit FNV-1a with a final shift; features keep 27 bits of them.
const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

func mix(h, x uint32) uint32 {
	h = (h ^ x) * hashPrime
	return h ^ h>>15
}

// split appends the words of prose to words. Zero bytes, which stand for
// markup, divide words as white space does.
func split(words []word, prose string) []word {
	for i := 0; i < len(prose); {
		w := word{start: i}
		if prose[i] <= ' ' {
			i++
			continue
		}
		if w.scan(prose) {
			words = append(words, w)
		}
		i = w.end
	}
	return words
}

// scan reads the word or the mark at the start of w. It returns false if nothing
// is seen there, and always sets the end.
func (w *word) scan(prose string) bool {
	if w.scanPlain(prose) {
		return true
	}
	r, size := utf8.DecodeRuneInString(prose[w.start:])
	if isWordRune(r) {
		w.scanWord(prose)
		return true
	}
	w.end, w.shape, w.mark = w.start+size, mark, foldMark(r)
	w.fold = mix(hashSeed, uint32(w.mark))
	w.stem = w.fold
	return w.mark != 0
}

// scanPlain reads a word of letters of ASCII, of which only the first may be a
// capital: nine words of ten. It returns false for any other, and for what may go
// on as one.
func (w *word) scanPlain(prose string) bool {
	text := prose[w.start:]
	if c := text[0] | 0x20; c < 'a' || c > 'z' {
		return false
	}
	var before [8]uint32 // as in scan
	h := mix(hashSeed, uint32(text[0]|0x20))
	before[1] = h
	n := 1
	for n < len(text) {
		c := text[n]
		if c < 'a' || c > 'z' {
			break
		}
		h = mix(h, uint32(c))
		n++
		before[n&7] = h
	}
	if n < len(text) && text[n] > ' ' && !endsPlain(text[n:], n) {
		return false
	}
	w.end, w.fold, w.stem = w.start+n, h, before[(n-endingOf(text[:n]))&7]
	if text[0] < 'a' {
		w.shape = capital
	}
	return true
}

// endsPlain reports whether the mark behind so many letters surely ends a word.
func endsPlain(rest string, letters int) bool {
	switch c := rest[0]; c {
	case ',', ';', ':', ')', '"', '-', '?', '!', '/':
		return true
	case '.':
		return letters > 1
	}
	return false
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// foldMark maps typographic marks to ASCII, other symbols to '*', and what is
// not seen (white space, combining marks) to zero.
func foldMark(r rune) byte {
	switch r {
	case '“', '”', '„', '«', '»', '‟', '″':
		return '"'
	case '‘', '’', '‚', '‹', '›', '′':
		return '\''
	case '—', '–', '―', '‒', '−':
		return '-'
	case '…':
		return '.'
	case '€', '£', '¥', '₹', '₽', '₩':
		return '$'
	}
	switch {
	case r < utf8.RuneSelf:
		return byte(r)
	case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r):
		return 0
	}
	return '*'
}

// scanWord reads the word at the start of w: letters and digits, apostrophes
// between letters (don't, but not l'an), points and commas between digits
// (1,234.5), points between single letters (U.S.).
func (w *word) scanWord(prose string) {
	s := scan{hash: hashSeed}
	at := w.start
	for at < len(prose) {
		if c := prose[at]; 'a' <= c && c <= 'z' { // most
			s.letters++
			s.add(rune(c))
			at++
			continue
		}
		r, size := rune(prose[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(prose[at:])
		}
		if !s.take(r) {
			if !joins(prose, at, size, r, s.letters, s.digits) {
				break
			}
			if r == '’' {
				r = '\''
			}
			s.add(r)
		}
		at += size
	}
	text := prose[w.start:at]
	w.end, w.fold, w.stem, w.shape = at, s.hash, s.hash, s.shape(text)
	if w.shape == plain || w.shape == capital {
		w.stem = s.before[(s.runes-endingOf(text))&7]
	}
}

// A scan is what has been read of a word.
type scan struct {
	letters, upper, digits, value int

	hash   uint32
	runes  int
	before [8]uint32 // hashes of the word up to its last runes, by their number
}

// take adds a letter or a digit, and refuses anything else.
func (s *scan) take(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z':
		s.letters++
	case 'A' <= r && r <= 'Z':
		s.letters, s.upper, r = s.letters+1, s.upper+1, r+'a'-'A'
	case '0' <= r && r <= '9':
		s.digits++
		s.value = min(s.value*10+int(r-'0'), 1e6)
	case r < utf8.RuneSelf:
		return false
	case unicode.IsLetter(r):
		s.letters++
		if unicode.IsUpper(r) {
			s.upper, r = s.upper+1, unicode.ToLower(r)
		}
	case unicode.IsDigit(r):
		s.digits++
	default:
		return false
	}
	s.add(r)
	return true
}

func (s *scan) add(r rune) {
	s.hash = mix(s.hash, uint32(r))
	s.runes++
	s.before[s.runes&7] = s.hash
}

func (s *scan) shape(text string) shape {
	switch {
	case s.letters == 0 && len(text) == 4 && 1000 <= s.value && s.value <= 2100:
		return year
	case s.letters == 0 && s.digits >= 4 && strings.IndexByte(text, '.') < 0:
		return figure
	case s.digits > 0 && s.digits >= s.letters:
		return number
	case s.upper >= 2:
		return acronym
	case s.upper == 1 && beginsUpper(text):
		return capital
	}
	return plain
}

// joins reports whether the mark at i, behind so many letters and digits of a
// word, belongs to it.
func joins(prose string, i, size int, r rune, letters, digits int) bool {
	next, _ := utf8.DecodeRuneInString(prose[min(i+size, len(prose)):])
	switch r {
	case '\'', '’':
		return letters > 0 && unicode.IsLetter(next) && !elides(prose[:i], letters)
	case '.', ',':
		if digits > 0 {
			return letters == 0 && '0' <= next && next <= '9'
		}
		return r == '.' && letters == 1 && unicode.IsLetter(next) && (i+2 >= len(prose) || prose[i+2] == '.')
	}
	return false
}

// elides reports whether the letters before an apostrophe are a word of their
// own, as in French: l'an, d'un, qu'il.
func elides(before string, letters int) bool {
	last := before[len(before)-1]
	switch letters {
	case 1:
		return strings.IndexByte("ldcjmnstLDCJMNST", last) >= 0
	case 2:
		return last == 'u' && before[len(before)-2]|0x20 == 'q'
	}
	return false
}

func beginsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

// endingOf is how many letters of a word are its ending (-ies, -ied, -ing, -es,
// -ed, -ly, -s, -e, -y): those that leave four, and those of a genitive. It is no
// matter that some stems are no words: they only have to be the same for kin.
func endingOf(text string) int {
	kept, genitive := len(text), 0
	switch {
	case strings.HasSuffix(text, "'s"):
		kept, genitive = kept-len("'s"), 2
	case strings.HasSuffix(text, "’s"):
		kept, genitive = kept-len("’s"), 2
	}
	if kept <= 4 {
		return genitive
	}
	most := kept - 4
	switch text = text[:kept]; text[kept-1] {
	case 's':
		switch {
		case most >= 3 && text[kept-3:] == "ies":
			return genitive + 3
		case most >= 2 && text[kept-2] == 'e':
			return genitive + 2
		}
		return genitive + 1
	case 'd':
		switch {
		case most >= 3 && text[kept-3:] == "ied":
			return genitive + 3
		case most >= 2 && text[kept-2] == 'e':
			return genitive + 2
		}
	case 'g':
		if most >= 3 && text[kept-3:] == "ing" {
			return genitive + 3
		}
	case 'y':
		if most >= 2 && text[kept-2] == 'l' {
			return genitive + 2
		}
		return genitive + 1
	case 'e':
		return genitive + 1
	}
	return genitive
}
