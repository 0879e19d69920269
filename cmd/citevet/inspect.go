package main

import (
	"errors"
	"os"

	"github.com/citevet/citevet/lint/report"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
)

// An inspect is the flags of citevet inspect.
type inspect struct {
	input
	format choice
	color  choice
}

func newInspect() *cobra.Command {
	in := new(inspect)
	cmd := &cobra.Command{
		Use:   "inspect PATH...",
		Short: "Print what articles are read as",
		Long: `inspect prints what an article is read as: its sections and their roles, the
sentences with their claims and what covers them, each bracket with its verdict
and the reason for it, the citations and the sources.`,
		Example: `  citevet inspect report.md
  citevet inspect --format json drafts/`,
		RunE: in.run,
	}
	cmd.Flags().SortFlags = false
	in.format.flag(cmd, "format", "how articles are printed", report.InspectFormats...)
	in.flags(cmd)
	in.color.flag(cmd, "color", "whether the output is coloured", colorWords...)
	return cmd
}

func (in *inspect) run(cmd *cobra.Command, args []string) error {
	r, err := in.runner(cmd.Flags())
	if err != nil {
		return err
	}
	r.NoChecks = true
	paths, err := in.paths(args)
	if err != nil {
		return err
	}
	if len(paths) == 0 && in.filesFrom == "" {
		return errors.New("inspect: which article? give its path, or . for all below the working directory")
	}
	bar := newProgress(os.Stderr, false)
	options := report.Options{Color: inColor(in.color.value), Rules: rules.All, Version: buildVersion()}
	p, err := report.NewInspector(in.format.value, bar.before(cmd.OutOrStdout()), &options)
	if err != nil {
		return err
	}
	w := work{runner: r, outputs: outputs{{Printer: p, format: in.format.value}}, progress: bar}
	ctx, stop := untilInterrupted()
	defer stop()
	return w.do(ctx, paths)
}
