package main

import (
	"context"
	"errors"
	"os"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/lsp"
	"github.com/spf13/cobra"
)

func newLSP() *cobra.Command {
	s := new(settings)
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor: check articles while they are written",
		Long: `lsp speaks the language server protocol on standard input and output. An editor
starts it: see "In the editor" in the README.

Articles are checked as they stand in the editor, with the configuration and the
lists of sources that lie beside them. One that is not saved yet is checked with
the recommended rules.

It exits with 0 if the editor asked for shutdown before it left, and else with 1.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return s.serve() },
	}
	cmd.Flags().SortFlags = false
	s.flags(cmd)
	s.ruleFlags(cmd)
	cmd.Flags().Bool("stdio", true, "use standard input and output, which it always does; some editors add this flag")
	return cmd
}

func (s *settings) serve() error {
	if _, err := s.loader(); err != nil { // the editor shows it
		return err
	}
	options := lsp.Options{
		Version: buildVersion(),
		Loader: func() *config.Loader {
			l, _ := s.loader() // what is wrong with a file by now, its articles say
			return l
		},
	}
	err := lsp.Serve(context.Background(), os.Stdin, os.Stdout, &options)
	if errors.Is(err, lsp.ErrExit) {
		return exitFindings // 1, as the protocol has it
	}
	return err
}
