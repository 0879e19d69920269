package lsp

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
)

// largeArticle writes an article of at least so many bytes, about a third of whose
// claims have no citation.
func largeArticle(size int) string {
	places := []string{"Krakatoa", "the Sunda Strait", "Batavia", "Lombok", "Anak Krakatau"}
	claims := []string{
		"The gauge at %s rose to %d centimetres in %d", "Researchers found that output at %s fell by %d%% after %d",
		"The agency of %s spent $%d million on repairs in %d", "Some people of %s like to count: %d boats, %d nets",
		"“It is 😀 so,” said the harbour master of %s, pier %d, in %d",
	}
	var b strings.Builder
	b.WriteString("# A long report\n")
	const sources = 400
	for n := 0; b.Len() < size; n++ {
		if n%50 == 0 {
			fmt.Fprintf(&b, "\n\n## %d. What happened at %s", n/50+1, places[n%len(places)])
		}
		if n%5 == 0 {
			b.WriteString("\n\n")
		}
		fmt.Fprintf(&b, claims[n%len(claims)], places[n*7%len(places)], n*13%900, 1900+n%120)
		if n%3 != 0 {
			fmt.Fprintf(&b, " [%d]", n*31%sources+1)
		}
		b.WriteString(". ")
	}
	b.WriteString("\n\n## Sources\n\n")
	for i := range sources {
		fmt.Fprintf(&b, "%d. Author %d, On topic %[1]d, 19%02d, https://example.org/topic/%[1]d\n", i+1, i*17, i%100)
	}
	return b.String()
}

func TestLargeArticle(t *testing.T) {
	c := begin(t, all)
	content := largeArticle(1 << 20)
	uri := c.open(workspace(t, nil)+"/large.md", "markdown", content)
	c.notified(uri)
	before := len(c.published(uri).Diagnostics)
	if before < 1000 {
		t.Errorf("%d findings", before)
	}
	// The client of other tests finds positions by walking, which is too slow here.
	last := strings.Count(content, "\n")
	for i, key := range "[999].\n" {
		c.versions[uri]++
		at := position{Line: last, Character: i}
		c.notify("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": c.versions[uri]},
			"contentChanges": []any{map[string]any{"range": textRange{at, at}, "text": string(key)}},
		})
	}
	c.notified(uri)
	if after := len(c.published(uri).Diagnostics); after < before {
		t.Errorf("%d findings, and %d before", after, before)
	}
	c.end()
}

// notified waits for the diagnostics of the version that is in the editor.
func (c *client) notified(uri string) {
	c.t.Helper()
	c.until("diagnostics of "+uri, func() bool {
		p := c.found[uri]
		return p.Version != nil && *p.Version == c.versions[uri]
	})
}

// BenchmarkKeystroke is from a keystroke in the middle of an article of a megabyte
// to its diagnostics, the pause for which the server waits included.
func BenchmarkKeystroke(b *testing.B) {
	serverIn, in := io.Pipe()
	out, serverOut := io.Pipe()
	go Serve(b.Context(), serverIn, serverOut, &Options{Loader: func() *config.Loader { return &config.Loader{Rules: rules.All} }})
	defer in.Close()
	r := bufio.NewReaderSize(out, 1<<20)
	content := largeArticle(1 << 20)
	io.WriteString(in, framed(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`))
	receive(r)
	io.WriteString(in, framed(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///nowhere/a.md","languageId":"markdown","version":1,"text":%s}}}`, quoted(content))))
	skip(b, r)
	line := strings.Count(content[:len(content)/2], "\n")
	version, sent := 1, 0
	for b.Loop() {
		version++
		io.WriteString(in, framed(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///nowhere/a.md","version":%d},`+
			`"contentChanges":[{"range":{"start":{"line":%d,"character":3},"end":{"line":%[2]d,"character":3}},"text":"x"}]}}`, version, line)))
		sent = skip(b, r)
	}
	b.ReportMetric(float64(sent), "bytes/op")
}

func quoted(s string) string {
	s = strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(s)
	return `"` + s + `"`
}

// skip reads a message of diagnostics and returns its length.
func skip(b *testing.B, r *bufio.Reader) int {
	header, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil {
		b.Fatal(err)
	}
	length, _ := strconv.Atoi(header.Get("Content-Length"))
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil || !bytes.Contains(body[:100], []byte("publishDiagnostics")) {
		b.Fatal(err, string(body[:100]))
	}
	return length
}
