package config

import (
	"reflect"
	"strings"

	"github.com/citevet/citevet/lint"
	"go.yaml.in/yaml/v4"
)

// A ruleSetting is what a layer says of one rule.
type ruleSetting struct {
	rule     *lint.Rule
	severity *lint.Severity // nil if it says nothing
	line     int            // of the severity
	options  []optionSetting
}

// An optionSetting is a value for one field of the rule's options.
type optionSetting struct {
	field
	value reflect.Value
	line  int
}

// ruleSettings are in the order of the text.
type ruleSettings []ruleSetting

func (s *ruleSettings) decode(d *decoder, _, n *yaml.Node) {
	pairs, _ := d.pairs(n)
	for _, p := range pairs {
		rule := d.rules[p.key.Value]
		if rule == nil {
			d.errorf(p.key, "%s", d.unknownRule(p.key.Value))
			continue
		}
		*s = append(*s, d.rule(rule, p.value))
	}
}

// rule reads a severity, or a mapping of a severity and options.
func (d *decoder) rule(rule *lint.Rule, n *yaml.Node) ruleSetting {
	set := ruleSetting{rule: rule}
	switch {
	case n.Kind == yaml.ScalarNode && !isNull(n):
		d.severity(&set, n)
		return set
	case n.Kind != yaml.MappingNode:
		d.errorf(n, "want a severity or a mapping, not %s", kind(n))
		return set
	}
	pairs, _ := d.pairs(n)
	for _, p := range pairs {
		switch p.key.Value {
		case "severity":
			d.severity(&set, p.value)
		case "options":
			set.options = d.options(rule, p.value)
		default:
			d.errorf(p.key, "%s", unknown("key", p.key.Value, []string{"severity", "options"}))
		}
	}
	return set
}

// otherSeverities are the words of other linters.
var otherSeverities = map[string]lint.Severity{
	"0": lint.Off, "1": lint.Warning, "2": lint.Error,
	"false": lint.Off, "none": lint.Off, "ignore": lint.Off, "disable": lint.Off, "disabled": lint.Off,
	"hint": lint.Info, "note": lint.Info, "notice": lint.Info, "suggestion": lint.Info,
	"warn": lint.Warning, "err": lint.Error, "fatal": lint.Error, "critical": lint.Error,
}

func (d *decoder) severity(set *ruleSetting, n *yaml.Node) {
	if meant, ok := otherSeverities[strings.ToLower(n.Value)]; ok {
		d.errorf(n, "unknown severity %q, did you mean %s?", n.Value, meant)
		return
	}
	set.severity, set.line = new(lint.Severity), n.Line
	d.value(reflect.ValueOf(set.severity).Elem(), n, n)
}

// options reads values for fields of the rule's options.
func (d *decoder) options(rule *lint.Rule, n *yaml.Node) []optionSetting {
	known := optionsOf(rule)
	var set []optionSetting
	pairs, _ := d.pairs(n)
	for _, p := range pairs {
		f, ok := known.find(p.key.Value)
		switch {
		case len(known) == 0:
			d.errorf(p.key, "unknown option %q: %s has none", shorten(p.key.Value), rule.Name)
			continue
		case !ok:
			d.errorf(p.key, "%s", unknown("option of "+rule.Name, p.key.Value, known.names()))
			continue
		}
		value := reflect.New(f.kind).Elem()
		d.value(value, p.key, p.value)
		set = append(set, optionSetting{f, value, p.key.Line})
	}
	return set
}

// optionsOf lists the options of a rule.
func optionsOf(rule *lint.Rule) fields {
	if rule.Options == nil {
		return nil
	}
	return fieldsOf(reflect.TypeOf(rule.Options))
}

// with returns a copy of a rule's options with some of them set.
func with(options any, set []optionSetting) any {
	v := reflect.New(reflect.TypeOf(options)).Elem()
	v.Set(reflect.ValueOf(options))
	for _, o := range set {
		v.FieldByIndex(o.index).Set(o.value)
	}
	return v.Interface()
}
