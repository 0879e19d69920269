package rules

import (
	"fmt"
	"strings"

	"github.com/citevet/citevet/lint"
)

var malformedCitation = &lint.Rule{
	Name: "malformed-citation",
	Doc: `citations that are written wrongly

A bracket that is not closed, a range that runs backwards or a comma with
nothing after it leaves the reader to guess which sources are meant, and a
publishing system may print it as text or drop it.`,
	Group:      lint.Citations,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [1,,2].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Good: "Sleep helps memory [1, 2].\n\n## Sources\n\n" +
		"1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.org/memory\n",
	Run: func(pass *lint.Pass) {
		a := pass.Article
		for i := range a.Brackets {
			if b := &a.Brackets[i]; b.Defect != "" {
				pass.Report(lint.Diagnostic{
					Span:    b.Span,
					Message: fmt.Sprintf("malformed citation %s: %s", quote(a.Slice(b.Span), 40), b.Defect),
					Keys:    bracketKeys(b),
					Fixes:   repair(a, b),
				})
			}
		}
	},
}

func bracketKeys(b *lint.Bracket) []string {
	var keys []string
	for i := range b.Citations {
		keys = append(keys, b.Citations[i].Key)
	}
	return keys
}

// repair is the fix of a bracket that can be read in one way only: one that has a
// comma too many, or lacks no more than its end. Of a range that runs backwards
// nobody knows which number is wrong.
func repair(a *lint.Article, b *lint.Bracket) []lint.Fix {
	text := a.Slice(b.Span)
	fresh := text + "]"
	if strings.HasSuffix(text, "]") {
		fresh = withoutEmptyParts(text)
	} else if !endsThere(a, b) {
		fresh = ""
	}
	if fresh == "" || fresh == text {
		return nil
	}
	return []lint.Fix{{
		Message: fmt.Sprintf("Write %s", quote(fresh, 40)),
		Safe:    true,
		Edits:   []lint.Edit{{Span: b.Span, New: fresh}},
	}}
}

// withoutEmptyParts writes [1,,2] as [1, 2], and [1,] as [1]; empty if there is
// more in the bracket than numbers and what parts them.
func withoutEmptyParts(bracket string) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(bracket, "["), "]")
	separator := ", "
	if strings.Contains(inner, ";") {
		separator = "; "
	}
	var parts []string
	for part := range strings.FieldsFuncSeq(strings.ReplaceAll(inner, "and ", ","), isSeparator) {
		part = strings.TrimSpace(part)
		if strings.Trim(part, "0123456789-–— ") != "" {
			return ""
		}
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 || strings.Contains(inner, ";") && strings.Contains(inner, ",") {
		return ""
	}
	return "[" + strings.Join(parts, separator) + "]"
}

func isSeparator(r rune) bool { return r == ',' || r == ';' || r == '&' }

// nearby is how many bytes behind an open bracket are searched for what else may
// belong into it.
const nearby = 16

// endsThere reports whether a bracket that is not closed can only end behind its
// number: no other mark follows in its sentence, and no number nearby.
func endsThere(a *lint.Article, b *lint.Bracket) bool {
	if b.Sentence == nil {
		return false
	}
	rest := a.Text[b.Span.End:max(b.Span.End, b.Sentence.Span.End)]
	next := strings.TrimLeft(rest, ",;: ")
	return !strings.ContainsAny(rest, "[]()") && !strings.ContainsAny(rest[:min(len(rest), nearby)], "0123456789") &&
		(next == "" || strings.IndexByte("&-", next[0]) < 0 && !strings.HasPrefix(next, "p.") && !strings.HasPrefix(next, "–"))
}
