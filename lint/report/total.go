package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A count is how many findings there are of each severity.
type count struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

func (c *count) add(s lint.Severity) {
	switch s {
	case lint.Error:
		c.Errors++
	case lint.Warning:
		c.Warnings++
	default:
		c.Infos++
	}
}

func (c *count) all() int { return c.Errors + c.Warnings + c.Infos }

// A ruleCount is how many findings a rule has.
type ruleCount struct {
	Rule string `json:"rule"`
	count
}

// totals are kept of all that was printed.
type totals struct {
	count
	articles   int // that were linted
	faulty     int // of these, how many have findings
	unreadable int
	fixed      int
	safe       int // findings with a fix that --fix makes
	unsafe     int // findings with one that it makes only with --unsafe-fixes
	rules      map[string]*ruleCount
}

func (t *totals) add(r *lint.Result) {
	if r.Err != nil {
		t.unreadable++
		return
	}
	t.articles++
	if len(r.Findings) > 0 {
		t.faulty++
	}
	t.fixed += len(r.Fixed)
	for i := range r.Findings {
		d := &r.Findings[i]
		switch {
		case d.Fixable(false):
			t.safe++
		case d.Fixable(true):
			t.unsafe++
		}
		t.count.add(d.Severity)
		t.rule(d.Rule).add(d.Severity)
	}
}

func (t *totals) rule(name string) *ruleCount {
	if t.rules == nil {
		t.rules = make(map[string]*ruleCount)
	}
	c := t.rules[name]
	if c == nil {
		c = &ruleCount{Rule: name}
		t.rules[name] = c
	}
	return c
}

// byRule lists the rules that have findings, those with most first.
func (t *totals) byRule() []*ruleCount {
	return slices.SortedFunc(maps.Values(t.rules), func(a, b *ruleCount) int {
		return cmp.Or(-cmp.Compare(a.all(), b.all()), cmp.Compare(a.Rule, b.Rule))
	})
}

// text says it all in a line: 3 errors, 1 info in 2 of 14 articles.
func (t *totals) text(p *palette) string {
	var parts []string
	if t.fixed > 0 {
		parts = append(parts, p.good.Sprintf("%d fixed", t.fixed))
	}
	switch {
	case t.all() > 0:
		parts = append(parts, t.severities(p)+" in "+t.share())
	case t.articles > 0:
		parts = append(parts, p.good.Sprint("no findings")+" in "+plural(t.articles, "article"))
	case t.unreadable == 0:
		parts = append(parts, "no articles")
	}
	if t.unreadable > 0 {
		parts = append(parts, p.bad.Sprint(plural(t.unreadable, "file")+" could not be checked"))
	}
	return strings.Join(parts, ", ")
}

// fixHint says how many findings can be fixed, and how: empty if none can.
func (t *totals) fixHint(p *palette, unsafe bool) string {
	mark := p.good.Sprint("[*]") + " "
	switch {
	case t.safe+t.unsafe == 0:
		return ""
	case t.unsafe == 0:
		return mark + fmt.Sprintf("%d fixable with --fix", t.safe)
	case unsafe:
		return mark + fmt.Sprintf("%d fixable with --fix --unsafe-fixes", t.safe+t.unsafe)
	case t.safe == 0:
		return fmt.Sprintf("%d fixable with --fix --unsafe-fixes", t.unsafe)
	}
	return mark + fmt.Sprintf("%d fixable with --fix, %d more with --unsafe-fixes", t.safe, t.unsafe)
}

// severities says how many there are of each: 3 errors, 1 info.
func (c *count) severities(p *palette) string {
	var parts []string
	for _, s := range []struct {
		n        int
		severity lint.Severity
	}{{c.Errors, lint.Error}, {c.Warnings, lint.Warning}, {c.Infos, lint.Info}} {
		if s.n > 0 {
			parts = append(parts, p.severities[s.severity].Sprint(plural(s.n, s.severity.String())))
		}
	}
	return strings.Join(parts, ", ")
}

// share says which part of the articles has findings.
func (t *totals) share() string {
	if t.faulty == t.articles {
		return plural(t.articles, "article")
	}
	return fmt.Sprintf("%d of %s", t.faulty, plural(t.articles, "article"))
}

// plural writes 1 article and 2 articles.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
