package runner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/citevet/citevet/lint"
)

// write puts files in their places, all of them or none, unless they are not to
// be written.
func (f *fixer) write(ctx context.Context, files []lint.Rewrite) error {
	if !f.Fix.Write || f.stdin {
		return nil
	}
	f.writing.Lock()
	defer f.writing.Unlock()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for i := range f.now.sidecars { // what is written hangs on these too
		s := &f.now.sidecars[i]
		if err := unchanged(filepath.FromSlash(s.Path), string(s.Text)); err != nil {
			return notFixed(f.path, s.Path, err)
		}
	}
	return replaceAll(f.path, files)
}

// notFixed says why an article could not be fixed, which is because of a file: it
// or another one.
func notFixed(article, file string, err error) error {
	if file == article {
		return fmt.Errorf("not fixed: %w", cause(err))
	}
	return fmt.Errorf("not fixed: %s: %w", file, cause(err))
}

// replaceAll replaces the texts of an article's files. All are written beside their places
// first, and put there when nothing can go wrong any more but the disk; if even
// that does, those that are in their places are taken back. A file whose text is
// not the old one any more is left alone, and so are the others.
func replaceAll(article string, files []lint.Rewrite) error {
	all := make([]*replacement, 0, len(files))
	defer func() {
		for _, r := range all {
			os.Remove(r.temp) // it is gone if it is in its place
		}
	}()
	for i := range files {
		r, err := prepare(&files[i])
		if err != nil {
			return notFixed(article, files[i].Path, err)
		}
		all = append(all, r)
	}
	for i, r := range all {
		if err := unchanged(r.path, files[i].Old); err != nil {
			return notFixed(article, files[i].Path, err)
		}
	}
	for i, r := range all {
		if err := os.Rename(r.temp, r.path); err != nil {
			return errors.Join(notFixed(article, files[i].Path, err), takeBack(files[:i]))
		}
	}
	return nil
}

// takeBack gives files their old texts again.
func takeBack(files []lint.Rewrite) error {
	var problems []error
	for _, f := range files {
		r, err := prepare(&lint.Rewrite{Path: f.Path, New: f.Old})
		if err == nil {
			err = os.Rename(r.temp, r.path)
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s is fixed, and what belongs to it is not: %w", f.Path, cause(err)))
		}
	}
	return errors.Join(problems...)
}

// A replacement is a file that is written and not in its place.
type replacement struct {
	path string // where links lead to
	temp string // beside it
}

// prepare writes what a file is to be beside it, with its mode and, as far as that
// is allowed, its owner.
func prepare(f *lint.Rewrite) (*replacement, error) {
	path, err := filepath.EvalSymlinks(filepath.FromSlash(f.Path))
	if err != nil {
		return nil, err
	}
	old, err := os.OpenFile(path, os.O_WRONLY, 0) // who may not write to it may not replace it
	if err != nil {
		return nil, err
	}
	info, err := old.Stat()
	old.Close()
	if err != nil {
		return nil, err
	}
	if err := unfit(info.Mode()); err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".citevet-*")
	if err != nil {
		return nil, fmt.Errorf("nothing can be written beside it: %w", cause(err))
	}
	_, err = temp.WriteString(f.New)
	keepOwner(temp, info)
	if err == nil {
		err = temp.Chmod(info.Mode())
	}
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		os.Remove(temp.Name())
		return nil, err
	}
	return &replacement{path, temp.Name()}, nil
}

// errChanged is returned for a file that is not what was read.
var errChanged = errors.New("it was changed by someone else in the meantime; run it again")

// unchanged returns an error if a file does not hold the text any more.
func unchanged(path, text string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular() || info.Size() != int64(len(text)):
		return errChanged
	}
	now, err := os.ReadFile(path)
	if err == nil && string(now) != text {
		return errChanged
	}
	return err
}
