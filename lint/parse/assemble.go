package parse

import "github.com/citevet/citevet/lint"

func (d *draft) assemble(sections []sectionDraft) *lint.Article {
	return lint.NewArticle(d.path, d.format, d.text, string(d.prose))
}
