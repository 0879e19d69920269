package parse

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// parts reports whether a gap divides two sentences. Where citations behind
// white space turn out to begin the next sentence, it moves the gap before them.
func (s *splitter) parts(g *gap) bool {
	switch {
	case g.next == len(s.prose):
		return true
	case g.mark == fullMark:
		return !s.quotative(g)
	case !g.spaced:
		return s.glued(g)
	}
	f := s.follower(g.next)
	if f.class == lowerWord && g.inner > 0 && !g.firm && s.abbreviation(g.at) == noAbbreviation {
		g.end, g.next = g.inner, g.onward
		return true
	}
	switch g.mark {
	case ellipsis:
		return f.class != lowerWord && f.class != number && !s.bracketed(g.at)
	case shout:
		return f.class != lowerWord && !(g.quoted && s.saidNext(f.at))
	}
	return s.periodParts(g, f)
}

// periodParts is parts for a single full stop with white space behind it.
func (s *splitter) periodParts(g *gap, f follower) bool {
	kind := noAbbreviation
	if !g.firm {
		kind = s.abbreviation(g.at)
	}
	switch kind {
	case neverEnds:
		return false
	case beforeNumber:
		return f.class == capital && !s.label(f.at) || f.class == lowerWord && s.isLong(g)
	case beforeName:
		return f.class == capital && !f.parenthesis && (g.cited || s.starts(f.at))
	case beforeLower:
		return f.class == capital && !f.parenthesis
	case ordinal:
		return s.ordinalParts(g, f)
	}
	switch f.class {
	case lowerWord:
		return s.isLong(g)
	case number:
		return !f.parenthesis || s.enumerates(f.at)
	}
	return true
}

// ordinalParts is periodParts behind a short number: an item's (1. One), a
// date's (3. März), or the last word of a sentence.
func (s *splitter) ordinalParts(g *gap, f follower) bool {
	at := s.wordStart(g.at)
	for at > s.start && s.prose[at-1] == 0 {
		at--
	}
	if at <= s.start || f.class == lowerWord {
		return false
	}
	if f.class == number {
		end := s.digitsEnd(f.at)
		return end >= len(s.prose) || s.prose[end] != '.'
	}
	return f.class != capital || lexicon()[string(s.wordAt(f.at))]&ordinalNoun == 0
}

// isLong reports whether the word before a bare full stop is too long and too
// plain for an abbreviation, so that it ends a sentence even before a small
// letter.
func (s *splitter) isLong(g *gap) bool {
	if !g.bare || g.at-s.start < 5 {
		return false
	}
	return isPlain(s.prose[g.at-5 : g.at])
}

// isPlain reports whether all of w are small letters of ASCII.
func isPlain(w []byte) bool {
	for _, c := range w {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// glued is parts where no white space stands behind the terminator and what
// trails it.
func (s *splitter) glued(g *gap) bool {
	f := s.follower(g.next)
	if f.class != capital {
		return g.cited && f.class == caseless
	}
	if g.cited || g.mark == ellipsis && g.bare && f.at == g.next {
		return g.mark != period || s.abbreviation(g.at) != neverEnds
	}
	return g.at-s.start >= 4 && isPlain(s.prose[g.at-4:g.at]) && s.isPlainWord(f.at)
}

// isPlainWord reports whether the word at i is written as words of prose are: a
// capital, small letters, and white space, a comma or an apostrophe behind it.
func (s *splitter) isPlainWord(i int) bool {
	w := s.wordAt(i)
	if len(w) == 0 || !isPlain(w[1:]) || i+len(w) >= len(s.prose) {
		return false
	}
	c := s.prose[i+len(w)]
	return isSpace(c) || c == ',' || c == '\'' || strings.HasPrefix(string(s.prose[i+len(w):min(len(s.prose), i+len(w)+3)]), "’")
}

// quotative reports whether a Japanese quotation goes on into its sentence.
func (s *splitter) quotative(g *gap) bool {
	if !g.quoted || g.spaced {
		return false
	}
	switch r, _ := utf8.DecodeRune(s.prose[g.next:]); r {
	case 'と', 'っ', 'な', 'の', 'が', 'は', 'を', 'に', 'も', 'で', '、', '，', ',':
		return true
	}
	return false
}

// bracketed reports whether the ellipsis at i is an editor's: [...].
func (s *splitter) bracketed(i int) bool {
	return i > s.start && (s.prose[i-1] == '[' || s.prose[i-1] == '(')
}

// A followerClass is what the first visible thing behind a gap is.
type followerClass uint8

const (
	lowerWord followerClass = iota
	capital
	number
	caseless // a letter of a script that has one case
	other    // a masked word, a symbol
)

// A follower is what stands behind a gap, without opening marks.
type follower struct {
	class       followerClass
	at          int
	parenthesis bool // an opening parenthesis stands before it
}

// follower looks at what begins at i.
func (s *splitter) follower(i int) follower {
	f := follower{class: other, at: i}
	for f.at < len(s.prose) {
		n := s.opening(f.at)
		if n == 0 {
			f.class = s.class(f.at)
			break
		}
		f.parenthesis = f.parenthesis || s.prose[f.at] == '('
		f.at += n
	}
	return f
}

// opening is the length of an opening mark, or of markup before a word, at i.
func (s *splitter) opening(i int) int {
	switch s.prose[i] {
	case 0:
		if n := s.zeros(i); i+n < len(s.prose) && s.space(i+n) == 0 {
			return n
		}
		return 0
	case '"', '\'', '(', '[', '-':
		return 1
	case ' ':
		if i > 0 && s.prose[i-1] == '-' {
			return 1
		}
	}
	if s.prose[i] < utf8.RuneSelf {
		return 0
	}
	switch r, n := utf8.DecodeRune(s.prose[i:]); r {
	case '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '「', '『', '（', '《', '¿', '¡', '–', '—', '\u00a0', '\u202f':
		return n
	}
	return 0
}

// class tells what begins at i. A word such as iPhone counts as a capital.
func (s *splitter) class(i int) followerClass {
	c := s.prose[i]
	switch {
	case 'a' <= c && c <= 'z':
		if i+1 < len(s.prose) && isUpper(s.prose[i+1]) {
			return capital
		}
		return lowerWord
	case isUpper(c):
		return capital
	case isDigit(c):
		return number
	case c < utf8.RuneSelf:
		if strings.IndexByte(",;:%=<>+&/|_", c) >= 0 {
			return lowerWord
		}
		return other
	}
	switch r, _ := utf8.DecodeRune(s.prose[i:]); {
	case unicode.IsLower(r):
		return lowerWord
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return capital
	case unicode.IsLetter(r):
		return caseless
	}
	return other
}

// maxWord is the length of the longest word that is looked up.
const maxWord = 24

// wordStart is where the word begins that ends before i. Markup in between is
// passed over.
func (s *splitter) wordStart(i int) int {
	limit := max(s.start, i-maxWord)
	for i > limit && isInner(s.prose[i-1]) {
		i--
	}
	return i
}

// isInner reports whether c may stand within an abbreviation.
func isInner(c byte) bool { return isWordByte(c) || c == '.' }

// wordAt returns the letters that begin at i, cut at maxWord.
func (s *splitter) wordAt(i int) []byte {
	end, limit := i, min(len(s.prose), i+maxWord)
	for end < limit && isWordByte(s.prose[end]) {
		if s.prose[end] == 0xe2 { // ’ and the dashes
			break
		}
		end++
	}
	return s.prose[i:end]
}

func (s *splitter) digitsEnd(i int) int {
	for i < len(s.prose) && isDigit(s.prose[i]) {
		i++
	}
	return i
}

// enumerates reports whether the number at i is that of an item: (1).
func (s *splitter) enumerates(i int) bool {
	end := s.digitsEnd(i)
	return end < len(s.prose) && s.prose[end] == ')' && end-i < 3
}

// label reports whether a Roman numeral or a single capital stands at i, as in
// No. IV.
func (s *splitter) label(i int) bool {
	w := s.wordAt(i)
	return len(w) == 1 && w[0] != 'I' && w[0] != 'A' || len(w) > 1 && strings.Trim(string(w), "IVXLC") == ""
}

// starts reports whether the word at i is one that sentences begin with, and
// names do not.
func (s *splitter) starts(i int) bool {
	w := s.wordAt(i)
	return len(w) > 0 && lexicon()[string(w)]&starter != 0
}

// maxSpeaker is how many words may stand between a quotation and "said".
const maxSpeaker = 3

// saidNext reports whether a clause such as Smith asked begins at i.
func (s *splitter) saidNext(i int) bool {
	for range maxSpeaker + 1 {
		w := s.wordAt(i)
		if len(w) == 0 {
			return false
		}
		if lexicon()[string(w)]&speech != 0 {
			return true
		}
		if i += len(w); i >= len(s.prose) || !isUpper(w[0]) || s.prose[i] != ' ' {
			return false
		}
		i++
	}
	return false
}

// An abbreviationKind says what a full stop behind a word means.
type abbreviationKind uint16

const (
	noAbbreviation abbreviationKind = 0
	neverEnds      abbreviationKind = 1 << iota // Mr. Fig. e.g.
	beforeNumber                                // No. 5, but: No. Then
	beforeName                                  // U.S. Inc. Jan. J.: ends a sentence before The, not before Senate
	beforeLower                                 // etc.: ends a sentence before a capital
	ordinal                                     // 3.
	ordinalNoun                                 // what follows an ordinal: März
	starter                                     // The
	speech                                      // said

	abbreviations = neverEnds | beforeNumber | beforeName | beforeLower
)

// abbreviation tells what the word is that ends before the full stop at i.
func (s *splitter) abbreviation(i int) abbreviationKind {
	for i > s.start && s.prose[i-1] == 0 {
		i--
	}
	w := s.prose[s.wordStart(i):i]
	switch {
	case len(w) == 0 || len(w) == maxWord:
		return noAbbreviation
	case isDigit(w[0]):
		if len(w) <= 2 && isDigit(w[len(w)-1]) {
			return ordinal
		}
		return noAbbreviation
	}
	if kind := lexicon()[string(w)] & abbreviations; kind != 0 {
		return kind & -kind
	}
	if isInitials(w) {
		return beforeName
	}
	return noAbbreviation
}

// isInitials reports whether w is letters with full stops between them: J, U.S,
// a.m, Ph.D.
func isInitials(w []byte) bool {
	for len(w) > 0 {
		r, n := utf8.DecodeRune(w)
		if !unicode.IsLetter(r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return false
		}
		w = w[n:]
		if len(w) > 1 && w[0] == 'h' && w[1] == '.' { // Ph.D
			w = w[1:]
		}
		if len(w) == 0 {
			return true
		}
		if w[0] != '.' {
			return false
		}
		w = w[1:]
	}
	return false
}

//go:embed lexicon/sentences.txt
var sentenceLexicon string

var lexiconKinds = map[string]abbreviationKind{
	"never-ends": neverEnds, "before-number": beforeNumber, "before-name": beforeName, "before-lower": beforeLower,
	"ordinal-noun": ordinalNoun, "starter": starter, "speech": speech,
}

// lexicon maps a word to all that the lexicon says of it.
var lexicon = sync.OnceValue(func() map[string]abbreviationKind {
	kinds := make(map[string]abbreviationKind, 1000)
	var kind abbreviationKind
	for line := range strings.Lines(sentenceLexicon) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			kind = lexiconKinds[name]
		default:
			for word := range strings.FieldsSeq(name) {
				kinds[word] |= kind
			}
		}
	}
	return kinds
})
