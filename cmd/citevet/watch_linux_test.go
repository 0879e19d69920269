package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal returns both ends of a terminal: what a person sees, and what a process
// writes to.
func terminal(t *testing.T) (screen, process *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { screen.Close() })
	if err := unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	process, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return screen, process
}

// TestWatchTerminal clears the screen before each run, and nothing else.
func TestWatchTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "draft.md", "Sleep helps memory [citation needed].\n")
	screen, process := terminal(t)
	w := startWatcherOn(t, screen, process, "--color", "never", ".")
	process.Close()
	for _, text := range []string{"", "Sleep helps [citation needed].\n"} {
		if text != "" {
			put(t, "draft.md", text)
		}
		printed, _ := w.next()
		printed = strings.ReplaceAll(printed, "\r", "")
		if want := "\x1b[H\x1b[2J\x1b[3J" + plain(t, "--color", "never", "."); printed != want {
			t.Errorf("shows %q, want %q", printed, want)
		}
	}
	w.end()
}
