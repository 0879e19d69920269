package runner

import (
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A state is what is in a file.
type state struct {
	sum  uint64 // of its bytes, or of why they cannot be read
	info fs.FileInfo
}

// seed makes the sums of this process.
var seed = maphash.MakeSeed()

// stateOf returns the state of a file, and whether it is there. If before is to be
// trusted, a file that looks as it did then is not read again.
func stateOf(path string, before state, trust bool) (s state, there bool) {
	path = filepath.FromSlash(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		_, err := os.Lstat(path)
		return state{}, err == nil // a link to nothing
	case trust && before.info != nil && os.SameFile(info, before.info) && info.Size() == before.info.Size() &&
		info.ModTime().Equal(before.info.ModTime()) && info.Mode() == before.info.Mode():
		return before, true
	}
	return state{sumOf(path, info), info}, true
}

// sumOf reads a file. What is not read as an article, because of its kind or size,
// has the sum of what it looks like.
func sumOf(path string, info fs.FileInfo) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	if !info.Mode().IsRegular() || info.Size() > maxArticle {
		h.WriteString(info.Mode().String() + info.ModTime().String())
		return h.Sum64()
	}
	f, err := os.Open(path)
	if err == nil {
		_, err = io.Copy(&h, f)
		f.Close()
	}
	if err != nil {
		h.WriteString(err.Error())
	}
	return h.Sum64()
}

// sumOfText is the sum of what stands for a file that is none.
func sumOfText(text string) uint64 { return maphash.String(seed, text) }
