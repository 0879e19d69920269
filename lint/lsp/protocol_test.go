package lsp

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

func TestLifecycle(t *testing.T) {
	c := start(t)
	c.fails(codeNotInitialized, "", "textDocument/hover", map[string]any{})
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": "file:///a.md", "text": "x [1]"}})
	var result map[string]any
	c.call("initialize", map[string]any{"capabilities": map[string]any{}}, &result)
	info, _ := result["serverInfo"].(map[string]any)
	if info["name"] != "citevet" || info["version"] != "test" {
		t.Errorf("serverInfo: %v", info)
	}
	c.fails(jsonrpc2.CodeInvalidRequest, "already", "initialize", map[string]any{})
	c.fails(jsonrpc2.CodeMethodNotFound, "no such method", "textDocument/juggle", nil)
	c.fails(jsonrpc2.CodeMethodNotFound, "no such method", "$/juggle", nil)
	c.fails(jsonrpc2.CodeInvalidParams, "not open", "textDocument/hover", c0("file:///a.md"))
	c.fails(jsonrpc2.CodeInvalidParams, "", "textDocument/hover", []any{1})
	c.notify("$/juggle", map[string]any{"balls": 3})
	var none any
	c.call("shutdown", nil, &none)
	c.fails(jsonrpc2.CodeInvalidRequest, "shutdown", "textDocument/hover", c0("file:///a.md"))
	c.notify("exit", nil)
	if err := c.wait(); err != nil {
		t.Error(err)
	}
}

// A client that counts bytes gets and sends them.
func TestUTF8Positions(t *testing.T) {
	c := start(t)
	var result struct{ Capabilities serverCapabilities }
	c.call("initialize", map[string]any{"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-32", "utf-8"}}}}, &result)
	if got := result.Capabilities.PositionEncoding; got != "utf-8" {
		t.Errorf("positionEncoding %s", got)
	}
	uri := c.open("file:///nowhere/a.md", "markdown", "Fish 😀 swim [9].\n")
	c.versions[uri]++
	at := position{0, len("Fish 😀 swim [")}
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": 2},
		"contentChanges": []any{map[string]any{"range": textRange{at, at}, "text": "1] é ["}},
	})
	c.notified(uri)
	start := len("Fish 😀 swim ")
	want := textRange{position{0, start}, position{0, start + len("[1]")}}
	if found := c.published(uri).Diagnostics; len(found) != 1 || found[0].Range != want {
		t.Errorf("%+v, want something at %v", found, want)
	}
	c.end()
}

func c0(uri string) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": uri}, "position": position{}}
}

// wait returns what Serve does.
func (c *client) wait() error {
	c.t.Helper()
	select {
	case err := <-c.ended:
		return err
	case <-time.After(patience):
		c.t.Fatal("the server does not end")
	}
	return nil
}

// A client that leaves without shutdown has crashed, for all that the server knows.
func TestExitWithoutShutdown(t *testing.T) {
	for name, leave := range map[string]func(*client){
		"exit":   func(c *client) { c.notify("exit", nil) },
		"closed": func(c *client) { c.in.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			c := begin(t, all)
			c.open("file:///nowhere/a.md", "markdown", reef)
			leave(c)
			if err := c.wait(); !errors.Is(err, ErrExit) {
				t.Errorf("Serve returns %v", err)
			}
		})
	}
}

// What is no message is answered, if only with an error, and the session goes on.
func TestMalformedMessages(t *testing.T) {
	long := strings.Repeat("x", 1<<17)
	for _, test := range []struct {
		name, sent, id string
		code           int
	}{
		{"no JSON", framed(`{"jsonrpc"`), "null", jsonrpc2.CodeParseError},
		{"bytes", framed("\x00\xff\xfe"), "null", jsonrpc2.CodeParseError},
		{"nothing", framed(""), "null", jsonrpc2.CodeParseError},
		{"null", framed("null"), "null", jsonrpc2.CodeInvalidRequest},
		{"a number", framed("17"), "null", jsonrpc2.CodeInvalidRequest},
		{"a list", framed("[]"), "null", jsonrpc2.CodeInvalidRequest},
		{"a batch", framed(`[{"jsonrpc":"2.0","id":9,"method":"shutdown"}]`), "null", jsonrpc2.CodeInvalidRequest},
		{"no method", framed(`{"jsonrpc":"2.0","id":900}`), "900", jsonrpc2.CodeInvalidRequest},
		{"a method that is a number", framed(`{"jsonrpc":"2.0","id":"a","method":4}`), `"a"`, jsonrpc2.CodeInvalidRequest},
		{"a negative id", framed(`{"jsonrpc":"2.0","id":-4,"method":"shutdown"}`), "-4", jsonrpc2.CodeInvalidRequest},
		{"an id with a fraction", framed(`{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}`), "1.5", jsonrpc2.CodeInvalidRequest},
		{"an object for an id", framed(`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`), "null", jsonrpc2.CodeInvalidRequest},
		{"wrong params", framed(`{"jsonrpc":"2.0","id":901,"method":"textDocument/hover","params":[]}`), "901", jsonrpc2.CodeInvalidParams},
		{"params of a wrong kind", framed(`{"jsonrpc":"2.0","id":902,"method":"textDocument/hover","params":{"position":{"line":"x"}}}`), "902", jsonrpc2.CodeInvalidParams},
		{"a huge line number", framed(`{"jsonrpc":"2.0","id":903,"method":"textDocument/hover","params":{"position":{"line":99999999999999999999}}}`), "903", jsonrpc2.CodeInvalidParams},
		{"no length", "Content-Type: text\r\n\r\n", "null", jsonrpc2.CodeParseError},
		{"a length that is none", "Content-Length: many\r\n", "null", jsonrpc2.CodeParseError},
		{"a negative length", "Content-Length: -5\r\n", "null", jsonrpc2.CodeParseError},
		{"a long header", long + "\r\n\r\n", "null", jsonrpc2.CodeParseError},
		{"a body without a header", `{"jsonrpc":"2.0","id":1,"method":"shutdown"}` + "\r\n\r\n", "null", jsonrpc2.CodeParseError},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := begin(t, all)
			c.raw(test.sent)
			m := c.answer(test.id)
			if m.Error == nil || m.Error.Code != test.code {
				t.Errorf("answer %+v %s, want error %d", m.Error, m.Result, test.code)
			}
			uri := c.open("file:///nowhere/reef.md", "markdown", reef)
			equal(t, "the session goes on", c.findings(uri), reefFindings)
			c.end()
		})
	}
}

// A header may have other fields, and its names any case.
func TestHeaders(t *testing.T) {
	c := start(t)
	body := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
	c.raw(fmt.Sprintf("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:%d\r\n\r\n%s", len(body), body))
	if m := c.answer("1"); m.Error != nil {
		t.Errorf("%+v", m.Error)
	}
	c.ids = 1
	c.end()
}

// Notifications that make no sense change nothing.
func TestSenselessNotifications(t *testing.T) {
	c := begin(t, all)
	uri := c.open("file:///nowhere/reef.md", "markdown", reef)
	for _, sent := range []string{
		`"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///other.md","version":2},"contentChanges":[{"text":""}]}`,
		`"method":"textDocument/didChange","params":{"textDocument":{"uri":7}}`,
		`"method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///other.md"}}`,
		`"method":"textDocument/didClose"`,
		`"method":"$/cancelRequest","params":{"id":77}`,
		`"method":"$/cancelRequest","params":{"id":{}}`,
		`"method":"$/cancelRequest"`,
		`"method":"workspace/didChangeWatchedFiles","params":{"changes":[]}`,
		`"id":"citevet-1","result":null`,
		`"id":"nobody","result":null`,
		`"id":"nobody","error":{"code":1,"message":"no"}`,
	} {
		c.raw(framed(`{"jsonrpc":"2.0",` + sent + `}`))
	}
	equal(t, "nothing has changed", c.findings(uri), reefFindings)
	c.until("a word in the log", func() bool { return len(c.notes) == 1 })
	c.mu.Lock()
	if m := c.notes[0]; m.Method != "window/logMessage" || !strings.Contains(string(m.Params), "didChange") {
		t.Errorf("%s %s", m.Method, m.Params)
	}
	c.mu.Unlock()
	c.end()
}

// A request that is cancelled is answered while what it waits for is still in
// work; the article is checked all the same.
func TestCancellation(t *testing.T) {
	c := begin(t, all)
	free := c.keepBusy()
	uri := c.open("file:///nowhere/reef.md", "markdown", reef)
	ids := []string{}
	for range 3 {
		ids = append(ids, c.ask("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": uri}}))
	}
	for _, id := range []int{0, 2} {
		c.notify("$/cancelRequest", map[string]any{"id": json.RawMessage(ids[id])})
		if m := c.answer(ids[id]); m.Error == nil || m.Error.Code != codeCancelled {
			t.Errorf("answer %+v %.100s", m.Error, m.Result)
		}
	}
	free()
	if m := c.answer(ids[1]); m.Error != nil {
		t.Errorf("what was not cancelled: %+v", m.Error)
	}
	equal(t, "diagnostics", c.findings(uri), reefFindings)
	c.end()
}

// keepBusy takes all places for articles in work until it is told to free them.
func (c *client) keepBusy() (free func()) {
	for range cap(c.server.slots) {
		c.server.slots <- struct{}{}
	}
	return func() {
		for range cap(c.server.slots) {
			<-c.server.slots
		}
	}
}

// A reading that an edit makes stale is dropped unless a request waits for it,
// and then only when nobody does any more.
func TestStaleReadings(t *testing.T) {
	c := begin(t, all)
	free := c.keepBusy()
	uri := c.open("file:///nowhere/reef.md", "markdown", reef)
	reading := func() *reading {
		for range int(patience / time.Millisecond) {
			c.server.mu.Lock()
			b := c.server.buffers[uri]
			if b != nil && b.current != nil && b.current.waiting > 0 {
				defer c.server.mu.Unlock()
				return b.current
			}
			c.server.mu.Unlock()
			time.Sleep(time.Millisecond)
		}
		t.Fatal("nobody waits for a reading")
		return nil
	}
	id := c.ask("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": uri}})
	first := reading()
	c.edit(uri, 0, 0, " ")
	c.notify("$/cancelRequest", map[string]any{"id": json.RawMessage(id)})
	c.answer(id)
	<-first.done
	if first.result != nil {
		t.Error("a reading that nobody waits for is not stopped")
	}
	id = c.ask("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": uri}})
	c.edit(uri, 0, 1, "")
	free()
	if m := c.answer(id); m.Error != nil {
		t.Errorf("a reading that somebody waits for is stopped: %+v", m.Error)
	}
	equal(t, "the last version", c.findings(uri), reefFindings)
	c.end()
}

// While somebody types, what is checked is the last version: the others are
// dropped, and none is told of after a later one.
func TestLatestVersionWins(t *testing.T) {
	c := begin(t, all)
	uri := c.open("file:///nowhere/reef.md", "markdown", reef)
	for range 200 {
		c.edit(uri, 0, 0, "#")
		c.edit(uri, 0, 1, "")
	}
	c.edit(uri, 0, 0, " ")
	equal(t, "the last", c.findings(uri), reefFindings)
	c.end()
}

// A request that was asked before an edit is answered for the text of then.
func TestRequestBeforeEdit(t *testing.T) {
	c := begin(t, all)
	uri := c.open("file:///nowhere/large.md", "markdown", reef+strings.Repeat("\nCorals die.\n", 50_000))
	id := c.ask("textDocument/references", c.place(uri, "[2]", 1))
	c.edit(uri, 0, len("# Reefs\n\n"), "")
	m := c.answer(id)
	var found []location
	if m.Error != nil || json.Unmarshal(m.Result, &found) != nil || len(found) != 2 || found[0].Range.Start != (position{6, 39}) {
		t.Errorf("%+v %s", m.Error, m.Result)
	}
	c.notified(uri)
	c.end()
}
