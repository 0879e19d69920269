package lint

import "fmt"

// A Rule finds one kind of defect. It is a struct literal whose fields are all
// there is to it, and it keeps no state.
type Rule struct {
	Name       string     // kebab case, names the defect
	Doc        string     // doc-comment syntax; the first line is a summary
	Group      Group      // what the rule looks at
	Severity   Severity   // unless the configuration says otherwise
	Confidence Confidence // of its findings, unless a finding has its own
	Bad, Good  string     // smallest Markdown articles: one with the defect, one without; a fix turns Bad into Good
	Before     string     // of a rule that sees changes: the article of which a change makes Bad, and another one Good
	Options    any        // a struct of defaults, each field with a doc tag; nil if none

	// Missing is above 0 for the rules that find a missing citation: one
	// sentence gets one such finding, from the rule with the highest value.
	Missing int

	// Run reports the defects of pass.Article. It is nil for a rule that sees
	// changes, and for one whose findings come from Run itself, such as
	// unused-suppression.
	Run func(pass *Pass)

	// RunChange reports what the change of pass.Base into pass.Head did wrong. It
	// is nil for a rule that looks at one article.
	RunChange func(pass *ChangePass)
}

// Group is what a rule looks at.
type Group string

// The groups of rules.
const (
	Claims       Group = "claims"
	Citations    Group = "citations"
	Sources      Group = "sources"
	Conclusions  Group = "conclusions"
	Changes      Group = "changes" // what a change of an article did to its citations
	Suppressions Group = "suppressions"
)

// Severity is how much a finding matters.
type Severity uint8

// The severities. Default leaves the choice to the rule.
const (
	Default Severity = iota
	Off
	Info
	Warning
	Error
)

var severityNames = [...]string{"default", "off", "info", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// MarshalText writes the severity's name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads off, info, warning or error.
func (s *Severity) UnmarshalText(text []byte) error {
	for i, name := range severityNames[Off:] {
		if name == string(text) {
			*s = Off + Severity(i)
			return nil
		}
	}
	return fmt.Errorf("unknown severity %q: want off, info, warning or error", text)
}

// Confidence is how sure a finding is.
type Confidence uint8

// A Certain finding follows from the text alone; a Judgement could be argued.
const (
	Judgement Confidence = iota + 1
	Certain
)

func (c Confidence) String() string {
	if c == Certain {
		return "certain"
	}
	return "judgement"
}

// MarshalText writes the confidence's name.
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// A Check is a rule as configured for one article.
type Check struct {
	Rule     *Rule
	Severity Severity // Default: the rule's, or the finding's own
	Options  any      // of the type of Rule.Options; nil for its defaults
}

// A Pass is one run of one check over one article.
type Pass struct {
	Article *Article
	Options any // of the type of the rule's Options

	check *Check
	found []Diagnostic
}

// Report adds a finding. The rule's name is filled in; so are its severity and
// confidence where the finding has none of its own.
func (p *Pass) Report(d Diagnostic) {
	p.found = append(p.found, d)
	p.check.complete(&p.found[len(p.found)-1])
}

// complete fills in what a finding takes from its rule and its check.
func (c *Check) complete(d *Diagnostic) {
	d.Rule = c.Rule.Name
	if d.Confidence == 0 {
		d.Confidence = c.Rule.Confidence
	}
	if c.Severity != Default {
		d.Severity = c.Severity
	}
	if d.Severity == Default {
		d.Severity = c.Rule.Severity
	}
	d.missing = c.Rule.Missing
}

// Reportf adds a finding with no more than a place and a message.
func (p *Pass) Reportf(at Span, format string, args ...any) {
	p.Report(Diagnostic{Span: at, Message: fmt.Sprintf(format, args...)})
}
