package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A ledgerClaim is a claim and what it rests on.
type ledgerClaim struct {
	Number   int
	ID       string
	Sentence string // where it stands
	Text     string
	Kind     lint.ClaimKind
	Strength string // to two places
	Words    string // the same in words
	Reasons  string
	Section  int
	Turns    bool // the claim before stands in another section
	Covered  bool
	Cover    string // where its citation stands
	Rests    *ledgerSupport
}

// State is cited or uncited.
func (c *ledgerClaim) State() string {
	if c.Covered {
		return "cited"
	}
	return "uncited"
}

// A ledgerSupport is what some citations name. Claims that the same citations
// stand for share it.
type ledgerSupport struct {
	Sources []*ledgerSource
	Unknown []string // references that name no source
	More    int      // how many of both there was no room for

	all    []*ledgerSource
	claims []*ledgerClaim
}

// The page shows no more than so many sources of a claim, and claims of a source,
// and says how many more there are: a run of all sources at the end of a long
// list would name each of them for each item.
const (
	maxSupport = 12
	maxResting = 200
)

// readClaims makes the claims of the sections that are prose of the article's own.
func (l *ledger) readClaims() {
	l.claimOf = make([]*ledgerClaim, len(l.Sentences))
	sections := indexes(l.Sections)
	l.supports = make(map[supportKey]*ledgerSupport)
	for i := range l.Sentences {
		s := &l.Sentences[i]
		if s.Claim.Kind == lint.NoClaim || !judged(s) {
			continue
		}
		c := &ledgerClaim{
			Number: len(l.claims) + 1, ID: "k" + strconv.Itoa(len(l.claims)+1), Sentence: "#" + sentenceID(i), Text: l.excerpt(s.Span), Kind: s.Claim.Kind,
			Strength: fmt.Sprintf("%.2f", s.Claim.Strength), Words: strengthWords(s.Claim.Strength),
			Reasons: strings.Join(firstFew(s.Claim.Reasons.Texts()), ", "), Section: -1, Covered: s.Covered(), Cover: coverPhrase(s.Cover),
		}
		if at, ok := sections[s.Section]; ok {
			c.Section = at
		}
		c.Turns = len(l.claims) == 0 || l.claims[len(l.claims)-1].Section != c.Section
		c.Rests = l.support(s.Support)
		c.Rests.claims = append(c.Rests.claims, c)
		l.claims = append(l.claims, c)
		l.claimOf[i] = c
	}
	l.weigh()
}

// firstFew keeps the most telling reasons.
func firstFew(reasons []string) []string { return reasons[:min(len(reasons), 2)] }

func judged(s *lint.Sentence) bool {
	return s.Section == nil || s.Section.Role != lint.SourceList && s.Section.Role != lint.Boilerplate
}

// strengthWords says how sure it is that an editor would ask who says so.
func strengthWords(strength float64) string {
	switch {
	case strength >= 0.9:
		return "very strong"
	case strength >= 0.75:
		return "strong"
	case strength >= 0.6:
		return "moderate"
	}
	return "weak"
}

// coverPhrase says where the citation of a claim stands, unless that is where one
// looks for it, in the sentence.
func coverPhrase(c lint.Cover) string {
	switch c {
	case lint.Uncovered, lint.Inside:
		return ""
	case lint.Paragraphs:
		return "later in the paragraph"
	case lint.Listed:
		return "at the end of the list"
	case lint.LeadIn:
		return "in the sentence before the list"
	}
	return "nearby"
}

// A supportKey is a window of the article's citations.
type supportKey struct {
	first *lint.Citation
	n     int
}

func (l *ledger) support(citations []lint.Citation) *ledgerSupport {
	var key supportKey
	if len(citations) > 0 {
		key = supportKey{&citations[0], len(citations)}
	}
	if s := l.supports[key]; s != nil {
		return s
	}
	s := new(ledgerSupport)
	l.supports[key] = s
	seen := make(map[*ledgerSource]bool)
	for i := range citations {
		source := l.sourceOf(&citations[i])
		switch {
		case seen[source]:
		case source != nil:
			seen[source] = true
			s.all = append(s.all, source)
		case len(s.Unknown) < maxSupport:
			s.Unknown = append(s.Unknown, "["+shorten(onPage(citations[i].Key), 60)+"]")
		default:
			s.More++
		}
	}
	s.Unknown = slices.Compact(s.Unknown)
	s.Sources = s.all[:min(len(s.all), maxSupport)]
	s.More += len(s.all) - len(s.Sources)
	return s
}

// weigh tells each source what rests on it.
func (l *ledger) weigh() {
	seen := make(map[*ledgerSupport]bool)
	for _, c := range l.claims {
		s := c.Rests
		if seen[s] {
			continue
		}
		seen[s] = true
		for _, e := range s.all {
			if len(s.all) == 1 {
				e.Alone.add(s.claims)
			} else {
				e.Shared.add(s.claims)
			}
		}
	}
}
