//go:build unix

package runner

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and group of another, which root may: what it
// fixes in a container stays its user's. To others their own files are theirs.
func keepOwner(f *os.File, of fs.FileInfo) {
	if s, ok := of.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(s.Uid), int(s.Gid)) // or it is the one who fixes
	}
}
