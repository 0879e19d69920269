package lsp

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
)

// A client is an editor in all but its window: it speaks to a real server over
// pipes and keeps its own copies of what is open, in UTF-16.
type client struct {
	t      testing.TB
	server *server
	in     io.WriteCloser
	ended  chan error // what Serve returned

	mu       sync.Mutex // of what follows
	loose    bool       // what is sent may have the id of a request
	changed  *sync.Cond // something has come
	closed   bool
	answers  map[string]message
	asked    []message            // requests of the server
	notes    []message            // notifications but for diagnostics
	found    map[string]published // the last diagnostics of each URI
	versions map[string]int       // of what is open
	texts    map[string][]uint16  // of what is open
	ids      int
}

type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

type published struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

// patience is how long a test waits for what has to come.
const patience = 30 * time.Second

// start starts a server and a client that is not initialized.
func start(t testing.TB) *client {
	t.Helper()
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	server := newServer(serverIn, serverOut, &Options{
		Loader:  func() *config.Loader { return &config.Loader{Rules: rules.All} },
		Version: "test",
	})
	c := &client{
		t: t, server: server, in: clientOut, ended: make(chan error, 1),
		answers: map[string]message{}, found: map[string]published{}, versions: map[string]int{}, texts: map[string][]uint16{},
	}
	c.changed = sync.NewCond(&c.mu)
	go func() {
		err := server.serve(t.Context())
		serverOut.Close()
		c.ended <- err
	}()
	go c.listen(clientIn)
	t.Cleanup(func() { clientOut.Close() })
	return c
}

// listen takes what the server sends.
func (c *client) listen(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		m, err := receive(in)
		c.mu.Lock()
		switch {
		case err != nil:
			c.closed = true
		case m.Method == "textDocument/publishDiagnostics":
			var p published
			if err := json.Unmarshal(m.Params, &p); err != nil {
				c.t.Error(err)
			}
			c.found[p.URI] = p
		case m.Method != "" && m.ID != nil:
			c.asked = append(c.asked, m)
		case m.Method != "":
			c.notes = append(c.notes, m)
		default:
			if _, again := c.answers[string(m.ID)]; again && string(m.ID) != "null" && !c.loose {
				c.t.Errorf("answered twice: %s", m.ID)
			}
			c.answers[string(m.ID)] = m
		}
		c.changed.Broadcast()
		c.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func receive(in *bufio.Reader) (message, error) {
	var m message
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return m, err
	}
	length, err := strconv.Atoi(header.Get("Content-Length"))
	if err != nil {
		return m, err
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(in, body); err != nil {
		return m, err
	}
	return m, json.Unmarshal(body, &m)
}

// raw sends bytes as they are.
func (c *client) raw(s string) {
	c.t.Helper()
	if _, err := io.WriteString(c.in, s); err != nil {
		c.t.Fatal(err)
	}
}

func framed(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

func (c *client) send(m map[string]any) {
	c.t.Helper()
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		c.t.Fatal(err)
	}
	c.raw(framed(string(body)))
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	c.send(map[string]any{"method": method, "params": params})
}

// ask sends a request and returns its id.
func (c *client) ask(method string, params any) string {
	c.t.Helper()
	c.ids++
	c.send(map[string]any{"id": c.ids, "method": method, "params": params})
	return strconv.Itoa(c.ids)
}

// until waits for something, with mu held while it looks.
func (c *client) until(what string, come func() bool) {
	c.t.Helper()
	late := false
	timer := time.AfterFunc(patience, func() {
		c.mu.Lock()
		late = true
		c.mu.Unlock()
		c.changed.Broadcast()
	})
	defer timer.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !come() {
		if late || c.closed {
			c.t.Fatalf("%s does not come", what)
		}
		c.changed.Wait()
	}
}

// published returns the last diagnostics of an article.
func (c *client) published(uri string) published {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.found[uri]
}

// forget makes the client wait for diagnostics that come from now on.
func (c *client) forget(uri string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.found, uri)
}

// question is the first request of the server.
func (c *client) question() message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[0]
}

// answer waits for the answer to a request.
func (c *client) answer(id string) message {
	c.t.Helper()
	var m message
	c.until("an answer to "+id, func() bool {
		var ok bool
		m, ok = c.answers[id]
		return ok
	})
	return m
}

// call asks and waits for a result.
func (c *client) call(method string, params, result any) {
	c.t.Helper()
	m := c.answer(c.ask(method, params))
	if m.Error != nil {
		c.t.Fatalf("%s: %d %s", method, m.Error.Code, m.Error.Message)
	}
	if err := json.Unmarshal(m.Result, result); err != nil {
		c.t.Fatalf("%s: %v in %s", method, err, m.Result)
	}
}

// fails asks and waits for an error with a code that says something.
func (c *client) fails(code int, says, method string, params any) {
	c.t.Helper()
	m := c.answer(c.ask(method, params))
	if m.Error == nil || m.Error.Code != code || !strings.Contains(m.Error.Message, says) {
		c.t.Errorf("%s: %+v %s, want error %d %q", method, m.Error, m.Result, code, says)
	}
}

// all is what a client of today can do.
const all = `{
	"workspace": {"workspaceEdit": {"documentChanges": true}, "didChangeWatchedFiles": {"dynamicRegistration": true}},
	"textDocument": {
		"codeAction": {"disabledSupport": true, "resolveSupport": {"properties": ["edit"]}},
		"documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
		"hover": {"contentFormat": ["markdown", "plaintext"]},
		"publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1, 2]}}
	}
}`

// begin starts a session with a client that has capabilities.
func begin(t testing.TB, capabilities string) *client {
	t.Helper()
	c := start(t)
	var result struct{ Capabilities serverCapabilities }
	c.call("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": json.RawMessage(capabilities)}, &result)
	if result.Capabilities.TextDocumentSync.Change != 2 {
		t.Errorf("capabilities: %+v", result.Capabilities)
	}
	c.notify("initialized", struct{}{})
	return c
}

// end shuts the server down as the protocol wants it.
func (c *client) end() {
	c.t.Helper()
	var result any
	c.call("shutdown", nil, &result)
	c.notify("exit", nil)
	select {
	case err := <-c.ended:
		if err != nil {
			c.t.Error(err)
		}
	case <-time.After(patience):
		c.t.Fatal("the server does not end")
	}
}
