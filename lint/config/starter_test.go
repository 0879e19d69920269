package config_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
	"github.com/google/go-cmp/cmp"
)

// The starter changes nothing, and none of it is a mistake once it is no longer
// a comment.
func TestStarter(t *testing.T) {
	for name, rules := range map[string][]*lint.Rule{"all": rules.All, "examples": exampleRules, "none": nil} {
		t.Run(name, func(t *testing.T) {
			text := config.Starter(rules)
			t.Chdir(t.TempDir())
			none := mustFor(t, &config.Loader{Rules: rules, None: true}, "a.md")
			write(t, config.FileName, text)
			c := mustFor(t, &config.Loader{Rules: rules}, "a.md")
			if diff := cmp.Diff(severities(none), severities(c)); diff != "" || len(c.Headings)+len(c.Sources) > 0 {
				t.Errorf("the starter changes something: %s", diff)
			}
			if value, _ := valueOf(text); compile(t, rules).Validate(value) != nil {
				t.Error("the schema rejects the starter")
			}
			if len(rules) > 0 {
				testUncommented(t, rules, text)
			}
		})
	}
}

// commented is a setting that is a comment: no space follows the mark, or the
// spaces that indent it.
var commented = regexp.MustCompile(`(?m)^( *)#(\S|  )`)

func testUncommented(t *testing.T, rules []*lint.Rule, text []byte) {
	text = commented.ReplaceAll(text, []byte("$1$2"))
	text = regexp.MustCompile(`(?m)^ (yaml-language-server)`).ReplaceAll(text, []byte("# $1"))
	write(t, config.FileName, text)
	c := mustFor(t, &config.Loader{Rules: rules}, "a.md")
	for _, s := range c.Settings {
		if s.From == "default" && !strings.HasSuffix(s.Name, ".severity") {
			t.Errorf("%s is not in the starter", s.Name)
		}
	}
	for _, r := range rules {
		if !strings.Contains(string(text), "\n  "+r.Name+": ") {
			t.Errorf("%s is not in the starter", r.Name)
		}
	}
	if len(c.Headings) == 0 || len(c.Sources) == 0 {
		t.Errorf("headings %v, sources %v", c.Headings, c.Sources)
	}
	value, ok := valueOf(text)
	if err := compile(t, rules).Validate(value); err != nil || !ok {
		t.Errorf("the schema rejects it: %v", err)
	}
	for _, key := range []string{"root", "extends", "exclude", "overrides", "sections", "sources", "rules"} {
		if _, ok := value.(map[string]any)[key]; !ok {
			t.Errorf("%s is not in the starter", key)
		}
	}
}

func severities(c *config.Config) map[string]lint.Severity {
	m := make(map[string]lint.Severity)
	for _, check := range c.Checks {
		m[check.Rule.Name] = check.Severity
	}
	return m
}
