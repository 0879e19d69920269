package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/citevet/citevet/lint/runner"
	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
)

// A session is a run of check with --watch.
type session struct {
	*check
	cmd   *cobra.Command
	args  []string
	watch *runner.Watch
	due   bool // the articles are to be checked whatever has changed: the last time failed
}

// keepWatching checks the articles, and again whenever something changes that
// findings come from, until ctx ends, which is no error. What keeps the first run
// from its work ends it; what keeps a later one, such as a baseline that is being
// written, is told and waited out.
func (c *check) keepWatching(ctx context.Context, cmd *cobra.Command, args []string) error {
	if err := c.unwatchable(args); err != nil {
		return err
	}
	watch, err := runner.NewWatch()
	if err != nil {
		return fmt.Errorf("--watch: %w", err)
	}
	defer watch.Close()
	s := session{check: c, cmd: cmd, args: args, watch: watch}
	for first := true; ; first = false {
		over, err := s.turn(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case over || first && err != nil:
			return err
		case err != nil:
			complain(os.Stderr, err.Error())
		}
		if watch.Wait(ctx) != nil {
			return nil
		}
	}
}

// unwatchable says what of the flags cannot be done more than once.
func (c *check) unwatchable(args []string) error {
	paths, err := c.paths(args)
	if err != nil {
		return err
	}
	for _, p := range paths {
		if p == "-" {
			return errors.New("--watch: standard input can be read only once: name a file")
		}
	}
	if c.fixing.works() {
		return errors.New("--watch would write over what is being edited: leave out --fix, --fix-only and --diff")
	}
	if c.known.write || c.known.prune {
		return errors.New("--watch would rewrite the baseline at each change: leave out --write-baseline and --prune-baseline")
	}
	return nil
}

// turn checks the articles if there is reason to. It reports whether that was the
// last time, because nobody reads what is printed or nothing can be watched.
func (s *session) turn(ctx context.Context) (over bool, err error) {
	r, paths, err := s.prepare(s.cmd.Flags(), s.args)
	if err != nil {
		s.due = true
		return false, err
	}
	articles, changed, err := s.watch.Look(ctx, r, paths, s.besides())
	if err != nil {
		return true, fmt.Errorf("--watch: %w", err)
	}
	if !changed && !s.due {
		return false, nil
	}
	start := time.Now()
	clearScreen(s.cmd.OutOrStdout())
	err = s.lint(ctx, s.cmd, r, paths)
	over = errors.Is(err, errGone)
	if _, done := errors.AsType[exit](err); done && !over {
		err = nil
	}
	if s.due = err != nil; !s.due {
		complain(os.Stderr, fmt.Sprintf("checked at %s in %s; watching %s (%s); Ctrl-C ends",
			start.Format(time.TimeOnly), time.Since(start).Round(time.Millisecond), shownPaths(paths), countOf(articles, "article")))
	}
	return over, err
}

// besides lists the files that the findings come from and that no runner reads.
func (c *check) besides() []string {
	var files []string
	if c.filesFrom != "" && c.filesFrom != "-" {
		files = append(files, c.filesFrom)
	}
	if c.known.file != "" {
		files = append(files, c.known.file)
	}
	return files
}

// clearScreen leaves a terminal empty, so that what is printed is all there is to
// see. It does nothing to a file or pipe.
func clearScreen(w io.Writer) {
	if isatty.IsTerminal(os.Stdout.Fd()) && os.Getenv("TERM") != "dumb" {
		io.WriteString(w, "\x1b[H\x1b[2J\x1b[3J")
	}
}

// maxShownPaths bounds the paths that are told to be watched.
const maxShownPaths = 3

func shownPaths(paths []string) string {
	if more := len(paths) - maxShownPaths; more > 0 {
		return strings.Join(paths[:maxShownPaths], ", ") + " and " + countOf(more, "more path")
	}
	return strings.Join(paths, ", ")
}
