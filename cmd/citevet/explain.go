package main

import (
	"bytes"
	"fmt"
	"go/doc/comment"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
	"github.com/spf13/cobra"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule",
		Long: `explain tells what a rule finds and why that matters, its options, an article
with the defect and one without, and how to suppress a finding.`,
		Example:           "  citevet explain dangling-citation",
		Args:              oneRule,
		ValidArgsFunction: completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := findRule(args[0])
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(explanation(r))
			return err
		},
	}
}

func oneRule(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("explain: want the name of one rule, not %d; citevet rules lists them", len(args))
	}
	return nil
}

// completeRules offers the names of the rules to a shell.
func completeRules(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, r := range rules.All {
		names = append(names, cobra.CompletionWithDesc(r.Name, summary(r)))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func findRule(name string) (*lint.Rule, error) {
	var names []string
	for _, r := range rules.All {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	if near := lint.Nearest(name, names); near != "" {
		return nil, fmt.Errorf("unknown rule %q, did you mean %s?", name, near)
	}
	return nil, fmt.Errorf("unknown rule %q: citevet rules lists them", name)
}

// explanation is all that a rule says of itself.
func explanation(r *lint.Rule) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s finds %s.\n\n", r.Name, summary(r))
	fmt.Fprintf(&b, "Group: %s. Severity: %s, unless configured. Confidence: %s.\n", r.Group, r.Severity, r.Confidence)
	if _, doc, _ := strings.Cut(r.Doc, "\n"); strings.TrimSpace(doc) != "" {
		p := comment.Printer{TextCodePrefix: "    "}
		fmt.Fprintf(&b, "\n%s", p.Text(new(comment.Parser).Parse(doc)))
	}
	explainOptions(&b, r)
	if r.Before != "" {
		fmt.Fprintf(&b, "\nBefore the change:\n\n%s", indent(r.Before))
	}
	fmt.Fprintf(&b, "\nBad:\n\n%s\nGood:\n\n%s", indent(r.Bad), indent(r.Good))
	fmt.Fprintf(&b, "\nTo suppress a finding, put a comment on its line or before its block, with the\nreason:\n\n    <!-- citevet: ignore[%s] the speaker checked it -->\n", r.Name)
	return b.Bytes()
}

func explainOptions(w io.Writer, r *lint.Rule) {
	options := config.Options(r)
	if len(options) == 0 {
		return
	}
	fmt.Fprintf(w, "\nOptions and their defaults, as .citevet.yaml sets them:\n\n    rules:\n      %s:\n        options:\n", r.Name)
	for _, o := range options {
		fmt.Fprintf(w, "          # %s\n          %s: %s\n", o.Doc, o.Name, o.Default)
	}
}

// indent sets an article off from the text around it.
func indent(article string) string {
	var b strings.Builder
	for line := range strings.Lines(article) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return b.String()
}
