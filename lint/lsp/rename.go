package lsp

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/runner"
)

// prepareRename says what can be renamed at a place: the key of a source, where it
// is listed or cited.
func (v *view) prepareRename(p *positionParams) (any, error) {
	r, err := v.renaming(v.text.offset(p.Position))
	if err != nil {
		return nil, err
	}
	return preparedRename{v.text.rangeOf(r.at), r.source.Key}, nil
}

// rename gives a source another key, in its entry and all its citations. It does
// so only if all of them, and all other citations, name afterwards what they do
// now.
func (v *view) rename(p *renameParams) (any, error) {
	r, err := v.renaming(v.text.offset(p.Position))
	if err != nil {
		return nil, err
	}
	key := strings.TrimSpace(p.NewName)
	key = strings.TrimSpace(strings.TrimRight(strings.TrimLeft(key, "[^@"), "]"))
	if key == r.source.Key {
		return nil, nil
	}
	if err := v.free(key, r.source); err != nil {
		return nil, err
	}
	edits := make([]lint.Edit, len(r.edits))
	for i, e := range r.edits {
		e.New = key
		edits[i] = e
	}
	if err := v.keepsBindings(edits, r.source, key); err != nil {
		return nil, err
	}
	return v.workspaceEdit(edits)
}

// A renaming is a source with all the places where its key is written.
type renaming struct {
	source *lint.Source
	at     lint.Span   // the key that the cursor is on
	edits  []lint.Edit // with nothing in place of the key
}

// renaming finds what is to be renamed at an offset, or says why nothing can be.
func (v *view) renaming(offset int) (*renaming, error) {
	sources := v.sourcesAt(offset)
	switch {
	case len(sources) == 0:
		return nil, errors.New("there is no source here")
	case len(sources) > 1:
		return nil, errors.New("several sources are cited here: put the cursor on the number of one")
	}
	if b := v.undecided(); b != nil {
		return nil, fmt.Errorf("line %d: it is not decided whether %s is a citation: %s",
			v.text.position(b.Span.Start).Line+1, v.article.Slice(b.Span), b.Reason)
	}
	r := &renaming{source: sources[0]}
	return r, v.places(r, offset)
}

func (v *view) undecided() *lint.Bracket {
	i := slices.IndexFunc(v.article.Brackets, func(b lint.Bracket) bool { return b.Verdict == lint.Undecided })
	if i < 0 {
		return nil
	}
	return &v.article.Brackets[i]
}

// places fills in where the key of a source is written.
func (v *view) places(r *renaming, offset int) error {
	s := r.source
	switch {
	case s.Key == "":
		return errors.New("the source has no key")
	case s.KeySpan.Len() == 0:
		return fmt.Errorf("the key %s is not written out in the list: it comes from the place of the entry", s.Key)
	case s.File != "":
		if why := v.runner.Locked(v.buffer.as, s.File); why != "" {
			return errors.New(why)
		}
	}
	r.edits = []lint.Edit{{File: s.File, Span: s.KeySpan}}
	if s.File == "" {
		r.at = s.KeySpan
	}
	var last lint.Span
	for i := range v.article.Citations {
		c := &v.article.Citations[i]
		if c.Source != s || c.Style == lint.Link || c.Span == last {
			continue
		}
		at, ok := v.keySpan(c)
		if !ok {
			return fmt.Errorf("line %d: the key %s is not written out in %s",
				v.text.position(c.Span.Start).Line+1, c.Key, v.article.Slice(c.Span))
		}
		last = c.Span
		r.edits = append(r.edits, lint.Edit{Span: at})
		if c.Span.Start <= offset && offset <= c.Span.End {
			r.at = at
		}
	}
	if r.at.Len() == 0 {
		return errors.New("there is no key here")
	}
	return nil
}

// keySpan returns where the key of a citation is written.
func (v *view) keySpan(c *lint.Citation) (lint.Span, bool) {
	written := v.article.Slice(c.Span)
	for from := 0; ; {
		i := strings.Index(written[from:], c.Key)
		if i < 0 || c.Key == "" {
			return lint.Span{}, false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(written[:i])
		after, _ := utf8.DecodeRuneInString(written[i+len(c.Key):])
		if !isKeyRune(before) && !isKeyRune(after) {
			start := c.Span.Start + i
			return lint.Span{Start: start, End: start + len(c.Key)}, true
		}
		from = i + 1
	}
}

func isKeyRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// free returns an error unless a key can be given to a source.
func (v *view) free(key string, renamed *lint.Source) error {
	if key == "" || strings.ContainsFunc(key, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune("[]()<>{}\"'`\\,;", r) }) {
		return fmt.Errorf("%q cannot be a key", key)
	}
	for i := range v.article.Sources {
		if s := &v.article.Sources[i]; s != renamed && strings.EqualFold(s.Key, key) {
			return fmt.Errorf("another source has the key %s already: %s", s.Key, oneLine(s.Title))
		}
	}
	return nil
}

// keepsBindings makes edits to a copy of the article and returns an error unless
// every citation names there what it names now.
func (v *view) keepsBindings(edits []lint.Edit, renamed *lint.Source, key string) error {
	after, err := v.parseWith(edits)
	if err != nil {
		return err
	}
	refused := fmt.Errorf("%s cannot be renamed to %s: citations would name something else", renamed.Key, key)
	a := v.article
	if len(after.Citations) != len(a.Citations) || len(after.Sources) != len(a.Sources) {
		return refused
	}
	order := make(map[*lint.Source]int, len(a.Sources))
	for i := range a.Sources {
		order[&a.Sources[i]] = i
		order[&after.Sources[i]] = i
	}
	for i := range a.Citations {
		old, now := a.Citations[i].Source, after.Citations[i].Source
		if (old == nil) != (now == nil) || old != nil && order[old] != order[now] {
			return refused
		}
	}
	if got := after.Sources[order[renamed]].Key; got != key {
		return refused
	}
	return nil
}

// parseWith reads the article as it would be with edits.
func (v *view) parseWith(edits []lint.Edit) (*lint.Article, error) {
	files := lint.Files{"": v.article.Text}
	for _, e := range edits {
		if _, known := files[e.File]; known {
			continue
		}
		f, err := v.file(e.File)
		if err != nil {
			return nil, err
		}
		files[e.File] = string(f.text.bytes)
	}
	files, err := files.Apply(lint.Fix{Edits: edits})
	if err != nil {
		return nil, err
	}
	trial := runner.Runner{Loader: v.runner.Loader, NoChecks: true, Buffers: func(path string) ([]byte, bool) {
		if edited, ok := files[path]; ok {
			return []byte(edited), true
		}
		return v.listText(path)
	}}
	result := trial.Lint(v.request, &runner.Buffer{Path: v.buffer.as, Text: []byte(files[""]), Unsaved: v.buffer.path == ""})
	if result == nil {
		return nil, v.request.Err()
	}
	return result.Article, result.Err
}
