// Package runner turns paths into results: it finds the articles, reads them
// with the files that list their sources, and lints them side by side.
//
// Results come in the order of the paths, whatever runs side by side. Few of
// them exist at any time, and the bytes of the articles in work are bounded too,
// so memory does not grow with what there is to lint; only the list of paths
// does.
//
// A Watch tells when it is time to do so again.
package runner

import (
	"cmp"
	"context"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"golang.org/x/sync/semaphore"
)

// A Runner lints the articles that paths lead to. Its fields are not to be
// changed while it runs.
type Runner struct {
	Loader    *config.Loader
	Jobs      int       // how many articles are in work at a time; 0: one for each processor
	Stdin     io.Reader // what the path - stands for; nil: nothing
	StdinName string    // the name that - is linted under; empty: DefaultStdinName
	NoChecks  bool      // articles are parsed and not checked

	// ForceExclude leaves out what the configuration excludes, also if it is named.
	ForceExclude bool

	// If Since is not empty, only changed articles are checked, and only what is
	// new in them is found: what they do not have where the work tree has left
	// the revision that Since names, which may be git.Auto. Staged takes the
	// index for the later version, and if Since is empty, HEAD for the earlier
	// one. Paths then only restrict which changes are looked at.
	Since  string
	Staged bool

	// Outputs are files that are written to once the runner has run. It is an error
	// if one of them is an article that is to be linted, or is read with articles.
	// LeaveOut are files that a walk leaves out: reports are no articles. Those in
	// HTML it knows itself.
	Outputs  []string
	LeaveOut []string

	// Fix, if not nil, has findings fixed. Staged cannot be fixed.
	Fix *Fix

	// Progress, if not nil, is called after each article with how many of all
	// articles are done, from the goroutine that calls yield.
	Progress func(done, total int)

	// LeftOut, if not nil, is called with the path of each link to articles that a
	// walk did not follow and did not find in another way.
	LeftOut func(link string)

	// CacheDir is a directory that findings are kept in, to be found again when
	// nothing that they come from has changed; empty: none are kept. It makes no
	// difference to any result, but that articles have only their text and notes.
	CacheDir string

	// Buffers, if not nil, returns the texts of the lists of sources that an editor
	// has open, by their paths with slashes: they count in place of the files.
	Buffers func(path string) (text []byte, ok bool)

	sources sourceCache
	writing sync.Mutex // held while files are put in their places
	inWork  int64      // instead of maxInWork, for tests
}

// DefaultStdinName is the name of an article on standard input. Its extension
// tells the format.
const DefaultStdinName = "stdin.md"

// Run lints the articles at paths, and those below the paths that are
// directories, and hands each result to yield, which must not keep it. A path
// that cannot be linted makes a result with an Err. Run ends early with yield's
// error, or with the cause of ctx's end; it does not wait for articles that are
// then in work, but drops them; what is being written is written to the end.
func (r *Runner) Run(ctx context.Context, paths []string, yield func(*lint.Result) error) error {
	ctx, cancel := context.WithCancel(ctx)
	targets, versions, err := r.targets(ctx, paths)
	defer func() {
		cancel()
		r.writing.Lock() // what is being written is written to the end, and nothing else is
		defer r.writing.Unlock()
		versions.close()
	}()
	if err != nil {
		return err
	}
	p := newPipeline(r, len(targets))
	defer p.memory.close()
	go p.feed(ctx, targets)
	done := 0
	for j := range p.queue {
		var result *lint.Result
		select {
		case result = <-j.result:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if result != nil {
			if err := yield(result); err != nil {
				return err
			}
		}
		p.budget.Release(j.weight)
		if done++; r.Progress != nil {
			r.Progress(done, len(targets))
		}
	}
	return context.Cause(ctx)
}

// maxInWork bounds the bytes of the articles that are in work or wait for their
// turn to be handed out. An article takes about twenty times its size once it
// is parsed. One that is larger than this is in work alone.
const maxInWork = 16 << 20

// ahead is how many articles for each of the jobs may be done before their turn.
const ahead = 4

// A job is an article in work.
type job struct {
	target
	weight int64             // what it takes of the budget
	result chan *lint.Result // has room for the one result; nil if there is nothing to say
}

// A pipeline is the articles in work, in the order in which they are handed out.
type pipeline struct {
	runner *Runner
	memory *memory // nil: none
	jobs   int
	queue  chan *job
	most   int64 // how many bytes may be in work
	budget *semaphore.Weighted
}

func newPipeline(r *Runner, targets int) *pipeline {
	jobs := r.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = max(1, min(jobs, targets))
	most := cmp.Or(r.inWork, maxInWork)
	return &pipeline{
		runner: r,
		memory: r.remember(targets),
		jobs:   jobs,
		queue:  make(chan *job, ahead*jobs),
		most:   most,
		budget: semaphore.NewWeighted(most),
	}
}

// feed puts the targets in work, one after the other: as the budget is taken in
// the order in which it is given back, an article never waits for a later one.
func (p *pipeline) feed(ctx context.Context, targets []target) {
	work := make(chan *job)
	defer close(work)
	defer close(p.queue)
	for range p.jobs {
		go func() {
			for j := range work {
				j.result <- p.runner.lint(ctx, j.target, p.memory)
			}
		}()
	}
	for _, t := range targets {
		j := &job{target: t, weight: min(t.size(), p.most), result: make(chan *lint.Result, 1)}
		if p.budget.Acquire(ctx, j.weight) != nil {
			return
		}
		select {
		case p.queue <- j:
		case <-ctx.Done():
			return
		}
		select {
		case work <- j:
		case <-ctx.Done():
			return
		}
	}
}

// size returns the number of bytes of the file at a target, 0 if it is not known.
func (t *target) size() int64 {
	if t.err != nil {
		return 0
	}
	info, err := os.Stat(t.path)
	switch {
	case err != nil || !info.Mode().IsRegular():
		return 0
	case t.change != nil:
		return 2 * info.Size() // there are two versions of it
	}
	return info.Size()
}
