package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/citevet/citevet/lint"
)

// singleSourceOptions are the options of single-source.
type singleSourceOptions struct {
	MinCitations int     `doc:"how many citations an article or section must have to be judged"`
	Share        float64 `doc:"share of the citations that may go to one source or site"`
}

var singleSource = &lint.Rule{
	Name: "single-source",
	Doc: `articles and sections that lean on one source or one site

Ten citations look like ten confirmations. If they all name one report, or
pages of one site, the article is a summary of that and should say so.`,
	Group:      lint.Sources,
	Severity:   lint.Info,
	Confidence: lint.Judgement,
	Options:    singleSourceOptions{MinCitations: 6, Share: 0.8},
	Bad: "Sleep helps memory [1]. Naps help [1]. Dreams may help [1]. Noise does harm [1]. Light does harm [1]. Rest is not sleep [1].\n\n" +
		"## Sources\n\n" + sixSources[:strings.IndexByte(sixSources, '\n')+1],
	Good: "Sleep helps memory [1]. Naps help [2]. Dreams may help [1]. Noise does harm [2]. Light does harm [1]. Rest is not sleep [2].\n\n" +
		"## Sources\n\n1. Smith, On Sleep, 2020, https://example.org/sleep\n2. Okafor, On Memory, 2021, https://example.net/memory\n",
	Run: func(pass *lint.Pass) {
		options := pass.Options.(singleSourceOptions)
		a := pass.Article
		if lean := leaning(a.Citations, options); lean != nil {
			lean.report(pass, "the article")
			return
		}
		for i := range a.Sections {
			s := &a.Sections[i]
			if s.Role != lint.Body {
				continue
			}
			if lean := leaning(s.Citations, options); lean != nil {
				lean.report(pass, "this section")
			}
		}
	},
}

// A lean is the source or site that too many citations go to.
type lean struct {
	name         string
	first        *lint.Citation
	count, total int
}

func (l *lean) report(pass *lint.Pass, where string) {
	share := fmt.Sprintf("%d of the %d", l.count, l.total)
	if l.count == l.total {
		share = fmt.Sprintf("all %d", l.total)
	}
	pass.Report(lint.Diagnostic{
		Span:    l.first.Span,
		Message: fmt.Sprintf("%s leans on %s: %s citations", where, l.name, share),
		Keys:    []string{l.first.Key},
		Whole:   true,
	})
}

// leaning finds the one source, or else the one site, that more than the given
// share of the citations go to; nil if there is none.
func leaning(citations []lint.Citation, options singleSourceOptions) *lean {
	if len(citations) < options.MinCitations || !mayLean(citations, options) {
		return nil
	}
	sources, sites := newTally[target](), newTally[string]()
	total := 0
	for i := range citations {
		c := &citations[i]
		if c.Source == nil && c.Style != lint.Link {
			continue
		}
		total++
		sources.add(targetOf(c), c)
		if site := siteOf(c); site != "" {
			sites.add(site, c)
		}
	}
	if total < options.MinCitations {
		return nil
	}
	limit := options.Share * float64(total)
	if t, u := sources.top(); u != nil && float64(u.count) > limit {
		return &lean{name: targetName(t, u.first), first: u.first, count: u.count, total: total}
	}
	if site, u := sites.top(); u != nil && float64(u.count) > limit {
		return &lean{name: "the site " + site, first: u.first, count: u.count, total: total}
	}
	return nil
}

// mayLean reports whether one source or site may have more than the given share of
// the citations, as few have. It tells so by a vote and counts nothing: what has n
// citations is ahead by n less all others at the least.
func mayLean(citations []lint.Citation, options singleSourceOptions) bool {
	var source vote[target]
	var site vote[string]
	total := 0
	for i := range citations {
		if c := &citations[i]; c.Source != nil || c.Style == lint.Link {
			total++
			source.add(targetOf(c))
			site.add(hostOf(c))
		}
	}
	return float64(max(source.lead, site.lead)+total) > 2*options.Share*float64(total)
}

// A vote finds what more than half choose, if anything is: each choice speaks for
// one thing and against the one that is ahead.
type vote[K comparable] struct {
	choice K
	lead   int
}

func (v *vote[K]) add(choice K) {
	switch {
	case v.choice == choice:
		v.lead++
	case v.lead == 0:
		v.choice, v.lead = choice, 1
	default:
		v.lead--
	}
}

func targetName(t target, c *lint.Citation) string {
	if t.source != nil {
		return sourceName(t.source)
	}
	return nameOf(c)
}

// A tallied thing is what citations go to: the first of them, and how many.
type tallied struct {
	first *lint.Citation
	count int
}

// Tallies count citations by what they go to.
type tallies[K comparable] struct {
	by   map[K]*tallied
	best K
}

func newTally[K comparable]() *tallies[K] { return &tallies[K]{by: make(map[K]*tallied)} }

func (t *tallies[K]) add(key K, c *lint.Citation) {
	u := t.by[key]
	if u == nil {
		u = &tallied{first: c}
		t.by[key] = u
	}
	u.count++
	if best := t.by[t.best]; best == nil || u.count > best.count {
		t.best = key
	}
}

func (t *tallies[K]) top() (K, *tallied) { return t.best, t.by[t.best] }

// libraries are hosts that hold what many publishers have published.
var libraries = map[string]bool{
	"doi.org": true, "dx.doi.org": true, "archive.org": true, "web.archive.org": true, "archive.today": true, "archive.ph": true,
	"jstor.org": true, "pubmed.ncbi.nlm.nih.gov": true, "pmc.ncbi.nlm.nih.gov": true, "ncbi.nlm.nih.gov": true,
	"arxiv.org": true, "biorxiv.org": true, "medrxiv.org": true, "ssrn.com": true, "papers.ssrn.com": true,
	"books.google.com": true, "news.google.com": true, "youtube.com": true, "github.com": true, "hdl.handle.net": true,
}

// siteOf is the host that a citation leads to, empty if it is a library's.
func siteOf(c *lint.Citation) string {
	host := hostOf(c)
	if libraries[host] {
		return ""
	}
	return host
}

// hostOf is the host that a citation leads to.
func hostOf(c *lint.Citation) string {
	host := ""
	address := c.URL
	if c.Source != nil && c.Source.Canonical != "" {
		address = c.Source.Canonical
		host = canonicalHost(address)
	}
	if host == "" {
		if u, err := url.Parse(address); err == nil {
			host = strings.ToLower(u.Hostname())
		}
	}
	return strings.TrimPrefix(host, "www.")
}

// canonicalHost is the host of a canonical URL, which is in lower case; empty for
// an address in brackets. A whole parse takes ten times as long.
func canonicalHost(canonical string) string {
	_, host, _ := strings.Cut(canonical, "://")
	for i := range len(host) {
		switch host[i] {
		case '[', ':', '/', '?', '#':
			return host[:i]
		}
	}
	return host
}
