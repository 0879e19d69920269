package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/citevet/citevet/lint"
)

// maxSize bounds a configuration file, which may come from a stranger's pull
// request. go-yaml needs about a quarter of a second for a megabyte.
const maxSize = 1 << 20

// load reads the file at an absolute path and what it extends. Mistakes in a
// file are its own err; the error is of reading this one.
func (l *Loader) load(path string) (*file, error) {
	if f, ok := l.files[path]; ok {
		return f, nil
	}
	l.looked[path] = true
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	f := &file{path: l.shown(path), dir: filepath.Dir(path)}
	l.files[path] = f // without layers as yet: see extend
	d := &decoder{file: f.path, vocabulary: l.vocab}
	d.decode(text, &f.content)
	f.layers = l.extend(d, f)
	f.err = d.join()
	return f, nil
}

// read is os.ReadFile, bounded, with errors that leave the path to the caller.
// It opens no pipe or device, which it might wait for.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return nil, fs.ErrNotExist
	case err != nil:
		return nil, cause(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err == nil && len(text) > maxSize {
		err = errors.New("larger than 1 MB, so not a configuration file")
	}
	return text, cause(err)
}

func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// extend returns the layers of a file: what it extends, and last itself.
func (l *Loader) extend(d *decoder, f *file) []*file {
	var layers []*file
	for _, r := range f.Extends {
		base, err := l.base(f, r.text)
		if err != nil {
			d.mistake(r.place, "extends %q: %v", shorten(r.text), err)
			continue
		}
		layers = append(layers, base.layers...)
	}
	return lastOfEach(append(layers, f))
}

var (
	errCycle = errors.New("a cycle: it extends this file in turn")
	errSelf  = errors.New("a cycle: it is this file")
)

func (l *Loader) base(f *file, name string) (*file, error) {
	if p := l.vocab.presets[name]; p != nil {
		return p, nil
	}
	if strings.Contains(name, "://") {
		return nil, errors.New("not a file: download it and name the copy")
	}
	base, err := l.load(join2(f.dir, name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notFound(name)
	case err != nil:
		return nil, err
	case base == f:
		return nil, errSelf
	case base.layers == nil: // it is being loaded, so f is among what it extends
		return nil, errCycle
	}
	return base, nil
}

func notFound(name string) error {
	if near := lint.Nearest(name, presetNames); near != "" {
		return fmt.Errorf("no such file, did you mean %s?", near)
	}
	return errors.New("no such file")
}

// join2 joins a path from a configuration file, with slashes, to a directory.
func join2(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}
