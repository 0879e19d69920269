package main

import (
	"fmt"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/spf13/cobra"
)

// A choice is a flag whose value is one of a few words.
type choice struct {
	value string
	words []string
}

// flag adds the choice to a command, the first word being what it is without.
func (c *choice) flag(cmd *cobra.Command, name, usage string, words ...string) {
	c.value, c.words = words[0], words
	cmd.Flags().Var(c, name, usage)
	err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is there
	}
}

func (c *choice) String() string { return c.value }

// manyWords is how many words are too many for a column of help.
const manyWords = 6

// Type is what help shows in the place of the value.
func (c *choice) Type() string {
	if len(c.words) >= manyWords {
		return "FORMAT"
	}
	return strings.Join(c.words, "|")
}

// Set is called with the value that the user gave.
func (c *choice) Set(value string) error {
	for _, w := range c.words {
		if w == value {
			c.value = value
			return nil
		}
	}
	if near := lint.Nearest(value, c.words); near != "" {
		return fmt.Errorf("did you mean %s?", near)
	}
	return fmt.Errorf("want %s", strings.Join(c.words, ", "))
}
