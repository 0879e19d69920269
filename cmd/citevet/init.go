package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
)

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "Write a configuration file to begin with",
		Long: `init writes ` + config.FileName + ` to the working directory. It changes nothing as it stands:
each rule and option is in it as a comment, with what it is by default.`,
		Example: "  citevet init",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := writeStarter(config.FileName); err != nil {
				return err
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "wrote %s\n", config.FileName)
			return err
		},
	}
}

func writeStarter(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: citevet config show tells what it sets", name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(config.Starter(rules.All))
	return errors.Join(err, f.Close())
}
