package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
	"github.com/citevet/citevet/lint/runner"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A check is the flags of citevet check.
type check struct {
	input
	since      since
	known      known
	fixing     fixing
	format     choice
	outputs    []string
	failOn     choice
	color      choice
	quiet      bool
	statistics bool
	noCache    bool
	exclude    bool
	profile    profile
	watch      bool
}

func newCheck() *cobra.Command {
	c := new(check)
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check articles (what citevet does without a command)",
		Long: `check checks articles, or those below directories, and prints what it finds.
Without paths it checks the working directory. In a git repository it leaves out
what git ignores; hidden files and node_modules it leaves out everywhere. A file
that is named is always checked, but with --force-exclude, for hooks that name all
files, not if the configuration excludes it.

It exits with 0 if nothing was found, 1 if there are findings at or above
--fail-on, and 2 if something could not be checked.

With --since or --staged it checks only the articles that have changed, and finds
only what is new in them: what is not found in the version that they are compared
with. --since REV compares the work tree with the commit at which HEAD left REV;
--since auto takes for REV the branch that CI says the change goes to, or the
default branch of the remote. --staged checks what git commit would commit. Paths
then say which changes to look at, and what the configuration excludes stays
excluded.

--write-baseline lists all findings in a file, and --baseline leaves them out from
then on. What is listed and found no longer is told.

--watch checks again whenever an article changes, or what it is checked with: its
lists of sources, the configuration, and with --since or --staged what is checked
out and staged. New articles and directories are taken up. What is printed is that
of a run without it, on a terminal that is cleared before; a last line, on standard
error, tells when that was. An interrupt (Ctrl-C) ends it with 0. What --output
writes is no reason to check again. Standard input cannot be watched, nor a
baseline be written each time.

--fix makes the safe fixes: they leave the prose alone, and each citation names
the source that it named before. --unsafe-fixes makes those too that remove, merge
and renumber sources. Each fix is held to that: the article is read and checked
anew, and a fix that would bring another finding is not made. --diff prints what
would change and exits with 1 if anything would; --fix-only prints no findings and
exits with 0. The article on the standard input is printed as fixed, and its
findings go to the standard error.

--output html=report.html writes a page for people who do without a terminal: the
article with its claims, citations and findings marked, and what rests on which
source. If there are several articles, report.html lists them and their pages are
in report_files beside it, which takes the place of the pages of an earlier run.

The formats of --format and --output:

` + formatList(),
		Example: `  citevet check drafts/ report.md
  citevet check --rule dangling-citation,unused-source drafts/
  citevet check --output json=findings.json drafts/
  citevet check --output html=report.html drafts/
  git ls-files -z '*.md' | citevet check --files-from -
  citevet check --staged
  citevet check --fix drafts/
  citevet check --stdin-filename drafts/new.md - < report.md`,
		RunE: c.run,
	}
	c.flags(cmd)
	return cmd
}

// formatList says what each format is, a line each.
func formatList() string {
	var b strings.Builder
	for _, name := range report.Formats {
		fmt.Fprintf(&b, "  %-10s  %s\n", name, report.FormatDoc(name))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (c *check) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	c.format.flag(cmd, "format", "how findings are printed, see citevet help check", report.Formats...)
	f.StringArrayVar(&c.outputs, "output", nil, "also write them to a file, as `FORMAT=FILE` (may be repeated)")
	c.failOn.flag(cmd, "fail-on", "lowest severity that makes the exit status 1", "error", "warning", "info", "never")
	c.ruleFlags(cmd)
	c.since.flags(cmd)
	c.known.flags(cmd)
	c.fixing.flags(cmd)
	c.input.flags(cmd)
	f.BoolVar(&c.exclude, "force-exclude", false, "leave out what the configuration excludes, also if it is named")
	f.BoolVarP(&c.quiet, "quiet", "q", false, "print findings only, a line each")
	f.BoolVar(&c.statistics, "statistics", false, "print how many findings each rule has")
	c.color.flag(cmd, "color", "whether the output is coloured", colorWords...)
	f.BoolVar(&c.noCache, "no-cache", false, "check all articles anew, and keep no findings for the next time")
	f.StringVar(&c.profile.name, "profile", "", "write a CPU profile to `FILE`, for go tool pprof")
	f.BoolVar(&c.watch, "watch", false, "check again whenever something changes, until interrupted")
}

func (c *check) run(cmd *cobra.Command, args []string) error {
	ctx, stop := untilInterrupted()
	defer stop()
	var err error
	if c.watch {
		err = c.keepWatching(ctx, cmd, args)
	} else {
		err = c.once(ctx, cmd, args)
	}
	return c.profile.end(err)
}

func (c *check) once(ctx context.Context, cmd *cobra.Command, args []string) error {
	r, paths, err := c.prepare(cmd.Flags(), args)
	if err != nil {
		return err
	}
	return c.lint(ctx, cmd, r, paths)
}

// prepare reads what a run depends on besides the articles.
func (c *check) prepare(flags *pflag.FlagSet, args []string) (*runner.Runner, []string, error) {
	r, err := c.runner(flags)
	if err != nil {
		return nil, nil, err
	}
	if err := errors.Join(c.since.problem(flags, c.only), c.known.open(flags, &c.since, r.Loader)); err != nil {
		return nil, nil, err
	}
	if err := c.fixing.problem(flags, &c.since, &c.known); err != nil {
		return nil, nil, err
	}
	r.Since, r.Staged = c.since.rev, c.since.staged
	r.Outputs, r.LeaveOut = c.written()
	r.ForceExclude = c.exclude
	if !c.noCache && !c.writesLedger() {
		r.CacheDir, _ = cacheDir() // whoever has none has no cache
	}
	paths, err := c.paths(args)
	if err == nil && len(paths) == 0 && c.filesFrom == "" {
		paths = []string{"."}
	}
	return r, paths, err
}

// written lists the files that are written, and those of them that are reports of
// runs before, which are no articles.
func (c *check) written() (all, reports []string) {
	for _, spec := range c.outputs {
		if _, name, ok := strings.Cut(spec, "="); ok {
			all = append(all, name)
			if isReport(name) {
				reports = append(reports, name)
			}
		}
	}
	if c.profile.name != "" {
		all = append(all, c.profile.name)
	}
	return all, reports
}

// lint runs over the articles and prints what is found.
func (c *check) lint(ctx context.Context, cmd *cobra.Command, r *runner.Runner, paths []string) error {
	c.fixing.ask(r, &c.known, cmd.OutOrStdout(), inColor(c.color.value))
	if err := c.fixing.takeStdin(r, paths); err != nil {
		return err
	}
	bar := newProgress(os.Stderr, c.quiet)
	options := report.Options{
		Color: c.inColor(), Quiet: c.quiet, Statistics: c.statistics, Unsafe: c.fixing.unsafe,
		Rules: rules.All, Version: buildVersion(), Carriers: rules.Carriers,
		Limits: append(c.since.limits(), c.known.limits()...),
	}
	summary, err := stepSummary(c.format.value, c.outputs)
	if err != nil {
		return err
	}
	if summary != nil {
		defer summary.Close()
		options.Summary = summary
	}
	p, err := report.New(c.format.value, bar.before(c.fixing.findingsTo(cmd.OutOrStdout())), &options)
	if err != nil {
		return err
	}
	out := outputs{{Printer: p, format: c.format.value}}
	defer func() { out.abandon() }() // of all that are in it by then
	options.Color = c.color.value == "always"
	if err := out.open(c.outputs, options); err != nil {
		return err
	}
	if err := c.profile.start(); err != nil {
		return err
	}
	w := work{runner: r, outputs: out, progress: bar, known: c.known, fixing: c.fixing, verdict: verdict{failOn: c.failSeverity()}}
	return w.do(ctx, paths)
}

// writesLedger reports whether an output shows whole articles, of which the cache
// keeps the findings only.
func (c *check) writesLedger() bool {
	return report.IsLedger(c.format.value) || slices.ContainsFunc(c.outputs, func(spec string) bool {
		format, _, _ := strings.Cut(spec, "=")
		return report.IsLedger(format)
	})
}

// inColor decides whether findings are coloured.
func (c *check) inColor() bool {
	if c.fixing.stdinPath != "" && c.color.value == "auto" {
		return false // what the standard output is does not matter
	}
	return inColor(c.color.value)
}

// failSeverity is the lowest severity that fails; where no findings are printed,
// none does.
func (c *check) failSeverity() lint.Severity {
	var s lint.Severity
	if c.failOn.value != "never" && !c.fixing.silent() {
		s.UnmarshalText([]byte(c.failOn.value)) // a choice of its names
	}
	return s
}
