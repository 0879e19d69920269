package lsp

import (
	"encoding/json"
	"slices"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// notChecked is the code of a diagnostic that says why there are no others.
const notChecked = "not-checked"

// source is what diagnostics are said to come from.
const source = "citevet"

// The severities and tags of the protocol.
const (
	severityError = iota + 1
	severityWarning
	severityInformation

	tagUnnecessary = 1
)

// unnecessary are the rules whose findings mark what could be deleted, which
// editors show faded.
var unnecessary = []string{"unused-source", "repeated-citation", "unused-suppression"}

// publish sends the diagnostics of a reading, unless the article has changed since.
func (s *server) publish(r *reading) {
	if r.result == nil {
		return
	}
	params, err := json.Marshal(publishDiagnosticsParams{URI: r.buffer.uri, Version: &r.version, Diagnostics: s.diagnostics(r)})
	if err != nil {
		return // a text that is valid UTF-8 can be written as JSON
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.mu.Lock()
	current := s.buffers[r.buffer.uri] == r.buffer && r.buffer.current == r && !s.shutdown
	s.mu.Unlock()
	if current {
		s.stream.notify("textDocument/publishDiagnostics", params)
		s.publishMistakes(r)
	}
}

// withdraw takes back the diagnostics of an article that was closed.
func (s *server) withdraw(uri string) {
	params, err := json.Marshal(publishDiagnosticsParams{URI: uri, Diagnostics: []diagnostic{}})
	if err != nil {
		return
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.mu.Lock()
	open := s.buffers[uri] != nil
	s.mu.Unlock()
	if !open {
		s.stream.notify("textDocument/publishDiagnostics", params)
	}
}

// diagnostics returns what is found in a reading, none being an empty slice.
func (s *server) diagnostics(r *reading) []diagnostic {
	if r.result.Err != nil {
		return []diagnostic{s.trouble(r)}
	}
	all := make([]diagnostic, len(r.result.Findings))
	for i := range all {
		all[i] = s.diagnostic(r, &r.result.Findings[i])
	}
	return all
}

func (s *server) diagnostic(r *reading, d *lint.Diagnostic) diagnostic {
	out := diagnostic{
		Range: r.text.rangeOf(d.Span), Severity: severityOf(d.Severity),
		Code: d.Rule, Source: source, Message: r.buffer.shorten(d.Message),
	}
	can := &s.client.TextDocument.PublishDiagnostics
	if can.CodeDescription {
		out.CodeDescription = &codeDescription{report.RulePage(d.Rule)}
	}
	if slices.Contains(unnecessary, d.Rule) && slices.Contains(can.TagSupport.ValueSet, tagUnnecessary) {
		out.Tags = []int{tagUnnecessary}
	}
	if can.RelatedInformation {
		for i := range d.Related {
			out.Related = append(out.Related, s.related(r, &d.Related[i]))
		}
		out.Related = s.listed(r, d, out.Related)
	}
	return out
}

// maxListed is how many sources a finding may be about and still lead to each.
const maxListed = 8

// listed adds the places of the sources that a finding is about which has none in
// the article, as it is about a list beside it. One that is about very many leads
// to the first.
func (s *server) listed(r *reading, d *lint.Diagnostic, told []related) []related {
	if d.Span != (lint.Span{}) {
		return told
	}
	keys, what := d.Keys, "listed here"
	if len(keys) > maxListed {
		keys, what = keys[:1], "the first is listed here"
	}
	for _, key := range keys {
		source := r.beside()[key]
		if source == nil {
			continue
		}
		at := s.locationIn(r, source.File, source.FileSpan)
		if !slices.ContainsFunc(told, func(t related) bool { return t.Location == at }) {
			told = append(told, related{at, what})
		}
	}
	return told
}

func severityOf(s lint.Severity) int {
	switch s {
	case lint.Error:
		return severityError
	case lint.Warning:
		return severityWarning
	}
	return severityInformation
}

func (s *server) related(r *reading, to *lint.Related) related {
	if to.Path == "" || to.Path == r.buffer.as {
		return related{location{r.buffer.uri, r.text.rangeOf(to.Span)}, to.Message}
	}
	return related{s.locationIn(r, to.Path, to.Span), to.Message}
}

// locationIn is a place in another file. If that cannot be read, it is its start.
func (s *server) locationIn(r *reading, path string, at lint.Span) location {
	out := location{URI: uriOf(path)}
	if at == (lint.Span{}) {
		return out
	}
	list, known := r.lists.Load(path)
	if !known {
		content, err := r.runner.ReadList(path)
		if err != nil {
			return out
		}
		list, _ = r.lists.LoadOrStore(path, newText(content, s.utf8))
	}
	out.Range = list.(*text).rangeOf(at)
	return out
}

// trouble is the one diagnostic of an article that could not be checked. Where a
// configuration is to blame it leads there.
func (s *server) trouble(r *reading) diagnostic {
	err := r.result.Err
	out := diagnostic{Severity: severityError, Code: notChecked, Source: source, Message: "not checked: " + r.buffer.shorten(err.Error())}
	if s.client.TextDocument.PublishDiagnostics.RelatedInformation {
		for _, m := range mistakesIn(err) {
			out.Related = append(out.Related, related{place(m), m.Message})
		}
	}
	return out
}

func (t *text) rangeOf(s lint.Span) textRange {
	return textRange{t.position(s.Start), t.position(s.End)}
}
