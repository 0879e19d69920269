package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	check := func(format string, o report.Options) []byte {
		return render(t, report.New, format, &o, results(t)...)
	}
	inspect := func(format string, o report.Options) []byte {
		return render(t, report.NewInspector, format, &o,
			inspected(), &lint.Result{Path: "gone.md", Err: errors.New("no such file")})
	}
	outputs := map[string][]byte{
		"text":                 check("text", report.Options{}),
		"text-color":           check("text", report.Options{Color: true}),
		"text-quiet":           check("text", report.Options{Quiet: true}),
		"text-statistics":      check("text", report.Options{Quiet: true, Statistics: true, Color: true}),
		"json":                 check("json", report.Options{}),
		"jsonl":                check("jsonl", report.Options{Statistics: true}),
		"inspect-text":         inspect("text", report.Options{}),
		"inspect-text-color":   inspect("text", report.Options{Color: true}),
		"inspect-json":         indent(t, inspect("json", report.Options{})),
		"json-without-results": render(t, report.New, "json", &report.Options{}),
	}
	for _, format := range report.Formats[3:] {
		if report.IsLedger(format) {
			continue // see TestLedger
		}
		var summary bytes.Buffer
		outputs[format] = check(format, report.Options{Rules: someRules, Version: "v1.2.3", Summary: &summary})
		outputs[format+"-without-results"] = render(t, report.New, format, &report.Options{})
		if format == "github" {
			outputs["github-summary"] = summary.Bytes()
		}
	}
	for name, got := range outputs {
		t.Run(name, func(t *testing.T) { golden(t, name, got) })
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "report", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

type newPrinter = func(string, io.Writer, *report.Options) (report.Printer, error)

func render(t testing.TB, printers newPrinter, format string, o *report.Options, results ...*lint.Result) []byte {
	t.Helper()
	var b bytes.Buffer
	p, err := printers(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if err := p.Print(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func indent(t *testing.T, text []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "\t"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
