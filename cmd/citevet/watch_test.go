package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A watcher is citevet check --watch as a process, in the working directory.
type watcher struct {
	*testing.T
	cmd   *exec.Cmd
	lines chan string // closed at its end
}

// tooLong is when a watcher that says nothing is taken to be stuck.
const tooLong = 2 * time.Minute

func startWatcher(t *testing.T, args ...string) *watcher {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	w := startWatcherOn(t, out, in, args...)
	in.Close()
	return w
}

// startWatcherOn gives it one file for both outputs, so that they stay in order. On
// its standard input is the name of a draft.
func startWatcherOn(t *testing.T, out, in *os.File, args ...string) *watcher {
	t.Helper()
	cmd := citevet(t, append([]string{"check", "--watch"}, args...)...)
	cmd.Stdin = strings.NewReader("draft.md\n")
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &watcher{t, cmd, make(chan string)}
	stuck := time.AfterFunc(tooLong, func() { cmd.Process.Kill() })
	t.Cleanup(func() {
		stuck.Stop()
		cmd.Process.Kill()
		for range w.lines {
		}
	})
	go func() {
		defer close(w.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			w.lines <- s.Text()
		}
	}()
	return w
}

// citevet is the command, with no settings but its own.
func citevet(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Args[0] = "citevet"
	cmd.Env = append(append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "TERM=xterm"), ownCache(t.TempDir())...)
	return cmd
}

const checkedAt = "citevet: checked at "

// next returns what is printed up to the line that tells when it was checked, and
// that line.
func (w *watcher) next() (printed, last string) {
	w.Helper()
	var all strings.Builder
	for line := range w.lines {
		if strings.HasPrefix(line, checkedAt) {
			return all.String(), line
		}
		all.WriteString(line + "\n")
	}
	w.Fatalf("ended, and printed\n%s", &all)
	return "", ""
}

// end ends it as Ctrl-C does.
func (w *watcher) end() {
	w.Helper()
	if err := w.cmd.Process.Signal(os.Interrupt); err != nil {
		w.Fatal(err)
	}
	var rest []string
	for line := range w.lines {
		rest = append(rest, line)
	}
	if err := w.cmd.Wait(); err != nil || rest != nil {
		w.Errorf("ended with %v, and printed %q", err, rest)
	}
}

// plain returns what citevet prints without --watch.
func plain(t *testing.T, args ...string) string {
	t.Helper()
	cmd := citevet(t, append([]string{"check"}, args...)...)
	cmd.Stdin = strings.NewReader("draft.md\n")
	out, err := cmd.CombinedOutput()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatal(err)
	}
	return string(out)
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// shell does what users and their editors do.
func shell(t *testing.T, script string) {
	t.Helper()
	cmd := exec.Command("sh", "-ec", script)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org",
		"GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
}

// TestWatch prints after each change what a run without --watch prints then.
func TestWatch(t *testing.T) {
	for _, c := range []struct {
		name  string
		setUp string // after the files of a draft are there
		args  []string
		steps []string
	}{
		{"directory", "", []string{"--rule", "placeholder-citation,dangling-citation", "."}, []string{
			"echo 'Sleep helps memory [7].' >draft.md",
			"printf 'Sleep helps [citation needed].\\n' >.draft.swp && mv .draft.swp draft.md",
			"rm draft.md",
			"mkdir -p new/er && echo 'Naps help [source?].' >new/er/nap.md",
			"printf '1. Smith, On Sleep, 2020, https://example.org/sleep\\n' >new/er/nap.sources.txt && echo 'Naps help [1] [2].' >new/er/nap.md",
			"echo 'rules: {dangling-citation: warning}' >new/.citevet.yaml",
			"echo 'rules: {dangling-citations: warning}' >new/.citevet.yaml",
			"rm -r new",
		}},
		{"since", "git init -q . && git add . && git commit -q -m old", []string{"--since", "HEAD", "--fail-on", "never"}, []string{
			"echo 'Naps help, too [citation needed].' >>draft.md",
			"echo 'Naps help [9].' >nap.md",
			"git add . && git commit -q -m new",
		}},
		{"list on standard input", "", []string{"--files-from", "-"}, []string{
			"echo 'Sleep [TODO cite] helps.' >draft.md",
			"echo 'Sleep [XX] helps.' >draft.md",
		}},
		{"json", "", []string{"--format", "json", "--quiet", "draft.md"}, []string{
			"echo 'Sleep [TODO cite] helps.' >draft.md",
			"mv draft.md away.md",
			"mv away.md draft.md",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, "draft.md", "Sleep helps memory [citation needed].\n")
			shell(t, c.setUp)
			w := startWatcher(t, c.args...)
			for i, step := range append([]string{""}, c.steps...) {
				shell(t, step)
				want := plain(t, c.args...)
				got, last := w.next()
				for got != want { // it was quick: the step was not yet done
					t.Logf("step %d: %s\nprints\n%s\nwant\n%s", i, step, got, want)
					got, last = w.next()
				}
				if !strings.Contains(last, "; watching ") || !strings.HasSuffix(last, "; Ctrl-C ends") {
					t.Errorf("says %q", last)
				}
			}
			w.end()
		})
	}
}

// TestWatchOutput writes findings to a file among the articles. That is no reason
// to check them again.
func TestWatchOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "draft.md", "Sleep helps memory [citation needed].\n")
	w := startWatcher(t, "--output", "json=findings.json", "--output", "text=findings.txt", "--profile", "cpu.out", ".")
	for _, text := range []string{"", "Sleep helps [source?].\n", "Naps help [source?].\n"} {
		if text != "" {
			put(t, "draft.md", text)
		}
		printed, _ := w.next()
		written, err := os.ReadFile("findings.txt")
		if err != nil || string(written) != printed {
			t.Errorf("prints\n%s\nand writes\n%s%v", printed, written, err)
		}
	}
	w.end()
	if info, err := os.Stat("cpu.out"); err != nil || info.Size() == 0 {
		t.Errorf("no profile: %v", err)
	}
}

// TestWatchBesides changes what findings depend on besides articles, and breaks it.
func TestWatchBesides(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "a/draft.md", "Sleep helps memory [citation needed].\n")
	put(t, "known/known.jsonl", "")
	shell(t, "printf 'a/draft.md\\n' >list")
	plain(t, "--write-baseline", "--baseline", "known/known.jsonl", "a/draft.md")
	w := startWatcher(t, "--quiet", "--rule", "placeholder-citation", "--baseline", "known/known.jsonl", "--files-from", "list")
	if printed, _ := w.next(); printed != "" {
		t.Errorf("prints what is known: %s", printed)
	}
	shell(t, "echo '{' >known/known.jsonl")
	if line := <-w.lines; !strings.HasPrefix(line, "citevet: known/known.jsonl:1: ") {
		t.Errorf("says %q", line)
	}
	shell(t, "rm known/known.jsonl && cp a/draft.md b.md && printf 'a/draft.md\\nb.md\\n' >list")
	for line := range w.lines { // that it is not there, perhaps
		if strings.Contains(line, "no such baseline") {
			break
		}
	}
	plain(t, "--write-baseline", "--baseline", "known/known.jsonl", "a/draft.md")
	if printed, _ := w.next(); !strings.HasPrefix(printed, "b.md:1:20: ") || strings.Count(printed, "\n") != 1 {
		t.Errorf("prints %s", printed)
	}
	w.end()
}

// TestWatchNobody ends when nobody reads what is printed.
func TestWatchNobody(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "draft.md", "Sleep helps memory [citation needed].\n")
	cmd := citevet(t, "check", "--watch", ".")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(tooLong, func() { cmd.Process.Kill() }).Stop()
	said := bufio.NewScanner(stderr)
	if !said.Scan() {
		t.Fatal("says nothing")
	}
	stdout.Close()
	put(t, "draft.md", "Sleep helps [citation needed].\n")
	for said.Scan() {
		t.Errorf("goes on, and says %q", said.Text())
	}
	if err := cmd.Wait(); err == nil || err.Error() != "exit status 1" {
		t.Errorf("ended with %v", err)
	}
}
