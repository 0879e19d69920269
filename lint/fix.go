package lint

import (
	"fmt"
	"slices"
	"strings"
)

// A Fixer makes the fixes of an article's findings, as many as can be made, and
// holds every one of them to what a fix promises: that the prose stays, that
// what a sentence cites stays, and that no finding is new.
type Fixer struct {
	Checks []Check
	Unsafe bool         // make unsafe fixes too
	Leave  []Diagnostic // findings that are to stay as they are

	// Locked says why a file beside the article is not to be changed, as a phrase;
	// empty if it may be. Nil: all may be.
	Locked func(file string) string

	// Parse reads the article anew. The files are those of Fix, changed.
	Parse func(Files) (*Article, error)
}

// A Fixed is what fixes have made of an article.
type Fixed struct {
	Files    Files
	Article  *Article
	Findings []Diagnostic // that remain, but for those to leave; a fix that could not be made says why
	Fixed    []Diagnostic // that are gone, in the order in which they were fixed; their spans are those of then
}

// Fix makes the fixes of an article's findings, which is read from files. Of a
// finding's fixes it takes the first that can be made; fixes that touch the same
// bytes are made one after the other, with the article read and checked anew in
// between, until nothing is left to do. Safe fixes come before the others. The
// same is made of the result: nothing.
//
// A fix that does not hold what it promises is not made, and says why.
func (x *Fixer) Fix(a *Article, files Files) *Fixed {
	f := &fixing{
		Fixer: x, Fixed: Fixed{Files: files, Article: a},
		refused: make(map[string]string), locks: make(map[string]string), budget: fixBudget + fixBudgetFactor*len(a.Text),
	}
	f.Findings = f.check(a)
	for {
		group := f.choose(true)
		if len(group) == 0 && x.Unsafe {
			group = f.choose(false)
		}
		switch {
		case len(group) > 0:
			if f.try(group) {
				f.stale = len(f.refused) > 0
			}
		case f.stale: // what could not be made then, perhaps can now
			clear(f.refused)
			f.stale = false
		default:
			f.tellRefused()
			return &f.Fixed
		}
	}
}

// fixBudget and fixBudgetFactor bound how many bytes are read anew for the sake
// of one article, so that a hostile one with ten thousand fixes of which each
// waits for the one before it comes to an end. A short article counts as leastRead.
const (
	fixBudget       = 32 << 20
	fixBudgetFactor = 8
	leastRead       = 4 << 10
)

// A fixing is a Fixer at work on one article.
type fixing struct {
	*Fixer
	Fixed
	refused map[string]string // fixes that could not be made, by fixName, and why
	locks   map[string]string // what Locked has said
	stale   bool              // something was fixed since the first of these
	budget  int
}

func (f *fixing) check(a *Article) []Diagnostic {
	found := Run(a, f.Checks)
	if len(f.Leave) == 0 {
		return found
	}
	return Subtract(found, f.Leave)
}

// A chosen is a fix that is to be made, and the findings that it is of: those of
// which the edits are the same.
type chosen struct {
	findings []*Diagnostic
	fix      *Fix
}

// fixName tells one fix of a finding from others.
func fixName(d *Diagnostic, fix *Fix) string { return d.Fingerprint + "\x00" + fix.Message }

// choose takes one fix of each finding, if it has one that may be made and
// touches none that is taken already.
func (f *fixing) choose(safe bool) []chosen {
	var group []chosen
	taken, first := make(edited), make(map[Edit]int) // of each fix its first edit
	for i := range f.Findings {
		d := &f.Findings[i]
		for j := range d.Fixes {
			fix := &d.Fixes[j]
			if fix.Safe != safe || len(fix.Edits) == 0 || f.isRefused(d, fix) {
				continue
			}
			if same, ok := first[fix.Edits[0]]; ok && slices.Equal(group[same].fix.Edits, fix.Edits) {
				group[same].findings = append(group[same].findings, d)
			} else if taken.add(fix.Edits) {
				first[fix.Edits[0]] = len(group)
				group = append(group, chosen{[]*Diagnostic{d}, fix})
			}
			break
		}
	}
	return group
}

// isRefused reports whether a fix cannot be made, as far as is known.
func (f *fixing) isRefused(d *Diagnostic, fix *Fix) bool {
	name := fixName(d, fix)
	if _, refused := f.refused[name]; refused || f.Locked == nil {
		return refused
	}
	for _, e := range fix.Edits {
		if e.File == "" {
			continue
		}
		why, known := f.locks[e.File]
		if !known {
			why = f.Locked(e.File)
			f.locks[e.File] = why
		}
		if why != "" {
			f.refused[name] = why
			return true
		}
	}
	return false
}

// An edited is the edits that are taken, those of each file in text order.
type edited map[string][]Edit

// add adds edits and returns true, unless they touch others.
func (e edited) add(edits []Edit) bool {
	for _, edit := range edits {
		if e.touches(e.find(edit), edit) {
			return false
		}
	}
	for _, edit := range edits {
		e[edit.File] = slices.Insert(e[edit.File], e.find(edit), edit)
	}
	return true
}

// find returns the index at which an edit would have to be.
func (e edited) find(edit Edit) int {
	at, _ := slices.BinarySearchFunc(e[edit.File], edit, compareEdits)
	return at
}

// touches reports whether an edit that would be at an index touches its
// neighbours.
func (e edited) touches(at int, edit Edit) bool {
	all := e[edit.File]
	return at > 0 && all[at-1].Span.End > edit.Span.Start ||
		at < len(all) && (all[at].Span.Start < edit.Span.End || all[at].Span.Start == edit.Span.Start)
}

// try makes fixes at once. If they do not hold together it makes some of them,
// and refuses one that does not hold alone. It returns false if none was made.
func (f *fixing) try(group []chosen) bool {
	problem := f.make(group)
	switch {
	case problem == "":
		return true
	case len(group) == 1:
		for _, d := range group[0].findings {
			f.refused[fixName(d, group[0].fix)] = problem
		}
		return false
	}
	half := len(group) / 2
	return f.try(group[:half]) || f.try(group[half:])
}

// make makes fixes, unless together they do not hold what they promise: then it
// says what is wrong. What they bring that has a safe fix is fixed with them.
func (f *fixing) make(group []chosen) (problem string) {
	fixes := make([]Fix, len(group))
	for i, c := range group {
		fixes[i] = *c.fix
	}
	made, problem := f.apply(f.Files, fixes)
	if problem != "" {
		return problem
	}
	if more := safeFixes(Subtract(made.Findings, f.Findings)); len(more) > 0 {
		if again, problem := f.apply(made.Files, more); problem == "" {
			made = again
		}
	}
	if problem := f.broken(group, made.Article, made.Findings); problem != "" {
		return problem
	}
	made.Fixed = append(f.Fixed.Fixed, Subtract(f.Findings, made.Findings)...)
	f.Fixed = *made
	return ""
}

// apply makes fixes of files and reads and checks what becomes of them.
func (f *fixing) apply(files Files, fixes []Fix) (made *Fixed, problem string) {
	files, err := files.Apply(fixes...)
	if err != nil {
		return nil, err.Error()
	}
	if f.budget -= max(len(files[""]), leastRead); f.budget < 0 {
		return nil, "too many fixes wait for each other: run it again"
	}
	a, err := f.Parse(files)
	if err != nil {
		return nil, fmt.Sprintf("what it makes could not be read: %s", err)
	}
	return &Fixed{Files: files, Article: a, Findings: f.check(a)}, ""
}

// safeFixes lists the first safe fix of each finding, none if one has none.
func safeFixes(found []Diagnostic) []Fix {
	var fixes []Fix
	for i := range found {
		j := slices.IndexFunc(found[i].Fixes, func(fix Fix) bool { return fix.Safe && len(fix.Edits) > 0 })
		if j < 0 {
			return nil
		}
		fixes = append(fixes, found[i].Fixes[j])
	}
	return fixes
}

// broken says what fixes have broken of what they promise, empty if nothing.
func (f *fixing) broken(group []chosen, after *Article, found []Diagnostic) string {
	if problem := compareReadings(f.Article, after, group[0].fix.Safe); problem != "" {
		return problem
	}
	if fresh := Subtract(found, f.Findings); len(fresh) > 0 {
		return fmt.Sprintf("it would bring a finding of %s: %s", fresh[0].Rule, fresh[0].Message)
	}
	left := make(map[string]int)
	for i := range f.Findings {
		left[f.Findings[i].Rule]++
	}
	for _, c := range group {
		for _, d := range c.findings {
			left[d.Rule]--
		}
	}
	for i := range found {
		if left[found[i].Rule]--; left[found[i].Rule] < 0 {
			return "the finding would stay"
		}
	}
	return ""
}

// tellRefused writes into the findings why their fixes could not be made.
func (f *fixing) tellRefused() {
	for i := range f.Findings {
		d := &f.Findings[i]
		for j := range d.Fixes {
			if why, refused := f.refused[fixName(d, &d.Fixes[j])]; refused {
				d.Fixes[j].refuse(why)
			}
		}
	}
}

// refuse takes back a fix.
func (f *Fix) refuse(why string) { f.Edits, f.Refusal = nil, why }

// Refuse takes back all fixes of findings, if they have not been before.
func Refuse(found []Diagnostic, why string) {
	for i := range found {
		for j := range found[i].Fixes {
			if fix := &found[i].Fixes[j]; fix.Refusal == "" {
				fix.refuse(why)
			}
		}
	}
}

// refuseUndecided takes back all fixes if it is not known of a bracket whether it
// cites: nobody can tell then what a fix may change.
func refuseUndecided(a *Article, found []Diagnostic) {
	for i := range a.Brackets {
		if b := &a.Brackets[i]; b.Verdict == Undecided {
			Refuse(found, fmt.Sprintf("it is not decided whether %s on line %d is a citation: %s",
				clip(a.Slice(b.Span), 40), a.Position(b.Span.Start).Line, b.Reason))
			return
		}
	}
}

// clip shortens text to a number of bytes, on a whole character.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "") + "…"
}
