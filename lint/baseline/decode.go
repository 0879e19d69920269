package baseline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
)

// maxLine bounds a line, in bytes.
const maxLine = 1 << 20

// decode reads the entries of a file. Lines that are equal, as a merge may leave
// them, are read as they stand. An error begins with the line's number.
func decode(r io.Reader) ([]Entry, error) {
	var entries []Entry
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(line) == 0 {
			continue
		}
		e, err := decodeLine(line)
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n, err)
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err == bufio.ErrTooLong {
		return nil, fmt.Errorf("%d: a line of more than %d bytes", n+1, maxLine)
	} else if err != nil {
		return nil, fmt.Errorf("%d: %w", n+1, err)
	}
	return entries, nil
}

func decodeLine(line []byte) (Entry, error) {
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return Entry{}, errors.New("a conflict of a merge: keep the lines of both sides, or write the baseline anew")
		}
	}
	var e Entry
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&e); err != nil {
		return Entry{}, explain(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Entry{}, errors.New("more than one JSON object in a line")
	}
	return e, e.problem()
}

// fields are the names that an entry's fields have in the file.
var fields = []string{"path", "rule", "message", "fingerprint"}

// explain makes an error of package json one that says what to do.
func explain(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return fmt.Errorf("want a JSON object, got %s", wrong.Value)
		}
		return fmt.Errorf("%s: want a string, got %s", wrong.Field, wrong.Value)
	}
	message := strings.TrimPrefix(err.Error(), "json: ")
	if quoted, ok := strings.CutPrefix(message, "unknown field "); ok {
		if near := lint.Nearest(strings.Trim(quoted, `"`), fields); near != "" {
			return fmt.Errorf("unknown field %s, did you mean %s?", quoted, near)
		}
		return fmt.Errorf("unknown field %.60s", quoted)
	}
	if err == io.ErrUnexpectedEOF {
		message = "cut short"
	}
	return fmt.Errorf("not a JSON object: %s", message)
}

// problem says what an entry lacks.
func (e *Entry) problem() error {
	switch {
	case e.Path == "":
		return errors.New("no path")
	case e.Rule == "":
		return errors.New("no rule")
	case e.Fingerprint == "":
		return errors.New("no fingerprint")
	case len(e.Fingerprint) != fingerprintLength || strings.Trim(e.Fingerprint, "0123456789abcdef") != "":
		return fmt.Errorf("fingerprint %.40q: want %d hexadecimal digits in lower case", e.Fingerprint, fingerprintLength)
	}
	return nil
}

// fingerprintLength is the number of a fingerprint's digits.
const fingerprintLength = 32
