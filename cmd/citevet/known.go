package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/baseline"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/git"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A since is the flags that limit findings to what is new.
type since struct {
	rev    string
	staged bool
}

func (s *since) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.rev, "since", "", "find only what is new in changed articles since the revision `REV`, or auto")
	f.BoolVar(&s.staged, "staged", false, "find only what is new in what is staged, since HEAD or --since")
}

// problem says what is wrong with the flags, also if only are the names of rules
// all of which would have nothing to look at.
func (s *since) problem(f *pflag.FlagSet, only []string) error {
	switch {
	case f.Changed("since") && s.rev == "":
		return errors.New("--since is empty: name a revision, such as origin/main, or auto")
	case s.rev == "" && !s.staged && len(only) > 0 && !slices.ContainsFunc(only, looksAtArticles):
		return fmt.Errorf("--rule %s: it looks at changes: add --since or --staged", only[0])
	}
	return nil
}

// limits says in sentences which findings the flags leave out.
func (s *since) limits() (limits []string) {
	switch {
	case s.staged && s.rev == "":
		limits = append(limits, "Only what is new in the staged changes is listed as a finding.")
	case s.rev == git.Auto:
		limits = append(limits, "Only what is new in the change is listed as a finding.")
	case s.rev != "":
		limits = append(limits, "Only what is new since "+s.rev+" is listed as a finding.")
	}
	return limits
}

// looksAtArticles reports whether a rule, by name, looks at more than changes.
func looksAtArticles(rule string) bool {
	return slices.ContainsFunc(rules.All, func(r *lint.Rule) bool { return r.Name == rule && r.RunChange == nil })
}

// A known is the flags of the baseline, and then the baseline itself.
type known struct {
	file  string
	write bool
	prune bool

	baseline *baseline.Baseline // nil: there is none
	partly   bool               // findings are only those that are new since a revision
	loader   *config.Loader
}

// limits says in sentences which findings the baseline leaves out.
func (k *known) limits() (limits []string) {
	if k.baseline != nil {
		limits = append(limits, "Findings that the baseline "+k.file+" lists are left out.")
	}
	return limits
}

func (k *known) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&k.file, "baseline", "", "leave out the findings that the baseline `FILE` lists")
	f.BoolVar(&k.write, "write-baseline", false, "list all findings in the baseline, which is "+baseline.DefaultName+" without --baseline")
	f.BoolVar(&k.prune, "prune-baseline", false, "drop from the baseline what is found no longer")
}

// open reads the baseline, if the flags ask for one. One that is to be written
// need not be there yet.
func (k *known) open(f *pflag.FlagSet, s *since, loader *config.Loader) error {
	switch {
	case f.Changed("baseline") && k.file == "":
		return errors.New("--baseline is empty: name a file, such as " + baseline.DefaultName)
	case k.write && k.prune:
		return errors.New("--write-baseline drops what is found no longer, too: leave out --prune-baseline")
	case k.file == "" && !k.write && !k.prune:
		return nil
	}
	k.partly = s.rev != "" || s.staged
	if k.partly && (k.write || k.prune) {
		return errors.New("a baseline is made of all findings, not of what is new: leave out --since and --staged")
	}
	if k.file == "" {
		k.file = baseline.DefaultName
	}
	var err error
	if k.baseline, err = baseline.Read(k.file); k.write && errors.Is(err, fs.ErrNotExist) {
		k.baseline, err = baseline.New(k.file)
	}
	k.loader = loader
	return err
}

// take drops the known findings of a result. If the baseline is to be written,
// all are known from now on.
func (k *known) take(r *lint.Result) {
	if k.baseline == nil {
		return
	}
	ran := k.ran(r.Path)
	if k.write {
		k.baseline.Record(r, ran)
	}
	k.baseline.Apply(r, ran)
}

// ran tells which rules were run over an article.
func (k *known) ran(path string) func(rule string) bool {
	c, err := k.loader.For(filepath.FromSlash(path))
	if err != nil {
		return func(string) bool { return false }
	}
	return func(rule string) bool {
		for i := range c.Checks {
			if check := &c.Checks[i]; check.Rule.Name == rule {
				return check.Severity != lint.Off && (check.Severity != lint.Default || check.Rule.Severity != lint.Off)
			}
		}
		return true // it is no longer a rule
	}
}

// close writes the baseline, if it is to be written, or tells what is in it and
// is found no longer.
func (k *known) close(w io.Writer) error {
	switch {
	case k.baseline == nil || k.partly:
		return nil
	case k.write:
		k.baseline.Prune()
		complain(w, fmt.Sprintf("%s: %s", k.file, countOf(len(k.baseline.Entries()), "known finding")))
		return k.baseline.Write()
	case k.prune:
		dropped := k.baseline.Prune()
		if len(dropped) == 0 {
			return nil
		}
		complain(w, fmt.Sprintf("%s: dropped %s", k.file, countOf(len(dropped), "finding")))
		return k.baseline.Write()
	}
	k.tellStale(w)
	return nil
}

// shownStale is how many entries that are found no longer are told.
const shownStale = 3

func (k *known) tellStale(w io.Writer) {
	stale := k.baseline.Stale()
	if len(stale) == 0 {
		return
	}
	complain(w, fmt.Sprintf("%s: %s found no longer; --prune-baseline drops them:", k.file, countOf(len(stale), "known finding")))
	for _, e := range stale[:min(len(stale), shownStale)] {
		complain(w, fmt.Sprintf("  %s: %s [%s]", e.Path, e.Message, e.Rule))
	}
	if more := len(stale) - shownStale; more > 0 {
		complain(w, fmt.Sprintf("  and %d more", more))
	}
}

// countOf writes 1 finding and 2 findings.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
