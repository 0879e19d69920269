package report

import (
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// maxCell bounds the code points of a text in a table.
const maxCell = 300

// noSpace takes no room, and keeps apart what a service would make a mention, a
// reference or a link of.
const noSpace = "&#8203;"

// markdownText writes a text so that Markdown, in a cell of a table too, shows it
// as it is: no emphasis, no element, no link; on GitHub and GitLab no mention of
// @smith2020, no reference to #12 or GH-12, and no formula.
func markdownText(s string) string {
	s = shorten(oneLine(s), maxCell)
	if !strings.ContainsAny(s, "\\`*_[]{}~!|<>&$@#:-wW") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case '\\', '`', '*', '_', '[', ']', '{', '}', '~', '!':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '|':
			b.WriteString("&#124;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '$':
			b.WriteString("<span>$</span>")
		default:
			b.WriteByte(c)
			if joins(s, i) {
				b.WriteString(noSpace)
			}
		}
	}
	return b.String()
}

// joins reports whether the byte at i makes something of the text after it that
// no backslash keeps it from.
func joins(s string, i int) bool {
	before, after := s[:i], s[i+1:]
	switch s[i] {
	case '@', '#':
		return true
	case ':':
		return strings.HasPrefix(after, "//")
	case '-':
		return endsInFold(before, "gh") && after != "" && after[0] >= '0' && after[0] <= '9'
	case 'w', 'W':
		return endsInFold(before, "ww") && strings.HasPrefix(after, ".")
	}
	return false
}

func endsInFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// markdownCode writes a text as markdownText does, in the letters of code.
func markdownCode(s string) string {
	return "<code>" + markdownText(s) + "</code>"
}

const markdownHead = "| | place | finding | rule |\n|---|---|---|---|\n"

// markdownRow is a finding as a row of a table below markdownHead, with the first
// of its related places.
func markdownRow(r *lint.Result, d *lint.Diagnostic) string {
	path := repositoryPath(r.Path)
	text := markdownText(d.Message)
	if len(d.Related) > 0 {
		text += "<br>" + markdownRelated(r, path, &d.Related[0])
	}
	if more := len(d.Related) - 1; more > 0 {
		text += ", and " + plural(more, "more place")
	}
	return "| " + d.Severity.String() + " | " + markdownPlace(r.Article, path, d.Span) + " | " + text +
		" | " + markdownText(d.Rule) + " |\n"
}

func markdownPlace(a *lint.Article, path string, s lint.Span) string {
	return markdownCode(path + ":" + strconv.Itoa(a.Position(s.Start).Line))
}

func markdownRelated(result *lint.Result, path string, r *lint.Related) string {
	if r.Path != "" && r.Path != result.Path {
		return markdownCode(r.Path) + ": " + markdownText(r.Message)
	}
	return markdownPlace(result.Article, path, r.Span) + ": " + markdownText(r.Message)
}

// markdownFailure is a path that was not linted as a row.
func markdownFailure(r *lint.Result) string {
	return "| error | " + markdownCode(repositoryPath(r.Path)) + " | " + markdownText(notCheckedBecause(r)) + " | |\n"
}
