package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/runner"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A fixing is the flags of what is fixed, and then how it went.
type fixing struct {
	fix    bool
	unsafe bool
	diff   bool
	only   bool

	stdin     []byte // the article on the standard input as it was read
	stdinPath string // under which it is linted; empty if there is none
	out       io.Writer
	terminal  bool // someone looks at it
	color     bool

	fixed    int // findings
	articles int // that have changed
}

func (x *fixing) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&x.fix, "fix", false, "make the safe fixes, and print what remains")
	f.BoolVar(&x.unsafe, "unsafe-fixes", false, "take unsafe fixes, too: those that remove, merge and renumber sources")
	f.BoolVar(&x.diff, "diff", false, "print what --fix would change, and write nothing")
	f.BoolVar(&x.only, "fix-only", false, "make the fixes, and do not print what remains")
}

// works reports whether anything is to be fixed, if only to see what would be.
func (x *fixing) works() bool { return x.fix || x.diff || x.only }

// silent reports whether findings are not printed.
func (x *fixing) silent() bool { return x.diff || x.only }

// problem says what is wrong with the flags.
func (x *fixing) problem(f *pflag.FlagSet, s *since, k *known) error {
	switch {
	case x.diff && x.only:
		return errors.New("--diff writes nothing and --fix-only does: leave out one of them")
	case !x.works():
		return nil
	case s.staged:
		return errors.New("what is staged cannot be fixed, for it need not be what the files say: fix with --since HEAD, then git add")
	case k.write || k.prune:
		return errors.New("a baseline is made of what is found: fix first, then write it")
	case x.silent():
		for _, name := range []string{"format", "output", "statistics"} {
			if f.Changed(name) {
				return fmt.Errorf("--%s is of findings, which are not printed with --diff and --fix-only", name)
			}
		}
	}
	return nil
}

// ask tells a runner what is to be fixed.
func (x *fixing) ask(r *runner.Runner, k *known, out io.Writer, color bool) {
	if !x.works() {
		return
	}
	x.out, x.terminal, x.color = out, isTerminal(), color
	r.Fix = &runner.Fix{Unsafe: x.unsafe, Write: !x.diff}
	if b := k.baseline; b != nil {
		r.Fix.Known = b.Knows
	}
}

// takeStdin reads the article on the standard input, if it is among the paths:
// whatever becomes of it, it is printed again.
func (x *fixing) takeStdin(r *runner.Runner, paths []string) error {
	if !x.works() || !slices.Contains(paths, "-") {
		return nil
	}
	var err error
	if x.stdin, err = io.ReadAll(r.Stdin); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	r.Stdin = bytes.NewReader(x.stdin)
	x.stdinPath = filepath.ToSlash(cmp.Or(r.StdinName, runner.DefaultStdinName))
	return nil
}

// findingsTo is where findings are printed: not to the standard output if that is
// for an article, or for what would change.
func (x *fixing) findingsTo(stdout io.Writer) io.Writer {
	switch {
	case x.silent():
		return io.Discard
	case x.stdinPath != "":
		return os.Stderr
	}
	return stdout
}

// take tells what the fixes have made of an article.
func (x *fixing) take(r *lint.Result) error {
	x.fixed += len(r.Fixed)
	if len(r.Rewrites) > 0 {
		x.articles++
	}
	if x.silent() {
		x.tellRefused(r)
	}
	switch {
	case x.diff:
		return x.printDiff(r)
	case r.Path == x.stdinPath:
		return x.printStdin(r)
	}
	return nil
}

func (x *fixing) printStdin(r *lint.Result) error {
	text := x.stdin
	if len(r.Rewrites) > 0 {
		text = []byte(r.Rewrites[0].New)
	}
	_, err := x.out.Write(text)
	return err
}

func (x *fixing) printDiff(r *lint.Result) error {
	for i := range r.Rewrites {
		text := diffOf(&r.Rewrites[i])
		if x.terminal {
			text = harmless(text)
		}
		if x.color {
			text = coloured(text)
		}
		if _, err := x.out.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// tellRefused tells why fixes were not made, where no findings are printed.
func (x *fixing) tellRefused(r *lint.Result) {
	var reasons []string
	times := make(map[string]int)
	for i := range r.Findings {
		why := x.refusal(&r.Findings[i])
		if why == "" {
			continue
		}
		if times[why]++; times[why] == 1 {
			reasons = append(reasons, why)
		}
	}
	for _, why := range reasons {
		complain(os.Stderr, fmt.Sprintf("%s: %s not fixed: %s", r.Path, countOf(times[why], "finding"), why))
	}
}

// refusal is why a finding was not fixed though it has a fix; empty if there is
// no reason, or it has another one.
func (x *fixing) refusal(d *lint.Diagnostic) (why string) {
	for i := range d.Fixes {
		fix := &d.Fixes[i]
		switch {
		case !fix.Safe && !x.unsafe:
		case fix.Refusal == "":
			return ""
		case why == "":
			why = fix.Refusal
		}
	}
	return why
}

// tell says what was fixed, where findings are not printed.
func (x *fixing) tell(w io.Writer) {
	if !x.silent() {
		return
	}
	verb := "fixed"
	if x.diff {
		verb = "would fix"
	}
	complain(w, fmt.Sprintf("%s %s in %s", verb, countOf(x.fixed, "finding"), countOf(x.articles, "article")))
}
