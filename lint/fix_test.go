package lint_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/parse"
)

const fixText = "# Sleep\n\nSleep helps memory XX [1]. Naps do XX too [2].\n\n## Sources\n\n" +
	"1. Smith, On Sleep, https://example.org/sleep\n2. Okafor, On Naps, https://example.org/naps\n"

// marker finds each of a word in the text, with the fix that makes something else
// of it.
func marker(name, word string, safe bool, edits func(at lint.Span) []lint.Edit) *lint.Rule {
	return &lint.Rule{Name: name, Severity: lint.Warning, Confidence: lint.Certain, Run: func(pass *lint.Pass) {
		text := pass.Article.Text
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				return
			}
			span := lint.Span{Start: at + i, End: at + i + len(word)}
			at = span.End
			pass.Report(lint.Diagnostic{Span: span, Message: word, Fixes: []lint.Fix{{Message: "Mend " + word, Safe: safe, Edits: edits(span)}}})
		}
	}}
}

// to replaces what is found.
func to(text string) func(lint.Span) []lint.Edit {
	return func(at lint.Span) []lint.Edit { return []lint.Edit{{Span: at, New: text}} }
}

func parseFiles(files lint.Files) (*lint.Article, error) {
	var options parse.Options
	if list, ok := files["a.sources.yaml"]; ok {
		options.Sidecars = []parse.Sidecar{{Path: "a.sources.yaml", Text: []byte(list)}}
	}
	return parse.Article("a.md", []byte(files[""]), &options)
}

func fixWith(t *testing.T, x lint.Fixer, files lint.Files, rules ...*lint.Rule) *lint.Fixed {
	t.Helper()
	for _, r := range rules {
		x.Checks = append(x.Checks, lint.Check{Rule: r})
	}
	x.Parse = parseFiles
	a, err := parseFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(files)
	fixed := x.Fix(a, files)
	if !maps.Equal(files, before) {
		t.Error("the files that were given have changed")
	}
	return fixed
}

// TestPromises makes fixes that do not hold what they promise.
func TestPromises(t *testing.T) {
	tests := []struct {
		name  string
		rules []*lint.Rule
		safe  bool
		want  string
	}{
		{"words", []*lint.Rule{marker("words", "memory", true, to("sight"))}, true, "it would change how the text is read"},
		{"words, unsafe", []*lint.Rule{marker("words", "memory", false, to("sight"))}, false, "it would change how the text is read"},
		{"heading", []*lint.Rule{marker("heading", "# Sleep", true, to("# Rest"))}, true, "it would change a heading"},
		{"binding", []*lint.Rule{marker("binding", "[1]", true, to("[2]"))}, true, "a sentence would no longer cite url https://example.org/sleep"},
		{"citation", []*lint.Rule{marker("citation", " [1]", true, to(""))}, true, "a sentence would no longer cite url https://example.org/sleep"},
		{"more", []*lint.Rule{marker("more", "[1]", true, to("[1][2]"))}, true, "a sentence would cite url https://example.org/naps and did not before"},
		{"list", []*lint.Rule{marker("list", "org/naps", true, to("org/rest"))}, true, "a sentence would no longer cite url https://example.org/naps"},
		{"entry", []*lint.Rule{marker("entry", "2. Okafor", true, to("2. Eze, On Rest\n3. Okafor"))}, true, "a sentence would no longer cite url https://example.org/naps"},
		{"no use", []*lint.Rule{marker("no-use", "2. Okafor", true, to("2. Okafor "))}, true, "the finding would stay"},
		{
			"new finding", []*lint.Rule{
				marker("spaces", "[1]. ", true, to("[1].  ")),
				marker("two-spaces", "[1].  ", true, func(lint.Span) []lint.Edit { return nil }),
			}, true, "it would bring a finding of two-spaces: [1].  ",
		},
		{"other file", []*lint.Rule{marker("other", "[1]", true, func(lint.Span) []lint.Edit {
			return []lint.Edit{{File: "b.yaml", New: "x"}}
		})}, true, lint.ErrNoFile.Error()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fixed := fixWith(t, lint.Fixer{Unsafe: !test.safe}, lint.Files{"": fixText}, test.rules...)
			if len(fixed.Fixed) > 0 || fixed.Files[""] != fixText || len(fixed.Findings) == 0 {
				t.Fatalf("%d fixed, %d left:\n%s", len(fixed.Fixed), len(fixed.Findings), fixed.Files[""])
			}
			if fix := fixed.Findings[0].Fixes[0]; fix.Refusal != test.want || fix.Edits != nil {
				t.Errorf("refused because %q, want %q", fix.Refusal, test.want)
			}
		})
	}
}

// TestFixSome makes the fixes that hold, though one among them does not.
func TestFixSome(t *testing.T) {
	text := strings.Repeat("Sleep helps.  \n\n", 30)
	text = text[:200] + "\nBad is worse.  \n\n" + text[200:]
	good := marker("blanks", ".  \n", true, to(".\n"))
	bad := marker("bad", "Bad", true, to("Good"))
	fixed := fixWith(t, lint.Fixer{}, lint.Files{"": text}, good, bad)
	if len(fixed.Fixed) != 31 || len(fixed.Findings) != 1 || fixed.Findings[0].Rule != "bad" {
		t.Errorf("%d fixed, left: %+v", len(fixed.Fixed), fixed.Findings)
	}
	if want := strings.ReplaceAll(text, ".  \n", ".\n"); fixed.Files[""] != want {
		t.Errorf("the text is\n%s", fixed.Files[""])
	}
}

// TestFixRounds makes fixes that touch the same bytes one after the other, and
// those that are the same once.
func TestFixRounds(t *testing.T) {
	shorter := marker("shorter", "~~", true, func(at lint.Span) []lint.Edit {
		return []lint.Edit{{Span: lint.Span{Start: at.Start - 1, End: at.End}, New: " "}}
	})
	same := marker("same", "~~", true, func(at lint.Span) []lint.Edit {
		return []lint.Edit{{Span: lint.Span{Start: at.Start - 1, End: at.End}, New: " "}}
	})
	fixed := fixWith(t, lint.Fixer{}, lint.Files{"": "Sleep \\~~~~~~ helps.\n"}, shorter, same)
	if strings.Contains(fixed.Files[""], "~~") || len(fixed.Findings) > 0 {
		t.Errorf("the text is %q, left: %+v", fixed.Files[""], fixed.Findings)
	}
}

// TestSafeFirst makes unsafe fixes only if they are asked for, and a locked file
// is left alone.
func TestSafeFirst(t *testing.T) {
	files := lint.Files{"": "Sleep helps [1].  \n", "a.sources.yaml": "- {key: 1, url: \"https://example.org/sleep\"}  \n"}
	blanks := marker("blanks", ".  \n", true, to(".\n"))
	list := marker("list", "[1]", false, func(lint.Span) []lint.Edit {
		return []lint.Edit{{File: "a.sources.yaml", Span: lint.Span{Start: 45, End: 46}, New: ""}}
	})
	once := &lint.Rule{Name: "once", Severity: lint.Warning, Run: func(pass *lint.Pass) {
		if strings.HasSuffix(pass.Article.Lists["a.sources.yaml"], "  \n") {
			list.Run(pass)
		}
	}}
	if fixed := fixWith(t, lint.Fixer{}, files, blanks, once); len(fixed.Fixed) != 1 || fixed.Files["a.sources.yaml"] != files["a.sources.yaml"] {
		t.Errorf("safe fixes alone: %+v", fixed.Fixed)
	}
	if fixed := fixWith(t, lint.Fixer{Unsafe: true}, files, blanks, once); len(fixed.Fixed) != 2 || len(fixed.Findings) > 0 {
		t.Errorf("all fixes: %+v, left %+v", fixed.Fixed, fixed.Findings)
	}
	locked := func(file string) string { return "it would change " + file }
	fixed := fixWith(t, lint.Fixer{Unsafe: true, Locked: locked}, files, blanks, once)
	if len(fixed.Fixed) != 1 || fixed.Findings[0].Fixes[0].Refusal != "it would change a.sources.yaml" {
		t.Errorf("a locked file: %+v", fixed.Findings)
	}
}

// TestLeave leaves findings alone.
func TestLeave(t *testing.T) {
	blanks := marker("blanks", ".  \n", true, to(".\n"))
	files := lint.Files{"": "Sleep helps.  \n\nNaps do.  \n"}
	a, err := parseFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	all := lint.Run(a, []lint.Check{{Rule: blanks}})
	fixed := fixWith(t, lint.Fixer{Leave: all[:1]}, files, blanks)
	if fixed.Files[""] != "Sleep helps.  \n\nNaps do.\n" || len(fixed.Findings) > 0 {
		t.Errorf("the text is %q, left: %+v", fixed.Files[""], fixed.Findings)
	}
}

// TestUndecided refuses all fixes of an article with a bracket that is undecided.
func TestUndecided(t *testing.T) {
	fixed := fixWith(t, lint.Fixer{}, lint.Files{"": "Sleep helps [Jones 2019].  \n\nNaps do.  \n"}, marker("blanks", ".  \n", true, to(".\n")))
	if len(fixed.Fixed) > 0 || len(fixed.Findings) != 2 {
		t.Fatalf("%+v", fixed)
	}
	const want = "it is not decided whether [Jones 2019] on line 1 is a citation: "
	for _, d := range fixed.Findings {
		if why := d.Fixes[0].Refusal; !strings.HasPrefix(why, want) || len(d.Fixes[0].Edits) > 0 || d.Fixable(true) {
			t.Errorf("refused because %q", why)
		}
	}
}

func TestApplyFiles(t *testing.T) {
	files := lint.Files{"": "abc", "b": "xyz"}
	edit := func(file string, start, end int, text string) lint.Edit {
		return lint.Edit{File: file, Span: lint.Span{Start: start, End: end}, New: text}
	}
	tests := []struct {
		edits []lint.Edit
		want  lint.Files
		err   error
	}{
		{[]lint.Edit{edit("", 1, 2, "B"), edit("b", 0, 1, "")}, lint.Files{"": "aBc", "b": "yz"}, nil},
		{[]lint.Edit{edit("", 1, 2, "B"), edit("", 1, 2, "B"), edit("", 2, 3, "")}, lint.Files{"": "aB", "b": "xyz"}, nil},
		{[]lint.Edit{edit("", 1, 2, "B"), edit("b", 0, 2, ""), edit("b", 1, 3, "")}, files, lint.ErrOverlap},
		{[]lint.Edit{edit("", 1, 1, "B"), edit("", 1, 1, "C")}, files, lint.ErrOverlap},
		{[]lint.Edit{edit("c", 0, 0, "")}, files, lint.ErrNoFile},
		{[]lint.Edit{edit("b", 2, 4, "")}, files, lint.ErrNoFile},
	}
	for i, test := range tests {
		got, err := files.Apply(lint.Fix{Edits: test.edits})
		if !errors.Is(err, test.err) || !maps.Equal(got, test.want) {
			t.Errorf("%d: %v, %v", i, got, err)
		}
	}
	if text, err := lint.Apply("abc", lint.Fix{Edits: []lint.Edit{edit("b", 0, 0, "x")}}); text != "abc" || !errors.Is(err, lint.ErrNoFile) {
		t.Errorf("an edit of another file: %q, %v", text, err)
	}
}

// TestFixBudget shows that fixes of which each waits for the one before come to an
// end, and say so.
func TestFixBudget(t *testing.T) {
	const most = 100
	waits := &lint.Rule{Name: "waits", Severity: lint.Warning, Run: func(pass *lint.Pass) {
		for i := range strings.Count(pass.Article.Text, "&nbsp;") {
			at := lint.Span{Start: len("&nbsp;") * i, End: len("&nbsp;") * (i + 1)}
			pass.Report(lint.Diagnostic{Message: fmt.Sprint(i), Span: at, Fixes: []lint.Fix{{
				Message: "Drop one", Safe: true, Edits: []lint.Edit{{Span: lint.Span{End: 6}}, {Span: at, New: pass.Article.Slice(at)}},
			}}})
		}
	}}
	text := strings.Repeat("&nbsp;", most) + strings.Repeat("\n", 400_000)
	fixed := fixWith(t, lint.Fixer{}, lint.Files{"": text}, waits)
	if len(fixed.Fixed) < most/2 || len(fixed.Fixed) == most || !strings.HasPrefix(fixed.Findings[1].Fixes[0].Refusal, "too many fixes wait") {
		t.Errorf("%d fixed, left %+v", len(fixed.Fixed), fixed.Findings)
	}
}
