package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/runner"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A settings is what the flags say of the configuration.
type settings struct {
	file    string
	none    bool
	only    []string
	without []string
}

func (s *settings) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.file, "config", "", "read this configuration `FILE` for all articles")
	f.BoolVar(&s.none, "no-config", false, "read no configuration file")
}

func (s *settings) ruleFlags(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&s.only, "rule", nil, "run only the rule `NAME` (may be repeated)")
	cmd.Flags().StringSliceVar(&s.without, "no-rule", nil, "do not run the rule `NAME` (may be repeated)")
	for _, flag := range []string{"rule", "no-rule"} {
		if err := cmd.RegisterFlagCompletionFunc(flag, completeRules); err != nil {
			panic(err) // the flag is there
		}
	}
}

func (s *settings) loader() (*config.Loader, error) {
	l := &config.Loader{Rules: rules.All, File: s.file, None: s.none, Only: s.only, Off: s.without}
	return l, l.Validate()
}

// An input is what the flags say of the articles.
type input struct {
	settings
	stdinName string
	filesFrom string
	jobs      int

	listed []string // on standard input, which is read once
}

func (in *input) flags(cmd *cobra.Command) {
	in.settings.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&in.stdinName, "stdin-filename", "", "take the path -, which is standard input, for the file `NAME`")
	f.StringVar(&in.filesFrom, "files-from", "", "read more paths from `FILE` (- is standard input), one a line or ended by zero bytes")
	f.IntVar(&in.jobs, "jobs", 0, "check `N` articles at a time (default: one for each processor)")
}

// runner returns a runner of what the flags say, without checks.
func (in *input) runner(f *pflag.FlagSet) (*runner.Runner, error) {
	if f.Changed("jobs") && in.jobs < 1 {
		return nil, fmt.Errorf("--jobs %d: want 1 or more", in.jobs)
	}
	loader, err := in.loader()
	if err != nil {
		return nil, err
	}
	return &runner.Runner{Loader: loader, Jobs: in.jobs, Stdin: os.Stdin, StdinName: in.stdinName}, nil
}

// paths returns the paths that the arguments and flags name. A list of files
// that is empty is no reason to take up the working directory.
func (in *input) paths(args []string) ([]string, error) {
	paths := slices.Clone(args)
	switch stdin := slices.Contains(args, "-"); {
	case stdin && in.filesFrom == "-":
		return nil, errors.New("standard input cannot be both an article and a list of files: drop - or --files-from")
	case !stdin && in.stdinName != "" && len(args) > 0:
		return nil, errors.New("--stdin-filename names the article on standard input: put - among the paths")
	case in.stdinName != "" && !stdin:
		paths = append(paths, "-")
	}
	if in.filesFrom == "" {
		return paths, nil
	}
	listed := in.listed
	if listed == nil {
		var err error
		if listed, err = readList(in.filesFrom); err != nil {
			return nil, err
		}
	}
	if in.filesFrom == "-" {
		in.listed = listed
	}
	return append(paths, listed...), nil
}

func readList(name string) ([]string, error) {
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = os.Open(name); err != nil {
			return nil, fmt.Errorf("--files-from: %w", err)
		}
		defer f.Close()
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("--files-from: %w", err)
	}
	return splitList(text), nil
}

// splitList divides a list of paths at its zero bytes, or if it has none, into
// lines.
func splitList(text []byte) []string {
	separator, cut := "\n", "\r"
	if bytes.IndexByte(text, 0) >= 0 {
		separator, cut = "\x00", ""
	}
	var paths []string
	for p := range strings.SplitSeq(string(text), separator) {
		if p = strings.TrimSuffix(p, cut); p != "" {
			paths = append(paths, p)
		}
	}
	return paths
}
