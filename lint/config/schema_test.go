package config_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

//go:generate go test -run TestSchemaFile . -update

// TestSchemaFile fails if schema.json is not what the rules and the decoder say.
func TestSchemaFile(t *testing.T) {
	want, err := config.Schema(rules.All)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("schema.json", want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("schema.json is stale: run go generate ./lint/config")
	}
}

// The schema accepts every file that a loader accepts, and none in which the
// loader does not know a word.
func TestSchemaAgrees(t *testing.T) {
	schema := compile(t, exampleRules)
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "config", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	accepted, rejected := 0, 0
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			unpack(t, archive)
			for _, f := range archive.Files {
				if !strings.HasSuffix(f.Name, ".yaml") {
					continue
				}
				value, isYAML := valueOf(f.Data)
				err := mistakes(f.Name)
				switch invalid := schema.Validate(value); {
				case err == nil && invalid != nil:
					t.Errorf("%s: the schema rejects what is accepted: %v", f.Name, invalid)
				case err == nil:
					accepted++
				case isYAML && unknownWord.MatchString(err.Error()) && invalid == nil:
					t.Errorf("%s: the schema accepts what is rejected: %v", f.Name, err)
				case invalid != nil:
					rejected++
				}
			}
		})
	}
	if accepted < 20 || rejected < 8 {
		t.Errorf("only %d files were accepted and %d rejected", accepted, rejected)
	}
}

var unknownWord = regexp.MustCompile(`unknown (key|rule|option|severity)`)

func compile(t testing.TB, rules []*lint.Rule) *jsonschema.Schema {
	t.Helper()
	text, err := config.Schema(rules)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", value); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// valueOf reads YAML as an editor that knows the schema does.
func valueOf(text []byte) (value any, ok bool) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, true
	}
	if err := yaml.Unmarshal(text, &value); err != nil {
		return nil, false
	}
	asJSON, err := json.Marshal(value)
	if err != nil {
		return nil, false
	}
	value, err = jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	return value, err == nil
}

// mistakes returns what is wrong with one file.
func mistakes(name string) error {
	l := &config.Loader{Rules: exampleRules, File: name}
	_, err := l.For("a.md")
	return err
}
