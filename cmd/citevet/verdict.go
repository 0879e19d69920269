package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/runner"
)

// A verdict is what the results add up to.
type verdict struct {
	failOn   lint.Severity // from which a finding fails; Default: none does
	failed   bool          // there is such a finding
	trouble  bool          // something could not be linted
	mistakes []string      // in configurations, each once
	spared   int           // articles not linted because of these
	crash    *runner.Crash // the first one
	left     []string      // links that were not followed
}

func (v *verdict) leave(link string) { v.left = append(v.left, link) }

func (v *verdict) add(r *lint.Result) {
	if r.Err != nil {
		v.addError(r.Err)
	}
	for i := range r.Findings {
		v.failed = v.failed || v.failOn != lint.Default && r.Findings[i].Severity >= v.failOn
	}
}

func (v *verdict) addError(err error) {
	v.trouble = true
	if isConfigError(err) {
		v.spared++
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if !slices.Contains(v.mistakes, line) {
				v.mistakes = append(v.mistakes, line)
			}
		}
	}
	if c, ok := errors.AsType[*runner.Crash](err); ok && v.crash == nil {
		v.crash = c
	}
}

func isConfigError(err error) bool {
	_, ok := errors.AsType[*runner.ConfigError](err)
	return ok
}

// shownLinks is how many links that were not followed are told one by one.
const shownLinks = 3

// tell writes what is not about one article: mistakes in configurations, and
// what a report of a crash has to say.
func (v *verdict) tell(w io.Writer) {
	for _, m := range v.mistakes {
		complain(w, m)
	}
	switch v.spared {
	case 0:
	case 1:
		complain(w, "1 article was not checked: its configuration has mistakes")
	default:
		complain(w, fmt.Sprintf("%d articles were not checked: their configuration has mistakes", v.spared))
	}
	for _, link := range v.left[:min(len(v.left), shownLinks)] {
		complain(w, link+": a link to articles elsewhere, which is not followed: name it to check them")
	}
	if more := len(v.left) - shownLinks; more > 0 {
		complain(w, fmt.Sprintf("%d more links are not followed", more))
	}
	if v.crash != nil {
		complain(w, v.crash.Error()+", and with what follows, at https://github.com/citevet/citevet/issues")
		fmt.Fprintf(w, "%s\n%s", version(), v.crash.Stack)
	}
}

// exit is how the process is to end.
func (v *verdict) exit() error {
	switch {
	case v.trouble:
		return exitTrouble
	case v.failed:
		return exitFindings
	}
	return nil
}
