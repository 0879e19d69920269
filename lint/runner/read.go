package runner

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxArticle and maxSidecar bound the files that are read, in bytes.
const (
	maxArticle = 256 << 20
	maxSidecar = 16 << 20
)

// readFile reads a regular file of at most limit bytes. It opens no other kind
// of file: a pipe would make it wait for a writer.
func readFile(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cause(err)
	}
	if err := unfit(info.Mode()); err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, tooLarge(limit)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	text, err := readAll(f, info.Size(), limit)
	return text, cause(err)
}

// unfit says why a kind of file is not read.
func unfit(mode fs.FileMode) error {
	switch {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return errors.New("a directory, not a file")
	case mode&fs.ModeNamedPipe != 0:
		return errors.New("a named pipe, not a file: to lint what it carries, use - and --stdin-filename")
	case mode&fs.ModeSocket != 0:
		return errors.New("a socket, not a file")
	}
	return errors.New("a device, not a file")
}

func tooLarge(limit int64) error {
	return fmt.Errorf("larger than %d MB: split it", limit>>20)
}

// readAll reads to the end, which is expected after size bytes. It stops early
// if what it reads is binary or goes on past limit.
func readAll(r io.Reader, size, limit int64) ([]byte, error) {
	text := make([]byte, 0, size+bytes.MinRead)
	judged := false
	for {
		if len(text) == cap(text) {
			text = append(text, 0)[:len(text)]
		}
		n, err := r.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		if !judged && (len(text) >= binaryWindow || err != nil) {
			judged = true
			if isBinary(text[:min(len(text), binaryWindow)]) {
				return nil, errBinary
			}
		}
		switch {
		case int64(len(text)) > limit:
			return nil, tooLarge(limit)
		case err == io.EOF:
			return text, nil
		case err != nil:
			return nil, err
		}
	}
}

var errBinary = errors.New("a binary file, not an article")

// binaryWindow is how many of a file's first bytes are looked at to tell whether
// it is binary, as git does.
const binaryWindow = 8000

// isBinary reports whether the beginning of a file is that of no text. UTF-16 is
// full of zero bytes, but begins with a byte order mark.
func isBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return false
	}
	return bytes.IndexByte(head, 0) >= 0
}

// cause drops the operation and the path from an error of the file system.
func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
