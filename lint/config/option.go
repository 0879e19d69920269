package config

import (
	"reflect"

	"github.com/citevet/citevet/lint"
)

// An Option is one of a rule's options as configuration files write it.
type Option struct {
	Name    string
	Default string // as YAML
	Doc     string
}

// Options lists the options of a rule.
func Options(rule *lint.Rule) []Option {
	var options []Option
	for _, f := range optionsOf(rule) {
		value := reflect.ValueOf(rule.Options).FieldByIndex(f.index).Interface()
		options = append(options, Option{f.name, flow(value), f.doc})
	}
	return options
}
