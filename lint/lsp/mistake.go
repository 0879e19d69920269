package lsp

import (
	"encoding/json"
	"errors"
	"path/filepath"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/runner"
)

// mistakesIn lists the mistakes in configuration files that an error is made of.
func mistakesIn(err error) []*config.Error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*config.Error
		for _, e := range many.Unwrap() {
			all = append(all, mistakesIn(e)...)
		}
		return all
	}
	if e, ok := err.(*config.Error); ok {
		return []*config.Error{e}
	}
	if err = errors.Unwrap(err); err != nil {
		return mistakesIn(err)
	}
	return nil
}

// place is where a mistake is. Columns are in code points, which are code units in
// all but the rarest of configurations.
func place(m *config.Error) location {
	at := position{Line: m.Line - 1, Character: m.Column - 1}
	return location{uriOf(filepath.ToSlash(m.File)), textRange{at, at}}
}

// publishMistakes tells what is wrong with configuration files in these files
// themselves. The caller holds publishing.
func (s *server) publishMistakes(r *reading) {
	byFile := make(map[string][]diagnostic)
	for _, m := range mistakesIn(r.result.Err) {
		at := place(m)
		byFile[at.URI] = append(byFile[at.URI], diagnostic{
			Range: at.Range, Severity: severityError, Code: "configuration", Source: source, Message: m.Message,
		})
	}
	for uri, found := range byFile {
		s.mistaken[uri] = r.runner
		s.notifyMistakes(uri, found)
	}
}

// withdrawMistakes takes back what is told of configurations that are read anew.
func (s *server) withdrawMistakes(now *runner.Runner) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	for uri, told := range s.mistaken {
		if told != now {
			delete(s.mistaken, uri)
			s.notifyMistakes(uri, []diagnostic{})
		}
	}
}

func (s *server) notifyMistakes(uri string, found []diagnostic) {
	params, err := json.Marshal(publishDiagnosticsParams{URI: uri, Diagnostics: found})
	if err == nil {
		s.stream.notify("textDocument/publishDiagnostics", params)
	}
}
