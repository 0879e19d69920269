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

// A word is what a word, a number or a punctuation mark is wherever it stands, and
// in a sentence the tags that it has there.
type word struct {
	tags    tags        // of the phrases that begin with it
	fold    uint32      // hash of the word in lower case
	rest    uint32      // see known
	weight  weightIndex // of what it tells alone
	shape   shape
	class   uint8     // the part it plays among its neighbours
	opening uint8     // the part it plays where it begins a sentence
	mark    byte      // a mark, folded to ASCII; '*' for any symbol
	tone    lint.Tone // of the phrase that it is alone
	onward  uint8     // 1 if longer phrases begin with it, else 0
}

// A rawWord is a word as it has been read, before it is looked up.
type rawWord struct {
	word
	stem uint32 // hash of the word in lower case, without its ending
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
func split(words []rawWord, prose string) []rawWord {
	for prose != "" {
		if prose[0] <= ' ' {
			prose = prose[1:]
			continue
		}
		var w rawWord
		n := w.scan(prose)
		if w.isSeen() {
			words = append(words, w)
		}
		prose = prose[n:]
	}
	return words
}

// isSeen reports whether a word that has been read is one.
func (w *word) isSeen() bool { return w.shape != mark || w.mark != 0 }

// scan reads the word or the mark that text begins with, and returns its length.
func (w *rawWord) scan(text string) int {
	if n := w.scanPlain(text); n > 0 {
		return n
	}
	r, size := utf8.DecodeRuneInString(text)
	if isWordRune(r) {
		return w.scanWord(text)
	}
	w.shape, w.mark = mark, foldMark(r)
	w.fold = mix(hashSeed, uint32(w.mark))
	w.stem = w.fold
	return size
}

// scanPlain reads a word of letters of ASCII, of which only the first may be a
// capital: nine words of ten. It returns 0 for any other, and for what may go on
// as one.
func (w *rawWord) scanPlain(text string) int {
	if c := text[0] | 0x20; c < 'a' || c > 'z' {
		return 0
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
		return 0
	}
	w.fold, w.stem = h, before[(n-endingOf(text[:n]))&7]
	if text[0] < 'a' {
		w.shape = capital
	}
	return n
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
	if '\u2010' <= r && r <= '\u205f' { // dashes, quotation marks and the like
		return false
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

// scanWord reads the word that text begins with: letters and digits, apostrophes
// between letters (don't, but not l'an), points and commas between digits
// (1,234.5), points between single letters (U.S.).
func (w *rawWord) scanWord(text string) int {
	s := scan{hash: hashSeed}
	n := 0
	for n < len(text) {
		if c := text[n]; 'a' <= c && c <= 'z' { // most
			s.letters++
			s.add(rune(c))
			n++
			continue
		}
		r, size := rune(text[n]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[n:])
		}
		if !s.take(r) {
			if !joins(text, n, size, r, s.letters, s.digits) {
				break
			}
			if r == '’' {
				r = '\''
			}
			s.add(r)
		}
		n += size
	}
	text = text[:n]
	w.fold, w.stem, w.shape = s.hash, s.hash, s.shape(text)
	if w.shape == plain || w.shape == capital {
		w.stem = s.before[(s.runes-endingOf(text))&7]
	}
	return n
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

// joins reports whether the mark at byte i of text, behind so many letters and
// digits of the word that text begins with, belongs to it.
func joins(text string, i, size int, r rune, letters, digits int) bool {
	next, _ := utf8.DecodeRuneInString(text[min(i+size, len(text)):])
	switch r {
	case '\'', '’':
		return letters > 0 && unicode.IsLetter(next) && !elides(text[:i], letters)
	case '.', ',':
		if digits > 0 {
			return letters == 0 && '0' <= next && next <= '9'
		}
		return r == '.' && letters == 1 && unicode.IsLetter(next) && (i+2 >= len(text) || text[i+2] == '.')
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
