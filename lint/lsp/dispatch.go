package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/sourcegraph/jsonrpc2"
)

// Codes that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized  = -32002
	codeRequestFailed   = -32803
	codeCancelled       = -32800
	codeContentModified = -32801
)

// A method takes the params of a request or notification in the order in which
// they come, and returns what answers it, which may run beside others. It is nil
// for a notification.
type method func(s *server, params json.RawMessage) (answer, error)

type answer func(ctx context.Context) (result any, err error)

var requests = map[string]method{
	"initialize":                  now((*server).initialize),
	"shutdown":                    now((*server).stop),
	"textDocument/hover":          onArticle((*view).hover),
	"textDocument/definition":     onArticle((*view).definition),
	"textDocument/references":     onArticle((*view).references),
	"textDocument/documentSymbol": onArticle((*view).symbols),
	"textDocument/codeAction":     onArticle((*view).actions),
	"codeAction/resolve":          resolve,
	"textDocument/completion":     onArticle((*view).complete),
	"textDocument/prepareRename":  onArticle((*view).prepareRename),
	"textDocument/rename":         onArticle((*view).rename),
}

var notifications = map[string]method{
	"initialized":                     note((*server).watch),
	"$/cancelRequest":                 note((*server).cancel),
	"textDocument/didOpen":            note((*server).didOpen),
	"textDocument/didChange":          note((*server).didChange),
	"textDocument/didSave":            note((*server).didSave),
	"textDocument/didClose":           note((*server).didClose),
	"workspace/didChangeWatchedFiles": note((*server).didChangeFiles),
}

// now makes a method of one that answers at once.
func now[P any](f func(*server, *P) (any, error)) method {
	return func(s *server, params json.RawMessage) (answer, error) {
		p, err := read[P](params)
		if err != nil {
			return nil, err
		}
		result, err := f(s, p)
		return func(context.Context) (any, error) { return result, err }, nil
	}
}

// note makes a method of one for a notification.
func note[P any](f func(*server, *P)) method {
	return func(s *server, params json.RawMessage) (answer, error) {
		p, err := read[P](params)
		if err == nil {
			f(s, p)
		}
		return nil, err
	}
}

// read decodes params, which may be left out.
func read[P any](params json.RawMessage) (*P, error) {
	p := new(P)
	if len(params) == 0 || bytes.Equal(params, []byte("null")) {
		return p, nil
	}
	if err := json.Unmarshal(params, p); err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return p, nil
}

// Handle is called with one message after the other.
func (s *server) Handle(ctx context.Context, conn *jsonrpc2.Conn, r *jsonrpc2.Request) {
	var params json.RawMessage
	if r.Params != nil {
		params = *r.Params
	}
	if r.Notif {
		if r.Method == "exit" {
			s.finish()
			conn.Close()
			return
		}
		s.notified(r.Method, params)
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	s.pending[r.ID] = cancel
	s.mu.Unlock()
	answer, err := s.ask(r.Method, params)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin(func() {
		var result any
		if err == nil {
			result, err = safely(func() (any, error) { return answer(ctx) })
		}
		s.mu.Lock()
		delete(s.pending, r.ID)
		s.mu.Unlock()
		s.respond(ctx, conn, r.ID, result, err)
		cancel()
	})
}

// ask finds the method of a request and gives it the params.
func (s *server) ask(name string, params json.RawMessage) (answer, error) {
	s.mu.Lock()
	initialized, shutdown := s.initialized, s.shutdown
	s.mu.Unlock()
	m, known := requests[name]
	switch {
	case shutdown:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "shutdown was asked for"}
	case initialized == (name == "initialize"):
		if initialized {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialized already"}
		}
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "not initialized"}
	case !known:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: fmt.Sprintf("no such method: %.100q", name)}
	}
	return safely(func() (answer, error) { return m(s, params) })
}

// notified does what a notification says. What is wrong with one cannot be
// answered, so it goes into the client's log.
func (s *server) notified(name string, params json.RawMessage) {
	s.mu.Lock()
	live := s.initialized && !s.shutdown
	s.mu.Unlock()
	m := notifications[name]
	if m == nil || !live {
		return
	}
	if _, err := safely(func() (answer, error) { return m(s, params) }); err != nil {
		s.log(fmt.Sprintf("%s: %v", name, err))
	}
}

// log writes into the client's log.
func (s *server) log(message string) {
	params, err := json.Marshal(messageParams{Type: 1, Message: message})
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin(func() { s.stream.notify("window/logMessage", params) })
}

// respond answers a request, with an error that the protocol has a code for.
func (s *server) respond(ctx context.Context, conn *jsonrpc2.Conn, id jsonrpc2.ID, result any, err error) {
	response := &jsonrpc2.Response{ID: id}
	if err == nil {
		err = response.SetResult(result)
	}
	if err != nil {
		response.Result, response.Error = nil, errorOf(err)
	}
	conn.SendResponse(ctx, response) // there is nobody to tell that it failed
}

func errorOf(err error) *jsonrpc2.Error {
	if e, ok := errors.AsType[*jsonrpc2.Error](err); ok {
		return e
	}
	switch {
	case errors.Is(err, context.Canceled):
		return &jsonrpc2.Error{Code: codeCancelled, Message: "cancelled"}
	case errors.Is(err, errStale):
		return &jsonrpc2.Error{Code: codeContentModified, Message: err.Error()}
	}
	return &jsonrpc2.Error{Code: codeRequestFailed, Message: err.Error()}
}

// safely makes an error of a panic, which is a bug that is not to end the session.
func safely[T any](f func() (T, error)) (result T, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &jsonrpc2.Error{
				Code:    jsonrpc2.CodeInternalError,
				Message: fmt.Sprintf("a bug in citevet: %v; please report it\n%s", v, debug.Stack()),
			}
		}
	}()
	return f()
}

// cancel ends the work on a request.
func (s *server) cancel(p *cancelParams) {
	var id jsonrpc2.ID
	if id.UnmarshalJSON(p.ID) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.pending[id]; cancel != nil {
		cancel()
	}
}
