package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// A stream reads and writes messages with the headers of the protocol's base. It
// answers what is no message itself and reads on, where a jsonrpc2 codec would
// end the connection.
type stream struct {
	r  *bufio.Reader
	in io.Closer // nil if there is nothing to close

	ended func() // called when there is nothing more to read

	mu  sync.Mutex // of what follows
	out io.Writer
}

// maxMessage bounds a message, in bytes. An article may have 256 MB, and JSON may
// write a byte as six.
const maxMessage = 2 << 30

func newStream(in io.Reader, out io.Writer) *stream {
	closer, _ := in.(io.Closer)
	return &stream{r: bufio.NewReaderSize(in, 1<<16), in: closer, out: out}
}

// ReadObject reads the next message that is one into v. Its error is one of the
// reader.
func (s *stream) ReadObject(v any) error {
	for {
		body, err := s.next()
		if refused, ok := errors.AsType[*jsonrpc2.Error](err); ok {
			err = s.refuse(nil, refused)
			if err == nil {
				continue
			}
		}
		if err != nil {
			s.ended()
			return err
		}
		refused := decode(body, v)
		if refused == nil {
			return nil
		}
		if err := s.refuse(idOf(body), refused); err != nil {
			return err
		}
	}
}

// decode reads a message into v, or says what is wrong with it.
func decode(body []byte, v any) *jsonrpc2.Error {
	if !json.Valid(body) {
		return &jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: "not JSON"}
	}
	if id := idOf(body); len(id) > 0 && id[0] == '-' {
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "a negative id"} // jsonrpc2 would answer to another
	}
	if err := json.Unmarshal(body, v); err != nil {
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: err.Error()}
	}
	return nil
}

// idOf returns the id of a message that is to be refused, nil if it has none.
func idOf(body []byte) json.RawMessage {
	var m map[string]json.RawMessage
	if json.Unmarshal(body, &m) != nil {
		return nil
	}
	if id := m["id"]; len(id) > 0 && id[0] != '{' && id[0] != '[' {
		return id
	}
	return nil
}

func (s *stream) refuse(id json.RawMessage, why *jsonrpc2.Error) error {
	return s.WriteObject(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"` // null if nil
		Error   *jsonrpc2.Error `json:"error"`
	}{"2.0", id, why})
}

// next reads the body of the next message. A jsonrpc2.Error is to be answered,
// and after it the next message is read.
func (s *stream) next() ([]byte, error) {
	length, err := s.header()
	if err != nil {
		return nil, err
	}
	if length > maxMessage {
		if _, err := io.CopyN(io.Discard, s.r, length); err != nil {
			return nil, err
		}
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "larger than 2 GB"}
	}
	var body bytes.Buffer // grows as the body comes in: a length alone takes no memory
	body.Grow(int(min(length, 1<<20)) + bytes.MinRead)
	if _, err := io.CopyN(&body, s.r, length); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

const contentLength = "content-length:"

// header reads the header of a message and returns the length of its body. What
// stands before the name of the field in its line is skipped: it may be the body
// of a message whose header was bad.
func (s *stream) header() (int64, error) {
	length, skipped := int64(-1), false
	for {
		line, err := s.line()
		if err != nil {
			return 0, err
		}
		if line == "" {
			if length >= 0 {
				return length, nil
			}
			if skipped {
				return 0, noLength("no Content-Length in the header")
			}
			continue
		}
		skipped = true
		at := strings.LastIndex(strings.ToLower(line), contentLength)
		if at < 0 {
			continue
		}
		value := strings.TrimSpace(line[at+len(contentLength):])
		length, err = strconv.ParseInt(value, 10, 64)
		if err != nil || length < 0 {
			return 0, noLength(fmt.Sprintf("Content-Length is no number: %.20q", value))
		}
	}
}

func noLength(message string) error {
	return &jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: message}
}

// line reads a line without its end. Of a long one, which is none of a header, it
// returns the last part.
func (s *stream) line() (string, error) {
	var before, line []byte
	for {
		part, err := s.r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			before = bytes.Clone(part)
			continue
		}
		if err != nil {
			return "", err
		}
		line = append(before, part...)
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

// WriteObject writes a message.
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.write(body)
}

// Notify writes a notification with params that are JSON already. Diagnostics may
// be megabytes, which jsonrpc2 would copy and check three times.
func (s *stream) notify(method string, params []byte) error {
	return s.write([]byte(`{"jsonrpc":"2.0","method":"`+method+`","params":`), params, []byte("}"))
}

func (s *stream) write(parts ...[]byte) error {
	length := 0
	for _, p := range parts {
		length += len(p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := fmt.Fprintf(s.out, "Content-Length: %d\r\n\r\n", length); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := s.out.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// Close closes what is read, so that nothing waits for it.
func (s *stream) Close() error {
	if s.in == nil {
		return nil
	}
	return s.in.Close()
}
