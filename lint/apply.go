package lint

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
)

// OtherFiles reports whether the fix changes files beside the article.
func (f *Fix) OtherFiles() bool {
	return slices.ContainsFunc(f.Edits, func(e Edit) bool { return e.File != "" })
}

// Fixable reports whether the finding has a fix that can be made: a safe one,
// unless unsafe ones may be made too.
func (d *Diagnostic) Fixable(unsafe bool) bool {
	return slices.ContainsFunc(d.Fixes, func(f Fix) bool { return len(f.Edits) > 0 && (f.Safe || unsafe) })
}

// ErrOverlap is returned for edits that touch the same bytes.
var ErrOverlap = errors.New("edits overlap")

// ErrNoFile is returned for edits of a file whose text is not at hand, or which
// lie beyond its end.
var ErrNoFile = errors.New("edits of a file that is not at hand")

// Apply makes all edits of the fixes at once and returns the new text. Equal
// edits are made once. It returns ErrOverlap, and the text as it was, if two
// edits touch the same bytes or insert at the same place, and ErrNoFile if one
// is of another file.
func Apply(text string, fixes ...Fix) (string, error) {
	files, err := Files{"": text}.Apply(fixes...)
	return files[""], err
}

// Files are the texts that a fix may change, by their names in Edit.File: the
// article is at "", the lists of its sources at their paths.
type Files map[string]string

// Apply does for several files what the function does for one: it makes all of
// the edits, or returns the files as they were and an error.
func (f Files) Apply(fixes ...Fix) (Files, error) {
	byFile := make(map[string][]Edit)
	for i := range fixes {
		for _, e := range fixes[i].Edits {
			byFile[e.File] = append(byFile[e.File], e)
		}
	}
	fixed := maps.Clone(f)
	for file, edits := range byFile {
		text, ok := f[file]
		if !ok {
			return f, ErrNoFile
		}
		text, err := edit(text, edits)
		if err != nil {
			return f, err
		}
		fixed[file] = text
	}
	return fixed, nil
}

// edit makes edits of one file, which it sorts.
func edit(text string, edits []Edit) (string, error) {
	slices.SortStableFunc(edits, compareEdits)
	edits = slices.Compact(edits)
	var out strings.Builder
	at := 0
	for i, e := range edits {
		if e.Span.Start < at || i > 0 && edits[i-1].Span == e.Span {
			return text, ErrOverlap
		}
		if e.Span.End > len(text) || e.Span.End < e.Span.Start {
			return text, ErrNoFile
		}
		out.WriteString(text[at:e.Span.Start])
		out.WriteString(e.New)
		at = e.Span.End
	}
	out.WriteString(text[at:])
	return out.String(), nil
}

// compareEdits puts edits of one file in text order.
func compareEdits(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}
