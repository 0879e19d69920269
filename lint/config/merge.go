package config

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/citevet/citevet/lint"
)

// A merge lays the layers of a Config over each other.
type merge struct {
	*Config
	index map[*lint.Rule]int // in Checks
	from  map[string]string  // setting to origin
}

// config returns the Config of a selection.
func (l *Loader) config(s selection) *Config {
	if c := l.configs[s]; c != nil {
		return c
	}
	m := newMerge(l.Rules)
	s.layers(m.apply)
	m.flags(l.Only, l.Off)
	m.Exclude = s.excluded
	for _, f := range s.files {
		if l.vocab.presets[f.path] != f {
			m.Files = append(m.Files, f.path)
		}
	}
	m.settings(s.files)
	l.configs[s] = m.Config
	return m.Config
}

// newMerge starts from the rules' defaults.
func newMerge(rules []*lint.Rule) *merge {
	m := &merge{
		Config: &Config{Checks: make([]lint.Check, len(rules)), Headings: map[lint.Role][]string{}, Coverage: lint.AutoCoverage},
		index:  make(map[*lint.Rule]int, len(rules)),
		from:   make(map[string]string),
	}
	for i, r := range rules {
		m.Checks[i] = lint.Check{Rule: r, Severity: recommended(r)}
		m.index[r] = i
	}
	return m
}

// apply lays what a file says over what is there.
func (m *merge) apply(f *file, s *settings) {
	for i := range s.Rules {
		m.rule(f, &s.Rules[i])
	}
	for _, h := range s.Sections.each() {
		if h.texts.line > 0 {
			m.Headings[h.role] = h.texts.items
			m.from["sections."+string(h.role)] = f.place(h.texts.line)
		}
	}
	if s.Coverage.line > 0 {
		m.Coverage = s.Coverage.Coverage
		m.from["coverage"] = f.place(s.Coverage.line)
	}
	if s.Sources.line > 0 {
		m.Sources = []string{}
		for _, path := range s.Sources.items {
			m.Sources = append(m.Sources, join2(filepath.Dir(f.path), path))
		}
		m.from["sources"] = f.place(s.Sources.line)
	}
}

func (m *merge) rule(f *file, s *ruleSetting) {
	c := &m.Checks[m.index[s.rule]]
	if s.severity != nil {
		c.Severity = *s.severity
		m.from[severityName(s.rule)] = f.place(s.line)
	}
	if len(s.options) == 0 {
		return
	}
	if c.Options == nil {
		c.Options = s.rule.Options
	}
	c.Options = with(c.Options, s.options)
	for _, o := range s.options {
		m.from[optionName(s.rule, o.field)] = f.place(o.line)
	}
}

// flags does as --rule and --no-rule say. To name a rule is to want it, so it
// runs even if it is off otherwise.
func (m *merge) flags(only, off []string) {
	for i := range m.Checks {
		c := &m.Checks[i]
		named := slices.Contains(only, c.Rule.Name)
		switch {
		case slices.Contains(off, c.Rule.Name):
			m.force(c, lint.Off, "--no-rule")
		case len(only) > 0 && !named:
			m.force(c, lint.Off, "--rule")
		case named && c.Severity == lint.Off && c.Rule.Severity == lint.Off:
			m.force(c, lint.Warning, "--rule")
		case named && c.Severity == lint.Off:
			m.force(c, lint.Default, "--rule")
		}
	}
}

func (m *merge) force(c *lint.Check, s lint.Severity, flag string) {
	c.Severity = s
	m.from[severityName(c.Rule)] = flag
}

// settings lists what is in force.
func (m *merge) settings(files []*file) {
	for i := range m.Checks {
		m.check(&m.Checks[i])
	}
	for _, h := range new(sections).each() {
		if texts, ok := m.Headings[h.role]; ok {
			m.setting("sections."+string(h.role), texts)
		}
	}
	m.setting("coverage", string(m.Coverage))
	if m.from["sources"] != "" {
		m.setting("sources", m.Sources)
	}
	for _, f := range files {
		if f.Exclude.line > 0 {
			m.from["exclude"] = f.place(f.Exclude.line)
			m.setting("exclude", f.Exclude.items)
		}
	}
}

func (m *merge) check(c *lint.Check) {
	severity := c.Severity
	if severity == lint.Default {
		severity = c.Rule.Severity
	}
	m.setting(severityName(c.Rule), severity)
	options := c.Options
	if options == nil {
		options = c.Rule.Options
	}
	for _, f := range optionsOf(c.Rule) {
		m.setting(optionName(c.Rule, f), reflect.ValueOf(options).FieldByIndex(f.index).Interface())
	}
}

func (m *merge) setting(name string, value any) {
	from := m.from[name]
	if from == "" {
		from = "default"
	}
	m.Settings = append(m.Settings, Setting{name, flow(value), from})
}

// flow writes a value as YAML on one line.
func flow(value any) string {
	if text, ok := value.(encoding.TextMarshaler); ok {
		if b, err := text.MarshalText(); err == nil {
			return string(b)
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b) // JSON is YAML
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Sprint(value)
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

func severityName(r *lint.Rule) string { return "rules." + r.Name + ".severity" }

func optionName(r *lint.Rule, f field) string { return "rules." + r.Name + ".options." + f.name }
