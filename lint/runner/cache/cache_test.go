package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func keyOf(i int) Key { return sha256.Sum256(fmt.Append(nil, i)) }

func valueOf(i int) []byte { return bytes.Repeat([]byte{byte(i)}, i%50) }

func open(t *testing.T, dir string) *Cache {
	t.Helper()
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// fill adds the values from one number to another, in a pack.
func fill(t *testing.T, dir string, from, to int) {
	t.Helper()
	c := open(t, dir)
	for i := from; i < to; i++ {
		c.Put(keyOf(i), valueOf(i))
	}
	c.Close()
}

// missing counts the values that are not there, and fails where one is another.
func missing(t *testing.T, dir string, from, to int) int {
	t.Helper()
	c := open(t, dir)
	n := 0
	for i := from; i < to; i++ {
		value, ok := c.Get(keyOf(i))
		if !ok {
			n++
		} else if !bytes.Equal(value, valueOf(i)) {
			t.Fatalf("value %d is %q, want %q", i, value, valueOf(i))
		}
	}
	c.Close()
	return n
}

func packs(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func age(t *testing.T, dir string, by time.Duration) {
	t.Helper()
	then := time.Now().Add(-by)
	for _, name := range packs(t, dir) {
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
}

func TestManyPacks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "cache")
	for i := range 3 * maxPacks {
		fill(t, dir, 10*i, 10*i+11)
	}
	if n := len(packs(t, dir)); n > maxPacks {
		t.Errorf("%d packs, want at most %d", n, maxPacks)
	}
	if n := missing(t, dir, 0, 30*maxPacks); n > 0 {
		t.Errorf("%d values are gone", n)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the directory is %v, %v", info.Mode(), err)
	}
}

func TestOldValues(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 0, 20)
	age(t, dir, maxAge/2+time.Hour)
	if n := missing(t, dir, 0, 10); n > 0 { // which keeps them for longer
		t.Fatalf("%d values are gone", n)
	}
	for _, name := range packs(t, dir) {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > time.Hour {
			then := time.Now().Add(-maxAge - time.Hour)
			os.Chtimes(name, then, then)
		}
	}
	fill(t, dir, 100, 101)
	if n := missing(t, dir, 0, 20); n != 10 {
		t.Errorf("%d values are gone, want those 10 that nobody asked for", n)
	}
}

// TestDamage flips each bit of a pack, and cuts it at each byte: a value is what
// it was, or is not there.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 1, 4)
	name := packs(t, dir)[0]
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	try := func(text []byte, least int) {
		t.Helper()
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if n := missing(t, dir, 1, 4); n < least {
			t.Fatalf("%d values are gone, want at least %d", n, least)
		}
	}
	for i := range 8 * len(whole) {
		bad := bytes.Clone(whole)
		bad[i/8] ^= 1 << (i % 8)
		try(bad, 1)
	}
	for i := range whole {
		try(whole[:i], 3)
	}
}

func TestSideBySide(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for p := range 8 {
		all.Go(func() {
			for round := range 12 {
				c, err := Open(dir)
				if err != nil {
					t.Error(err)
					return
				}
				for i := range 20 {
					i += 20 * (round + p)
					if value, ok := c.Get(keyOf(i)); ok && !bytes.Equal(value, valueOf(i)) {
						t.Errorf("value %d is %q", i, value)
					}
					c.Put(keyOf(i), valueOf(i))
				}
				c.Close()
			}
		})
	}
	all.Wait()
	missing(t, dir, 0, 400)
}

// TestLinks shows that a link is neither read nor written through, nor cleaned.
func TestLinks(t *testing.T) {
	other, dir := t.TempDir(), t.TempDir()
	fill(t, other, 0, 5)
	outside := packs(t, other)[0]
	if err := os.Symlink(outside, filepath.Join(dir, "a"+packSuffix)); err != nil {
		t.Fatal(err)
	}
	if n := missing(t, dir, 0, 5); n != 5 {
		t.Errorf("%d values were read through a link", 5-n)
	}
	if _, err := Clean(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if c, err := Open(dir); err == nil {
		c.Close()
		t.Error("a directory that others may write to was opened")
	}
}

func TestClean(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	fill(t, dir, 0, 5)
	if _, err := Clean(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the directory is still there: %v", err)
	}
	if _, err := Clean(dir); err != nil {
		t.Errorf("cleaning what is not there: %v", err)
	}
	fill(t, dir, 0, 5)
	own := filepath.Join(dir, "own.txt")
	if err := os.WriteFile(own, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Clean(dir); err != nil {
		t.Fatal(err)
	}
	if left := packs(t, dir); len(left) != 1 || left[0] != own {
		t.Errorf("left are %q, want what is not the cache's", left)
	}
}
