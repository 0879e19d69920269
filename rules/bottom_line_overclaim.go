package rules

import "github.com/citevet/citevet/lint"

var bottomLineOverclaim = &lint.Rule{
	Name: "bottom-line-overclaim",
	Doc: `conclusions that say more than the body

The body says that a drug may help some patients, the conclusion that it helps
patients. Between the two a doubt, a limit or a not has been lost. The step
from "sources do not show it" to "it never happened" is the same slip.

The sentence of the body that says the same in other words is the one that
shares most words with the conclusion; it is shown.`,
	Group:      lint.Conclusions,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Bad: "Short naps may improve the memory of some older adults [1].\n\n## Bottom line\n\nShort naps improve the memory of older adults [1].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good: "Short naps may improve the memory of some older adults [1].\n\n## Bottom line\n\nShort naps may improve the memory of some older adults [1].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		a := pass.Article
		if !hasSection(a, lint.Conclusion, lint.Summary) {
			return
		}
		for i := range a.Sentences {
			s := &a.Sentences[i]
			if !sumsUp(s) {
				continue
			}
			m := closureOf(a).match(s)
			if message := m.overclaim(a, s.Tone); message != "" {
				pass.Report(lint.Diagnostic{
					Span: s.Span, Message: message,
					Related: []lint.Related{{Span: m.nearest.Span, Message: "what the body says"}},
				})
			}
		}
	},
}

// The least words, and their share in tenths, that two sentences have in common
// if they say the same.
const (
	minShared   = 3
	sharedShare = 6
	turnedShare = 8 // to say that one is the other's opposite
)

// saysMore reports whether a sentence of the body says much more than what it
// shares: its doubts and negations may be about the rest.
func (m *match) saysMore(a *lint.Article, s *lint.Sentence) bool {
	return m.most*10 < len(terms(a.Prose(s.Span)))*sharedShare
}

// overclaim says what a sentence of the tone loses against all sentences of the
// body that are as like it as the nearest one, empty if nothing.
func (m *match) overclaim(a *lint.Article, tone lint.Tone) string {
	if m.most < minShared || m.most*10 < m.words*sharedShare {
		return ""
	}
	found := false
	all := ^lint.Tone(0)
	var any lint.Tone
	for _, s := range m.alike {
		if !m.saysMore(a, s) {
			found = true
			all &= s.Tone
			any |= s.Tone
		}
	}
	const doubt = lint.Hedged | lint.Limited | lint.Unproven
	switch {
	case !found:
		return ""
	case all&lint.Unproven != 0 && tone&doubt == 0 && tone&lint.Negated != 0:
		return "the body says that sources do not show it, and this that it is not so"
	case all&doubt != 0 && tone&doubt == 0 && all&lint.Hedged != 0:
		return "the body is not so sure: it hedges what this states as a fact"
	case all&lint.Limited != 0 && tone&doubt == 0:
		return "the body sets a limit that this leaves out"
	case m.most*10 < m.words*turnedShare || tone&doubt != 0 || any&doubt != 0:
		return ""
	case all&lint.Negated != 0 && tone&lint.Negated == 0, any&lint.Negated == 0 && tone&lint.Negated != 0:
		return "the body says the opposite: one of the two has a not that the other lacks"
	}
	return ""
}
