package lsp

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// The kinds of code actions.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll." + source
)

// actions returns what can be done about the findings in a range: their fixes and,
// within one line, their suppressions. A client that asks for no kind gets all.
func (v *view) actions(p *codeActionParams) (any, error) {
	all := []codeAction{}
	if wants(p.Context.Only, quickFix) {
		at := lint.Span{Start: v.text.offset(p.Range.Start), End: v.text.offset(p.Range.End)}
		found := v.findingsAt(at)
		for _, d := range found {
			all = append(all, v.fixes(d)...)
		}
		if p.Range.Start.Line == p.Range.End.Line {
			for _, d := range found {
				all = append(all, v.suppressions(d)...)
			}
		}
		all = distinctActions(all)
	}
	if wants(p.Context.Only, fixAll) {
		if action, ok := v.fixAll(); ok {
			all = append(all, action)
		}
	}
	return all, nil
}

// wants reports whether one of the kinds that a client asks for is a kind or one
// above it: quickfix is above quickfix.a, and all are below the empty kind.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(k string) bool {
		return k == "" || k == kind || strings.HasPrefix(kind, k+".")
	})
}

// findingsAt lists the findings that share a byte with a span or touch it.
func (v *view) findingsAt(at lint.Span) []*lint.Diagnostic {
	var found []*lint.Diagnostic
	for i := range v.result.Findings {
		if d := &v.result.Findings[i]; d.Span.Start <= at.End && at.Start <= d.Span.End {
			found = append(found, d)
		}
	}
	return found
}

// fixes returns the fixes of a finding. One that is refused is shown to clients
// that can show why.
func (v *view) fixes(d *lint.Diagnostic) []codeAction {
	var all []codeAction
	preferred := false
	for i := range d.Fixes {
		f := &d.Fixes[i]
		action := codeAction{Title: f.Message, Kind: quickFix, Diagnostics: []diagnostic{v.diagnostic(v.reading, d)}}
		if !f.Safe {
			action.Title += " (unsafe: look at the result)"
		}
		edit, why := v.editOf(f)
		switch {
		case why == "":
			action.Edit = edit
			action.IsPreferred = f.Safe && !preferred
			preferred = preferred || f.Safe
		case v.client.TextDocument.CodeAction.DisabledSupport:
			action.Disabled = &disabled{v.buffer.shorten(why)}
		default:
			continue
		}
		all = append(all, action)
	}
	return all
}

// editOf returns the edit of a fix, or why there is none.
func (v *view) editOf(f *lint.Fix) (edit *workspaceEdit, why string) {
	if len(f.Edits) == 0 {
		return nil, cmp.Or(f.Refusal, "it changes nothing")
	}
	for _, e := range f.Edits {
		if e.File == "" {
			continue
		}
		if why := v.runner.Locked(v.buffer.as, e.File); why != "" {
			return nil, why
		}
	}
	edit, err := v.workspaceEdit(f.Edits)
	if err != nil {
		return nil, err.Error()
	}
	return edit, ""
}

// fixAll makes all safe fixes, as check --fix does. They are found when the client
// resolves the action, or at once for one that cannot: that takes as long as to
// check the article a few times. It returns false if there is nothing to fix.
func (v *view) fixAll() (codeAction, bool) {
	count := 0
	for i := range v.result.Findings {
		if slices.ContainsFunc(v.result.Findings[i].Fixes, func(f lint.Fix) bool { return f.Safe && len(f.Edits) > 0 }) {
			count++
		}
	}
	action := codeAction{
		Title: fmt.Sprintf("Fix all that is safe to fix (%d)", count), Kind: fixAll,
		Data: &actionData{v.buffer.uri, v.version},
	}
	if count == 0 || slices.Contains(v.client.TextDocument.CodeAction.ResolveSupport.Properties, "edit") {
		return action, count > 0
	}
	return action, v.resolveFixAll(&action) == nil
}

// resolve is the method that completes an action. Some clients have that done to
// all actions, also to those that have their edit.
func resolve(s *server, params json.RawMessage) (answer, error) {
	a, err := read[codeAction](params)
	if err != nil || a.Data == nil {
		return func(context.Context) (any, error) { return params, nil }, err
	}
	return onArticle((*view).resolve)(s, params)
}

// resolve fills in the edit of an action that has none.
func (v *view) resolve(a *codeAction) (any, error) {
	if a.Data.Version != v.version {
		return nil, errStale
	}
	return a, v.resolveFixAll(a)
}

func (v *view) resolveFixAll(a *codeAction) error {
	rewrites, err := v.runner.SafeFixes(v.request, v.held())
	if err != nil {
		return err
	}
	var edits []lint.Edit
	for _, r := range rewrites {
		file := r.Path
		if file == v.buffer.as {
			file = ""
		}
		edits = append(edits, rewriting(file, r.Old, r.New)...)
	}
	a.Data = nil
	a.Edit, err = v.workspaceEdit(edits)
	return err
}

// rewriting returns edits that make a text of an old one: one for each line that
// has changed, of what has changed in it, so that cursors and marks elsewhere stay;
// or if lines have come or gone, one for all between the first and the last.
func rewriting(file, old, rewritten string) []lint.Edit {
	from, to := strings.SplitAfter(old, "\n"), strings.SplitAfter(rewritten, "\n")
	var edits []lint.Edit
	at := 0
	for len(from) > 0 && len(from) == len(to) {
		if from[0] != to[0] {
			before, after := common(from[0], to[0])
			edits = append(edits, lint.Edit{
				File: file, Span: lint.Span{Start: at + before, End: at + len(from[0]) - after}, New: to[0][before : len(to[0])-after],
			})
		}
		at += len(from[0])
		from, to = from[1:], to[1:]
	}
	if len(from) == len(to) {
		return edits
	}
	end := len(old)
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		at += len(from[0])
		from, to = from[1:], to[1:]
	}
	for len(from) > 0 && len(to) > 0 && from[len(from)-1] == to[len(to)-1] {
		end -= len(from[len(from)-1])
		from, to = from[:len(from)-1], to[:len(to)-1]
	}
	return []lint.Edit{{File: file, Span: lint.Span{Start: at, End: end}, New: strings.Join(to, "")}}
}

// common counts the bytes that two texts have in common at their start, and then at
// their end, in whole characters.
func common(a, b string) (before, after int) {
	for before < min(len(a), len(b)) && a[before] == b[before] {
		before++
	}
	for before > 0 && !(startsRune(a, before) && startsRune(b, before)) {
		before--
	}
	a, b = a[before:], b[before:]
	for after < min(len(a), len(b)) && a[len(a)-after-1] == b[len(b)-after-1] {
		after++
	}
	for after > 0 && !(startsRune(a, len(a)-after) && startsRune(b, len(b)-after)) {
		after--
	}
	return before, after
}

func startsRune(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// distinctActions keeps the first of the actions that have the same title and
// edit.
func distinctActions(all []codeAction) []codeAction {
	seen := make(map[string]bool, len(all))
	return slices.DeleteFunc(all, func(a codeAction) bool {
		key := a.Title
		if a.Edit != nil {
			key = fmt.Sprint(a.Title, a.Edit.Changes, a.Edit.edits())
		}
		known := seen[key]
		seen[key] = true
		return known
	})
}
