package lint

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// identity names a source by what it is and not by the number it has: by its
// canonical URL, its DOI or ISBN, its title or else the words of its entry.
func identity(a *Article, s *Source) string {
	switch {
	case s.Canonical != "":
		return "url " + s.Canonical
	case s.DOI != "":
		return "doi " + strings.ToLower(strings.TrimSpace(s.DOI))
	case s.ISBN != "":
		return "isbn " + strings.ToUpper(strings.Join(strings.FieldsFunc(s.ISBN, notAlphanumeric), ""))
	}
	if title := appendWords(make([]byte, 0, len(s.Title)+8), s.Title); len(title) > 0 {
		return "title " + string(title)
	}
	if s.File == "" {
		if words := trimNumber(appendWords(nil, a.Slice(s.Span))); len(words) > 0 {
			return "text " + string(words)
		}
	}
	return "key " + keyIdentity(s.Key)
}

// keyIdentity is a key as far as it says more than where a source stands in its
// list: it is empty for a number, even one with a letter behind it.
func keyIdentity(key string) string {
	number := strings.TrimLeft(key, "0123456789")
	if len(number) < len(key) && len(number) <= 1 || key == "" {
		return ""
	}
	return strings.ToLower(key)
}

// A keyIndex finds what has a key. Its parts are made when they are first asked.
type keyIndex struct {
	article *Article
	numbers map[string]int32   // of the keys
	keys    []keyed            // by number
	listed  []*Source          // those with a place in the article, in text order
	names   map[*Source]string // see nameOf
}

// keyed is what has one key: citations in text order, and sources, those with a
// place in the article first and in text order.
type keyed struct {
	citations []*Citation
	sources   []*Source
	here      int // how many of the sources have a place in the article
}

// build groups citations and sources by their keys.
func (x *keyIndex) build() {
	a := x.article
	x.numbers = make(map[string]int32, len(a.Sources))
	cited, listed := make([]int32, len(a.Citations)), make([]int32, len(a.Sources)) // the numbers of their keys
	for i := range a.Citations {
		cited[i] = x.number(a.Citations[i].Key)
	}
	for i := range a.Sources {
		listed[i] = x.number(a.Sources[i].Key)
	}
	x.keys = make([]keyed, len(x.numbers))
	citations, sources := grouped(a.Citations, cited, len(x.keys)), grouped(a.Sources, listed, len(x.keys))
	for i := range x.keys {
		x.keys[i] = keyed{citations: citations[i], sources: sources[i]}
		for j, s := range sources[i] {
			if s.isHere() {
				x.keys[i].here = j + 1
			}
		}
	}
}

// number is that of a key, a new one if it has none.
func (x *keyIndex) number(key string) int32 {
	n, known := x.numbers[key]
	if !known {
		n = int32(len(x.numbers))
		x.numbers[key] = n
	}
	return n
}

// grouped returns what has each number, in the order in which it is.
func grouped[T any](all []T, numbers []int32, n int) [][]*T {
	sizes, groups := make([]int32, n), make([][]*T, n)
	for _, i := range numbers {
		sizes[i]++
	}
	room := make([]*T, len(all))
	for i, size := range sizes {
		groups[i], room = room[:0:size], room[size:]
	}
	for i, n := range numbers {
		groups[n] = append(groups[n], &all[i])
	}
	return groups
}

// isHere reports whether a source has a place in the article.
func (s *Source) isHere() bool { return s.File == "" && s.Span.Len() > 0 }

// find returns what has a key, which may be nothing.
func (x *keyIndex) find(key string) keyed {
	if x.numbers == nil {
		x.build()
	}
	if n, known := x.numbers[key]; known {
		return x.keys[n]
	}
	return keyed{}
}

// sources returns the sources that have a key.
func (x *keyIndex) sources(key string) []*Source { return x.find(key).sources }

// unbound returns the citations of a key that names nothing, none if not wanted.
// What only the model's own tool could follow, and what carries its source with
// it, is not looked up in a list.
func (x *keyIndex) unbound(key string, wanted bool) []*Citation {
	if !wanted {
		return nil
	}
	var found []*Citation
	for _, c := range x.find(key).citations {
		switch c.Style {
		case Residue, Placeholder, InlineNote, Link:
			continue
		}
		if c.Source == nil {
			found = append(found, c)
		}
	}
	return found
}

// shown reports whether a finding's span, or a related one, shows what has a key.
func (x *keyIndex) shown(d *Diagnostic, key string) bool {
	if x.citation(key, d.Span) != nil || x.source(key, d.Span) != nil {
		return true
	}
	return slices.ContainsFunc(d.Related, func(r Related) bool {
		return r.Path == "" && (x.citation(key, r.Span) != nil || x.source(key, r.Span) != nil)
	})
}

// citation returns the first citation of a key that overlaps a span, nil if none
// does.
func (x *keyIndex) citation(key string, at Span) *Citation {
	all := x.article.Citations
	if i := firstEnding(all, at.Start); i < len(all) && all[i].Key == key && all[i].Span.Start < max(at.End, at.Start+1) {
		return &all[i] // as nearly always, which needs no index
	}
	return firstAt(x.find(key).citations, at, func(c *Citation) Span { return c.Span })
}

// source returns the first source of a key whose entry overlaps a span, nil if
// none does.
func (x *keyIndex) source(key string, at Span) *Source {
	k := x.find(key)
	return firstAt(k.sources[:k.here], at, func(s *Source) Span { return s.Span })
}

// entry returns the source that a finding at a span is about, nil if it is about
// none: the source whose entry is there, or if the finding has no span the one
// that has its key, which is another file's.
func (x *keyIndex) entry(at Span, keys []string) *Source {
	if x.listed == nil {
		x.list()
	}
	if at == (Span{}) {
		for _, key := range keys {
			if k := x.find(key); k.here < len(k.sources) {
				return k.sources[k.here]
			}
		}
	}
	return firstAt(x.listed, at, func(s *Source) Span { return s.Span })
}

// list lists the sources with a place in the article.
func (x *keyIndex) list() {
	all := x.article.Sources
	x.listed = make([]*Source, 0, len(all))
	for i := range all {
		if all[i].isHere() {
			x.listed = append(x.listed, &all[i])
		}
	}
}

// anyCitation reports whether a citation overlaps a span.
func (x *keyIndex) anyCitation(at Span) bool {
	all := x.article.Citations
	i := firstEnding(all, at.Start)
	return i < len(all) && all[i].Span.Start < at.End
}

// firstEnding is the index of the first citation that ends behind an offset.
func firstEnding(all []Citation, offset int) int {
	return sort.Search(len(all), func(i int) bool { return all[i].Span.End > offset })
}

// isUnbound reports whether a citation that names nothing and has one of the keys
// overlaps a span.
func (x *keyIndex) isUnbound(keys map[string]bool, at Span) bool {
	all := x.article.Citations
	for i := firstEnding(all, at.Start); i < len(all) && all[i].Span.Start < at.End; i++ {
		if all[i].Source == nil && keys[all[i].Key] {
			return true
		}
	}
	return false
}

// identity names what a key of a finding at a span stands for, empty if the key
// is a number without a source.
func (x *keyIndex) identity(key string, at Span, related []Related) string {
	if s := x.named(key, at, related); s != nil {
		return x.nameOf(s)
	}
	return keyIdentity(key)
}

// usualName is the length of the longest name, in bytes, that a fingerprint is made
// of as it is. A longer one, which may have many findings, is replaced by a digest.
const usualName = 256

// nameOf returns the identity of one of the article's sources, made once but for that
// of a URL of a usual length, which is made as fast as found.
func (x *keyIndex) nameOf(s *Source) string {
	if n := len(s.Canonical); n > 0 && n <= usualName {
		return identity(x.article, s)
	}
	if x.names == nil {
		x.names = make(map[*Source]string)
	}
	name, made := x.names[s]
	if !made {
		if name = identity(x.article, s); len(name) > usualName {
			sum := digestOf([]byte(name))
			name = "digest " + string(sum[:])
		}
		x.names[s] = name
	}
	return name
}

// named returns the source that a key of a finding at a span names, nil if none:
// several may have the key, and then the one at the finding's place is meant.
func (x *keyIndex) named(key string, at Span, related []Related) *Source {
	if c := x.citation(key, at); c != nil {
		return c.Source
	}
	if s := x.source(key, at); s != nil {
		return s
	}
	for _, r := range related {
		if s := x.source(key, r.Span); s != nil && r.Path == "" {
			return s
		}
	}
	if all := x.sources(key); len(all) > 0 {
		return all[0]
	}
	return nil
}

// firstAt returns the first of what is in text order that shares a byte with a
// span, or that it is an empty span in; nil if nothing does.
func firstAt[T any](all []*T, at Span, span func(*T) Span) *T {
	i, _ := slices.BinarySearchFunc(all, at.Start, func(t *T, start int) int { return cmp.Compare(span(t).End, start+1) })
	if i < len(all) && span(all[i]).Start < max(at.End, at.Start+1) {
		return all[i]
	}
	return nil
}

// appendWords appends the words of a text, folded and with a space behind each:
// letters in lower case, marks and digits. White space, quotes, dashes and all
// other punctuation part words; masked bytes and what has no width do not.
func appendWords(words []byte, text string) []byte {
	inWord := false
	for i := 0; i < len(text); {
		x := OctetAt(text, i)
		if n := x.WordsLen(); n > 0 && (inWord || x.At(0) != ' ') {
			words = binary.LittleEndian.AppendUint64(words, uint64(x.Fold()))
			words = words[:len(words)-8+n]
			inWord = x.At(n-1) != ' '
			i += n
			continue
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch isMark := r < utf8.RuneSelf || '‐' <= r && r <= '‧'; { // as most of what is no letter
		case r == 0:
		case !isMark && (unicode.IsLetter(r) || unicode.IsDigit(r) || inWord && unicode.IsMark(r)):
			words = utf8.AppendRune(words, unicode.ToLower(r))
			inWord = true
		case !isMark && unicode.Is(unicode.Cf, r):
		case inWord:
			words = append(words, ' ')
			inWord = false
		}
	}
	if inWord {
		words = append(words, ' ')
	}
	return words
}

// trimNumber drops the number that a heading or an entry begins with, such as
// 2.1, from its words, but not all of them.
func trimNumber(words []byte) []byte {
	for {
		word, rest, _ := bytes.Cut(words, []byte(" "))
		if len(rest) == 0 || len(bytes.Trim(word, "0123456789")) > 0 {
			return words
		}
		words = rest
	}
}

func notAlphanumeric(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
