package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
)

// tableFormats are those of commands that print a table.
var tableFormats = []string{"text", "json"}

func newRules() *cobra.Command {
	var format choice
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Long: `rules lists the rules by what they look at, with the severity of their findings
unless a configuration says otherwise.`,
		Example: "  citevet rules",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format.value == "json" {
				return printRulesJSON(cmd.OutOrStdout(), rules.All)
			}
			return printRules(cmd.OutOrStdout(), rules.All)
		},
	}
	format.flag(cmd, "format", "how the rules are printed", tableFormats...)
	return cmd
}

func printRules(w io.Writer, all []*lint.Rule) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "RULE\tGROUP\tDEFAULT\tFINDS")
	for _, r := range all {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", r.Name, r.Group, r.Severity, summary(r))
	}
	return t.Flush()
}

// summary says what a rule finds.
func summary(r *lint.Rule) string {
	first, _, _ := strings.Cut(r.Doc, "\n")
	return first
}

type ruleJSON struct {
	Name       string       `json:"name"`
	Group      lint.Group   `json:"group"`
	Severity   string       `json:"severity"`
	Confidence string       `json:"confidence"`
	Summary    string       `json:"summary"`
	Options    []optionJSON `json:"options"`
}

type optionJSON struct {
	Name    string          `json:"name"`
	Default json.RawMessage `json:"default"`
	Doc     string          `json:"doc"`
}

func printRulesJSON(w io.Writer, all []*lint.Rule) error {
	list := make([]ruleJSON, len(all))
	for i, r := range all {
		list[i] = ruleJSON{r.Name, r.Group, r.Severity.String(), r.Confidence.String(), summary(r), []optionJSON{}}
		for _, o := range config.Options(r) {
			list[i].Options = append(list[i].Options, optionJSON{o.Name, fromYAML(o.Default), o.Doc})
		}
	}
	return printJSON(w, struct {
		Version int        `json:"version"`
		Rules   []ruleJSON `json:"rules"`
	}{1, list})
}

// fromYAML returns a value that configurations write on one line: JSON, or a
// bare word.
func fromYAML(value string) json.RawMessage {
	if text := json.RawMessage(value); json.Valid(text) {
		return text
	}
	text, _ := json.Marshal(value) // strings have no errors
	return text
}

func printJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
