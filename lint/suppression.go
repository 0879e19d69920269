package lint

import (
	"cmp"
	"fmt"
	"slices"
)

// A Suppression is what one comment such as
//
//	<!-- citevet: ignore[uncited-claim] a reason -->
//
// says of one rule. A comment that names two rules makes two.
type Suppression struct {
	Span    Span   // the comment
	Scope   Span   // findings that overlap it are dropped
	Rule    string // the rule's name as written
	Reason  string
	Problem string // what is wrong with the comment, as a phrase; empty if nothing is
}

// UnusedSuppression reports comments that suppressed nothing. Run finds them.
var UnusedSuppression = &Rule{
	Name: "unused-suppression",
	Doc: `suppression comments that suppress nothing

The finding that the comment was written for is gone, so the comment now hides
only the next one. Nothing is said of a rule that is switched off, nor of one
that sees changes: once the change is made, it has nothing to find.`,
	Group:      Suppressions,
	Severity:   Warning,
	Confidence: Certain,
	Bad: "<!-- citevet: ignore[dangling-citation] the list comes later -->\n" +
		"Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Good: "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
}

// MalformedSuppression reports comments that cannot be followed. Run finds them.
var MalformedSuppression = &Rule{
	Name: "malformed-suppression",
	Doc: `suppression comments that cannot be followed

A suppression names the rules that it is about and gives a reason:

	<!-- citevet: ignore[uncited-claim, uncited-quote] the speaker checked it -->
	<!-- citevet: ignore-file[unused-source] a bibliography -->
	<!-- citevet: disable[uncited-claim] an interview -->
	<!-- citevet: enable[uncited-claim] -->

An ignore stands on the line of the finding, or on a line of its own before the
block. One that is malformed suppresses nothing.`,
	Group:      Suppressions,
	Severity:   Error,
	Confidence: Certain,
	Bad:        "<!-- citevet: ignore -->\nSleep is a habit of animals.\n",
	Good:       "Sleep is a habit of animals.\n",
}

// suppress drops what the article's comments suppress and adds what is to be
// said of the comments themselves.
func suppress(a *Article, checks []Check, found []Diagnostic) []Diagnostic {
	index := newSuppressionIndex(a.Suppressions)
	found = index.drop(found)
	byName := make(map[string]*Check, len(checks))
	for i := range checks {
		byName[checks[i].Rule.Name] = &checks[i]
	}
	for i, s := range a.Suppressions {
		check, known := byName[s.Rule]
		switch {
		case s.Problem != "":
			found = append(found, remark(a, byName, MalformedSuppression, s.Span, s.Problem)...)
		case !known:
			found = append(found, remark(a, byName, MalformedSuppression, s.Span, unknownRule(s.Rule, checks))...)
		case !index.used[i] && check.runs() && check.Rule.RunChange == nil:
			found = append(found, remark(a, byName, UnusedSuppression, s.Span,
				fmt.Sprintf("no %s here to suppress", s.Rule))...)
		}
	}
	return found
}

func unknownRule(name string, checks []Check) string {
	names := make([]string, len(checks))
	for i, c := range checks {
		names[i] = c.Rule.Name
	}
	if near := Nearest(name, names); near != "" {
		return fmt.Sprintf("unknown rule %q, did you mean %s?", name, near)
	}
	return fmt.Sprintf("unknown rule %q", name)
}

// remark makes a finding of a rule that has no Run of its own, if it is checked.
func remark(a *Article, byName map[string]*Check, rule *Rule, at Span, message string) []Diagnostic {
	check := byName[rule.Name]
	if check == nil || !check.runs() {
		return nil
	}
	pass := Pass{Article: a, check: check}
	pass.Report(Diagnostic{Span: at, Message: message})
	return pass.found
}

// A suppressionIndex finds the suppressions of a rule that overlap a span
// without looking at all of them.
type suppressionIndex struct {
	all    []Suppression
	used   []bool
	byRule map[string]scopes
}

// scopes are indexes of suppressions, sorted by where their scope starts; reach
// is the furthest end of the scopes up to there.
type scopes struct {
	order []int
	reach []int
}

func newSuppressionIndex(all []Suppression) *suppressionIndex {
	x := &suppressionIndex{all: all, used: make([]bool, len(all)), byRule: map[string]scopes{}}
	for i, s := range all {
		if s.Problem == "" {
			of := x.byRule[s.Rule]
			of.order = append(of.order, i)
			x.byRule[s.Rule] = of
		}
	}
	for rule, of := range x.byRule {
		slices.SortStableFunc(of.order, func(i, j int) int { return cmp.Compare(all[i].Scope.Start, all[j].Scope.Start) })
		reach := 0
		for _, i := range of.order {
			reach = max(reach, all[i].Scope.End)
			of.reach = append(of.reach, reach)
		}
		x.byRule[rule] = of
	}
	return x
}

// drop takes out of found what is suppressed.
func (x *suppressionIndex) drop(found []Diagnostic) []Diagnostic {
	return slices.DeleteFunc(found, x.use)
}

// use reports whether d is suppressed and marks the innermost suppression used.
func (x *suppressionIndex) use(d Diagnostic) bool {
	of := x.byRule[d.Rule]
	end := max(d.Span.End, d.Span.Start+1)
	n, _ := slices.BinarySearchFunc(of.order, end, func(i, end int) int {
		return cmp.Compare(x.all[i].Scope.Start, end)
	})
	for n--; n >= 0 && of.reach[n] > d.Span.Start; n-- {
		if i := of.order[n]; x.all[i].Scope.End > d.Span.Start {
			x.used[i] = true
			return true
		}
	}
	return false
}
