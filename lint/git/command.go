package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// safeguards are the options of every git command. The repository is a
// stranger's, so nothing that its configuration names is run.
var safeguards = []string{
	"--no-pager",
	"--no-optional-locks",
	"-c", "core.fsmonitor=", // empty, as git before 2.36 takes false for a program's name
	"-c", "core.hooksPath=/dev/null",
	"-c", "safe.bareRepository=explicit", // a directory of articles may be made to look like a repository
	"-c", "submodule.recurse=false",
}

// repositoryVariables are the variables of the environment that tell git which
// repository to work on, as they do in a hook, or how to read what it is asked.
var repositoryVariables = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_NAMESPACE",
	"GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_ATTR_SOURCE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS",
	"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
}

// environment is the environment of git's commands. A partial clone must not
// fetch what it lacks, for a transport is a program too: git before 2.39.4 does
// not know that it must not, and finds that no transport is allowed.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(repositoryVariables, name)
	})
	return append(env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none")
}

// command is a git command in a directory. The end of ctx kills it.
func command(ctx context.Context, dir string, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", slices.Concat(safeguards, args)...)
	cmd.Dir = dir
	cmd.Env = env
	cmd.WaitDelay = time.Second
	return cmd
}

// run runs a git command and returns what it prints.
func run(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	cmd := command(ctx, dir, env, args...)
	complaint := new(head)
	cmd.Stderr = complaint
	out, err := cmd.Output()
	if err != nil {
		return out, failed(ctx, subcommand(args), complaint, err)
	}
	return out, nil
}

// git runs a git command at the top of the repository.
func (r *Repository) git(ctx context.Context, args ...string) ([]byte, error) {
	return run(ctx, r.Top, r.env, args...)
}

// subcommand is the first of the arguments that is no option with a value.
func subcommand(args []string) string {
	for len(args) > 2 && args[0] == "-c" {
		args = args[2:]
	}
	return args[0]
}

// A failure is a git command that failed, with what it said of it.
type failure struct {
	command   string
	complaint string // the first line on standard error
	err       error
}

func (f *failure) Error() string {
	if f.complaint == "" {
		return fmt.Sprintf("git %s: %v", f.command, f.err)
	}
	return fmt.Sprintf("git %s: %s", f.command, f.complaint)
}

func (f *failure) Unwrap() error { return f.err }

// failed makes an error of what became of a command: the cause of ctx's end if
// that has ended it.
func failed(ctx context.Context, command string, complaint *head, err error) error {
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("git is not installed, or not in the PATH")
	}
	return &failure{command, complaint.line(), err}
}

// complaintOf is what git said when a command failed, empty if err is no such
// failure.
func complaintOf(err error) string {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.complaint
	}
	return ""
}

// A head keeps the first bytes of what is written to it.
type head struct{ buf bytes.Buffer }

const headSize = 8 << 10

func (h *head) Write(p []byte) (int, error) {
	h.buf.Write(p[:min(len(p), max(0, headSize-h.buf.Len()))])
	return len(p), nil
}

// line returns the line that says what is wrong: the first that git marks as
// such, for warnings and traces may stand before it, or else the first.
func (h *head) line() string {
	first := ""
	for line := range strings.Lines(h.buf.String()) {
		line = strings.TrimSpace(line)
		for _, mark := range []string{"fatal: ", "error: "} {
			if said, ok := strings.CutPrefix(line, mark); ok {
				return said
			}
		}
		if first == "" {
			first = line
		}
	}
	return first
}
