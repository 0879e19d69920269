// Package cache keeps values under the digest of all that they were made from,
// in a directory that several processes may use at once.
//
// A process writes what it adds to one new file, a pack, and puts it in its place
// when it is done; a pack that is in its place is never changed. So ten thousand
// values cost one file, nobody reads what is half written, and no lock is needed.
// What cannot be read, or is not what was written, is not there: nothing that is
// wrong with the directory is an error once it is open.
package cache

import (
	"cmp"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Key is a digest of all that a value was made from.
type Key [32]byte

// A Cache is a directory of packs. It may be used by several goroutines at once.
type Cache struct {
	root  *os.Root
	packs []*pack // the latest first

	mu     sync.Mutex
	adding *writer // nil: nothing was added yet
	closed bool    // or what is added cannot be written
}

// The bounds of a directory. A value that is still asked for is written again at
// half of maxAge, so what is dropped with an old pack is what nobody wanted.
const (
	maxAge   = 30 * 24 * time.Hour
	maxBytes = 200 << 20
	maxPacks = 16
)

// The names of packs, and of what is not in its place yet.
const (
	packSuffix = ".pack"
	tempSuffix = ".tmp"
)

// Open opens the cache in a directory, which is made if it is not there. It
// refuses one that others may write to: a value is taken as it is.
func Open(dir string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if info, err := root.Stat("."); err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0 {
		root.Close()
		return nil, cmp.Or(err, errors.New("others may write to the cache's directory"))
	}
	c := &Cache{root: root}
	for _, f := range list(root, packSuffix) {
		if p := openPack(root, f); p != nil {
			c.packs = append(c.packs, p)
		}
	}
	return c, nil
}

// list returns the regular files whose names have a suffix, the latest first.
func list(root *os.Root, suffix string) []os.FileInfo {
	dir, err := root.Open(".")
	if err != nil {
		return nil
	}
	defer dir.Close()
	entries, _ := dir.ReadDir(-1)
	var found []os.FileInfo
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		if info, err := e.Info(); err == nil {
			found = append(found, info)
		}
	}
	slices.SortFunc(found, func(a, b os.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), strings.Compare(a.Name(), b.Name()))
	})
	return found
}

// Get returns the value of a key, and false if there is none.
func (c *Cache) Get(key Key) ([]byte, bool) {
	for _, p := range c.packs {
		value, ok := p.get(key)
		if !ok {
			continue
		}
		if time.Since(p.made) > maxAge/2 {
			c.Put(key, value)
		}
		return value, true
	}
	return nil, false
}

// Put adds a value, which others see once the cache is closed.
func (c *Cache) Put(key Key, value []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	if c.adding == nil {
		w, err := newWriter(c.root)
		if err != nil {
			c.closed = true
			return
		}
		c.adding = w
	}
	c.adding.add(key, value)
}

// Close puts what was added in its place, and drops what is old or too much. What
// is added afterwards is lost.
func (c *Cache) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.adding != nil && c.adding.commit() {
		tidy(c.root)
	}
	for _, p := range c.packs {
		p.file.Close()
	}
	c.root.Close()
}

// tidy drops packs that are old or too much, joins the smallest if there are many,
// and drops what processes that were stopped have left.
func tidy(root *os.Root) {
	for _, f := range list(root, tempSuffix) {
		if time.Since(f.ModTime()) > 24*time.Hour {
			root.Remove(f.Name())
		}
	}
	var kept []os.FileInfo
	var total int64
	for _, f := range list(root, packSuffix) {
		total += f.Size()
		if time.Since(f.ModTime()) > maxAge || total > maxBytes {
			root.Remove(f.Name())
			continue
		}
		kept = append(kept, f)
	}
	if len(kept) > maxPacks {
		slices.SortStableFunc(kept, func(a, b os.FileInfo) int { return cmp.Compare(a.Size(), b.Size()) })
		join(root, kept[:len(kept)-maxPacks/2])
	}
}

// join makes one pack of several, which is as old as the oldest.
func join(root *os.Root, files []os.FileInfo) {
	w, err := newWriter(root)
	if err != nil {
		return
	}
	w.made = files[0].ModTime()
	for _, f := range files {
		if f.ModTime().Before(w.made) {
			w.made = f.ModTime()
		}
		if p := openPack(root, f); p != nil {
			p.each(w.add)
			p.file.Close()
		}
	}
	if w.commit() {
		for _, f := range files {
			root.Remove(f.Name())
		}
	}
}

// Clean drops the cache in a directory, and the directory if nothing else is in
// it. It returns how many bytes that were.
func Clean(dir string) (dropped int64, err error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer root.Close()
	for _, f := range append(list(root, packSuffix), list(root, tempSuffix)...) {
		switch err := root.Remove(f.Name()); {
		case err == nil:
			dropped += f.Size()
		case !errors.Is(err, os.ErrNotExist):
			return dropped, err
		}
	}
	os.Remove(dir)
	return dropped, nil
}
