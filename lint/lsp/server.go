// Package lsp is a language server: it checks the articles that stand in an
// editor while they are written, and answers what the editor asks about them.
//
// One goroutine reads the messages and brings the buffers up to date. What is
// asked about an article is answered from a reading of it: a snapshot of the text
// with the findings, made once for each version that somebody needs. An edit
// makes the reading of the version before stale, and it stops unless a request
// waits for it.
package lsp

import (
	"context"
	"errors"
	"io"
	"log"
	"runtime"
	"sync"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/runner"
	"github.com/sourcegraph/jsonrpc2"
)

// Options say what a server checks articles with.
type Options struct {
	Loader  func() *config.Loader // makes a loader that has read nothing yet
	Version string                // of citevet
}

// ErrExit is returned by Serve if the client went without asking for shutdown.
var ErrExit = errors.New("the client left without shutdown")

// Serve answers a client until that says exit, closes in, or ctx ends. It closes
// in if that can be closed.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o *Options) error {
	return newServer(in, out, o).serve(ctx)
}

func newServer(in io.Reader, out io.Writer, o *Options) *server {
	s := &server{
		options:  o,
		stream:   newStream(in, out),
		slots:    make(chan struct{}, runtime.GOMAXPROCS(0)),
		buffers:  make(map[string]*buffer),
		mistaken: make(map[string]*runner.Runner),
		pending:  make(map[jsonrpc2.ID]context.CancelFunc),
	}
	s.stream.ended = s.finish
	return s
}

// serve runs the server, and waits for all that it began.
func (s *server) serve(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	s.ctx = ctx
	s.reload()
	conn := jsonrpc2.NewConn(ctx, s.stream, s, jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	<-conn.DisconnectNotify()
	cancel()
	s.finish()
	if !s.shutdown {
		return ErrExit
	}
	return nil
}

// finish begins nothing more, and waits until what was asked is answered.
func (s *server) finish() {
	s.mu.Lock()
	s.closing = true
	for _, b := range s.buffers {
		b.drop()
	}
	s.mu.Unlock()
	s.work.Wait()
}

// A server is one connection with one client.
type server struct {
	options *Options
	ctx     context.Context
	stream  *stream
	slots   chan struct{} // holds one for each reading in work
	client  clientCapabilities
	utf8    bool // positions count bytes
	work    sync.WaitGroup

	publishing sync.Mutex                // held while diagnostics are written, and before mu
	mistaken   map[string]*runner.Runner // by URI, who has found mistakes in a configuration; publishing is held for it

	mu          sync.Mutex // of what follows
	initialized bool
	shutdown    bool // the client has asked for it
	closing     bool // no more work is to begin
	buffers     map[string]*buffer
	pending     map[jsonrpc2.ID]context.CancelFunc // requests that can be cancelled
	saved       *runner.Runner                     // for articles that are files
	unsaved     *runner.Runner
	calls       int // how many requests the client was sent
}

// reload forgets what was read of configurations and lists of sources.
func (s *server) reload() {
	saved := s.options.Loader()
	unsaved := s.options.Loader()
	unsaved.None = unsaved.File == ""
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saved = &runner.Runner{Loader: saved, Buffers: s.listText}
	now := s.saved
	s.begin(func() { s.withdrawMistakes(now) })
	s.unsaved = &runner.Runner{Loader: unsaved}
}

// begin runs f in a goroutine that Serve waits for, unless it is ending.
// The caller holds mu.
func (s *server) begin(f func()) {
	if s.closing {
		return
	}
	s.work.Go(func() {
		if _, err := safely(func() (any, error) { f(); return nil, nil }); err != nil {
			s.log(err.Error())
		}
	})
}
