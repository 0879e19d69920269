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
	w := word{start: i, fold: hashSeed}
	var letters, upper, digits, value int
	for i < len(prose) {
		r, size := rune(prose[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(prose[i:])
		}
		switch {
		case 'a' <= r && r <= 'z':
			letters++
		case 'A' <= r && r <= 'Z':
			letters, upper, r = letters+1, upper+1, r+'a'-'A'
		case '0' <= r && r <= '9':
			digits++
			value = min(value*10+int(r-'0'), 1e6)
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				upper, r = upper+1, unicode.ToLower(r)
			}
		case r >= utf8.RuneSelf && unicode.IsDigit(r):
			digits++
		case joins(prose, i, size, r, letters, digits):
			if r == '’' {
				r = '\''
			}
		default:
			w.end = i
			w.finish(prose, letters, upper, digits, value)
			return w
		}
		w.fold = mix(w.fold, uint32(r))
		i += size
	}
	w.end = i
	w.finish(prose, letters, upper, digits, value)
	return w
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

// finish sets the shape and the stem of a word from what it is made of.
func (w *word) finish(prose string, letters, upper, digits, value int) {
	text := prose[w.start:w.end]
	switch {
	case letters == 0 && len(text) == 4 && 1000 <= value && value <= 2100:
		w.shape = year
	case letters == 0 && digits >= 4 && strings.IndexByte(text, '.') < 0:
		w.shape = figure
	case digits > 0 && digits >= letters:
		w.shape = number
	case upper >= 2:
		w.shape = acronym
	case upper == 1 && beginsUpper(text):
		w.shape = capital
	}
	w.stem = w.fold
	if w.shape == plain || w.shape == capital {
		w.stem = stem(text, w.fold)
	}
}

func beginsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

// The endings that words lose, longest first within a kind. It is no matter
// that some stems are no words: they only have to be the same for kin.
var endings = [...]string{"ies", "ied", "ing", "es", "ed", "ly", "s", "e", "y"}

// stem is the hash of a word without its ending, if four letters remain; whole
// is its hash with the ending.
func stem(text string, whole uint32) uint32 {
	kept := len(text)
	if i := kept - 2; i > 0 && text[i] == '\'' && text[i+1] == 's' {
		kept = i
	} else if i := kept - 4; i > 0 && text[i:] == "’s" {
		kept = i
	}
	for _, e := range endings {
		if kept >= len(e)+4 && text[kept-len(e):kept] == e {
			kept -= len(e)
			break
		}
	}
	if kept == len(text) {
		return whole
	}
	h := uint32(hashSeed)
	for _, r := range text[:kept] {
		if r >= utf8.RuneSelf {
			r = unicode.ToLower(r)
		} else if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		h = mix(h, uint32(r))
	}
	return h
}
