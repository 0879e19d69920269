// Command citevet checks the citations of articles.
//
// The exit status is 0 if there is nothing to report, 1 if there are findings at
// or above the severity of --fail-on, and 2 if the work could not be done, or
// not for all articles. If the reader of the standard output goes away, citevet
// stops, says nothing, and exits with what it knows by then.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"unicode"
)

// The exit statuses.
const (
	exitClean    exit = 0
	exitFindings exit = 1
	exitTrouble  exit = 2
)

// An exit is an error that has been told already, or that is none: all that is
// left to do is to exit with it.
type exit int

func (e exit) Error() string { return "exit status " + strconv.Itoa(int(e)) }

func main() { os.Exit(int(run())) }

func run() exit {
	tuneMemory()
	// Without this, to write to a closed pipe would kill the process.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	out := &checked{w: os.Stdout}
	root := newRoot()
	root.SetOut(out)
	err := root.Execute()
	if err == nil {
		err = out.err
	}
	return decide(os.Stderr, err)
}

// decide turns the error of a command into an exit status, and tells it.
func decide(w io.Writer, err error) exit {
	if err == nil {
		return exitClean
	}
	if e, ok := errors.AsType[exit](err); ok {
		return e
	}
	if errors.Is(err, syscall.EPIPE) {
		return exitClean
	}
	complain(w, err.Error())
	return exitTrouble
}

// complain tells the user that something is wrong, each line on its own. What
// would move a terminal's cursor is written out: names of files and what stands
// in them may be a stranger's.
func complain(w io.Writer, message string) {
	for line := range strings.SplitSeq(message, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			quoted := strconv.Quote(line)
			line = quoted[1 : len(quoted)-1]
		}
		fmt.Fprintf(w, "citevet: %s\n", line)
	}
}

// A checked is a writer for those who do not look at each error, as help and other
// commands that write little do not.
type checked struct {
	w   io.Writer
	err error // the first one
}

func (c *checked) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	if c.err == nil {
		c.err = err
	}
	return n, err
}

// tuneMemory lets the heap grow to five times what is in use before it is
// collected, which costs little on articles of a usual size and saves a quarter
// of the time, but not beyond a gigabyte.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(1 << 30)
	}
}
