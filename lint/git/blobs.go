package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// Blobs reads blobs of a repository, all of them through one git process. It may
// be used by several goroutines; they take turns.
type Blobs struct {
	repository *Repository
	ctx        context.Context // bounds the life of the process, which outlives each call

	mu      sync.Mutex
	process *batch // nil before the first blob, and after an error
}

// Blobs returns a reader of blobs, which is to be closed. The end of ctx kills
// its process. No filter and no line-end conversion is applied to what it reads.
func (r *Repository) Blobs(ctx context.Context) *Blobs {
	return &Blobs{repository: r, ctx: ctx}
}

// Errors of Read.
var (
	ErrTooLarge = errors.New("larger than the limit")
	ErrMissing  = errors.New("not in this repository")
)

// Read returns the bytes of the blob with an id. A blob of more than limit bytes
// is an ErrTooLarge, one that git does not have an ErrMissing; others can be
// read after such an error.
func (b *Blobs) Read(id string, limit int64) ([]byte, error) {
	if !isID(id) {
		return nil, fmt.Errorf("%q is no id of a blob", id)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.start(); err != nil {
		return nil, err
	}
	text, err := b.process.read(id, limit)
	if err != nil && !errors.Is(err, ErrMissing) {
		err = b.fail(err)
	}
	return text, b.explain(id, err)
}

// isID reports whether an id is one that git writes: SHA-1 or SHA-256 in
// hexadecimal digits. Anything else could be taken for a second request.
func isID(id string) bool {
	return (len(id) == 40 || len(id) == 64) && strings.Trim(id, "0123456789abcdef") == ""
}

// start starts the process, if it does not run yet.
func (b *Blobs) start() error {
	if b.process != nil {
		return nil
	}
	if b.ctx.Err() != nil {
		return context.Cause(b.ctx)
	}
	process, err := startBatch(command(b.ctx, b.repository.Top, b.repository.env, "cat-file", "--batch"))
	if err != nil {
		return failed(b.ctx, "cat-file", new(head), err)
	}
	b.process = process
	return nil
}

// fail ends the process, whose answer has not been read to its end, and makes
// an error of what went wrong.
func (b *Blobs) fail(err error) error {
	process := b.process
	b.process = nil
	process.kill()
	if errors.Is(err, ErrTooLarge) {
		return err
	}
	err = failed(b.ctx, "cat-file", &process.complaint, err)
	if strings.Contains(complaintOf(err), "promisor remote") { // git has tried to fetch the blob
		return ErrMissing
	}
	return err
}

// explain names the blob that an error is about, and says what to do if it is
// missing.
func (b *Blobs) explain(id string, err error) error {
	switch {
	case errors.Is(err, ErrMissing) && b.repository.isPartial(b.ctx):
		return fmt.Errorf("blob %s: %w: %s", id, err, partial)
	case errors.Is(err, ErrMissing), errors.Is(err, ErrTooLarge):
		return fmt.Errorf("blob %s: %w", id, err)
	}
	return err
}

// Close ends the process.
func (b *Blobs) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.process == nil {
		return nil
	}
	process := b.process
	b.process = nil
	if err := process.close(); err != nil {
		return failed(b.ctx, "cat-file", &process.complaint, err)
	}
	return nil
}

// A batch is a running git cat-file --batch.
type batch struct {
	cmd       *exec.Cmd
	requests  io.WriteCloser
	answers   *bufio.Reader
	complaint head // complete once the process has ended
}

func startBatch(cmd *exec.Cmd) (*batch, error) {
	p := &batch{cmd: cmd}
	cmd.Stderr = &p.complaint
	requests, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.requests, p.answers = requests, bufio.NewReaderSize(answers, 64<<10)
	return p, cmd.Start()
}

// read asks for a blob. The answer is a line and, if there is such a blob, its
// bytes and a line end:
//
//	ID blob SIZE
//	ID missing
func (p *batch) read(id string, limit int64) ([]byte, error) {
	if _, err := io.WriteString(p.requests, id+"\n"); err != nil {
		return nil, err
	}
	line, err := p.answers.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(line)
	if len(fields) == 2 && fields[0] == id && fields[1] == "missing" {
		return nil, ErrMissing
	}
	if len(fields) != 3 || fields[0] != id || fields[1] != "blob" {
		return nil, fmt.Errorf("unexpected answer %.80q", line)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	switch {
	case err != nil || size < 0:
		return nil, fmt.Errorf("unexpected answer %.80q", line)
	case size > limit:
		return nil, fmt.Errorf("%w of %d bytes", ErrTooLarge, limit)
	}
	text := make([]byte, size+1)
	_, err = io.ReadFull(p.answers, text)
	return text[:size], err
}

// close lets the process come to its end.
func (p *batch) close() error {
	p.requests.Close()
	return p.cmd.Wait()
}

func (p *batch) kill() {
	p.requests.Close()
	p.cmd.Process.Kill()
	p.cmd.Wait()
}
