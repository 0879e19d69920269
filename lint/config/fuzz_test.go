package config_test

import (
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint/config"
	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzConfig checks that no file crashes the loader, that mistakes are told on a
// line each and have places in the file, and that the schema accepts what the
// loader does.
func FuzzConfig(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "config", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".yaml") {
				f.Add(file.Data)
			}
		}
	}
	for _, rest := range []string{"a:", "root: [", "exclude:\r\n- \u0085", "\ufeffa: 1", "- ", "rules: {plain: &a\n", "? ", "sources: [\"a\\\n"} {
		f.Add([]byte(rest))
	}
	schema := compile(f, exampleRules)
	name := filepath.Join(f.TempDir(), config.FileName)
	f.Fuzz(func(t *testing.T, text []byte) {
		write(t, name, text)
		l := &config.Loader{Rules: exampleRules, File: name}
		c, err := l.For("a.md")
		if err != nil {
			checkError(t, err, string(text))
			return
		}
		for _, s := range c.Settings {
			if strings.Contains(s.Value, "\n") {
				t.Errorf("%s takes more than a line: %q", s.Name, s.Value)
			}
		}
		if value, ok := valueOf(text); ok {
			if err := schema.Validate(value); err != nil {
				t.Errorf("the schema rejects what is accepted: %v", err)
			}
		}
	})
}

// lineBreak is what ends a line of YAML.
var lineBreak = regexp.MustCompile("\r\n|[\r\n\u0085\u2028\u2029]")

func checkError(t *testing.T, err error, text string) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		var e *config.Error
		if !errors.As(err, &e) {
			return // of the file itself
		}
		checkPlace(t, e, text)
		return
	}
	for _, err := range joined.Unwrap() {
		checkError(t, err, text)
	}
}

func checkPlace(t *testing.T, e *config.Error, text string) {
	lines := lineBreak.Split(strings.TrimPrefix(text, "\ufeff"), -1)
	if e.Line < 1 || e.Line > len(lines) {
		t.Fatalf("%v is on line %d of %d", e, e.Line, len(lines))
	}
	if line := lines[e.Line-1]; e.Column < 1 || e.Column > utf8.RuneCountInString(line)+1 {
		t.Errorf("%v is at column %d of %q", e, e.Column, line)
	}
	if strings.ContainsFunc(e.Message, unicode.IsControl) || len(e.Message) > 1000 {
		t.Errorf("message %q", e.Message)
	}
}
