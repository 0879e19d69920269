package report

import "github.com/citevet/citevet/lint"

// A ledgerBottomLine is a claim of a conclusion or summary, and what carries it.
type ledgerBottomLine struct {
	Claim    *ledgerClaim
	Text     string
	Role     lint.Role
	Same     bool // the body says the same, with a citation
	Carriers []ledgerCarrier
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
			line.Carriers, line.Same = l.carriers(s)
			all = append(all, line)
		}
	}
	return all
}

func (l *ledger) carriers(s *lint.Sentence) (all []ledgerCarrier, same bool) {
	found, same := l.options.Carriers(l.Article, s)
	for _, t := range found[:min(len(found), maxCarriers)] {
		at := l.sentences[t]
		l.linkedTo[at] = true
		c := ledgerCarrier{Href: "#" + sentenceID(at), Text: l.quote(t.Span, maxQuote), Covered: t.Covered()}
		if c.Covered {
			c.Rests = l.support(t.Support)
		}
		all = append(all, c)
	}
	return all, same
}
