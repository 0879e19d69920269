package lint

import (
	"slices"
	"strings"
)

// SourceBefore returns the entry that an entry of Head was before the change, nil
// if it is new: the one with its URL and title, its URL or identifier, its title,
// or under its key much the same title. Two entries of Head may have been one.
func (c *Change) SourceBefore(head *Source) *Source { return c.sources.before[head] }

// SameSource reports whether an entry of Base and one of Head are one source. All
// entries of a URL are.
func (c *Change) SameSource(base, head *Source) bool {
	return c.sources.names[base] == c.sources.names[head]
}

// A sourceAlignment tells which entries of two versions are the same.
type sourceAlignment struct {
	before map[*Source]*Source
	names  map[*Source]string // the same for entries of either version that are one source
}

func alignSources(base, head *Article) *sourceAlignment {
	x := sourceAligner{base: base, head: head, taken: make(map[*Source]bool), before: make(map[*Source]*Source)}
	for _, key := range []func(a *Article, s *Source) string{fullName, urlName, doiName, titleName, identity, keyName} {
		x.match(key)
	}
	names := make(map[*Source]string, len(base.Sources)+len(head.Sources))
	for i := range base.Sources {
		s := &base.Sources[i]
		names[s] = identity(base, s)
	}
	for i := range head.Sources {
		s := &head.Sources[i]
		if b := x.before[s]; b != nil {
			names[s] = names[b]
		} else {
			names[s] = "new " + identity(head, s)
		}
	}
	return &sourceAlignment{x.before, names}
}

// A sourceAligner finds for entries of head what they were in base.
type sourceAligner struct {
	base, head *Article
	taken      map[*Source]bool // entries of base that were found
	before     map[*Source]*Source
}

// match looks for the entries of head that have no match yet under a name. An
// entry of base that no other has taken is preferred; a title or a key finds no
// other ones, for what is taken is known to be another's.
func (x *sourceAligner) match(name func(*Article, *Source) string) {
	waiting := make(map[string][]*Source)
	for i := range x.base.Sources {
		if s := &x.base.Sources[i]; name(x.base, s) != "" {
			waiting[name(x.base, s)] = append(waiting[name(x.base, s)], s)
		}
	}
	for i := range x.head.Sources {
		s := &x.head.Sources[i]
		key := name(x.head, s)
		if x.before[s] != nil || key == "" {
			continue
		}
		all := waiting[key]
		for len(all) > 1 && x.taken[all[0]] {
			all = all[1:]
		}
		waiting[key] = all
		if len(all) > 0 && x.fits(all[0], s, key) {
			x.before[s], x.taken[all[0]] = all[0], true
		}
	}
}

// fits reports whether an entry that was found under a name may be the one.
func (x *sourceAligner) fits(base, head *Source, name string) bool {
	switch kind, _, _ := strings.Cut(name, " "); kind {
	case "title", "text":
		return !x.taken[base]
	case "key":
		return !x.taken[base] && SimilarTitles(base.Title, head.Title)
	}
	return true
}

func fullName(a *Article, s *Source) string {
	if s.Canonical == "" && s.DOI == "" {
		return ""
	}
	return identity(a, s) + "\x00" + string(appendWords(nil, s.Title))
}

func urlName(_ *Article, s *Source) string {
	if s.Canonical == "" {
		return ""
	}
	return "url " + s.Canonical
}

func doiName(_ *Article, s *Source) string {
	if s.DOI == "" {
		return ""
	}
	return "doi " + strings.ToLower(strings.TrimSpace(s.DOI))
}

// titleName is empty for a title of one word, which tells no works apart.
func titleName(_ *Article, s *Source) string {
	if words := string(appendWords(nil, s.Title)); strings.Count(words, " ") >= 2 {
		return "title " + words
	}
	return ""
}

func keyName(_ *Article, s *Source) string {
	if s.Key == "" {
		return ""
	}
	return "key " + s.Key
}

// SimilarTitles reports whether two titles share so many words that one is the
// other put right: more than two thirds.
func SimilarTitles(a, b string) bool {
	first := strings.Fields(string(appendWords(nil, a)))
	second := strings.Fields(string(appendWords(nil, b)))
	slices.Sort(first)
	slices.Sort(second)
	first, second = slices.Compact(first), slices.Compact(second)
	shared := 0
	for _, word := range first {
		if _, found := slices.BinarySearch(second, word); found {
			shared++
		}
	}
	return 3*shared > len(first)+len(second)
}
