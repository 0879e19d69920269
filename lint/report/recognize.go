package report

import (
	"regexp"
	"strings"
	"sync"
)

// beginnings tells how the reports begin whose files may have the name of an
// article: those of the formats text and markdown.
var beginnings = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(` +
		`\S+: (error|warning|info|note): |` +
		`no (articles|findings in \d+ articles?)\n$|` +
		`<!-- citevet -->\n` +
		`)`)
})

// colours are the escape sequences of a palette.
var colours = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\x1b\[[0-9;]*m`) })

// IsReport reports whether a file that begins so is a report, and no article that
// happens to have the same name. An empty one is.
func IsReport(head string) bool {
	head = strings.TrimPrefix(colours().ReplaceAllString(head, ""), "\ufeff")
	return head == "" || beginnings().MatchString(head)
}
