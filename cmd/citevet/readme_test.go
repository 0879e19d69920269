package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

var console = regexp.MustCompile("(?s)```console\n\\$ citevet ([^\n]*)\n(.*?)```")

// TestReadme runs the commands whose output the README shows. A line "..."
// stands for any lines left out.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := console.FindAllStringSubmatch(string(readme), -1)
	if len(shown) == 0 {
		t.Fatal("the README shows no output")
	}
	for _, block := range shown {
		cmd := exec.Command("citevet", strings.Fields(block[1])...)
		cmd.Dir = "../.."
		out, err := cmd.Output()
		if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != 1) {
			t.Fatalf("citevet %s: %v", block[1], err)
		}
		rest := string(out)
		for part := range strings.SplitSeq(block[2], "...\n") {
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("citevet %s does not print\n%s\nin\n%s", block[1], part, rest)
			}
			rest = after
		}
	}
}

var configuration = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestReadmeConfiguration reads the configuration that the README shows.
func TestReadmeConfiguration(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	shown := configuration.FindSubmatch(readme)
	if shown == nil {
		t.Fatal("the README shows no configuration")
	}
	if err := os.WriteFile(".citevet.yaml", shown[1], 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("citevet", "config", "show").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
