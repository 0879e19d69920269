package report

import "github.com/citevet/citevet/lint"

// A ledgerBottomLine is a claim of a conclusion or summary, and what carries it.
type ledgerBottomLine struct {
	Claim    *ledgerClaim
	Text     string
	Role     lint.Role
	Same     bool // the body says the same, with a citation
	Carriers []ledgerCarrier
	More     int // carriers that there was no room for
}

// A ledgerCarrier is a sentence that says what a bottom line says.
type ledgerCarrier struct {
	Href, Text string
	Covered    bool
	Rests      *ledgerSupport
}

// maxCarriers bounds the sentences that are shown for a bottom line.
const maxCarriers = 3

// bottomLines lists the claims of conclusions, and then those of summaries.
func (l *ledger) bottomLines() []ledgerBottomLine {
	var all []ledgerBottomLine
	if l.options.Carriers == nil {
		return nil
	}
	for _, role := range []lint.Role{lint.Conclusion, lint.Summary} {
		for i := range l.Sentences {
			s := &l.Sentences[i]
			if s.Section == nil || s.Section.Role != role || l.claimOf[i] == nil {
				continue
			}
			line := ledgerBottomLine{Claim: l.claimOf[i], Text: l.quote(s.Span, maxQuote), Role: role}
			l.carry(&line, s)
			all = append(all, line)
		}
	}
	return all
}

// carry tells a bottom line what carries it.
func (l *ledger) carry(line *ledgerBottomLine, s *lint.Sentence) {
	found, same := l.options.Carriers(l.Article, s)
	line.Same, line.More = same, max(0, len(found)-maxCarriers)
	for _, t := range found[:min(len(found), maxCarriers)] {
		at := l.sentences[t]
		l.linkedTo[at] = true
		c := ledgerCarrier{Href: "#" + sentenceID(at), Text: l.quote(t.Span, maxQuote), Covered: t.Covered()}
		if c.Covered {
			c.Rests = l.support(t.Support)
		}
		line.Carriers = append(line.Carriers, c)
	}
}

// concludes reports whether the article has a conclusion or summary that says
// anything.
func (l *ledger) concludes() bool {
	for i := range l.Sections {
		s := &l.Sections[i]
		if (s.Role == lint.Conclusion || s.Role == lint.Summary) && len(s.Sentences) > 0 {
			return l.options.Carriers != nil && l.Language != ""
		}
	}
	return false
}
