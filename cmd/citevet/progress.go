package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
)

// A progress is a bar on the last line of a terminal while there is long work.
// It draws itself between two results and not from a goroutine of its own, so
// that it never mixes with findings that go to the same terminal.
type progress struct {
	w      io.Writer
	on     bool
	shared bool // findings go to a terminal too
	start  time.Time
	drawn  time.Time
	shown  bool
}

// progressAfter is how long work takes that has a bar; progressEvery is how long
// one is left as it is.
const (
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
)

func newProgress(f *os.File, quiet bool) *progress {
	return &progress{
		w:      f,
		on:     !quiet && isatty.IsTerminal(f.Fd()) && os.Getenv("TERM") != "dumb",
		shared: isatty.IsTerminal(os.Stdout.Fd()),
		start:  time.Now(),
	}
}

const clearLine = "\r\x1b[K"

// step shows that so many articles are done.
func (p *progress) step(done, total int) {
	if !p.on {
		return
	}
	now := time.Now()
	if now.Sub(p.start) < progressAfter || now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn, p.shown = now, true
	const width = 24
	full := width * done / total
	fmt.Fprintf(p.w, "%s%s%s %d of %d articles", clearLine, strings.Repeat("█", full), strings.Repeat("░", width-full), done, total)
}

// hide leaves the terminal as it was before the bar.
func (p *progress) hide() {
	if p.shown {
		io.WriteString(p.w, clearLine)
		p.shown = false
	}
}

// before returns a writer to w, the standard output, that hides the bar before
// it writes to the same terminal.
func (p *progress) before(w io.Writer) io.Writer {
	if !p.on || !p.shared {
		return w
	}
	return &behindProgress{p, w}
}

type behindProgress struct {
	progress *progress
	w        io.Writer
}

func (b *behindProgress) Write(text []byte) (int, error) {
	b.progress.hide()
	return b.w.Write(text)
}
