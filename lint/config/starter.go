package config

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/citevet/citevet/lint"
)

const starterHead = `# yaml-language-server: $schema=https://raw.githubusercontent.com/citevet/citevet/main/lint/config/schema.json

# How citevet checks the articles in this directory and those below it. Where "#"
# stands right before a setting, remove it to change what is so by default; what
# stands after "# " is prose.
`

// examples are in the order of the file. The rules, which are the longest, come
// after them.
var examples = []struct{ key, yaml string }{
	{"extends", "extends: recommended\n"},
	{"root", "#root: true\n"},
	{"exclude", "#exclude: [archive, '**/*.draft.md']\n"},
	{"sections", "#sections:\n#  conclusion: [What we found]\n#  boilerplate: [About this newsletter]\n"},
	{"coverage", "#coverage: auto\n"},
	{"sources", "#sources: [bibliography.bib]\n"},
	{"overrides", "#overrides:\n#  - files: [interviews]\n#    rules: {RULE: off}\n"},
}

const starterRules = `a severity for a rule, or its severity and options. Severities are off, info, warning and error. Some rules choose one for each finding; one that is set here is for all of them`

// Starter returns a configuration file to begin with: one that changes nothing,
// in which every setting stands as a comment with what it is by default.
func Starter(rules []*lint.Rule) []byte {
	var b strings.Builder
	b.WriteString(starterHead)
	all := fieldsOf(reflect.TypeFor[content]())
	for _, e := range examples {
		f, _ := all.find(e.key)
		yaml := e.yaml
		if len(rules) > 0 {
			yaml = strings.ReplaceAll(yaml, "RULE", rules[0].Name)
		}
		b.WriteByte('\n')
		writeComment(&b, "", f.doc+".")
		b.WriteString(yaml)
	}
	b.WriteByte('\n')
	writeComment(&b, "", starterRules+".")
	b.WriteString("rules:\n")
	var group lint.Group
	for _, r := range rules {
		if r.Group != group {
			group = r.Group
			fmt.Fprintf(&b, "\n  # --- %s ---\n", group)
		}
		b.WriteByte('\n')
		writeStarterRule(&b, r)
	}
	return []byte(b.String())
}

// writeStarterRule writes a rule as a comment, with what it finds and what its
// options are for. To set an option is not to set the severity.
func writeStarterRule(b *strings.Builder, r *lint.Rule) {
	options := optionsOf(r)
	if len(options) == 0 {
		writeComment(b, "  ", "finds "+summary(r)+".")
		fmt.Fprintf(b, "  #%s: %s\n", r.Name, r.Severity)
		return
	}
	writeComment(b, "  ", fmt.Sprintf("finds %s (%s).", summary(r), r.Severity))
	var defaults []string
	for _, f := range options {
		writeComment(b, "  ", f.name+": "+f.doc)
		defaults = append(defaults, f.name+": "+flow(reflect.ValueOf(r.Options).FieldByIndex(f.index).Interface()))
	}
	fmt.Fprintf(b, "  #%s: {options: {%s}}\n", r.Name, strings.Join(defaults, ", "))
}

// commentColumns is how wide a comment may be.
const commentColumns = 80

// writeComment writes prose as comments, with a capital at its beginning unless
// that is the name of an option.
func writeComment(b *strings.Builder, indent, text string) {
	if first, _, _ := strings.Cut(text, " "); !strings.HasSuffix(first, ":") {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	line := indent + "#"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > commentColumns {
			b.WriteString(line + "\n")
			line = indent + "#"
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
