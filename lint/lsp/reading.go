package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/runner"
	"github.com/sourcegraph/jsonrpc2"
)

// A reading is what one version of an article was read as.
type reading struct {
	buffer  *buffer // for what of it does not change
	version int
	text    *text
	runner  *runner.Runner

	done   chan struct{}      // closed when the result is there
	result *lint.Result       // nil if the reading was stopped
	cancel context.CancelFunc // stops it

	lists  sync.Map            // of the lists of sources that were looked into: by path, *text
	beside func() sourcesByKey // the sources that lists have

	// The server's mu is held for these.
	waiting int  // requests that wait for it
	stale   bool // the article has changed since
}

type sourcesByKey map[string]*lint.Source

// listedBeside finds the sources that are listed in other files than the article.
func (r *reading) listedBeside() sourcesByKey {
	found := make(sourcesByKey)
	for i := range r.result.Article.Sources {
		if s := &r.result.Article.Sources[i]; s.File != "" && found[s.Key] == nil {
			found[s.Key] = s
		}
	}
	return found
}

var errStale = errors.New("the article has changed")

// held is the article as the runner takes it.
func (r *reading) held() *runner.Buffer {
	return &runner.Buffer{Path: r.buffer.as, Text: r.text.bytes, Unsaved: r.buffer.path == ""}
}

// stopIfIdle stops a reading that nobody needs any more.
func (r *reading) stopIfIdle() {
	if r.stale && r.waiting == 0 {
		r.cancel()
	}
}

// read returns the reading of a buffer as it is now, which may be in work. The
// caller holds mu.
func (s *server) read(b *buffer) *reading {
	if b.current != nil {
		return b.current
	}
	ctx, cancel := context.WithCancel(s.ctx)
	r := &reading{
		buffer: b, version: b.version, text: b.text.snapshot(), runner: s.saved,
		done: make(chan struct{}), cancel: cancel,
	}
	r.beside = sync.OnceValue(r.listedBeside)
	if b.path == "" {
		r.runner = s.unsaved
	}
	b.current = r
	work := func() {
		defer close(r.done)
		defer cancel()
		select {
		case s.slots <- struct{}{}:
			r.result = r.runner.Lint(ctx, r.held())
			<-s.slots
		case <-ctx.Done():
		}
	}
	if s.closing {
		cancel()
		close(r.done)
		return r
	}
	s.begin(work)
	return r
}

// check reads a buffer and publishes what is found.
func (s *server) check(b *buffer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing || s.shutdown || s.buffers[b.uri] != b {
		return
	}
	r := s.read(b)
	s.begin(func() {
		<-r.done
		s.publish(r)
	})
}

// A view is a reading that a request is answered from.
type view struct {
	*server
	*reading
	article *lint.Article
	request context.Context // ends when the request is cancelled
}

// ofDocument are the params of a request about a buffer.
type ofDocument[P any] interface {
	*P
	uri() string
}

// onArticle makes a method of one that needs the article as it is when the request
// comes. Where there is no article, the result is null.
func onArticle[P any, D ofDocument[P]](f func(*view, *P) (any, error)) method {
	return func(s *server, params json.RawMessage) (answer, error) {
		p, err := read[P](params)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		b := s.buffers[D(p).uri()]
		if b == nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "not open: " + D(p).uri()}
		}
		if b.other {
			return func(context.Context) (any, error) { return nil, nil }, nil
		}
		r := s.read(b)
		r.waiting++
		return func(ctx context.Context) (any, error) {
			if err := s.wait(ctx, r); err != nil {
				return nil, err
			}
			if r.result.Article == nil {
				return nil, nil
			}
			return f(&view{s, r, r.result.Article, ctx}, p)
		}, nil
	}
}

// wait waits for a reading on behalf of a request.
func (s *server) wait(ctx context.Context, r *reading) error {
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		r.waiting--
		r.stopIfIdle()
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-r.done:
		if r.result == nil {
			return errStale
		}
		return ctx.Err()
	}
}
