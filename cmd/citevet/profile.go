package main

import (
	"errors"
	"fmt"
	"runtime/pprof"

	"github.com/citevet/citevet/lint/runner"
)

// A profile is what --profile says, and the file that is then written.
type profile struct {
	name string
	file *outputFile
	out  *checked
}

// start begins to write the profile, if there is to be one and it is not being
// written.
func (p *profile) start() error {
	if p.name == "" || p.file != nil {
		return nil
	}
	f, err := createOutput(p.name)
	if err != nil {
		return fmt.Errorf("--profile: %w", err)
	}
	p.file, p.out = f, &checked{w: f}
	if err := pprof.StartCPUProfile(p.out); err != nil {
		return fmt.Errorf("--profile: %w", err)
	}
	return nil
}

// end ends the profile, if it was begun, when a run ended with err, and returns how
// the process is to end.
func (p *profile) end(err error) error {
	if p.file == nil {
		return err
	}
	defer p.file.abandon()
	pprof.StopCPUProfile()
	if errors.Is(err, runner.ErrOverwrites) {
		return err
	}
	failed := p.out.err
	if failed == nil {
		failed = p.file.commit()
	}
	if failed == nil {
		return err
	}
	failed = fmt.Errorf("--profile: %w", failed)
	if _, told := errors.AsType[exit](err); told {
		return failed
	}
	return errors.Join(err, failed)
}
