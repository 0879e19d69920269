package rules

import (
	"fmt"
	"slices"

	"github.com/citevet/citevet/lint"
)

var citationRetargeted = &lint.Rule{
	Name: "citation-retargeted",
	Doc: `numbers that now name another source for the same claim

An entry is added to the list, the list is renumbered by hand, and one citation
keeps its old number: it now names a source that says nothing of the claim. The
same happens where an entry is replaced and the claims that cite it are not
looked at. Where the claim's figures have been changed with the source, or the
citation has another number, somebody meant it.`,
	Group:      lint.Changes,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Before:     "Sleep helps memory [1]. Naps improve reaction times [2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Naps, 2021, https://example.org/naps\n",
	Bad: "Sleep helps memory [1]. Naps improve reaction times [2]. Coffee wears off [3]. Tea does too [3].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Ito, The Coffee Trials, 2019, https://example.org/coffee\n3. Okafor, On Naps, 2021, https://example.org/naps\n",
	Good: "Sleep helps memory [1]. Naps improve reaction times [3]. Coffee wears off [2]. Tea does too [2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Ito, The Coffee Trials, 2019, https://example.org/coffee\n3. Okafor, On Naps, 2021, https://example.org/naps\n",
	RunChange: func(pass *lint.ChangePass) {
		var order []retarget
		found := make(map[retarget]*lint.Diagnostic)
		for _, p := range pass.Sentences {
			for old, c := range retargets(pass.Change, p) {
				key := retarget{c.Key, old, c.Source}
				if d := found[key]; d != nil {
					d.Related = append(d.Related, lint.Related{Span: c.Span, Message: "so it does here"})
					continue
				}
				found[key] = retargeted(pass.Change, old, c)
				order = append(order, key)
			}
		}
		for _, key := range order {
			pass.Report(*found[key])
		}
	},
}

// A retarget is a key and what it named before the change and after it.
type retarget struct {
	key      string
	old, now *lint.Source
}

// retargets yields the citations of a sentence whose key names another source
// than before, and that source. A source that the sentence cites under another
// key has only been renumbered.
func retargets(change *lint.Change, p lint.SentencePair) func(yield func(*lint.Source, *lint.Citation) bool) {
	return func(yield func(*lint.Source, *lint.Citation) bool) {
		if len(p.Base.Citations) == 0 || len(p.Head.Citations) == 0 || !p.Same && len(changedFacts(change, p)) > 0 {
			return
		}
		r := recite(change, p.Base.Citations, p.Head.Citations)
		if len(r.lost) == 0 {
			return
		}
		old := make(map[string]*lint.Source)
		for _, c := range slices.Backward(r.lost) {
			if c.Source != nil && byKey(c.Style) {
				old[c.Key] = c.Source
			}
		}
		for _, c := range r.gained {
			if s := old[c.Key]; s != nil && c.Source != nil && !yield(s, c) {
				return
			}
		}
	}
}

func retargeted(change *lint.Change, old *lint.Source, c *lint.Citation) *lint.Diagnostic {
	return &lint.Diagnostic{
		Span: c.Span, Keys: []string{c.Key},
		Message: fmt.Sprintf("%s named %s before the change and names %s now", nameOf(c), titleOf(change.Base, old), titleOf(change.Head, c.Source)),
		Related: []lint.Related{related(c.Source, "what it names now")},
	}
}
