package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// maxAuthorYear is the length of the longest parenthesis that is read for authors
// and years, in bytes.
const maxAuthorYear = 240

// authorYears judges a parenthesis at i such as (Walker, 2017; Lee et al., 2019,
// p. 3) or, behind an author's name, (2017). It returns where to go on, 0 if the
// parenthesis is none. A name and a year that fit no entry of the list of sources
// may be a film or a place, so they cite only if several authors are named.
func (s *bracketScanner) authorYears(i int) int {
	text := s.text[i:min(i+maxAuthorYear, s.block.span.End)]
	closing := strings.IndexByte(text, ')')
	if closing < 5 || strings.IndexByte(text[1:closing], '(') >= 0 {
		return 0
	}
	span := lint.Span{Start: i, End: i + closing + 1}
	inner := text[1:closing]
	if strings.IndexByte(inner, '1') < 0 && strings.IndexByte(inner, '2') < 0 {
		return 0
	}
	if year := leadingYear(inner); year != "" {
		if author := s.authorBefore(i, year); author != "" {
			return s.acceptAuthor(span, []string{author + " " + year})
		}
		return 0
	}
	var keys []string
	for part := range strings.SplitSeq(inner, ";") {
		author, year, several := readAuthorYear(part)
		if author == "" || !several && !s.authored(author, year) {
			return 0
		}
		keys = append(keys, author+" "+year)
	}
	return s.acceptAuthor(span, keys)
}

// acceptAuthor adds a bracket that cites works by their authors and years.
func (s *bracketScanner) acceptAuthor(span lint.Span, keys []string) int {
	index := len(s.brackets)
	s.brackets = append(s.brackets, lint.Bracket{Span: span})
	s.begin()
	for _, key := range keys {
		s.cite(index, span, key, lint.AuthorYear).id = authorID(key)
	}
	s.accept(index, lint.AuthorYear, "author and year")
	return span.End
}

// leadingYear is the year that a parenthesis holds and begins with: 2017, 2017a,
// 2017, p. 3.
func leadingYear(inner string) string {
	if len(inner) < 4 || !isYear(inner[:4]) {
		return ""
	}
	rest := strings.TrimLeft(inner[4:], "abcdef")
	if rest != "" && !strings.HasPrefix(rest, ", p") && !strings.HasPrefix(rest, ": ") {
		return ""
	}
	return inner[:4]
}

// readAuthorYear reads one work: the first author, the year, and whether the work
// is told to have several authors.
func readAuthorYear(part string) (author, year string, several bool) {
	part = strings.TrimSpace(part)
	for _, word := range citingWords {
		if rest, ok := strings.CutPrefix(part, word); ok && strings.HasPrefix(rest, " ") {
			part = strings.TrimLeft(rest, " ,")
		}
	}
	at := strings.IndexAny(part, "12")
	if at < 3 || len(part) < at+4 || !isYear(part[at:at+4]) {
		return "", "", false
	}
	names, rest := part[:at], strings.TrimLeft(part[at+4:], "abcdef")
	if rest != "" && rest[0] != ',' && rest[0] != ':' || len(strings.Fields(names)) > 9 {
		return "", "", false
	}
	for _, r := range names {
		if !unicode.IsLetter(r) && !strings.ContainsRune(" .,&-'’", r) {
			return "", "", false
		}
	}
	several = strings.Contains(names, " et al") || strings.Contains(names, "&") || strings.Contains(names, " and ") && strings.Contains(names, ",")
	author, _, _ = strings.Cut(names, ",")
	author, _, _ = strings.Cut(author, " et al")
	author, _, _ = strings.Cut(author, " &")
	author, _, _ = strings.Cut(author, " and ")
	author = strings.TrimSpace(author)
	author = author[strings.LastIndexByte(author, ' ')+1:]
	if first, _ := utf8.DecodeRuneInString(author); !unicode.IsUpper(first) || len(author) < 2 {
		return "", "", false
	}
	return author, part[at : at+4], several
}

// authorBefore is the author of a listed work of a year whose name stands among
// the last words before i, empty if there is none. The year in a heading is the
// article's own.
func (s *bracketScanner) authorBefore(i int, year string) string {
	if s.block.kind == headingBlock {
		return ""
	}
	before := s.text[max(s.block.span.Start, i-60):i]
	words := strings.FieldsFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	for n := len(words) - 1; n >= max(0, len(words)-6); n-- {
		if first, _ := utf8.DecodeRuneInString(words[n]); unicode.IsUpper(first) && s.authored(words[n], year) {
			return words[n]
		}
	}
	return ""
}

// authored reports whether a listed entry has an author's name and a year.
func (s *bracketScanner) authored(author, year string) bool {
	if !s.haveAuthors {
		s.haveAuthors = true
		s.listAuthors()
	}
	return s.ids[authorID(author+" "+year)] > 0
}

// authorID is what leads from an author and a year to their entry, beside the ids
// of a page, which hold no white space.
func authorID(key string) string { return "by " + strings.ToLower(key) }

// Authors stand at the beginning of an entry: that many bytes of it are searched
// for names.
const authorBytes = 120

// nameParticles are the words in lower case that stand within and between names.
var nameParticles = map[string]bool{
	"and": true, "et": true, "al": true, "und": true, "y": true, "e": true, "eds": true, "ed": true,
	"de": true, "da": true, "del": true, "della": true, "di": true, "do": true, "dos": true, "du": true, "la": true, "le": true,
	"van": true, "von": true, "der": true, "den": true, "zu": true, "ten": true, "ter": true, "bin": true, "ibn": true,
}

// listAuthors notes the names and years of the article's entries.
func (s *bracketScanner) listAuthors() {
	if s.ids == nil {
		s.draft.ids = make(map[string]int)
	}
	for i := range s.sources {
		entry := s.text[s.sources[i].Span.Start:s.sources[i].Span.End]
		if s.sources[i].File != "" || entry == "" {
			continue
		}
		years := yearsIn(entry[:min(len(entry), 2*authorBytes)])
		if len(years) == 0 {
			continue
		}
		head := entry[:min(len(entry), authorBytes)]
		for name := range strings.FieldsFuncSeq(head, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			first, _ := utf8.DecodeRuneInString(name)
			if !unicode.IsUpper(first) && !nameParticles[name] {
				break // the title has begun
			}
			if len(name) < 2 || !unicode.IsUpper(first) {
				continue
			}
			for _, year := range years {
				if id := authorID(name + " " + year); s.ids[id] == 0 {
					s.ids[id] = i + 1
				}
			}
		}
	}
}

// yearsIn lists the first three years in text.
func yearsIn(text string) []string {
	var years []string
	for i := 0; i+4 <= len(text) && len(years) < 3; i++ {
		if isYear(text[i:i+4]) && (i == 0 || !isDigit(text[i-1])) && (i+4 == len(text) || !isDigit(text[i+4])) {
			years = append(years, text[i:i+4])
			i += 3
		}
	}
	return years
}
