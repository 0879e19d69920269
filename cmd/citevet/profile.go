package main

import (
	"fmt"
	"os"
	"runtime/pprof"
)

// A profile is what --profile says, and the file that is then written.
type profile struct {
	name string
	file *os.File
}

// start begins to write the profile, if there is to be one and it is not being
// written.
func (p *profile) start() error {
	if p.name == "" || p.file != nil {
		return nil
	}
	f, err := os.Create(p.name)
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		return fmt.Errorf("--profile: %w", err)
	}
	p.file = f
	return nil
}

// stop ends the profile, if it was begun.
func (p *profile) stop() error {
	if p.file == nil {
		return nil
	}
	pprof.StopCPUProfile()
	return p.file.Close()
}
