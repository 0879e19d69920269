package parse

import (
	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/claim"
)

// judge tells which sentences are claims. Of an article in a language that
// lint/claim does not know nothing is said, and a note says so.
func judge(a *lint.Article) {
	if len(a.Sentences) == 0 {
		return
	}
	if a.Language = claim.Mark(a); a.Language == "" {
		a.Notes = append(a.Notes, lint.Note{Message: "the article's language is not known, so its claims are not judged"})
	}
}
