package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	start, end int    // bytes of the prose
	fold       uint32 // hash of the word in lower case
	stem       uint32 // hash of the word in lower case, without its ending
	tags       tags   // of the phrases that begin here
	shape      shape
	class      uint8 // the part it plays among its neighbours
	mark       byte  // a mark, folded to ASCII; '*' for any symbol
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
		r, size := rune(prose[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(prose[i:])
		}
		switch {
		case r <= ' ':
		case isWordRune(r):
			w := scanWord(prose, i)
			words = append(words, w)
			i = w.end
			continue
		default:
			if m := foldMark(r); m != 0 {
				h := mix(hashSeed, uint32(m))
				words = append(words, word{start: i, end: i + size, fold: h, stem: h, shape: mark, mark: m})
			}
		}
		i += size
	}
	return words
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

// scanWord reads the word that begins at i: letters and digits, apostrophes
// between letters (don't, but not l'an), points and commas between digits
// (1,234.5), points between single letters (U.S.).
func scanWord(prose string, i int) word {
	s := scan{hash: hashSeed}
	at := i
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
	w := word{start: i, end: at, fold: s.hash}
	text := prose[i:at]
	w.shape = s.shape(text)
	w.stem = w.fold
	if w.shape == plain || w.shape == capital {
		w.stem = s.before[(s.runes-endingOf(text))&7]
	}
	return w
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

// The endings that words lose, longest first within a kind. It is no matter
// that some stems are no words: they only have to be the same for kin.
var endings = [...]string{"ies", "ied", "ing", "es", "ed", "ly", "s", "e", "y"}

// endingOf is how many letters of a word are its ending: those that leave four,
// and those of a genitive.
func endingOf(text string) int {
	kept, letters := len(text), 0
	switch {
	case strings.HasSuffix(text, "'s"):
		kept, letters = kept-len("'s"), 2
	case strings.HasSuffix(text, "’s"):
		kept, letters = kept-len("’s"), 2
	}
	if kept <= 4 {
		return letters
	}
	switch text[kept-1] {
	case 's', 'd', 'g', 'y', 'e':
		for _, e := range endings {
			if kept >= len(e)+4 && text[kept-len(e):kept] == e {
				return letters + len(e)
			}
		}
	}
	return letters
}
