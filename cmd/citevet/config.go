package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/citevet/citevet/lint/config"
	"github.com/spf13/cobra"
)

func newConfig() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the configuration in force",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("config: unknown command %q, want citevet config show", args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(newConfigShow())
	return cmd
}

// A configShow is the flags of citevet config show.
type configShow struct {
	settings
	format choice
}

func newConfigShow() *cobra.Command {
	c := new(configShow)
	cmd := &cobra.Command{
		Use:   "show [PATH]",
		Short: "Show what is in force for a file and where each setting comes from",
		Long: `show prints the configuration in force for an article, which need not exist, and
where each setting comes from. For a directory, or without a path, it is what
holds for articles in it unless an override names them.`,
		Example: `  citevet config show
  citevet config show drafts/new.md`,
		Args: cobra.MaximumNArgs(1),
		RunE: c.run,
	}
	cmd.Flags().SortFlags = false
	c.format.flag(cmd, "format", "how the settings are printed", tableFormats...)
	c.ruleFlags(cmd)
	c.flags(cmd)
	return cmd
}

func (c *configShow) run(cmd *cobra.Command, args []string) error {
	loader, err := c.loader()
	if err != nil {
		return err
	}
	path := "."
	if len(args) > 0 {
		path = args[0]
	}
	inForce, err := loader.For(articleIn(path))
	if err != nil {
		return err
	}
	if c.format.value == "json" {
		return printConfigJSON(cmd.OutOrStdout(), path, inForce)
	}
	return printConfig(cmd.OutOrStdout(), path, inForce)
}

// articleIn returns a path, or that of an article in it if it is a directory. No
// override is likely to be for an article of that name alone.
func articleIn(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return filepath.Join(path, "_")
	}
	return path
}

func printConfig(w io.Writer, path string, c *config.Config) error {
	files := "no file, only defaults"
	if len(c.Files) > 0 {
		files = strings.Join(c.Files, ", ")
	}
	fmt.Fprintf(w, "%s is configured by %s\n", path, files)
	if c.Exclude {
		fmt.Fprintln(w, "it is excluded, so it is checked only if it is named")
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "SETTING\tVALUE\tFROM")
	for _, s := range c.Settings {
		fmt.Fprintf(t, "%s\t%s\t%s\n", s.Name, s.Value, s.From)
	}
	return t.Flush()
}

type settingJSON struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
	From  string          `json:"from"`
}

func printConfigJSON(w io.Writer, path string, c *config.Config) error {
	settings := make([]settingJSON, len(c.Settings))
	for i, s := range c.Settings {
		settings[i] = settingJSON{s.Name, fromYAML(s.Value), s.From}
	}
	return printJSON(w, struct {
		Version  int           `json:"version"`
		Path     string        `json:"path"`
		Excluded bool          `json:"excluded"`
		Files    []string      `json:"files"`
		Settings []settingJSON `json:"settings"`
	}{1, path, c.Exclude, append([]string{}, c.Files...), settings})
}
