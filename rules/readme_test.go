package rules_test

import (
	"fmt"
	"go/doc/comment"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/rules"
)

//go:generate go test -run TestReadme . -update

// TestReadme fails if README.md is not what the rules say of themselves.
func TestReadme(t *testing.T) {
	want := readme()
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("README.md is stale: run go generate ./rules")
	}
}

func readme() string {
	var b strings.Builder
	b.WriteString("<!-- Made by go generate ./rules. Do not edit. -->\n\n# Rules\n\n" +
		"| rule | group | default | finds |\n|---|---|---|---|\n")
	for _, r := range rules.All {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", r.Name, r.Name, r.Group, r.Severity, strings.ReplaceAll(summaryOf(r), "|", `\|`))
	}
	writeTraps(&b)
	for _, r := range rules.All {
		writeRule(&b, r)
	}
	return b.String()
}

// writeTraps writes how well claims are told in the articles of
// testdata/claim/traps, which were written to mislead.
func writeTraps(b *strings.Builder) {
	figures, err := os.ReadFile("../testdata/claim/traps.txt")
	if err != nil {
		panic(err)
	}
	table, _, _ := strings.Cut(string(figures), "\n\n")
	fmt.Fprintf(b, "\n## How well claims are told\n\nIn articles that were written to mislead (testdata/claim/traps), each sentence with the verdict of an editor and why:\n\n"+
		"```text\n%s\n```\n", table)
}

func summaryOf(r *lint.Rule) string {
	first, _, _ := strings.Cut(r.Doc, "\n")
	return first
}

func writeRule(b *strings.Builder, r *lint.Rule) {
	_, rest, _ := strings.Cut(r.Doc, "\n")
	fmt.Fprintf(b, "\n## %s\n\nFinds %s. Group: %s. Default: %s. Confidence: %s.\n\n", r.Name, summaryOf(r), r.Group, r.Severity, r.Confidence)
	printer := comment.Printer{}
	b.Write(printer.Markdown(new(comment.Parser).Parse(rest)))
	writeOptions(b, r.Options)
	if r.Before != "" {
		fmt.Fprintf(b, "\nBefore the change:\n\n%s", fenced(r.Before))
	}
	fmt.Fprintf(b, "\nBad:\n\n%s\nGood:\n\n%s", fenced(r.Bad), fenced(r.Good))
}

func fenced(article string) string { return "```markdown\n" + article + "```\n" }

func writeOptions(b *strings.Builder, options any) {
	if options == nil {
		return
	}
	b.WriteString("\n| option | default | |\n|---|---|---|\n")
	v := reflect.ValueOf(options)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		fmt.Fprintf(b, "| `%s` | `%v` | %s |\n", optionName(f.Name), v.Field(i), f.Tag.Get("doc"))
	}
}

// optionName writes a field's name as configurations do: MaxSources as max-sources.
func optionName(field string) string {
	return strings.ToLower(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(field, "$1-$2"))
}
