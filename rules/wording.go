package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// clip shortens text to about n bytes for a message.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return strings.TrimRight(text[:n], " ") + "…"
}

// quote writes a piece of the article on one line, shortened to about n bytes.
func quote(text string, n int) string {
	words := strings.Fields(clip(text, 2*n))
	return clip(strings.Join(words, " "), n)
}

// enumerate joins names as a sentence would; after the first three it counts.
func enumerate(names []string) string {
	switch n := len(names); {
	case n == 0:
		return ""
	case n == 1:
		return names[0]
	case n <= 4:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	default:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), n-3)
	}
}

// most reports whether n of a total are so many that they have one cause and
// make one finding.
func most(n, total int) bool { return total >= 5 && 2*n > total }
