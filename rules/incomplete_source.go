package rules

import (
	"fmt"
	"strings"

	"github.com/citevet/citevet/lint"
)

var incompleteSource = &lint.Rule{
	Name: "incomplete-source",
	Doc: `sources with nothing to find them by

An entry such as "Reuters" names a publisher and no publication. A reader needs
a URL, a DOI, an ISBN or at least an author and a title to look for.

When most of a list is like that it is one finding.`,
	Group:      lint.Sources,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Bad:        "Sleep helps memory [1].\n\n## Sources\n\n1. Reuters\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Reuters, How Sleep Helps Memory, 3 May 2020\n",
	Run: func(pass *lint.Pass) {
		var bare []*lint.Source
		for i := range pass.Article.Sources {
			if s := &pass.Article.Sources[i]; isBare(s) {
				bare = append(bare, s)
			}
		}
		if total := len(pass.Article.Sources); most(len(bare), total) {
			d := lint.Diagnostic{
				Span:    bare[0].Span,
				Message: fmt.Sprintf("%d of the %d sources have no URL, DOI, ISBN or full title", len(bare), total),
				Keys:    sourceKeys(bare...),
			}
			if bare[0].File != "" {
				d.Related = []lint.Related{related(bare[0], "the first is "+sourceName(bare[0]))}
			}
			pass.Report(d)
			return
		}
		for _, s := range bare {
			pass.Report(lint.Diagnostic{
				Span:    s.Span,
				Message: sourceName(s) + " has no URL, DOI, ISBN or full title to find it by",
				Keys:    sourceKeys(s),
			})
		}
	},
}

// isBare reports whether a source has no identifier and a title of a word or
// two, or one in brackets that only stands in for a title. A footnote that
// explains is no source.
func isBare(s *lint.Source) bool {
	if s.URL != "" || s.DOI != "" || s.ISBN != "" {
		return false
	}
	title := strings.TrimSpace(s.Title)
	if s.Origin == lint.FromFootnote {
		return title == ""
	}
	if strings.HasPrefix(title, "[") && strings.IndexByte(title, ']') >= len(title)-2 {
		return true
	}
	words := strings.FieldsFunc(title, func(r rune) bool { return !isWord(r) && r != '\'' && r != '’' })
	return len(words) < 3 && len(title) < 40
}
