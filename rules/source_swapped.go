package rules

import (
	"fmt"
	"strings"

	"github.com/citevet/citevet/lint"
)

var sourceSwapped = &lint.Rule{
	Name: "source-swapped",
	Doc: `entries that kept their title and changed their URL, or the reverse

Half of an entry was replaced. Either the page has moved, and then the new one
should be looked at, or the claims that cite the entry now rest on a page that
nobody has read for them. An archived copy of the same page is the same, and so
is a title that was put right.`,
	Group:      lint.Changes,
	Severity:   lint.Warning,
	Confidence: lint.Judgement,
	Before:     "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep and Memory, https://example.org/sleep\n",
	Bad:        "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep and Memory, https://blog.example.net/naps\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep and Memory, https://web.archive.org/web/2020/https://example.org/sleep\n",
	RunChange: func(pass *lint.ChangePass) {
		for i := range pass.Head.Sources {
			s := &pass.Head.Sources[i]
			if old := pass.SourceBefore(s); old != nil {
				if message := swapped(old, s); message != "" {
					pass.Report(lint.Diagnostic{Span: s.Span, Message: message, Keys: sourceKeys(s)})
				}
			}
		}
	},
}

// swapped says which half of an entry was replaced, empty if none was.
func swapped(old, now *lint.Source) string {
	sameURL := old.Canonical != "" && samePage(old.Canonical, now.Canonical) || old.DOI != "" && strings.EqualFold(old.DOI, now.DOI)
	sameTitle := lint.SimilarTitles(old.Title, now.Title)
	switch {
	case sameURL && !sameTitle && old.Title != "" && now.Title != "":
		return fmt.Sprintf("%s kept its address, and its title %q became %q", sourceName(now), quote(old.Title, 60), quote(now.Title, 60))
	case sameTitle && !sameURL && old.Canonical != "" && now.Canonical != "":
		return fmt.Sprintf("%s kept its title, and its URL %s became %s", sourceName(now), clip(old.URL, 80), clip(now.URL, 80))
	}
	return ""
}

// samePage reports whether two canonical URLs lead to one page: one is an
// archive's address of the other, or they differ in www alone.
func samePage(a, b string) bool {
	a, b = withoutSite(a), withoutSite(b)
	return a == b || strings.HasSuffix(a, "/"+b) || strings.HasSuffix(b, "/"+a)
}

// withoutSite takes the scheme and www off a URL, and what an archive puts before it.
func withoutSite(url string) string {
	if i := strings.LastIndex(url, "://"); i >= 0 {
		url = url[i+len("://"):]
	}
	return strings.TrimSuffix(strings.TrimPrefix(url, "www."), "/")
}
