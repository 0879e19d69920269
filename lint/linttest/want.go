package linttest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const opening, closing = "<!-- want", "-->"

// findWants reads the want comments of an article. Its errors begin with the
// line that they are about.
func findWants(text string) ([]want, error) {
	var wants []want
	number := 0
	for line := range strings.Lines(text) {
		number++
		for {
			_, rest, found := strings.Cut(line, opening)
			if !found {
				break
			}
			body, rest, closed := strings.Cut(rest, closing)
			if !closed {
				return nil, fmt.Errorf("%d: want comment is not closed on its line", number)
			}
			more, err := parseWants(number, body)
			if err != nil {
				return nil, fmt.Errorf("%d: %w", number, err)
			}
			wants, line = append(wants, more...), rest
		}
	}
	return wants, nil
}

// parseWants reads what follows the word want: "[@N] {[RULE] REGEXP}".
func parseWants(line int, body string) ([]want, error) {
	if offset, ok := strings.CutPrefix(body, "@"); ok {
		digits, rest, _ := strings.Cut(offset, " ")
		n, err := strconv.Atoi(digits)
		if err != nil {
			return nil, fmt.Errorf("want@%s: not a number of lines", digits)
		}
		line, body = line+n, rest
	}
	var wants []want
	rule := ""
	for body = strings.TrimSpace(body); body != ""; body = strings.TrimSpace(body) {
		if body[0] != '"' && body[0] != '`' {
			rule, body, _ = strings.Cut(body, " ")
			continue
		}
		quoted, err := strconv.QuotedPrefix(body)
		if err != nil {
			return nil, fmt.Errorf("want: %s is no string", body)
		}
		body = body[len(quoted):]
		pattern, _ := strconv.Unquote(quoted)
		message, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		wants = append(wants, want{line, rule, message})
		rule = ""
	}
	if rule != "" || len(wants) == 0 {
		return nil, fmt.Errorf("want: no message after %q", rule)
	}
	return wants, nil
}
