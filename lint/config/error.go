package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// An Error is a mistake in a configuration file.
type Error struct {
	File         string // from the working directory if it is below it, else absolute
	Line, Column int    // from 1; the column in code points
	Message      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// join makes one error of a file's mistakes, in the order of the text.
func (d *decoder) join() error {
	slices.SortStableFunc(d.mistakes, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, len(d.mistakes), len(d.mistakes)+1)
	for i, e := range d.mistakes {
		errs[i] = e
	}
	if d.more > 0 {
		errs = append(errs, fmt.Errorf("%s: %d more mistakes", d.file, d.more))
	}
	return errors.Join(errs...)
}

// unknown says that a word is none of names, and which of them it is a slip for,
// or else what they are.
func unknown(noun, word string, names []string) string {
	if near := lint.Nearest(word, names); near != "" {
		return fmt.Sprintf("unknown %s %q, did you mean %s?", noun, word, near)
	}
	return fmt.Sprintf("unknown %s %q: want %s", noun, shorten(word), alternatives(names))
}

// alternatives writes a, b or c.
func alternatives(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
