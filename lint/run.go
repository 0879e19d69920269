package lint

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
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

// Find is Run without the fingerprints, which take a third of its time and tell
// nothing to who compares the findings with no others.
func Find(a *Article, checks []Check) []Diagnostic {
	buffer := buffers.Get().(*[]Diagnostic)
	pass := Pass{Article: a, found: (*buffer)[:0]}
	for i := range checks {
		if c := &checks[i]; c.runs() && c.Rule.Run != nil {
			c.run(&pass)
		}
	}
	found := inOrder(pass.found)
	if len(a.Text) <= maxKept {
		clear(pass.found)
		*buffer = pass.found
		buffers.Put(buffer)
	}
	found = oneMissingEach(found) // before suppression: what hides one must not uncover another
	if len(a.Suppressions) > 0 {
		found = inOrder(suppress(a, checks, found))
	}
	refuseUndecided(a, found)
	return found
}

// buffers are for the findings of one article as they come, all of them zero.
var buffers = sync.Pool{New: func() any { return new([]Diagnostic) }}

// maxKept is the length of the longest article whose memory is used again, in bytes:
// what a pool holds that is always in use stays for as long as the process.
const maxKept = 1 << 20

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

// inOrder returns findings in text order, of those at one place the most specific
// one of a missing citation first. What it returns is a slice of its own.
func inOrder(found []Diagnostic) []Diagnostic {
	if len(found) == 0 {
		return nil
	}
	order := make([]*Diagnostic, len(found))
	for i := range found {
		order[i] = &found[i]
	}
	slices.SortStableFunc(order, compareDiagnostics)
	sorted := make([]Diagnostic, len(found))
	for i, d := range order {
		sorted[i] = *d
	}
	return sorted
}

func compareDiagnostics(a, b *Diagnostic) int {
	switch {
	case a.Span.Start != b.Span.Start:
		return cmp.Compare(a.Span.Start, b.Span.Start)
	case a.Span.End != b.Span.End:
		return cmp.Compare(a.Span.End, b.Span.End)
	case a.missing != b.missing:
		return cmp.Compare(b.missing, a.missing)
	case a.Rule != b.Rule:
		return cmp.Compare(a.Rule, b.Rule)
	}
	return cmp.Compare(a.Message, b.Message)
}

// oneMissingEach keeps, of the missing-citation findings that share a place, the
// one whose rule is the most specific. It wants the findings in order: that one is
// the first at its place.
func oneMissingEach(found []Diagnostic) []Diagnostic {
	at, most := Span{Start: -1}, 0
	return slices.DeleteFunc(found, func(d Diagnostic) bool {
		if d.Span != at {
			at, most = d.Span, d.missing
		}
		return d.missing > 0 && d.missing < most
	})
}
