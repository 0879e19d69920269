package config

import (
	"reflect"
	"strings"
	"unicode"
)

// A field is a field of a struct as a key of a mapping.
type field struct {
	name     string // in kebab case
	doc      string
	required bool
	index    []int
	kind     reflect.Type
}

type fields []field

// fieldsOf lists the exported fields of a struct, those of embedded structs
// among them.
func fieldsOf(t reflect.Type) fields {
	var all fields
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			all = append(all, field{kebab(f.Name), f.Tag.Get("doc"), f.Tag.Get("required") == "true", f.Index, f.Type})
		}
	}
	return all
}

func (all fields) find(name string) (field, bool) {
	for _, f := range all {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func (all fields) names() []string {
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.name
	}
	return names
}

// kebab writes MaxSources as max-sources and MinURLShare as min-url-share.
func kebab(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 {
			next := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if next || !unicode.IsUpper(runes[i-1]) {
				b.WriteByte('-')
			}
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
