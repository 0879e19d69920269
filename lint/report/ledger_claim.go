package report

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A ledgerClaim is a claim and what it rests on.
type ledgerClaim struct {
	Number   int
	ID       string
	Sentence string // where it stands
	Text     string
	Kind     lint.ClaimKind
	Strength string // to two places
	Words    string // the same in words
	Reasons  string
	Section  int
	Turns    bool // the claim before stands in another section
	Covered  bool
	Cover    string // where its citation stands
	Rests    *ledgerSupport
}

// State is cited or uncited.
func (c *ledgerClaim) State() string {
	if c.Covered {
		return "cited"
	}
	return "uncited"
}

// A ledgerSupport is what some citations name. Claims that the same citations
// stand for share it.
type ledgerSupport struct {
	Sources []*ledgerSource
	Unknown []string // references that name no source
	More    int      // how many of both there was no room for

	all    []*ledgerSource
	claims []*ledgerClaim
}

// A ledgerSource is a source and the claims that rest on it.
type ledgerSource struct {
	ID     string
	Name   string // [3], or the site of a linked page
	Title  string
	Parts  []ledgerPart
	Text   string // for one that is not in the article
	Links  []ledgerLink
	Origin string
	Cited  int
	First  string // the first citation of it
	Claims int
	Alone  int // claims that rest on nothing else
	Rests  []*ledgerClaim
	More   int // claims that there was no room for

	Findings []*ledgerFinding
	source   *lint.Source
}

// A ledgerLink is a way to a source. Without Href it is shown as text.
type ledgerLink struct{ Label, Text, Href string }

// The page shows no more than so many sources of a claim, and claims of a source,
// and says how many more there are: a run of all sources at the end of a long
// list would name each of them for each item.
const (
	maxSupport = 12
	maxResting = 200
)

// readSources makes the entries of the lists. What is linked and not listed joins
// them as it is met.
func (l *ledger) readSources() {
	l.listed = make(map[*lint.Source]*ledgerSource, len(l.Sources))
	l.byURL = make(map[string]*ledgerSource)
	for i := range l.Sources {
		s := &l.Sources[i]
		e := &ledgerSource{
			ID: "source-" + strconv.Itoa(i+1), Name: "[" + onPage(s.Key) + "]", Title: oneLine(s.Title),
			Cited: s.Cited, Origin: originOf(s), source: s,
		}
		if s.Key == "" {
			e.Name = "(no key)"
		}
		if e.Title == "" {
			e.Title = shorten(oneLine(s.URL), maxExcerpt)
		}
		l.listed[s] = e
		l.sources = append(l.sources, e)
	}
	for i := range l.Citations {
		c := &l.Citations[i]
		if l.listed[c.Source] == nil {
			l.addLinked(c)
		}
	}
}

func originOf(s *lint.Source) string {
	if s.File != "" {
		return "listed in " + oneLine(s.File)
	}
	switch s.Origin {
	case lint.FromFootnote:
		return "a footnote"
	case lint.FromDefinition:
		return "a link definition"
	case lint.FromFrontMatter:
		return "listed in the front matter"
	}
	return ""
}

// addLinked notes a source that no list has: what a citation links to, or the note
// that it is.
func (l *ledger) addLinked(c *lint.Citation) {
	own := ownSource(c)
	if own == "" {
		return
	}
	e := l.byURL[own]
	if e == nil {
		e = &ledgerSource{ID: "link-" + strconv.Itoa(len(l.linked)+1), Title: oneLine(own), Name: siteOf(own)}
		if c.Style == lint.InlineNote {
			e.Name, e.Text = "a note", e.Title
		} else {
			e.Links = []ledgerLink{{"", e.Title, safeURL(own)}}
		}
		l.byURL[own] = e
		l.linked = append(l.linked, e)
	}
	e.Cited++
}

// ownSource is what a citation brings itself: the URL that it links to, or the text
// of a note. It is empty if it brings nothing.
func ownSource(c *lint.Citation) string {
	if c.Style == lint.Link || c.Style == lint.InlineNote {
		return c.Key
	}
	return c.URL
}

// citedAt notes where a source is cited first.
func (e *ledgerSource) citedAt(id string) {
	if e != nil && e.First == "" {
		e.First = "#" + id
	}
}

// siteOf is the host of a URL, or what there is of it.
func siteOf(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		return shorten(oneLine(strings.TrimPrefix(u.Host, "www.")), 60)
	}
	return shorten(oneLine(s), 60)
}

// sourceOf is what a citation names, nil if nothing.
func (l *ledger) sourceOf(c *lint.Citation) *ledgerSource {
	if c.Source != nil {
		return l.listed[c.Source]
	}
	return l.byURL[ownSource(c)]
}

// readClaims makes the claims of the sections that are prose of the article's own.
func (l *ledger) readClaims() {
	l.claimOf = make([]*ledgerClaim, len(l.Sentences))
	sections := indexes(l.Sections)
	l.supports = make(map[supportKey]*ledgerSupport)
	for i := range l.Sentences {
		s := &l.Sentences[i]
		if s.Claim.Kind == lint.NoClaim || !judged(s) {
			continue
		}
		c := &ledgerClaim{
			Number: len(l.claims) + 1, ID: "k" + strconv.Itoa(len(l.claims)+1), Sentence: "#" + sentenceID(i), Text: l.excerpt(s.Span), Kind: s.Claim.Kind,
			Strength: fmt.Sprintf("%.2f", s.Claim.Strength), Words: strengthWords(s.Claim.Strength),
			Reasons: strings.Join(firstFew(s.Claim.Reasons.Texts()), ", "), Section: -1, Covered: s.Covered(), Cover: coverPhrase(s.Cover),
		}
		if at, ok := sections[s.Section]; ok {
			c.Section = at
		}
		c.Turns = len(l.claims) == 0 || l.claims[len(l.claims)-1].Section != c.Section
		c.Rests = l.support(s.Support)
		c.Rests.claims = append(c.Rests.claims, c)
		l.claims = append(l.claims, c)
		l.claimOf[i] = c
	}
	l.weigh()
}

// firstFew keeps the most telling reasons.
func firstFew(reasons []string) []string { return reasons[:min(len(reasons), 2)] }

func judged(s *lint.Sentence) bool {
	return s.Section == nil || s.Section.Role != lint.SourceList && s.Section.Role != lint.Boilerplate
}

// strengthWords says how sure it is that an editor would ask who says so.
func strengthWords(strength float64) string {
	switch {
	case strength >= 0.9:
		return "very strong"
	case strength >= 0.75:
		return "strong"
	case strength >= 0.6:
		return "moderate"
	}
	return "weak"
}

// coverPhrase says where the citation of a claim stands.
func coverPhrase(c lint.Cover) string {
	switch c {
	case lint.Uncovered:
		return ""
	case lint.Inside:
		return "in the sentence"
	case lint.Paragraphs:
		return "later in the paragraph"
	case lint.Listed:
		return "at the end of the list"
	case lint.LeadIn:
		return "in the sentence before the list"
	}
	return "nearby"
}

// A supportKey is a window of the article's citations.
type supportKey struct {
	first *lint.Citation
	n     int
}

func (l *ledger) support(citations []lint.Citation) *ledgerSupport {
	var key supportKey
	if len(citations) > 0 {
		key = supportKey{&citations[0], len(citations)}
	}
	if s := l.supports[key]; s != nil {
		return s
	}
	s := new(ledgerSupport)
	l.supports[key] = s
	seen := make(map[*ledgerSource]bool)
	for i := range citations {
		source := l.sourceOf(&citations[i])
		switch {
		case seen[source]:
		case source != nil:
			seen[source] = true
			s.all = append(s.all, source)
		case len(s.Unknown) < maxSupport:
			s.Unknown = append(s.Unknown, "["+shorten(onPage(citations[i].Key), 60)+"]")
		default:
			s.More++
		}
	}
	s.Unknown = slices.Compact(s.Unknown)
	s.Sources = s.all[:min(len(s.all), maxSupport)]
	s.More += len(s.all) - len(s.Sources)
	return s
}

// weigh tells each source what rests on it.
func (l *ledger) weigh() {
	seen := make(map[*ledgerSupport]bool)
	for _, c := range l.claims {
		s := c.Rests
		if seen[s] {
			continue
		}
		seen[s] = true
		for _, e := range s.all {
			e.Claims += len(s.claims)
			room := min(len(s.claims), maxResting-len(e.Rests))
			e.Rests = append(e.Rests, s.claims[:room]...)
			e.More += len(s.claims) - room
			if len(s.all) == 1 {
				e.Alone += len(s.claims)
			}
		}
	}
}

// fillSources shows the entries as they stand in the article, with the findings
// about them.
func (l *ledger) fillSources() {
	for i := range l.blocks {
		b := &l.blocks[i]
		if b.source == nil {
			continue
		}
		e := l.listed[b.source]
		e.Parts = append(e.Parts, l.parts(b)...)
		e.Findings = append(e.Findings, b.findings...)
	}
	for _, e := range l.sources {
		if e.Parts == nil {
			e.Text = e.Title
		}
		e.dropKey()
		e.addLink("Address", e.source.URL, safeURL(e.source.URL))
		if doi := e.source.DOI; doi != "" {
			e.addLink("DOI", doi, "https://doi.org/"+(&url.URL{Path: doi}).EscapedPath())
		}
		e.addLink("ISBN", e.source.ISBN, "")
	}
}

// dropKey leaves out the number that an entry begins with: it has its key before
// it.
func (e *ledgerSource) dropKey() {
	if e.source.Key == "" || len(e.Parts) == 0 || len(e.Parts[0].Runs) == 0 {
		return
	}
	runs := e.Parts[0].Runs
	rest, ok := strings.CutPrefix(strings.TrimLeft(runs[0].Text, " [^"), e.source.Key)
	switch trimmed := strings.TrimLeft(rest, "].):"); {
	case ok && trimmed == "":
		runs[0].Text = ""
		if len(runs) > 1 {
			runs[1].Text = strings.TrimLeft(runs[1].Text, "].): ")
		}
	case ok && len(trimmed) < len(rest):
		runs[0].Text = strings.TrimLeft(trimmed, " ")
	}
}

// addLink adds a way to the source that its entry does not show anyway.
func (e *ledgerSource) addLink(label, text, href string) {
	for i := range e.Parts {
		for j := range e.Parts[i].Runs {
			if strings.Contains(e.Parts[i].Runs[j].Text, text) && text != "" {
				return
			}
		}
	}
	if text != "" {
		e.Links = append(e.Links, ledgerLink{label, oneLine(text), href})
	}
}

// A ledgerBottomLine is a claim of a conclusion or summary, and what carries it.
type ledgerBottomLine struct {
	Claim    *ledgerClaim
	Role     lint.Role
	Same     bool // the body says the same, with a citation
	Carriers []ledgerCarrier
}

// A ledgerCarrier is a sentence that says what a bottom line says.
type ledgerCarrier struct {
	Href, Text string
	Claim      *ledgerClaim // nil if it makes none
	Covered    bool
	Rests      *ledgerSupport
}

// maxCarriers bounds the sentences that are shown for a bottom line.
const maxCarriers = 3

// bottomLines lists the claims of conclusions, and then those of summaries.
func (l *ledger) bottomLines() []ledgerBottomLine {
	var all []ledgerBottomLine
	if l.options.Carriers == nil {
		return nil
	}
	for _, role := range []lint.Role{lint.Conclusion, lint.Summary} {
		for i := range l.Sentences {
			s := &l.Sentences[i]
			if s.Section == nil || s.Section.Role != role || l.claimOf[i] == nil {
				continue
			}
			line := ledgerBottomLine{Claim: l.claimOf[i], Role: role}
			line.Carriers, line.Same = l.carriers(s)
			all = append(all, line)
		}
	}
	return all
}

func (l *ledger) carriers(s *lint.Sentence) (all []ledgerCarrier, same bool) {
	found, same := l.options.Carriers(l.Article, s)
	for _, t := range found[:min(len(found), maxCarriers)] {
		at := l.sentences[t]
		l.linkedTo[at] = true
		c := ledgerCarrier{Href: "#" + sentenceID(at), Text: l.excerpt(t.Span), Claim: l.claimOf[at], Covered: t.Covered()}
		if c.Covered {
			c.Rests = l.support(t.Support)
		}
		all = append(all, c)
	}
	return all, same
}
