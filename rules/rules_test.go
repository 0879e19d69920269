package rules_test

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "write README.md")

// TestFixtures runs each rule alone over the articles of testdata/rules/NAME.
func TestFixtures(t *testing.T) {
	for _, r := range rules.All {
		t.Run(r.Name, func(t *testing.T) {
			dir := filepath.Join("..", "testdata", "rules", r.Name)
			switch {
			case r.RunChange != nil:
				linttest.RunChange(t, dir, r)
			case r.Run != nil:
				linttest.Run(t, dir, r)
			default:
				linttest.Run(t, dir, rules.All...) // suppressions are judged by what they suppress
			}
		})
	}
}

// TestExamples runs each rule's Bad and Good, of a rule that sees changes as what
// became of Before.
func TestExamples(t *testing.T) {
	for _, r := range rules.All {
		t.Run(r.Name, func(t *testing.T) {
			bad := findingsOf(r, check(t, r, r.Bad))
			if len(bad) == 0 {
				t.Errorf("Bad has no finding of the rule:\n%s", r.Bad)
			}
			for _, d := range check(t, r, r.Good) {
				if d.Rule == r.Name || d.Severity >= lint.Warning {
					t.Errorf("Good has a finding: %s: %s\n%s", d.Rule, d.Message, r.Good)
				}
			}
			checkExampleFix(t, r, bad)
		})
	}
}

// checkExampleFix makes the fixes of Bad, if there are any, and wants Good, whether
// they are made at once or by whoever looks at what they do.
func checkExampleFix(t *testing.T, r *lint.Rule, bad []lint.Diagnostic) {
	var fixes []lint.Fix
	for _, d := range bad {
		if len(d.Fixes) > 0 {
			fixes = append(fixes, d.Fixes[0])
		}
	}
	if len(fixes) == 0 {
		return
	}
	if fixed, err := lint.Apply(r.Bad, fixes...); err != nil || fixed != r.Good {
		t.Errorf("the fix makes of Bad:\n%s\n%v", fixed, err)
	}
	if fixed := linttest.Fix(read(t, r.Bad), r); fixed.Files[""] != r.Good || len(fixed.Findings) > 0 {
		t.Errorf("the fix, held to its promises, makes of Bad:\n%s\nleft: %+v", fixed.Files[""], fixed.Findings)
	}
}

// check runs all rules over a text, an example of one of them, and those that see
// changes over what was before it, if anything was.
func check(t *testing.T, of *lint.Rule, text string) []lint.Diagnostic {
	t.Helper()
	a := read(t, text)
	found := linttest.Check(a, rules.All...)
	if of.Severity == lint.Off {
		found = append(found, linttest.Check(a, of)...)
	}
	if of.Before != "" {
		found = lint.Merge(found, linttest.CheckChange(read(t, of.Before), a, rules.All...))
	}
	return found
}

func read(t *testing.T, text string) *lint.Article {
	t.Helper()
	a, err := parse.Article("example.md", []byte(text), &parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func findingsOf(r *lint.Rule, all []lint.Diagnostic) []lint.Diagnostic {
	var found []lint.Diagnostic
	for _, d := range all {
		if d.Rule == r.Name {
			found = append(found, d)
		}
	}
	return found
}

var (
	kebab   = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	summary = regexp.MustCompile(`^[a-zA-Z][^.]*[^.\s]$`)
)

// TestDeclarations holds every rule to what the tools that show rules rely on.
func TestDeclarations(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range rules.All {
		t.Run(r.Name, func(t *testing.T) {
			if !kebab.MatchString(r.Name) || seen[r.Name] {
				t.Errorf("name %q is not kebab case, or not the only one", r.Name)
			}
			seen[r.Name] = true
			first, rest, _ := strings.Cut(r.Doc, "\n")
			if !summary.MatchString(first) || len(first) > 72 {
				t.Errorf("summary %q: want a phrase of at most 72 bytes without a full stop", first)
			}
			if !strings.HasPrefix(rest, "\n") || strings.HasSuffix(r.Doc, "\n") {
				t.Error("Doc does not go on with an empty line and why it matters")
			}
			if r.Severity < lint.Off || r.Confidence == 0 || r.Group == "" {
				t.Error("Group, Severity or Confidence is not set")
			}
			if r.Group != lint.Suppressions {
				checkFile(t, r)
			}
			if sees := r.Group == lint.Changes; sees != (r.RunChange != nil) || sees != (r.Before != "") || sees && r.Run != nil {
				t.Error("Group, RunChange and Before do not agree on whether the rule sees changes")
			}
			checkOptions(t, r)
		})
	}
}

func checkFile(t *testing.T, r *lint.Rule) {
	name := strings.ReplaceAll(r.Name, "-", "_") + ".go"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
	} else if !strings.Contains(string(text), `"`+r.Name+`"`) {
		t.Errorf("%s does not declare the rule", name)
	}
}

func checkOptions(t *testing.T, r *lint.Rule) {
	if r.Options == nil {
		return
	}
	options := reflect.TypeOf(r.Options)
	if options.Kind() != reflect.Struct {
		t.Fatalf("Options is a %s, not a struct", options.Kind())
	}
	for i := range options.NumField() {
		if f := options.Field(i); !f.IsExported() || f.Tag.Get("doc") == "" {
			t.Errorf("option %s is not exported or has no doc tag", f.Name)
		}
	}
}

// TestFind finds in every rule's bad example what Run finds, without fingerprints.
func TestFind(t *testing.T) {
	var checks []lint.Check
	for _, rule := range rules.All {
		checks = append(checks, lint.Check{Rule: rule, Severity: lint.Warning})
	}
	for _, rule := range rules.All {
		a, err := parse.Article("a.md", []byte(rule.Bad), &parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := lint.Run(a, checks)
		for i := range want {
			want[i].Fingerprint, want[i].Places = "", nil
		}
		if diff := cmp.Diff(want, lint.Find(a, checks), cmpopts.IgnoreUnexported(lint.Diagnostic{})); diff != "" {
			t.Errorf("%s (-Run +Find):\n%s", rule.Name, diff)
		}
	}
}
