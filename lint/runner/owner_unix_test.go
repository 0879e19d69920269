//go:build unix

package runner

import (
	"os"
	"syscall"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestKeepOwner has root replace a file of someone else.
func TestKeepOwner(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.md": "a"})
	const someone = 4321
	if os.Chown("a.md", someone, someone) != nil {
		return // who may give files to no one
	}
	if err := os.Chmod("a.md", 0o640); err != nil {
		t.Fatal(err)
	}
	if err := replaceAll("a.md", []lint.Rewrite{{Path: "a.md", Old: "a", New: "aa"}}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat("a.md")
	if err != nil {
		t.Fatal(err)
	}
	if s := info.Sys().(*syscall.Stat_t); s.Uid != someone || s.Gid != someone || info.Mode() != 0o640 || info.Size() != 2 {
		t.Errorf("owner %d, group %d, mode %v, %d bytes", s.Uid, s.Gid, info.Mode(), info.Size())
	}
}
