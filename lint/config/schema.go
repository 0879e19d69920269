package config

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A schema is a JSON Schema, as far as one is needed here. Draft 7 is what most
// editors know.
type schema struct {
	Schema               string             `json:"$schema,omitempty"`
	Comment              string             `json:"$comment,omitempty"`
	Ref                  string             `json:"$ref,omitempty"`
	Title                string             `json:"title,omitempty"`
	Description          string             `json:"description,omitempty"`
	Type                 any                `json:"type,omitempty"` // a string or a list of them
	Enum                 []any              `json:"enum,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	Default              any                `json:"default,omitempty"`
	AnyOf                []*schema          `json:"anyOf,omitempty"`
	Items                *schema            `json:"items,omitempty"`
	Properties           map[string]*schema `json:"properties,omitempty"`
	Required             []string           `json:"required,omitempty"`
	AdditionalProperties any                `json:"additionalProperties,omitempty"` // false, which is not empty in an any
	Definitions          map[string]*schema `json:"definitions,omitempty"`
}

// Schema returns the JSON Schema of a configuration file. It accepts what a
// Loader accepts, and leaves to the Loader what a schema cannot say, such as
// which globs are well formed.
func Schema(rules []*lint.Rule) ([]byte, error) {
	root := schemaOf(reflect.TypeFor[content]())
	root.Schema = "http://json-schema.org/draft-07/schema#"
	root.Comment = "Made by go generate ./lint/config. Do not edit."
	root.Title = "Configuration of citevet (" + FileName + ")"
	root.Definitions = map[string]*schema{
		"severity": {Enum: []any{lint.Off, lint.Info, lint.Warning, lint.Error}, Description: "how much a finding matters"},
		"rules":    rulesSchema(rules),
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(root)
	return b.Bytes(), err
}

// schemaOf returns the schema of what the decoder reads into a value.
func schemaOf(t reflect.Type) *schema {
	p := reflect.New(t).Interface()
	if _, ok := p.(*lint.Severity); ok {
		return &schema{Ref: "#/definitions/severity"}
	}
	switch p := p.(type) {
	case decodable:
		return p.schema()
	case encoding.TextUnmarshaler:
		return &schema{Type: "string"}
	}
	switch t.Kind() {
	case reflect.Struct:
		return objectSchema(fieldsOf(t))
	case reflect.Slice:
		return listSchema(schemaOf(t.Elem()))
	case reflect.String:
		return &schema{Type: "string"}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	case reflect.Float32, reflect.Float64:
		return &schema{Type: "number"}
	}
	return &schema{Type: "integer"}
}

// objectSchema is for a mapping. One may be left empty if nothing is required.
func objectSchema(all fields) *schema {
	s := &schema{Type: []string{"object", "null"}, Properties: make(map[string]*schema), AdditionalProperties: false}
	for _, f := range all {
		property := schemaOf(f.kind)
		if property.Ref == "" { // draft 7 ignores what stands beside a reference
			property.Description = f.doc
		}
		s.Properties[f.name] = property
		if f.required {
			s.Type = "object"
			s.Required = append(s.Required, f.name)
		}
	}
	return s
}

func listSchema(items *schema) *schema {
	return &schema{Type: []string{"array", "null"}, Items: items}
}

// textSchema is for a string with something in it.
func textSchema() *schema { return &schema{Type: "string", Pattern: `\S`} }

func (t *texts) schema() *schema { return listSchema(textSchema()) }

func (c *coverage) schema() *schema {
	return &schema{Enum: []any{lint.AutoCoverage, lint.SentenceCoverage, lint.ParagraphCoverage}}
}

func (r *references) schema() *schema {
	s := listSchema(textSchema())
	s.Type = []string{"string", "array", "null"}
	s.Pattern = s.Items.Pattern
	return s
}

func (s *ruleSettings) schema() *schema { return &schema{Ref: "#/definitions/rules"} }

func rulesSchema(rules []*lint.Rule) *schema {
	s := &schema{Type: []string{"object", "null"}, Properties: make(map[string]*schema), AdditionalProperties: false}
	for _, r := range rules {
		s.Properties[r.Name] = ruleSchema(r)
	}
	return s
}

// ruleSchema is for a severity, or a mapping of a severity and options.
func ruleSchema(r *lint.Rule) *schema {
	severity := &schema{Ref: "#/definitions/severity"}
	long := &schema{
		Type:                 "object",
		Properties:           map[string]*schema{"severity": severity, "options": optionsSchema(r)},
		AdditionalProperties: false,
	}
	return &schema{
		Description: "finds " + summary(r) + "; by default " + r.Severity.String(),
		AnyOf:       []*schema{severity, long},
	}
}

func optionsSchema(r *lint.Rule) *schema {
	options := optionsOf(r)
	s := objectSchema(options)
	for _, f := range options {
		s.Properties[f.name].Default = reflect.ValueOf(r.Options).FieldByIndex(f.index).Interface()
	}
	return s
}

// summary is the first line of a rule's documentation.
func summary(r *lint.Rule) string {
	first, _, _ := strings.Cut(r.Doc, "\n")
	return first
}
