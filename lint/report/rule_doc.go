package report

import (
	"cmp"
	"go/doc/comment"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// homepage is where citevet lives.
const homepage = "https://github.com/citevet/citevet"

// RulePage is where a rule is explained.
func RulePage(name string) string {
	return homepage + "/blob/main/rules/README.md#" + name
}

// A ruleDoc is what a rule says of itself.
type ruleDoc struct {
	summary string // begins with a capital letter, has no full stop
	full    string // what comes after the summary, as text; the summary if nothing does
	text    string // full, and the examples if there are any
	md      string // the same in Markdown
}

// Explain returns what a rule finds, as a phrase that begins with a capital letter
// and has no full stop, and why that matters, in Markdown and without examples. The
// latter is empty for a rule that does not say.
func Explain(r *lint.Rule) (summary, why string) {
	summary, rest, _ := strings.Cut(r.Doc, "\n")
	printer := comment.Printer{TextWidth: -1}
	why = string(printer.Markdown(new(comment.Parser).Parse(rest)))
	return capitalized(cmp.Or(summary, r.Name)), strings.TrimSpace(why)
}

func docOf(r *lint.Rule) ruleDoc {
	summary, rest, _ := strings.Cut(r.Doc, "\n")
	doc := ruleDoc{summary: capitalized(cmp.Or(summary, r.Name))}
	parsed := new(comment.Parser).Parse(rest)
	printer := comment.Printer{TextWidth: -1}
	doc.full = strings.TrimSpace(string(printer.Text(parsed)))
	md := strings.TrimSpace(string(printer.Markdown(parsed)))
	if doc.full == "" {
		doc.full, md = doc.summary, doc.summary
	}
	doc.text, doc.md = doc.full, md
	if r.Before != "" {
		doc.text += "\n\nBefore the change:\n\n" + strings.TrimSuffix(r.Before, "\n")
		doc.md += "\n\nBefore the change:\n\n" + strings.TrimSuffix(fenced(r.Before), "\n")
	}
	if r.Bad != "" {
		doc.text += "\n\nBad:\n\n" + r.Bad + "\nGood:\n\n" + r.Good
		doc.md += "\n\nBad:\n\n" + fenced(r.Bad) + "\nGood:\n\n" + fenced(r.Good)
	}
	return doc
}

func capitalized(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// fenced puts an article between fences that are longer than any that it has.
func fenced(article string) string {
	fence := "```"
	for strings.Contains(article, fence) {
		fence += "`"
	}
	return fence + "markdown\n" + strings.TrimSuffix(article, "\n") + "\n" + fence + "\n"
}
