package lint

import (
	"cmp"
	"fmt"
	"slices"
)

// Run runs the checks over an article and returns the findings in text order.
// Rules that see changes say nothing here: see RunChange.
// It panics with a *RulePanic if a rule panics. The checks of rules that are off
// should be among them: a suppression may name them.
func Run(a *Article, checks []Check) []Diagnostic {
	found := Find(a, checks)
	fingerprint(a, found)
	return found
}

// Find is Run without the fingerprints, which take a tenth of its time and tell
// nothing to who compares the findings with no others.
func Find(a *Article, checks []Check) []Diagnostic {
	pass := Pass{Article: a}
	for i := range checks {
		if c := &checks[i]; c.runs() && c.Rule.Run != nil {
			c.run(&pass)
		}
	}
	found := pass.found
	sortDiagnostics(found)
	found = oneMissingEach(found) // before suppression: what hides one must not uncover another
	if len(a.Suppressions) > 0 {
		found = suppress(a, checks, found)
		sortDiagnostics(found)
	}
	refuseUndecided(a, found)
	return found
}

// runs reports whether a check is switched on.
func (c *Check) runs() bool {
	return c.Severity != Off && (c.Severity != Default || c.Rule.Severity != Off)
}

// A RulePanic says which rule panicked, and on which article.
type RulePanic struct {
	Rule, Path string
	Value      any
}

func (p *RulePanic) Error() string {
	return fmt.Sprintf("rule %s crashed on %s: %v", p.Rule, p.Path, p.Value)
}

// run adds what the rule finds to a pass.
func (c *Check) run(pass *Pass) {
	defer c.nameRule(pass.Article)
	pass.Options, pass.check = c.options(), c
	c.Rule.Run(pass)
}

// nameRule, deferred, makes a rule's panic say which rule it was.
func (c *Check) nameRule(a *Article) {
	if v := recover(); v != nil {
		panic(&RulePanic{Rule: c.Rule.Name, Path: a.Path, Value: v})
	}
}

// options are those that the check sets, or else the rule's defaults.
func (c *Check) options() any {
	if c.Options == nil {
		return c.Rule.Options
	}
	return c.Options
}

func sortDiagnostics(found []Diagnostic) {
	slices.SortStableFunc(found, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			-cmp.Compare(a.missing, b.missing),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// oneMissingEach keeps, of the missing-citation findings that share a place, the
// one whose rule is the most specific. It wants the findings sorted.
func oneMissingEach(found []Diagnostic) []Diagnostic {
	best := make(map[Span]int)
	for _, d := range found {
		if d.missing > 0 {
			best[d.Span] = max(best[d.Span], d.missing)
		}
	}
	return slices.DeleteFunc(found, func(d Diagnostic) bool {
		return d.missing > 0 && d.missing < best[d.Span]
	})
}
