package parse

import "strings"

// accessNotes begin what says where and when a source was seen. Those that end in
// a space do so only before a date.
var accessNotes = [...]string{
	"available at", "available online", "available from", "available:", "retrieved from", "archived from", "accessed on", "accessed at", "accessed:",
	"last accessed", "last visited", "last updated", "date accessed", "see also:", "url:", "link:", "accessed ", "retrieved ", "archived ", "viewed ", "visited ", "access date",
	"abgerufen am", "abgerufen:", "zuletzt abgerufen", "abrufbar unter", "verfügbar unter", "consulté le", "disponible sur", "disponible en", "consultado el",
	"recuperado de", "disponível em", "acesso em", "consultato il", "geraadpleegd op", "дата обращения", "режим доступа",
}

// accessNotesBy are the notes on access by their first byte.
var accessNotesBy = func() (by [256][]string) {
	for _, note := range accessNotes {
		by[note[0]] = append(by[note[0]], note)
	}
	return
}()

// cutAccess cuts a title where a note on access begins; one at its start is left
// out itself.
func cutAccess(words string) string {
	word := false // the byte before is part of one
	for i := range len(words) - 1 {
		if !word && accessOpenings.has(bytePairHash(words[i:])) {
			if n := accessNoteLen(words[i:]); n > 0 {
				if strings.Trim(words[:i], " .,;:-–—([\"") == "" {
					return cutAccess(words[i+n:])
				}
				return words[:i]
			}
		}
		word = isWordByte(words[i])
	}
	return words
}

// accessOpenings are the first two bytes of the notes on access.
var accessOpenings = func() *hashSet {
	set := new(hashSet)
	for _, note := range accessNotes {
		set.add(bytePairHash(note))
	}
	return set
}()

// bytePairHash is the hash of the first two bytes of s, capitals as small letters.
func bytePairHash(s string) uint32 { return uint32(s[0]|0x20)<<8 | uint32(s[1]|0x20) }

// accessNoteLen is the length of the note on access that s begins with, as far as
// it is words; 0 if it begins with none.
func accessNoteLen(s string) int {
	for _, note := range accessNotesBy[lowerASCII(s[0])] {
		if len(s) < len(note) || s[1]|0x20 != note[1]|0x20 || !strings.EqualFold(s[:len(note)], note) {
			continue
		}
		if !strings.HasSuffix(note, " ") || startsDate(s[len(note):]) {
			return len(note)
		}
	}
	return 0
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// startsDate reports whether s begins with a date: a figure or a month.
func startsDate(s string) bool {
	s = strings.TrimLeft(s, " (,")
	if s == "" || isDigit(s[0]) {
		return s != ""
	}
	return len(s) > 3 && strings.Contains(" jan feb mar apr may jun jul aug sep oct nov dec ", " "+strings.ToLower(s[:3])+" ")
}
