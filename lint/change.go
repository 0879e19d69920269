package lint

import (
	"fmt"
	"slices"
)

// A ChangePass is one run of one check over a change of an article: the text
// before it and the text after it. Findings point into the text after it; what
// was there before is told in the message.
type ChangePass struct {
	*Change
	Options any // of the type of the rule's Options

	check *Check
	found []Diagnostic
}

// Report adds a finding, as Pass.Report does.
func (p *ChangePass) Report(d Diagnostic) {
	p.check.complete(&d)
	p.found = append(p.found, d)
}

// Reportf adds a finding with no more than a place and a message.
func (p *ChangePass) Reportf(at Span, format string, args ...any) {
	p.Report(Diagnostic{Span: at, Message: fmt.Sprintf(format, args...)})
}

// RunChange runs those of the checks whose rules see changes over an article
// before and after one, and returns the findings in text order. The suppressions
// of head apply; what is wrong with them is for Run to say. It panics with a
// *RulePanic if a rule panics.
func RunChange(base, head *Article, checks []Check) []Diagnostic {
	if base.Text == head.Text {
		return nil
	}
	var change *Change
	var found []Diagnostic
	for i := range checks {
		if c := &checks[i]; c.runs() && c.Rule.RunChange != nil {
			if change == nil {
				change = NewChange(base, head)
			}
			found = append(found, c.runChange(change)...)
		}
	}
	found = inOrder(newSuppressionIndex(head.Suppressions).drop(found))
	fingerprint(head, found)
	return found
}

func (c *Check) runChange(change *Change) []Diagnostic {
	defer c.nameRule(change.Head)
	pass := ChangePass{Change: change, Options: c.options(), check: c}
	c.Rule.RunChange(&pass)
	return pass.found
}

// Merge puts the findings of Run and those of RunChange over the same article
// into text order. A sentence that lost its citation has one missing-citation
// finding, and that is the one which says what it lost.
func Merge(found, changed []Diagnostic) []Diagnostic {
	return oneMissingEach(inOrder(slices.Concat(found, changed)))
}
