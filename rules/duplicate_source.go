package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

var duplicateSource = &lint.Rule{
	Name: "duplicate-source",
	Doc: `one source listed twice

Two entries with the same URL, DOI or title are one source that looks like
two: a claim that cites both seems to be confirmed and is not. Cite the first
entry in both places.`,
	Group:      lint.Sources,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [1]. So do naps [2].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n" +
		"2. Smith, On Sleep, second look, https://example.org/sleep\n",
	Good: "Sleep helps memory [1]. So do naps [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n",
	Run: func(pass *lint.Pass) {
		listed := make(map[sameness]*lint.Source, 2*len(pass.Article.Sources))
		var pairs []pair
		for i := range pass.Article.Sources {
			s := &pass.Article.Sources[i]
			if first, same := findSame(pass.Article, listed, s); first != nil {
				pairs = append(pairs, pair{first, s, same})
			}
		}
		var all []lint.Fix
		if len(pairs) > maxRelistings {
			all = mergeSources(pass.Article, pairs)
		}
		for i := range pairs {
			d := pairs[i].diagnostic()
			switch {
			case !pairs[i].mergeable():
			case all != nil && i >= maxRelistings:
			case all != nil:
				d.Fixes = all
			default:
				d.Fixes = mergeSources(pass.Article, pairs[i:i+1])
			}
			pass.Report(d)
		}
	},
}

// A sameness is what two entries of one place may have in common. The article's
// own lists are one place, its front matter another, each other file a third.
type sameness struct{ place, what, value string }

// samenesses lists what tells a source from others, the surest first.
func samenesses(s *lint.Source) []sameness {
	place := s.File
	if s.Origin == lint.FromFrontMatter {
		place = string(s.Origin)
	}
	list := make([]sameness, 0, 3)
	if s.DOI != "" {
		list = append(list, sameness{place, "DOI", strings.ToLower(s.DOI)})
	}
	if s.Canonical != "" {
		list = append(list, sameness{place, "URL", s.Canonical})
	}
	if title := foldTitle(s.Title); title != "" {
		list = append(list, sameness{place, "title", title})
	}
	return list
}

// foldTitle is a title's words in lower case, empty if it is too short to tell
// works apart or only a bracketed stand-in for a title.
func foldTitle(title string) string {
	folded := make([]byte, 0, len(title)+1)
	words, inWord := 0, false
	for _, r := range title {
		if r = unicode.ToLower(r); !isWord(r) {
			inWord = false
			continue
		}
		if !inWord {
			inWord = true
			if words++; words > 1 {
				folded = append(folded, ' ')
			}
		}
		folded = utf8.AppendRune(folded, r)
	}
	if words < 3 || strings.HasPrefix(strings.TrimSpace(title), "[") {
		return ""
	}
	return string(folded)
}

// findSame returns the first entry that is the same source as s, and what they
// have in common. It enters s.
func findSame(a *lint.Article, listed map[sameness]*lint.Source, s *lint.Source) (first *lint.Source, what string) {
	for _, same := range samenesses(s) {
		switch other := listed[same]; {
		case other == nil:
			listed[same] = s
		case first != nil || same.what == "title" && disagree(other, s):
		case restated(other, s) || differentPages(a, other, s):
		default:
			first, what = other, same.what
		}
	}
	return first, what
}

// disagree reports whether two entries have different URLs or DOIs.
func disagree(s, t *lint.Source) bool {
	return s.Canonical != "" && t.Canonical != "" && s.Canonical != t.Canonical ||
		s.DOI != "" && t.DOI != "" && !strings.EqualFold(s.DOI, t.DOI)
}

// restated reports whether a definition only gives the URL of a list's entry.
func restated(s, t *lint.Source) bool { return s.Key == t.Key && s.Origin != t.Origin }

// differentPages reports whether two footnotes cite one work in different words,
// as notes do that name its pages.
func differentPages(a *lint.Article, s, t *lint.Source) bool {
	if s.Origin != lint.FromFootnote || t.Origin != lint.FromFootnote {
		return false
	}
	return noteText(a, s) != noteText(a, t)
}

func noteText(a *lint.Article, s *lint.Source) string {
	_, text, _ := strings.Cut(a.Slice(s.Span), "]:")
	return quote(text, 500)
}

// A pair is two entries for one source.
type pair struct {
	first, second *lint.Source
	what          string // they have in common
}

func (p *pair) diagnostic() lint.Diagnostic {
	first, s := p.first, p.second
	message := fmt.Sprintf("%s is the same source as %s: same %s", sourceName(s), sourceName(first), p.what)
	if s.Key == first.Key {
		message = fmt.Sprintf("%s is listed twice: same %s", sourceName(s), p.what)
	}
	return lint.Diagnostic{
		Span:    s.Span,
		Message: message,
		Keys:    sourceKeys(first, s),
		Related: []lint.Related{related(first, "listed first here")},
	}
}

// mergeable reports whether what cites the second entry can cite the first.
func (p *pair) mergeable() bool {
	if p.second.Key == p.first.Key || p.second.Key == "" {
		return p.second.Cited == 0
	}
	return p.first.Key != ""
}

// mergeSources is the fix that cites the first of two entries in place of the
// second, and removes that, for all of the pairs that can be merged.
func mergeSources(a *lint.Article, pairs []pair) []lint.Fix {
	x := relisting{a: a, keys: make(map[*lint.Source]string), drop: make(map[*lint.Source]bool)}
	into := make(map[*lint.Source]*lint.Source)
	message := fmt.Sprintf("Cite %s instead and remove %s", sourceName(pairs[0].first), sourceName(pairs[0].second))
	for i := range pairs {
		p := &pairs[i]
		if !p.mergeable() {
			continue
		}
		first := p.first
		if earlier, merged := into[first]; merged {
			first = earlier
		}
		into[p.second], x.drop[p.second] = first, true
	}
	if len(pairs) > 1 {
		message = fmt.Sprintf("Remove the %d entries that are listed again, and cite the first of each", len(x.drop))
	}
	x.closeGaps()
	for s, first := range into {
		x.keys[s] = x.newKey(first)
	}
	return []lint.Fix{x.fix(message)}
}
