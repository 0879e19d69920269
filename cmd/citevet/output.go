package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/citevet/citevet/lint/report"
	"github.com/fatih/color"
)

// colorWords are the values of --color.
var colorWords = []string{"auto", "always", "never"}

// inColor decides whether the standard output is coloured. If nobody says, it is
// on a terminal, but the environment may ask otherwise.
func inColor(flag string) bool {
	if flag != "auto" {
		return flag == "always"
	}
	if force := os.Getenv("CLICOLOR_FORCE"); force != "" && force != "0" && os.Getenv("NO_COLOR") == "" {
		return true
	}
	return !color.NoColor
}

// An output is a place that results are printed to.
type output struct {
	report.Printer
	format string
	file   *outputFile  // nil: the standard output
	pages  *outputPages // beside the file; nil: none
	gone   bool         // nobody reads it any more
}

// outputs are the standard output first and then the files of --output.
type outputs []*output

// open adds the outputs that --output names, each as FORMAT=FILE.
func (all *outputs) open(specs []string, options report.Options) error {
	names := make(map[string]string)
	for _, spec := range specs {
		format, name, ok := strings.Cut(spec, "=")
		if !ok || name == "" {
			return fmt.Errorf("--output %s: want FORMAT=FILE, such as json=findings.json", spec)
		}
		at, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		if other := names[at]; other != "" {
			return fmt.Errorf("--output %s: --output %s writes to the same file", spec, other)
		}
		names[at] = spec
		if report.IsLedger(format) {
			pages := pagesDir(at)
			if other := names[pages]; other != "" {
				return fmt.Errorf("--output %s: --output %s has its pages in the same folder, %s", spec, other, filepath.Base(pages))
			}
			names[pages] = spec
		}
		if err := all.openFile(format, name, options); err != nil {
			return fmt.Errorf("--output %s: %w", spec, err)
		}
	}
	return nil
}

func (all *outputs) openFile(format, name string, options report.Options) error {
	if _, err := report.New(format, io.Discard, &options); err != nil {
		return err // before the file is touched
	}
	f, err := createOutput(name)
	if err != nil {
		return err
	}
	var pages *outputPages
	if report.IsLedger(format) {
		pages = pagesOf(f)
	}
	if pages != nil {
		options.Pages = pages.options(f)
	}
	p, err := report.New(format, f, &options)
	*all = append(*all, &output{Printer: p, format: format, file: f, pages: pages})
	return err
}

// isReport reports whether a file is there and is a report.
func isReport(name string) bool {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 1024))
	return err == nil && report.IsReport(string(head))
}

// stepSummary opens the file for the summary of a step of a GitHub workflow, where
// the format github lists what it cannot annotate. It is nil where there is no
// such file, or no such format is asked for.
func stepSummary(format string, outputs []string) (*os.File, error) {
	name := os.Getenv("GITHUB_STEP_SUMMARY")
	github := format == "github"
	for _, spec := range outputs {
		github = github || strings.HasPrefix(spec, "github=")
	}
	if name == "" || !github {
		return nil, nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, fmt.Errorf("GITHUB_STEP_SUMMARY: %w", err)
	}
	return f, nil
}

// errGone is the error of writing when nobody reads any of the outputs.
var errGone = fmt.Errorf("nobody reads the output: %w", syscall.EPIPE)

// each calls write for the outputs that someone reads. It returns errGone if
// there are none.
func (all outputs) each(write func(*output) error) error {
	reached := false
	for _, o := range all {
		if o.gone {
			continue
		}
		switch err := write(o); {
		case errors.Is(err, syscall.EPIPE):
			o.gone = true
		case err != nil:
			return o.named(err)
		default:
			reached = true
		}
	}
	if !reached {
		return errGone
	}
	return nil
}

// named adds to an error which output it is of.
func (o *output) named(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		err = p.Err
	}
	if o.file == nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return fmt.Errorf("%s: %w", o.file.path, err)
}

// close ends the outputs and puts the files in their places.
func (all outputs) close() error {
	return all.each(func(o *output) error {
		if err := o.Close(); err != nil || o.file == nil {
			return err
		}
		if o.pages != nil {
			if err := o.pages.commit(); err != nil {
				return err
			}
		}
		return o.file.commit()
	})
}

// abandon drops the files that are not in their places.
func (all outputs) abandon() {
	for _, o := range all {
		if o.file != nil {
			o.file.abandon()
		}
		if o.pages != nil {
			o.pages.abandon()
		}
	}
}

// An outputFile is a file that is in its place only when all of it is written,
// so that no one reads half of it, and an interrupted run leaves the old one.
type outputFile struct {
	*os.File
	path string
	temp string // where it is written; empty: in its place, as it is a device or pipe
}

func createOutput(name string) (*outputFile, error) {
	mode := os.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			f, err := os.OpenFile(name, os.O_WRONLY, 0)
			return &outputFile{File: f, path: name}, err
		}
		mode = info.Mode().Perm()
		if name, err = filepath.EvalSymlinks(name); err != nil {
			return nil, err
		}
	}
	dir, base := filepath.Split(name)
	temp := filepath.Join(dir, fmt.Sprintf(".%s.%d", base, os.Getpid()))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if p, ok := errors.AsType[*os.PathError](err); ok {
		p.Path = name // nobody asked for the other one
	}
	return &outputFile{f, name, temp}, err
}

func (f *outputFile) commit() error {
	if err := f.Close(); err != nil || f.temp == "" {
		return err
	}
	temp := f.temp
	f.temp = ""
	return os.Rename(temp, f.path)
}

func (f *outputFile) abandon() {
	if f.temp != "" {
		f.Close()
		os.Remove(f.temp)
	}
}
