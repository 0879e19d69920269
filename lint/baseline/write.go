package baseline

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Write writes the entries to the baseline's file, which is replaced as a whole:
// whoever reads it meanwhile, or after a crash, finds the old one or the new one.
// If the file's name is that of a link, the link is replaced and what it points
// to is left alone.
func (b *Baseline) Write() error {
	f, err := b.create()
	if err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if err := errors.Join(b.fill(f), f.Close()); err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if err := os.Rename(f.Name(), b.name); err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing the baseline: %w", err)
	}
	return nil
}

// fill writes the entries to the file that will be the baseline's, and gives it
// the permissions of the one that it will replace.
func (b *Baseline) fill(f *os.File) error {
	if err := encode(f, b.Entries()); err != nil {
		return err
	}
	if info, err := os.Lstat(b.name); err == nil && info.Mode().IsRegular() {
		if err := f.Chmod(info.Mode().Perm()); err != nil {
			return err
		}
	}
	return f.Sync()
}

// create makes a new file beside the baseline, with the permissions that the
// user gives new files, which os.CreateTemp does not.
func (b *Baseline) create() (*os.File, error) {
	for {
		name := fmt.Sprintf("%s.%08x.tmp", b.name, rand.Uint32())
		f, err := os.OpenFile(filepath.Clean(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !os.IsExist(err) {
			return f, err
		}
	}
}

// encode writes entries a line each.
func encode(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, e := range entries {
		if err := encoder.Encode(e); err != nil {
			return err
		}
	}
	return out.Flush()
}
