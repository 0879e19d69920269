package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/runner"
)

func TestVerdict(t *testing.T) {
	warning := &lint.Result{Findings: []lint.Diagnostic{{Severity: lint.Warning}}}
	missing := &lint.Result{Err: errors.New("no such file or directory")}
	tests := []struct {
		failOn  lint.Severity
		results []*lint.Result
		want    error
	}{
		{lint.Error, nil, nil},
		{lint.Error, []*lint.Result{{}, warning}, nil},
		{lint.Warning, []*lint.Result{warning, {}}, exitFindings},
		{lint.Info, []*lint.Result{warning}, exitFindings},
		{lint.Default, []*lint.Result{warning}, nil},
		{lint.Warning, []*lint.Result{missing, warning}, exitTrouble},
		{lint.Default, []*lint.Result{missing}, exitTrouble},
	}
	for _, test := range tests {
		v := verdict{failOn: test.failOn}
		for _, r := range test.results {
			v.add(r)
		}
		if got := v.exit(); got != test.want {
			t.Errorf("%v: got %v, want %v", test, got, test.want)
		}
	}
}

// TestCrash tells what a report of a bug needs.
func TestCrash(t *testing.T) {
	var v verdict
	for i := range 2 {
		v.add(&lint.Result{Path: "a.md", Err: &runner.Crash{Part: "rule unlucky", Value: i, Stack: []byte("goroutine 7\n")}})
	}
	var told bytes.Buffer
	v.tell(&told)
	if v.exit() != exitTrouble {
		t.Errorf("exit %v", v.exit())
	}
	want := "citevet: rule unlucky crashed, which is a bug in citevet: 0; please report it with this article, and with what follows, at https://github.com/citevet/citevet/issues\n" +
		version() + "\ngoroutine 7\n"
	if told.String() != want {
		t.Errorf("told\n%swant\n%s", &told, want)
	}
}

func TestDecide(t *testing.T) {
	tests := []struct {
		err  error
		exit exit
		told string
	}{
		{nil, exitClean, ""},
		{exitFindings, exitFindings, ""},
		{errors.Join(exitTrouble, errors.New("told")), exitTrouble, ""},
		{fmt.Errorf("write: %w", syscall.EPIPE), exitClean, ""},
		{errors.New("one\ntwo"), exitTrouble, "citevet: one\ncitevet: two\n"},
		{errors.New("\x1b[2Jgone.md: é \"a\""), exitTrouble, "citevet: \\x1b[2Jgone.md: é \\\"a\\\"\n"},
	}
	for _, test := range tests {
		var told strings.Builder
		if got := decide(&told, test.err); got != test.exit || told.String() != test.told {
			t.Errorf("%v: exit %d, told %q, want %d and %q", test.err, got, &told, test.exit, test.told)
		}
	}
}

// TestOutputsGone goes on for as long as someone reads.
func TestOutputsGone(t *testing.T) {
	all := outputs{{format: "text"}, {format: "json"}}
	var writes []string
	write := func(o *output) error {
		writes = append(writes, o.format)
		if o.format == "text" || len(writes) > 3 {
			return fmt.Errorf("write: %w", syscall.EPIPE)
		}
		return nil
	}
	for i, want := range []error{nil, nil, errGone, errGone} {
		if err := all.each(write); err != want {
			t.Errorf("write %d: error %v, want %v", i, err, want)
		}
	}
	if got := strings.Join(writes, " "); got != "text json json json" {
		t.Errorf("wrote to %s", got)
	}
	if err := (outputs{{}}).each(func(*output) error { return io.ErrShortWrite }); err == nil || err.Error() != "standard output: short write" {
		t.Errorf("error %v", err)
	}
}

func TestSplitList(t *testing.T) {
	tests := []struct{ list, want string }{
		{"", ""},
		{"a\nb\n", "a|b"},
		{"a\r\n\r\nb", "a|b"},
		{"a\r\x00b\nc\x00\x00", "a\r|b\nc"},
		{" a \n", " a "},
	}
	for _, test := range tests {
		if got := strings.Join(splitList([]byte(test.list)), "|"); got != test.want {
			t.Errorf("%q: got %q, want %q", test.list, got, test.want)
		}
	}
}
