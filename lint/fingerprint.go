package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// fingerprint names each finding by what it is about and not by where it stands,
// so that the name stays the same when the article is renumbered, reflowed or
// reordered, or when text is added above. A name is made of the rule; of the
// words of the sentence, without its citations, and the role of its section, or
// of the source whose entry it is; of the sources that the finding's keys name;
// and of the ordinal among findings that are equal so far.
//
// The section's own heading is no part of it: a heading that is put better, or a
// paragraph that moves to another section, makes no finding new.
//
// A finding that stands for several places, such as a key without a source that
// is cited twice, has a name for each of them and one that is made of these.
func fingerprint(a *Article, found []Diagnostic) {
	if len(found) == 0 {
		return
	}
	f := fingerprinters.Get().(*fingerprinter)
	f.article, f.keys, f.budget = a, keyIndex{article: a}, 4*(len(a.Citations)+len(a.Sources))
	f.sentences = slices.Grow(f.sentences[:0], len(a.Sentences))[:len(a.Sentences)]
	clear(f.sentences)
	f.names.Grow(len(found) * hex.EncodedLen(len(digest{})))
	for i := range found {
		f.name(&found[i])
	}
	f.release()
}

// Subtract returns the findings of which base does not have all places: those
// that are new if base are the findings before a change and found those after it.
// It leaves both slices as they are.
func Subtract(found, base []Diagnostic) []Diagnostic {
	known := make(map[string]bool, len(base))
	for i := range base {
		for _, name := range base[i].Fingerprints() {
			known[name] = true
		}
	}
	var left []Diagnostic
	for i := range found {
		if !found[i].KnownTo(func(name string) bool { return known[name] }) {
			left = append(left, found[i])
		}
	}
	return left
}

// Fingerprints returns the fingerprints of all places of a finding.
func (d *Diagnostic) Fingerprints() []string {
	if len(d.Places) > 0 {
		return d.Places
	}
	return []string{d.Fingerprint}
}

// KnownTo reports whether all places of a finding are known. If that is less than
// all, something has been added to a known defect.
func (d *Diagnostic) KnownTo(known func(fingerprint string) bool) bool {
	return !slices.ContainsFunc(d.Fingerprints(), func(name string) bool { return !known(name) })
}

// A digest stands for what a place is about. It is zero before it is made.
type digest [sha256.Size / 2]byte

func digestOf(text []byte) digest {
	sum := sha256.Sum256(text)
	return digest(sum[:])
}

// A fingerprinter names the findings of one article, and then those of the next in
// the same memory.
type fingerprinter struct {
	article   *Article
	keys      keyIndex
	sentences []digest // of the words of each, made when a finding is in it
	headings  map[*Section]digest
	seen      map[digest]int  // how many places had it
	budget    int             // how many more places findings of several may have, so that all takes linear time
	names     strings.Builder // all fingerprints, which are parts of one string
	buf       []byte          // what a digest is made of
	words     []byte
}

var fingerprinters = sync.Pool{New: func() any {
	return &fingerprinter{headings: make(map[*Section]digest), seen: make(map[digest]int)}
}}

// release leaves the memory to the next article, unless it is so much that it would
// take longer to clear than to make anew, or too much to keep.
func (f *fingerprinter) release() {
	if len(f.seen) > maxKeptNames || len(f.article.Text) > maxKept {
		return
	}
	f.article, f.keys, f.names = nil, keyIndex{}, strings.Builder{}
	clear(f.headings)
	clear(f.seen)
	fingerprinters.Put(f)
}

const maxKeptNames = 1 << 10

// name sets the fingerprints of a finding.
func (f *fingerprinter) name(d *Diagnostic) {
	several := f.several(d)
	if len(several) < 2 || len(several) > f.budget {
		d.Fingerprint = f.number(f.single(d))
		return
	}
	f.budget -= len(several)
	names := make([]string, len(several))
	for i, p := range several {
		names[i] = f.number(p)
	}
	slices.Sort(names)
	f.buf = f.buf[:0]
	for _, name := range names {
		f.buf = append(f.buf, name...)
	}
	d.Fingerprint, d.Places = f.write(digestOf(f.buf)), names
}

// number adds the ordinal among equals to a digest.
func (f *fingerprinter) number(p digest) string {
	n := f.seen[p]
	f.seen[p] = n + 1
	if n > 0 {
		p = digestOf(strconv.AppendInt(p[:], int64(n), 10))
	}
	return f.write(p)
}

// write writes a digest as a fingerprint.
func (f *fingerprinter) write(p digest) string {
	var digits [2 * len(p)]byte
	hex.Encode(digits[:], p[:])
	f.names.Write(digits[:])
	return f.names.String()[f.names.Len()-len(digits):]
}

// single is what a finding of one place is about.
func (f *fingerprinter) single(d *Diagnostic) digest {
	if d.Whole {
		return f.about(d.Rule, "whole").digest(nil)
	}
	return f.place(d.Rule, d.Span, d.Keys, d.Related)
}

// several lists the places of a finding that stands for more than one, nil if it
// does not: those of a key without a source that is cited again where a related
// span is, and those of all keys if the span shows only the first of them.
func (f *fingerprinter) several(d *Diagnostic) []digest {
	if d.Whole {
		return nil
	}
	if len(d.Keys) > 1 && slices.ContainsFunc(d.Keys, func(key string) bool { return !f.keys.shown(d, key) }) {
		return f.eachKey(d)
	}
	if len(d.Related) == 0 {
		return nil
	}
	var again []digest
	keys := make(map[string]bool, len(d.Keys))
	for _, key := range d.Keys {
		keys[key] = true
	}
	for _, r := range d.Related {
		if r.Path == "" && f.keys.isUnbound(keys, r.Span) {
			again = append(again, f.place(d.Rule, r.Span, d.Keys, nil))
		}
	}
	if len(again) == 0 {
		return nil
	}
	return append(again, f.place(d.Rule, d.Span, d.Keys, nil))
}

// eachKey lists the places of a finding's keys: the entries that have the key or,
// if none has, the citations that name nothing. A key that is found nowhere
// counts as well: it is one that a list skips.
func (f *fingerprinter) eachKey(d *Diagnostic) []digest {
	var places []digest
	for _, key := range d.Keys {
		keys := []string{key}
		before := len(places)
		for _, s := range f.keys.sources(key) {
			places = append(places, f.about(d.Rule, "source ", f.keys.nameOf(s)).digest(nil))
		}
		for _, c := range f.keys.unbound(key, len(places) == before) {
			places = append(places, f.place(d.Rule, c.Span, keys, nil))
		}
		if len(places) == before {
			places = append(places, f.about(d.Rule, "nowhere").digest(nil))
		}
		if len(places) > f.budget {
			return nil
		}
	}
	return places
}

// place makes the digest of a finding of a rule at a span about keys.
func (f *fingerprinter) place(rule string, at Span, keys []string, related []Related) digest {
	s := f.keys.entry(at, keys)
	if s == nil {
		return f.about(rule).subject(at).digest(f.identities(at, keys, related))
	}
	own := f.keys.nameOf(s)
	var others []string
	if len(keys) != 1 || keys[0] != s.Key || at.Len() == 0 || f.keys.anyCitation(at) { // else its key names itself
		others = f.identities(at, keys, related)
		others = slices.DeleteFunc(others, func(id string) bool { return id == own })
	}
	return f.about(rule, "source ", own).digest(others)
}

// identities lists what keys name, sorted and each once.
func (f *fingerprinter) identities(at Span, keys []string, related []Related) []string {
	var ids []string
	for _, key := range keys {
		if id := f.keys.identity(key, at, related); id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// about begins what a digest is made of: the rule and what kind of place it is,
// or parts of that.
func (f *fingerprinter) about(rule string, parts ...string) *fingerprinter {
	f.buf = append(append(f.buf[:0], rule...), 0)
	for _, part := range parts {
		f.buf = append(f.buf, part...)
	}
	return f
}

// digest ends with the identities of what the keys name.
func (f *fingerprinter) digest(ids []string) digest {
	for _, id := range ids {
		f.buf = append(append(f.buf, 0), id...)
	}
	return digestOf(f.buf)
}

// subject adds what stands at a span, if it is no source's entry: a sentence, a
// heading, or else the words themselves.
func (f *fingerprinter) subject(at Span) *fingerprinter {
	if i := sentenceAt(f.article, at); i >= 0 {
		sum := f.sentence(i)
		f.buf = append(append(append(f.buf, "sentence "...), roleOf(f.article.Sentences[i].Section)...), ' ')
		f.buf = append(f.buf, sum[:]...)
	} else if s := headingAt(f.article, at); s != nil {
		sum := f.heading(s)
		f.buf = append(append(f.buf, "heading "...), sum[:]...)
	} else if f.keys.anyCitation(at) {
		f.buf = append(f.buf, "citation"...)
	} else {
		f.buf = appendWords(append(f.buf, "text "...), f.article.Slice(at))
	}
	return f
}

// sentence stands for the words of a sentence, which may be long and have many
// findings.
func (f *fingerprinter) sentence(i int) digest {
	if f.sentences[i] == (digest{}) {
		f.words = appendWords(f.words[:0], f.article.Prose(f.article.Sentences[i].Span))
		f.sentences[i] = digestOf(f.words)
	}
	return f.sentences[i]
}

// heading stands for the words of a heading, without its number.
func (f *fingerprinter) heading(s *Section) digest {
	sum, made := f.headings[s]
	if !made {
		f.words = appendWords(f.words[:0], f.article.Prose(s.Heading))
		sum = digestOf(trimNumber(f.words))
		f.headings[s] = sum
	}
	return sum
}

func roleOf(s *Section) Role {
	if s == nil {
		return Body
	}
	return s.Role
}

// sentenceAt returns the index of the first sentence that a span shares a byte with,
// or that it is an empty span in; -1 if there is none.
func sentenceAt(a *Article, at Span) int {
	end := max(at.End, at.Start+1)
	i := sort.Search(len(a.Sentences), func(i int) bool { return a.Sentences[i].Span.End > at.Start })
	if i < len(a.Sentences) && a.Sentences[i].Span.Start < end {
		return i
	}
	return -1
}

// headingAt returns the section in whose heading a span begins, nil if it begins
// in none.
func headingAt(a *Article, at Span) *Section {
	i := sort.Search(len(a.Sections), func(i int) bool { return a.Sections[i].Span.Start > at.Start })
	if i == 0 {
		return nil
	}
	if s := &a.Sections[i-1]; s.Heading.Start <= at.Start && at.Start < s.Heading.End {
		return s
	}
	return nil
}
