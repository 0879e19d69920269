package report_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

func TestClosingCount(t *testing.T) {
	clean := func() *lint.Result { return &lint.Result{Path: "a.md", Article: plain("a.md", "text\n")} }
	faulty := func(severities ...lint.Severity) *lint.Result {
		r := clean()
		for _, s := range severities {
			r.Findings = append(r.Findings, lint.Diagnostic{Rule: "x", Severity: s})
		}
		return r
	}
	failed := func() *lint.Result { return &lint.Result{Path: "a.md", Err: errors.New("no such file")} }
	for _, test := range []struct {
		results []*lint.Result
		want    string
	}{
		{nil, "no articles"},
		{[]*lint.Result{clean()}, "no findings in 1 article"},
		{[]*lint.Result{clean(), clean()}, "no findings in 2 articles"},
		{[]*lint.Result{faulty(lint.Error)}, "1 error in 1 article"},
		{[]*lint.Result{faulty(lint.Info, lint.Error, lint.Info), clean(), clean()}, "1 error, 2 infos in 1 of 3 articles"},
		{[]*lint.Result{faulty(lint.Warning), faulty(lint.Warning)}, "2 warnings in 2 articles"},
		{[]*lint.Result{failed()}, "1 file could not be checked"},
		{[]*lint.Result{failed(), clean(), failed()}, "no findings in 1 article, 2 files could not be checked"},
	} {
		lines := strings.Split(string(render(t, report.New, "text", &report.Options{}, test.results...)), "\n")
		if got := lines[len(lines)-2]; got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// TestFixHint says what can be fixed, and how, and what was.
func TestFixHint(t *testing.T) {
	fix := func(safe bool) lint.Diagnostic {
		return lint.Diagnostic{Rule: "x", Severity: lint.Info, Fixes: []lint.Fix{{Message: "Mend it", Safe: safe, Edits: []lint.Edit{{New: "x"}}}}}
	}
	refused := lint.Diagnostic{Rule: "x", Severity: lint.Info, Fixes: []lint.Fix{{Message: "Mend it", Safe: true, Refusal: "too \x1b late"}}}
	for _, test := range []struct {
		findings []lint.Diagnostic
		fixed    int
		unsafe   bool
		want     string
	}{
		{[]lint.Diagnostic{refused}, 0, false, "1 info in 1 article"},
		{[]lint.Diagnostic{refused}, 2, false, "2 fixed, 1 info in 1 article"},
		{nil, 2, false, "2 fixed, no findings in 1 article"},
		{[]lint.Diagnostic{fix(true), fix(true)}, 0, false, "2 infos in 1 article\n[*] 2 fixable with --fix"},
		{[]lint.Diagnostic{fix(true), fix(false)}, 0, false, "2 infos in 1 article\n[*] 1 fixable with --fix, 1 more with --unsafe-fixes"},
		{[]lint.Diagnostic{fix(true), fix(false)}, 0, true, "2 infos in 1 article\n[*] 2 fixable with --fix --unsafe-fixes"},
		{[]lint.Diagnostic{fix(false), refused}, 1, false, "1 fixed, 2 infos in 1 article\n1 fixable with --fix --unsafe-fixes"},
	} {
		r := &lint.Result{Path: "a.md", Article: plain("a.md", "text\n"), Findings: test.findings, Fixed: make([]lint.Diagnostic, test.fixed)}
		out := string(render(t, report.New, "text", &report.Options{Unsafe: test.unsafe}, r))
		if !strings.HasSuffix(out, "\n"+test.want+"\n") && out != test.want+"\n" {
			t.Errorf("got\n%s\nwant it to end in\n%s", out, test.want)
		}
		if marked := strings.Count(out, "[x] [*]\n"); marked != countFixable(test.findings, test.unsafe) {
			t.Errorf("%d findings are marked in\n%s", marked, out)
		}
		if reason := "= no fix: too \\x1b late\n"; strings.Contains(out, reason) != strings.Contains(out, "no fix") {
			t.Errorf("no reason in\n%s", out)
		}
	}
}

func countFixable(found []lint.Diagnostic, unsafe bool) int {
	n := 0
	for i := range found {
		if found[i].Fixable(unsafe) {
			n++
		}
	}
	return n
}

func TestUnknownFormat(t *testing.T) {
	for _, test := range []struct {
		printers newPrinter
		format   string
		want     string
	}{
		{report.New, "xml", `unknown format "xml": want ` + strings.Join(report.Formats, ", ")},
		{report.New, "jsnl", `unknown format "jsnl", did you mean jsonl?`},
		{report.NewInspector, "jsonl", `unknown format "jsonl", did you mean json?`},
		{report.NewInspector, "", `unknown format "": want text, json`},
	} {
		p, err := test.printers(test.format, io.Discard, &report.Options{})
		if err == nil || err.Error() != test.want || p != nil {
			t.Errorf("%q: got %v, want %s", test.format, err, test.want)
		}
	}
	for _, format := range report.Formats {
		if _, err := report.New(format, io.Discard, &report.Options{}); err != nil || report.FormatDoc(format) == "" {
			t.Errorf("%s: %v, doc %q", format, err, report.FormatDoc(format))
		}
	}
	for _, format := range report.InspectFormats {
		if _, err := report.NewInspector(format, io.Discard, &report.Options{}); err != nil {
			t.Error(err)
		}
	}
}

// The option decides on colour, whatever the environment says.
func TestColorIsTheOptions(t *testing.T) {
	for _, env := range []string{"", "1"} {
		t.Setenv("NO_COLOR", env)
		for _, on := range []bool{false, true} {
			got := render(t, report.New, "text", &report.Options{Color: on}, results(t)...)
			if bytes.Contains(got, []byte("\x1b[")) != on {
				t.Errorf("with NO_COLOR=%q and Color %v there is colour, or is none", env, on)
			}
		}
	}
}

// A failing reports that it is full once it has taken n bytes.
type failing struct{ n int }

var errFull = errors.New("no space left on device")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.n {
		return f.n, errFull
	}
	f.n -= len(p)
	return len(p), nil
}

// A full disk or a closed pipe is told of, wherever it strikes.
func TestWriteErrors(t *testing.T) {
	for _, format := range report.Formats {
		results := results(t)
		if report.IsLedger(format) {
			results = results[:1]
		}
		whole := len(render(t, report.New, format, &report.Options{}, results...))
		for _, n := range []int{0, 1, whole / 2, whole - 1} {
			if err := printTo(&failing{n}, report.New, format, results); !errors.Is(err, errFull) {
				t.Errorf("%s: %v after %d of %d bytes", format, err, n, whole)
			}
		}
	}
	for _, format := range report.InspectFormats {
		if err := printTo(&failing{100}, report.NewInspector, format, []*lint.Result{inspected()}); !errors.Is(err, errFull) {
			t.Errorf("inspect %s: %v", format, err)
		}
	}
}

func printTo(w io.Writer, printers newPrinter, format string, results []*lint.Result) error {
	p, err := printers(format, w, &report.Options{})
	for _, r := range results {
		err = errors.Join(err, p.Print(r))
	}
	return errors.Join(err, p.Close())
}

// FuzzPrint checks that nothing of an article, its path or a message gets out
// that a terminal would obey, that no text can add a line of its own, and that
// each format stays what it is.
func FuzzPrint(f *testing.F) {
	f.Add("Sleep helps memory [7].\n", "a.md", "no source for [7]", 19, 3)
	f.Add("睡眠は\t［3］\r\n\r", "\x1b[2J\n.md", "a\u202e\nb", 12, 9)
	f.Add(strings.Repeat("e\u0301", 90)+"[1]"+strings.Repeat("記憶", 50), "", "", 270, 3)
	f.Add("\xe8\xa8\x98\xe6\x86\xb6"[:5], "\xff", "\x9b", 1, 3)
	f.Fuzz(func(t *testing.T, text, path, message string, start, length int) {
		if start < 0 || length < 0 || start > len(text) || length > len(text)-start {
			return
		}
		r := &lint.Result{Path: path, Article: plain(path, text), Findings: []lint.Diagnostic{{
			Rule: "x", Severity: lint.Error, Message: message, Span: lint.Span{Start: start, End: start + length},
			Related: []lint.Related{{Path: path + "x", Message: message}},
			Fixes:   []lint.Fix{{Message: message}},
		}}}
		checkText(t, render(t, report.New, "text", &report.Options{}, r))
		r.Article.Notes = []lint.Note{{Message: message}}
		r.Findings[0].Fixes[0].Edits = []lint.Edit{{Span: r.Findings[0].Span, New: message}}
		failed := &lint.Result{Path: path, Err: errors.New(message)}
		for _, format := range report.Formats[1:] {
			if report.IsLedger(format) {
				checkLedger(t, ledgerOf(t, r), r)
				continue
			}
			checkFormat(t, format, render(t, report.New, format, &report.Options{}, r, failed), 1, 1)
		}
		if got := render(t, report.New, "text", &report.Options{Quiet: true}, r); bytes.Count(got, []byte("\n")) != 1 {
			t.Errorf("more than a line: %q", got)
		}
	})
}

func checkText(t *testing.T, got []byte) {
	for _, r := range string(got) {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) || r == utf8.RuneError && !utf8.Valid(got) {
			t.Fatalf("%q gets out in %q", r, got)
		}
	}
	lines := strings.Split(string(got), "\n")
	if n := len(lines); n != 6 && n != 8 { // without and with an excerpt
		t.Fatalf("%d lines in %q", n, got)
	}
	if len(lines) == 8 && (!strings.Contains(lines[2], "│") || !strings.HasSuffix(lines[2], "^")) {
		t.Errorf("no marks in %q", got)
	}
}
