package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/runner"
)

// A work is a run over articles whose results are printed.
type work struct {
	runner   *runner.Runner
	outputs  outputs
	progress *progress
	known    known // findings that are left out
	fixing   fixing
	verdict  verdict
}

// untilInterrupted returns a context that ends when the process is to end.
func untilInterrupted() (ctx context.Context, stop func()) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// do runs it, until ctx ends. The error is how the process is to end, and errGone
// besides if nobody reads what it prints.
func (w *work) do(ctx context.Context, paths []string) error {
	w.runner.Progress = w.progress.step
	w.runner.LeftOut = w.verdict.leave
	err := w.runner.Run(ctx, paths, w.take)
	w.progress.hide()
	if err == nil {
		err = w.outputs.close()
	}
	if err == nil {
		err = w.known.close(os.Stderr)
	}
	gone := errors.Is(err, errGone)
	if err != nil && !gone {
		return err
	}
	w.verdict.tell(os.Stderr)
	w.fixing.tell(os.Stderr)
	if gone {
		return errors.Join(errGone, w.verdict.exit())
	}
	return w.verdict.exit()
}

// take prints a result. Of mistakes in configurations, which concern many
// articles at once, people are told at the end.
func (w *work) take(r *lint.Result) error {
	w.known.take(r)
	w.verdict.add(r)
	if w.fixing.works() {
		w.progress.hide()
		if err := w.fixing.take(r); err != nil {
			return fmt.Errorf("standard output: %w", err)
		}
		w.verdict.failed = w.verdict.failed || w.fixing.diff && len(r.Rewrites) > 0
	}
	ofConfig := isConfigError(r.Err)
	if r.Err != nil && !ofConfig && (w.outputs[0].format != "text" || w.fixing.silent()) {
		w.progress.hide()
		complain(os.Stderr, r.Path+": "+r.Err.Error())
	}
	return w.outputs.each(func(o *output) error {
		if ofConfig && o.format == "text" {
			return nil
		}
		return o.Print(r)
	})
}
