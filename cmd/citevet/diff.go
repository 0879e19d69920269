package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
	"github.com/fatih/color"
	"github.com/mattn/go-isatty"
	"github.com/rogpeppe/go-internal/diff"
)

// diffOf is what a fix changes in a file, as a unified diff; patch -p0 and git
// apply -p0 make it.
func diffOf(w *lint.Rewrite) []byte {
	name := diffName(w.Path)
	text := diff.Diff(name, []byte(w.Old), name, []byte(w.New))
	_, text, _ = bytes.Cut(text, []byte("\n")) // diff NAME NAME
	return text
}

// diffName writes the name of a file as git does: one with a blank ends with a
// tab, and one with what is not printed is quoted, with bytes in octal.
func diffName(name string) string {
	switch {
	case strings.ContainsFunc(name, isQuoted):
		return quotedName(name)
	case strings.Contains(name, " "):
		return name + "\t"
	}
	return name
}

// isQuoted reports whether a rune has a name quoted; one of bytes that are not
// UTF-8 is utf8.RuneError.
func isQuoted(r rune) bool {
	return r == '"' || r == '\\' || r == utf8.RuneError || !unicode.IsPrint(r)
}

func quotedName(name string) string {
	quoted := []byte{'"'}
	for _, c := range []byte(name) {
		switch {
		case c == '"' || c == '\\':
			quoted = append(quoted, '\\', c)
		case ' ' <= c && c <= '~':
			quoted = append(quoted, c)
		default:
			quoted = fmt.Appendf(quoted, "\\%03o", c)
		}
	}
	return string(append(quoted, '"'))
}

// isTerminal reports whether the standard output is shown to someone.
func isTerminal() bool { return isatty.IsTerminal(os.Stdout.Fd()) }

// joiner joins emoji to one.
const joiner = '\u200d'

// harmless writes out what would move a terminal's cursor or reorder its text: an
// article may be a stranger's. Ends of lines are all shown alike.
func harmless(text []byte) []byte {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(string(text), "\r\n", "\n") {
		if r == '\n' || r == '\t' || r == joiner || unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\x%02x", r)
		}
	}
	return []byte(b.String())
}

// coloured shows which lines of a diff come and go.
func coloured(text []byte) []byte {
	gone, fresh, place := color.New(color.FgRed), color.New(color.FgGreen), color.New(color.FgCyan)
	for _, c := range []*color.Color{gone, fresh, place} {
		c.EnableColor()
	}
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		line, end := strings.TrimSuffix(line, "\n"), "\n"
		switch {
		case strings.HasPrefix(line, "+"):
			line = fresh.Sprint(line)
		case strings.HasPrefix(line, "-"):
			line = gone.Sprint(line)
		case strings.HasPrefix(line, "@@"):
			line = place.Sprint(line)
		}
		b.WriteString(line + end)
	}
	return []byte(b.String())
}
