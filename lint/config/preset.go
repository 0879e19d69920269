package config

import "github.com/citevet/citevet/lint"

// presets returns the files that extends knows by name. A preset sets the
// severity of every rule and leaves options alone.
func presets(rules []*lint.Rule) map[string]*file {
	return map[string]*file{
		"recommended": preset("recommended", rules, recommended),
		"strict":      preset("strict", rules, strict),
	}
}

var presetNames = []string{"recommended", "strict"}

func preset(name string, rules []*lint.Rule, severity func(*lint.Rule) lint.Severity) *file {
	f := &file{path: name}
	for _, r := range rules {
		s := severity(r)
		f.Rules = append(f.Rules, ruleSetting{rule: r, severity: &s})
	}
	f.layers = []*file{f}
	return f
}

// recommended leaves the choice to the rule, and so to the finding. A rule that
// is off by default has no findings to ask.
func recommended(r *lint.Rule) lint.Severity {
	if r.Severity == lint.Off {
		return lint.Off
	}
	return lint.Default
}

func strict(r *lint.Rule) lint.Severity {
	if r.Severity == lint.Off || r.Severity == lint.Info {
		return lint.Warning
	}
	return lint.Default
}
