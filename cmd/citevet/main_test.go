package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"citevet": main})
}

// TestScripts runs testdata/scripts. Besides the usual commands they have
//
//	exits STATUS COMMAND...
//
// which is exec for commands of which the exit status is known. Git has an
// identity in them, and nobody's settings.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/scripts",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(env *testscript.Env) error {
			env.Setenv("TERM", "xterm")
			for _, role := range []string{"AUTHOR", "COMMITTER"} {
				env.Setenv("GIT_"+role+"_NAME", "A")
				env.Setenv("GIT_"+role+"_EMAIL", "a@example.org")
			}
			env.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
			env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			return nil
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits status command [args...]")
	}
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		status = exit.ExitCode()
	}
	if want, err := strconv.Atoi(args[0]); err != nil || status != want {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}

// TestExamples runs the examples of every command's help.
func TestExamples(t *testing.T) {
	for _, cmd := range commands(newRoot()) {
		for line := range strings.Lines(cmd.Example) {
			example := strings.TrimSpace(line)
			t.Run(example, func(t *testing.T) { runExample(t, example) })
		}
	}
}

// commands lists a command and all below it, those of cobra left out.
func commands(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, c := range root.Commands() {
		all = append(all, commands(c)...)
	}
	return all
}

// runExample runs an example as a shell does, in a repository with the files
// that examples name.
func runExample(t *testing.T, example string) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("drafts", 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.md", "drafts/new.md"} {
		if err := os.WriteFile(name, []byte("Sleep is a habit of animals.\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("sh", "-c", "git init -q . && git add . && "+example)
	cmd.Env = append(os.Environ(), ownCache(t.TempDir())...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, &stdout, &stderr)
	}
	if stdout.Len() == 0 || stderr.Len() > 0 {
		t.Errorf("standard output %q, standard error %q", &stdout, &stderr)
	}
}

// TestInterrupt interrupts a run that waits for an article.
func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.md", []byte("Sleep helps memory [citation needed].\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("citevet", "check", "--output", "json=out.json", "a.md", "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil { // about a.md
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || err.Error() != "exit status 2" {
		t.Errorf("ended with %v", err)
	}
	if got := stderr.String(); !strings.Contains(got, "interrupt") || strings.Count(got, "\n") != 1 {
		t.Errorf("standard error %q", got)
	}
	if left, _ := filepath.Glob("*out.json*"); left != nil {
		t.Errorf("left %q", left)
	}
}
