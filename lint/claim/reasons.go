package claim

import "github.com/citevet/citevet/lint"

// quotationWords is how many words in quotation marks are somebody's; fewer are
// a term or a title.
const quotationWords = 5

// A cue is a reason that phrases of any of some sections give.
type cue struct {
	sections tags
	reason   lint.Reasons
}

// cueSections names the sections of a lexicon that give a reason by themselves.
var cueSections = [...]struct {
	reason   lint.Reasons
	sections []string
}{
	{lint.SaysNoSource, []string{"absence"}},
	{lint.SaysWho, []string{"according"}},
	{lint.SaysVaguely, []string{"vague"}},
	{lint.HasPercent, []string{"percent"}},
	{lint.HasMoney, []string{"money"}},
	{lint.SaysCause, []string{"cause"}},
	{lint.Compares, []string{"compare"}},
	{lint.SaysSuperlative, []string{"superlative"}},
	{lint.SaysLaw, []string{"law"}},
}

// cues are the sections of a lexicon that tell why a sentence is a claim.
type cues struct {
	single                                    [len(cueSections)]cue
	said, study, found, month, event, measure tags
	vague, pointing                           tags
	idle, imperative                          tags
	manners                                   [mannerCount]tags
}

func cuesOf(sections map[string]tags) cues {
	c := cues{said: sections["said"], study: sections["study"], found: sections["found"], month: sections["month"], event: sections["event"], measure: sections["unit"] | sections["quantity"]}
	c.idle, c.imperative = sections["must"]|sections["infer"], sections["imperative"]
	c.manners = [...]tags{
		sections["you"] | sections["advice"] | sections["closing"],
		sections["we"] | sections["i"] | sections["about"],
		sections["must"],
		sections["event"],
		sections["month"] | sections["era"],
		sections["said"] | sections["according"],
		sections["program"],
	}
	c.vague, c.pointing = sections["vague"], sections["this"]|sections["we"]|sections["they"]
	for i, s := range cueSections {
		c.single[i].reason = s.reason
		for _, name := range s.sections {
			c.single[i].sections |= sections[name]
		}
	}
	return c
}

// reasons says why a sentence that has been read may be a claim.
func (c *cues) reasons(r *reading) lint.Reasons {
	var reasons lint.Reasons
	for i := range c.single {
		cue := c.single[i]
		if r.tags&cue.sections == 0 {
			cue.reason = 0
		}
		reasons |= cue.reason
	}
	named := r.names+r.acronyms > 0
	for _, seen := range [...]struct {
		is     bool
		reason lint.Reasons
	}{
		{r.quoted >= quotationWords, lint.HasQuotation},
		{r.tags&c.said != 0 && named, lint.SaysWho},
		{r.percents > 0, lint.HasPercent},
		{r.sums > 0, lint.HasMoney},
		{r.measures > 0, lint.HasQuantity},
		{r.tags&c.month != 0 && r.numbers+r.years > 0, lint.HasDate},
		{r.years > 0, lint.HasYear},
		{r.tags&c.study != 0 && r.tags&c.found != 0, lint.SaysFound},
		{named && r.tags&c.event != 0, lint.NamesSomeone},
	} {
		if seen.is {
			reasons |= seen.reason
		}
	}
	return reasons
}

// manner says how a sentence speaks, by those sections of the lexicon that
// matter.
func (c *cues) manner(r *reading, matter tags) manner {
	var m manner
	for i, sections := range c.manners {
		if r.tags&sections&matter != 0 {
			m |= 1 << i
		}
	}
	if r.years > 0 {
		m |= dates
	}
	return m
}

// certain reports whether a sentence is a claim wherever it stands: it gives a
// percentage, a sum of money, a date, a figure for a year, somebody's words or an
// unnamed authority, and does not ask, advise, suppose or infer. Of 145 such
// sentences without a citation in the corpus, 143 need one.
func (c *cues) certain(r *reading) bool {
	n := len(r.words)
	if n == 0 || r.words[n-1].mark == '?' || r.words[n-1].mark == ':' {
		return false
	}
	if r.reasons&lint.HasQuotation == 0 && (r.tags&c.idle != 0 || r.words[0].tags&c.imperative != 0) {
		return false
	}
	const alone = lint.HasQuotation | lint.SaysVaguely | lint.HasPercent | lint.HasMoney | lint.HasDate
	const together = lint.HasQuantity | lint.HasYear
	return r.reasons&alone != 0 || r.reasons&together == together
}

// kindOf is the kind of a claim with such reasons: that of the first that says
// most about what the claim stands on.
func kindOf(r lint.Reasons) lint.ClaimKind {
	for _, k := range [...]struct {
		reasons lint.Reasons
		kind    lint.ClaimKind
	}{
		{lint.HasQuotation, lint.Quote},
		{lint.SaysNoSource, lint.Absence},
		{lint.HasPercent | lint.HasMoney, lint.Statistic},
		{lint.SaysWho | lint.SaysVaguely, lint.Attribution},
		{lint.HasDate, lint.Event},
		{lint.SaysFound, lint.Finding},
		{lint.HasQuantity, lint.Statistic},
		{lint.HasYear | lint.NamesSomeone, lint.Event},
		{lint.SaysCause, lint.Cause},
		{lint.Compares | lint.SaysSuperlative, lint.Comparison},
	} {
		if r&k.reasons != 0 {
			return k.kind
		}
	}
	return lint.Fact
}
