//go:build unix

package runner

import (
	"syscall"
	"testing"
)

// TestPipe refuses to wait for someone to write to a pipe.
func TestPipe(t *testing.T) {
	write(t, map[string]string{"a.md": ""})
	if err := syscall.Mkfifo("pipe.md", 0o666); err != nil {
		t.Fatal(err)
	}
	check(t, run(t, &Runner{}, "."), "a.md")
	check(t, run(t, &Runner{}, "pipe.md", "/dev/null"),
		"pipe.md: a named pipe, not a file: to lint what it carries, use - and --stdin-filename",
		"/dev/null: not an article: want a name that ends in "+extensions)
}
