package lsp

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/citevet/citevet/lint"
)

// workspaceEdit writes edits as the client makes them. Edits of an open file say
// which version they are for.
func (v *view) workspaceEdit(edits []lint.Edit) (*workspaceEdit, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b lint.Edit) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	edits = slices.Compact(edits)
	var all []documentEdit
	for len(edits) > 0 {
		n := slices.IndexFunc(edits, func(e lint.Edit) bool { return e.File != edits[0].File })
		if n < 0 {
			n = len(edits)
		}
		file, err := v.fileEdit(edits[:n])
		if err != nil {
			return nil, err
		}
		all = append(all, file)
		edits = edits[n:]
	}
	if v.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{DocumentChanges: all}, nil
	}
	changes := make(map[string][]textEdit, len(all))
	for _, f := range all {
		changes[f.TextDocument.URI] = f.Edits
	}
	return &workspaceEdit{Changes: changes}, nil
}

// fileEdit writes the edits of one file.
func (v *view) fileEdit(edits []lint.Edit) (documentEdit, error) {
	var out documentEdit
	content := v.text
	if file := edits[0].File; file == "" {
		out.TextDocument.URI, out.TextDocument.Version = v.buffer.uri, &v.reading.version
	} else {
		f, err := v.file(file)
		if err != nil {
			return out, err
		}
		content = f.text
		out.TextDocument.URI, out.TextDocument.Version = f.uri, f.version
	}
	for _, e := range edits {
		if e.Span.End > len(content.bytes) {
			return out, fmt.Errorf("%s has changed: save it and try again", edits[0].File)
		}
		out.Edits = append(out.Edits, textEdit{content.rangeOf(e.Span), e.New})
	}
	return out, nil
}

// A file is one that belongs to an article, as it is now.
type file struct {
	uri     string
	version *int // nil unless it is open
	text    *text
}

// file returns a list of sources.
func (v *view) file(path string) (file, error) {
	if abs, err := filepath.Abs(filepath.FromSlash(path)); err == nil {
		path = filepath.ToSlash(abs)
	}
	v.server.mu.Lock()
	for _, b := range v.buffers {
		if b.path == path {
			version := b.version
			f := file{b.uri, &version, b.text.snapshot()}
			v.server.mu.Unlock()
			return f, nil
		}
	}
	v.server.mu.Unlock()
	content, err := v.runner.ReadList(path)
	if err != nil {
		return file{}, fmt.Errorf("%s: %w", path, err)
	}
	return file{uri: uriOf(path), text: newText(content, v.utf8)}, nil
}

// edits lists what an edit does, whatever its shape.
func (e *workspaceEdit) edits() []textEdit {
	var all []textEdit
	for i := range e.DocumentChanges {
		all = append(all, e.DocumentChanges[i].Edits...)
	}
	return all
}
