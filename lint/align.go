package lint

import (
	"slices"
	"strings"
)

// A Change is an article before and after a change, and what of it stayed.
// Where a sentence or an entry stands plays no part: renumbering, reordering and
// reflowing change nothing.
type Change struct {
	Base, Head *Article
	Sentences  []SentencePair // in the order of Head; a sentence is in one pair at most

	sources *sourceAlignment
	partner map[*Sentence]*Sentence // of those of Base
}

// A SentencePair is a sentence before and after a change.
type SentencePair struct {
	Base, Head *Sentence
	Same       bool // in the same words, citations apart; otherwise it is a close rewording
}

// NewChange aligns two versions of an article.
//
// Sentences of equal words are paired first, and among those that occur more than
// once the ones with the same sources. A sentence that is left is paired with the
// one that shares most words with it, if those are well above half and no other
// sentence shares as many. It takes time linear in both texts.
func NewChange(base, head *Article) *Change {
	c := &Change{Base: base, Head: head, sources: alignSources(base, head)}
	x := aligner{change: c, base: newSide(base), head: newSide(head)}
	x.pairEqual(func(s *side, i int) string {
		if s.words[i] == "" {
			return ""
		}
		return s.words[i] + "\x00" + c.supportOf(&s.article.Sentences[i])
	})
	x.pairEqual(func(s *side, i int) string { return s.words[i] })
	equal := slices.Clone(x.head.partner)
	x.pairReworded()
	c.partner = make(map[*Sentence]*Sentence, len(x.head.partner))
	for h, b := range x.head.partner {
		if b >= 0 {
			pair := SentencePair{&base.Sentences[b], &head.Sentences[h], equal[h] >= 0}
			c.Sentences = append(c.Sentences, pair)
			c.partner[pair.Base] = pair.Head
		}
	}
	return c
}

// After returns what became of a sentence of Base, nil if it is gone.
func (c *Change) After(base *Sentence) *Sentence { return c.partner[base] }

// supportOf names the sources that stand for a sentence of either version.
func (c *Change) supportOf(s *Sentence) string {
	var names []string
	for i := range s.Support {
		if source := s.Support[i].Source; source != nil {
			names = append(names, c.sources.names[source])
		}
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "\x00")
}

// An aligner pairs the sentences of two versions.
type aligner struct {
	change     *Change
	base, head side
}

// A side is the sentences of one version, by their index.
type side struct {
	article *Article
	words   []string // folded, each with a space behind it; see newSide
	partner []int    // index on the other side, -1 if none
}

// besides is how many sentences before it tell what a sentence without words is
// about: in a table whose last column has the citations, that is its row.
const besides = 2

// maxBeside bounds the bytes of these: longer ones are no cells.
const maxBeside = 400

func newSide(a *Article) side {
	s := side{a, make([]string, len(a.Sentences)), make([]int, len(a.Sentences))}
	var buf []byte
	for i := range a.Sentences {
		buf = appendWords(buf[:0], a.Prose(a.Sentences[i].Span))
		s.words[i], s.partner[i] = string(buf), -1
	}
	for i := len(s.words) - 1; i >= besides; i-- {
		if s.words[i] == "" && len(s.words[i-1])+len(s.words[i-2]) <= maxBeside {
			s.words[i] = "\x00" + s.words[i-2] + s.words[i-1]
		}
	}
	return s
}

func (x *aligner) pair(b, h int) { x.base.partner[b], x.head.partner[h] = h, b }

// pairEqual pairs sentences without a partner that have the same key, in order.
// An empty key has no pair.
func (x *aligner) pairEqual(key func(s *side, i int) string) {
	waiting := make(map[string][]int)
	for b, h := range x.base.partner {
		if k := key(&x.base, b); h < 0 && k != "" {
			waiting[k] = append(waiting[k], b)
		}
	}
	for h, b := range x.head.partner {
		if b >= 0 {
			continue
		}
		k := key(&x.head, h)
		if same := waiting[k]; len(same) > 0 {
			x.pair(same[0], h)
			waiting[k] = same[1:]
		}
	}
}

// maxPostings bounds in how many sentences a word is looked up, maxCandidates
// with how many sentences one is compared.
const (
	maxPostings   = 64
	maxCandidates = 8
)

// pairReworded pairs what is left with what is most like it.
func (x *aligner) pairReworded() {
	index := make(map[string][]int)
	base, head := x.base.left(), x.head.left()
	for b, words := range base {
		for _, word := range words {
			if posts := index[word]; len(posts) < maxPostings {
				index[word] = append(posts, b)
			}
		}
	}
	bestOfBase, bestOfHead := make(map[int]best), make(map[int]best)
	for h, words := range head {
		for _, b := range candidates(index, words) {
			if l := x.likeness(b, h, base[b], words); l.share >= closeShare {
				bestOfBase[b] = bestOfBase[b].or(h, l)
				bestOfHead[h] = bestOfHead[h].or(b, l)
			}
		}
	}
	for h, mine := range bestOfHead {
		if theirs := bestOfBase[mine.of]; !mine.tied && !theirs.tied && theirs.of == h {
			x.pair(mine.of, h)
		}
	}
}

// left lists the telling words of each sentence that has no partner.
func (s *side) left() [][]string {
	left := make([][]string, len(s.partner))
	for i, partner := range s.partner {
		if partner < 0 && !strings.HasPrefix(s.words[i], "\x00") {
			left[i] = tellingWords(s.words[i])
		}
	}
	return left
}

// tellingWords lists the figures and the longer ones of folded words, sorted and
// each once. Short words are alike in all sentences; a list of those that say
// little would be one more for each language.
func tellingWords(words string) []string {
	var telling []string
	for word := range strings.FieldsSeq(words) {
		if len(word) >= 4 || isFigure(word) {
			telling = append(telling, word)
		}
	}
	slices.Sort(telling)
	return slices.Compact(telling)
}

func isFigure(word string) bool { return '0' <= word[0] && word[0] <= '9' }

// candidates lists the sentences of an index that share most of the words. A word
// counts the more the fewer sentences have it: those of a table's rows are told
// apart by the one that each row has alone.
func candidates(index map[string][]int, words []string) []int {
	shared := make(map[int]int)
	for _, word := range words {
		posts := index[word]
		for _, b := range posts {
			shared[b] += 1 + maxPostings/len(posts)
		}
	}
	all := make([]int, 0, len(shared))
	for b := range shared {
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b int) int {
		if shared[a] != shared[b] {
			return shared[b] - shared[a]
		}
		return a - b
	})
	return all[:min(len(all), maxCandidates)]
}

// A likeness is how like two sentences are: the share of their words in
// thousandths, then how many of their neighbours are partners.
type likeness struct{ share, neighbours int }

// closeShare is the least share of a close rewording, minShared how many words
// it is of at the least.
const (
	closeShare = 600
	minShared  = 2
)

// likeness compares two sentences by their telling words. A figure counts only
// where both have it: one that has changed makes no other sentence.
func (x *aligner) likeness(b, h int, base, head []string) likeness {
	shared, all := 0, 0
	for len(base) > 0 || len(head) > 0 {
		switch {
		case len(head) == 0 || len(base) > 0 && base[0] < head[0]:
			all += weight(base[0])
			base = base[1:]
		case len(base) == 0 || head[0] < base[0]:
			all += weight(head[0])
			head = head[1:]
		default:
			shared++
			all += 2
			base, head = base[1:], head[1:]
		}
	}
	if shared < minShared {
		return likeness{}
	}
	return likeness{2000 * shared / all, x.neighbours(b, h)}
}

func weight(word string) int {
	if isFigure(word) {
		return 0
	}
	return 1
}

// neighbours counts which of the sentences before and after two are partners.
func (x *aligner) neighbours(b, h int) int {
	n := 0
	if b > 0 && h > 0 && x.base.partner[b-1] == h-1 {
		n++
	}
	if b+1 < len(x.base.partner) && h+1 < len(x.head.partner) && x.base.partner[b+1] == h+1 {
		n++
	}
	return n
}

// A best is what is most like a sentence; tied if there are several.
type best struct {
	of   int
	like likeness
	tied bool
}

func (b best) or(of int, l likeness) best {
	switch {
	case l.share > b.like.share, l.share == b.like.share && l.neighbours > b.like.neighbours:
		return best{of: of, like: l}
	case l == b.like:
		b.tied = true
	}
	return b
}
