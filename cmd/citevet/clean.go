package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/citevet/citevet/lint/runner/cache"
	"github.com/spf13/cobra"
)

func newClean() *cobra.Command {
	return &cobra.Command{
		Use:   "clean",
		Short: "Drop the findings that are kept to be quick",
		Long: `clean drops the cache. When citevet checks many articles it keeps what it finds
in the user's cache directory, and looks there the next time for articles that
have not changed, nor what they are checked with. The cache is bounded, and is
never needed: check --no-cache does without.`,
		Example: "  citevet clean",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := cacheDir()
			if err != nil {
				return err
			}
			dropped, err := cache.Clean(dir)
			if err != nil {
				return fmt.Errorf("the cache: %w", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "dropped %d KB\n", (dropped+1023)/1024)
			return err
		},
	}
}

// cacheDir is where findings are kept.
func cacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache directory: %w", err)
	}
	return filepath.Join(dir, "citevet"), nil
}
