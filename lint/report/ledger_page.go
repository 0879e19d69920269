package report

import (
	"cmp"
	"fmt"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// A ledger makes the page of an article: its text with claims, citations and
// findings marked, and what rests on what.
type ledger struct {
	*lint.Article
	options   *Options
	sentences map[*lint.Sentence]int
	citations map[*lint.Citation]int
	blocks    []ledgerBlock
	findings  []*ledgerFinding
	claims    []*ledgerClaim
	claimOf   []*ledgerClaim // by the sentence's index; nil: it makes none
	sources   []*ledgerSource
	linked    []*ledgerSource // pages that are linked to and not listed
	listed    map[*lint.Source]*ledgerSource
	byURL     map[string]*ledgerSource
	supports  map[supportKey]*ledgerSupport
	linkedTo  []bool // sentences, by index, that something leads to
}

// A ledgerPage is what the template of a page shows.
type ledgerPage struct {
	ledgerHead
	Title    string
	Path     string
	Language string
	Failure  string // why the article was not checked; nothing else is told then
	Count    count
	Notes    []string
	Whole    []*ledgerFinding // findings that are about no place
	Sections []ledgerSection
	Rows     []ledgerRow
	Bottom   []ledgerBottomLine
	Sums     bool // it has a conclusion or summary, with claims or without
	Claims   []*ledgerClaim
	Cited    int // claims that a citation covers
	Uncited  int
	Sources  []*ledgerSource
	Linked   []*ledgerSource
	Findings int
	Rules    []ledgerRule
}

// A ledgerHead is what all pages have in their head.
type ledgerHead struct {
	Policy        string
	Style, Script template.HTML
	Version       string
	Index         string   // the page that lists all articles; empty: there is none
	Limits        []string // what findings are left out
}

// A ledgerFinding is a finding.
type ledgerFinding struct {
	Number   int
	ID       string
	Severity string
	Rule     string
	Message  string
	Section  int
	Uncited  bool // it is about a claim that nothing covers
	Sure     bool
	Marked   bool // in the text
	Related  []ledgerPlace
	Fixes    []string

	severity lint.Severity
	span     lint.Span
}

// A ledgerPlace is another place of the article, or of another file.
type ledgerPlace struct{ Message, Href, Text string }

// A ledgerSection is a section as the overview lists it.
type ledgerSection struct {
	Index    int
	ID       string // of its heading; empty before the first one
	Title    string
	Depth    int // below the heading over it, up to 3
	Role     lint.Role
	Claims   int
	Cited    int
	Findings int
}

// Share is how much of the section's claims are cited, in percent.
func (s *ledgerSection) Share() int { return 100 * s.Cited / max(1, s.Claims) }

// A ledgerRule says what a rule finds.
type ledgerRule struct {
	Name, Summary string
	Text          []string // paragraphs
	Count         int
}

func pageOf(r *lint.Result, o *Options) *ledgerPage {
	page := &ledgerPage{Path: onPage(r.Path), Title: onPage(path.Base(r.Path))}
	if r.Err != nil {
		page.Failure = notCheckedBecause(r)
		return page
	}
	l := newLedger(r, o)
	if title := readable(l.Article, l.Title); title != "" {
		page.Title = title
	}
	page.Language = languageTag(l.Language)
	for i := range r.Findings {
		page.Count.add(r.Findings[i].Severity)
	}
	for _, n := range l.Notes {
		page.Notes = append(page.Notes, fmt.Sprintf("Line %d: %s", l.Position(n.Span.Start).Line, oneLine(n.Message)))
	}
	page.Whole = l.place()
	page.Bottom, page.Sums = l.bottomLines(), l.concludes()
	page.Rows = l.rows()
	page.Sections = l.sections()
	page.Claims, page.Sources, page.Linked = l.claims, l.sources, l.linked
	for _, c := range l.claims {
		if c.Covered {
			page.Cited++
		}
	}
	page.Uncited, page.Findings = len(l.claims)-page.Cited, len(l.findings)
	page.Rules = l.rules()
	l.fillSources()
	return page
}

func newLedger(r *lint.Result, o *Options) *ledger {
	l := &ledger{
		Article: r.Article, options: o,
		sentences: indexes(r.Article.Sentences), citations: indexes(r.Article.Citations),
		linkedTo: make([]bool, len(r.Article.Sentences)),
	}
	l.readSources()
	l.readClaims()
	l.blocks = blocksOf(r.Article)
	l.readFindings(r.Findings)
	return l
}

// languageTag is a code of a language as HTML wants it, empty if it is none.
func languageTag(code string) string {
	if len(code) == 2 && isLetter(code[0]) && isLetter(code[1]) {
		return code
	}
	return ""
}

func sentenceID(i int) string { return "s" + strconv.Itoa(i+1) }

func sectionID(i int) string { return "section-" + strconv.Itoa(i+1) }

func (l *ledger) citationID(c *lint.Citation) string { return "c" + strconv.Itoa(l.citations[c]+1) }

// readFindings numbers the findings in text order.
func (l *ledger) readFindings(found []lint.Diagnostic) {
	for i := range found {
		d := &found[i]
		f := &ledgerFinding{
			Number: i + 1, ID: "f" + strconv.Itoa(i+1), Severity: d.Severity.String(), Rule: oneLine(d.Rule),
			Message: oneLine(d.Message), Section: -1, Sure: d.Confidence == lint.Certain,
			severity: d.Severity, span: d.Span,
		}
		if f.severity < lint.Info {
			f.severity, f.Severity = lint.Info, lint.Info.String()
		}
		if d.Whole {
			f.span = lint.Span{Start: -1, End: -1}
		} else if at := l.sentenceAt(d.Span); at >= 0 {
			f.Uncited = l.claimOf[at] != nil && !l.claimOf[at].Covered
		}
		l.relate(f, d)
		for j := range d.Fixes {
			word := "Suggestion: "
			if !d.Fixes[j].Safe {
				word = "Suggestion, to be looked at: "
			}
			f.Fixes = append(f.Fixes, word+oneLine(d.Fixes[j].Message))
		}
		l.findings = append(l.findings, f)
	}
}

func (l *ledger) relate(f *ledgerFinding, d *lint.Diagnostic) {
	for i := range d.Related[:min(len(d.Related), maxRelated)] {
		r := &d.Related[i]
		p := ledgerPlace{Message: oneLine(r.Message)}
		if r.Path != "" && r.Path != l.Path {
			p.Text = oneLine(r.Path)
		} else {
			p.Href, p.Text = l.anchor(r.Span)
		}
		f.Related = append(f.Related, p)
	}
	if more := len(d.Related) - maxRelated; more > 0 {
		f.Related = append(f.Related, ledgerPlace{Message: "and " + plural(more, "more place")})
	}
}

// sentenceAt is the index of the sentence that a span begins in, -1 if it begins
// in none.
func (l *ledger) sentenceAt(s lint.Span) int {
	n, _ := slices.BinarySearchFunc(l.Sentences, s.Start+1, func(t lint.Sentence, at int) int { return cmp.Compare(t.Span.Start, at) })
	if n--; n >= 0 && l.Sentences[n].Span.End > s.Start {
		return n
	}
	return -1
}

// How many code points are quoted of a sentence: everywhere, and of a bottom line
// and what carries it.
const (
	maxExcerpt = 80
	maxQuote   = 320
)

// anchor is where on the page a span is shown, and some of its words.
func (l *ledger) anchor(s lint.Span) (href, text string) {
	if at := l.sentenceAt(s); at >= 0 {
		l.linkedTo[at] = true
		return "#" + sentenceID(at), l.excerpt(l.Sentences[at].Span)
	}
	n, _ := slices.BinarySearchFunc(l.blocks, s.Start+1, func(b ledgerBlock, at int) int { return cmp.Compare(b.span.Start, at) })
	if n--; n >= 0 && l.blocks[n].source != nil {
		e := l.listed[l.blocks[n].source]
		return "#" + e.ID, "source " + e.Name
	}
	n, _ = slices.BinarySearchFunc(l.Sections, s.Start+1, func(t lint.Section, at int) int { return cmp.Compare(t.Span.Start, at) })
	if n--; n >= 0 && l.Sections[n].Heading.Len() > 0 {
		return "#" + sectionID(n), l.excerpt(l.Sections[n].Heading)
	}
	return "", "line " + strconv.Itoa(l.Position(s.Start).Line)
}

// excerptReach bounds the bytes that are looked at for an excerpt.
const excerptReach = 2000

func (l *ledger) excerpt(s lint.Span) string { return l.quote(s, maxExcerpt) }

// quote is the beginning of what is seen of a span, as many code points as fit, its
// citations left out. If there is nothing else, it is the citations.
func (l *ledger) quote(s lint.Span, most int) string {
	for s.End = min(s.End, s.Start+excerptReach); s.Start < s.End && s.End < len(l.Text) && !utf8.RuneStart(l.Text[s.End]); {
		s.End--
	}
	var b strings.Builder
	at := s.Start
	brackets := window(l.Brackets, s, func(b *lint.Bracket) lint.Span { return b.Span })
	for i := range brackets {
		if c := &brackets[i]; c.Verdict == lint.IsCitation && c.Span.Start >= at && c.Span.End <= s.End {
			words := readable(l.Article, lint.Span{Start: at, End: c.Span.Start})
			b.WriteString(words + " ")
			at = c.Span.End
		}
	}
	b.WriteString(readable(l.Article, lint.Span{Start: at, End: s.End}))
	text := strings.Join(strings.Fields(b.String()), " ")
	if strings.Trim(text, " .,;:()") == "" {
		text = oneLine(cmp.Or(keysIn(brackets), l.Slice(s)))
	}
	return shorten(closeUp.Replace(text), most)
}

// keysIn names what some brackets cite.
func keysIn(brackets []lint.Bracket) string {
	var b strings.Builder
	for i := range brackets {
		for j := range brackets[i].Citations {
			b.WriteString("[" + brackets[i].Citations[j].Key + "]")
		}
	}
	return b.String()
}

// closeUp puts punctuation in the place of what was left out before it.
var closeUp = strings.NewReplacer(" .", ".", " ,", ",", " ;", ";", " )", ")")

// place gives each finding to the block that it is about and returns those that
// are about none. One that stands between blocks goes to the block before it.
func (l *ledger) place() (whole []*ledgerFinding) {
	next := 0
	for _, f := range l.findings {
		for next < len(l.blocks) && l.blocks[next].span.Start <= f.span.Start {
			next++
		}
		at := next - 1
		if next < len(l.blocks) && l.blocks[next].span.Start < f.span.End && (at < 0 || l.blocks[at].span.End <= f.span.Start) {
			at = next
		}
		if f.span.Start < 0 || at < 0 {
			whole = append(whole, f)
			continue
		}
		b := &l.blocks[at]
		f.Section = b.section
		b.findings = append(b.findings, f)
	}
	return whole
}

func (l *ledger) sections() []ledgerSection {
	all := make([]ledgerSection, len(l.Sections))
	var levels []int
	for i := range l.Sections {
		s := &l.Sections[i]
		all[i] = ledgerSection{Index: i, Title: l.excerpt(s.Heading), Role: s.Role}
		if s.Heading.Len() > 0 {
			all[i].ID = sectionID(i)
			levels, all[i].Depth = nested(levels, s.Level)
			all[i].Depth -= topLevel
		}
		if all[i].Title == "" {
			all[i].Title = "Before the first heading"
		}
	}
	for _, c := range l.claims {
		if c.Section >= 0 {
			all[c.Section].Claims++
			if c.Covered {
				all[c.Section].Cited++
			}
		}
	}
	for _, f := range l.findings {
		if f.Section >= 0 {
			all[f.Section].Findings++
		}
	}
	return all
}

// rules explains the rules that found something.
func (l *ledger) rules() []ledgerRule {
	var t totals
	for _, f := range l.findings {
		t.rule(f.Rule).add(f.severity)
	}
	var all []ledgerRule
	for _, c := range t.byRule() {
		rule := ledgerRule{Name: c.Rule, Count: c.all()}
		for _, r := range l.options.Rules {
			if r.Name == c.Rule {
				doc := docOf(r)
				rule.Summary = oneLine(doc.summary)
				if doc.full != doc.summary {
					for p := range strings.SplitSeq(doc.full, "\n\n") {
						rule.Text = append(rule.Text, oneLine(p))
					}
				}
			}
		}
		all = append(all, rule)
	}
	return all
}
