package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/citevet/citevet/lint"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newRoot returns the command line. Without a subcommand it checks.
func newRoot() *cobra.Command {
	c := new(check)
	root := &cobra.Command{
		Use:   "citevet [PATH...]",
		Short: "Check the citations of articles",
		Long: `citevet checks the citations of articles in Markdown, plain text and HTML: whether
each claim has one, whether each names a source, and whether the bottom line is
what the article supports.

Paths are files and directories; without any, it checks the working directory.
To check a file that has the name of a command, write ./rules.`,
		Example: `  citevet drafts/
  citevet report.md --fail-on warning
  citevet explain dangling-citation`,
		Args: cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveDefault // paths, besides commands
		},
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if err := slip(root, args); err != nil {
			return err
		}
		return c.run(cmd, args)
	}
	c.flags(root)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(badFlag)
	root.AddCommand(newCheck(), newInspect(), newRules(), newExplain(), newInit(), newConfig(), newClean(), newLSP(), newVersion())
	return root
}

// slip returns an error if the first path, which does not exist, is likely a
// slip for the name of a command.
func slip(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := os.Lstat(args[0]); !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	names := []string{"help", "completion"}
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	if near := lint.Nearest(args[0], names); near != "" {
		return fmt.Errorf("no such file or directory: %s; did you mean the command %s?", args[0], near)
	}
	return nil
}

// badFlag says which flag an unknown one is a slip for, or how to know them.
func badFlag(cmd *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := lint.Nearest(unknown.GetSpecifiedName(), names); near != "" {
		return fmt.Errorf("%w, did you mean --%s?", err, near)
	}
	return fmt.Errorf("%w; %s --help tells the flags", err, cmd.CommandPath())
}
