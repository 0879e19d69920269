package report

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A ledgerPart is a sentence, or what stands between two.
type ledgerPart struct {
	ID    string // of a sentence that something leads to
	Claim string // cited or uncited if it is a claim
	Runs  []ledgerRun
}

// A ledgerRun is a stretch of text that is shown in one way, or a mark.
type ledgerRun struct {
	Kind   string // text, code, cite, nocite, link, finding, claim
	Text   string
	Under  string // the severity of the gravest finding about it
	ID     string
	Href   string
	Number int // of a finding
}

// A stretch is a run and where it stands.
type stretch struct {
	span lint.Span
	run  ledgerRun
	cuts bool // it may be cut where a sentence or a finding begins or ends
}

// parts makes what a block shows: its sentences with their claims, citations and
// findings marked.
func (l *ledger) parts(b *ledgerBlock) []ledgerPart {
	marks := newFindingMarks(b.findings)
	sentences := window(l.Sentences, b.span, func(s *lint.Sentence) lint.Span { return s.Span })
	var parts []ledgerPart
	last := -2
	for _, s := range l.cut(l.stretches(b.span), sentences, b.findings) {
		for len(sentences) > 0 && sentences[0].Span.End <= s.span.Start {
			sentences = sentences[1:]
		}
		at := -1
		if len(sentences) > 0 && sentences[0].Span.Start <= s.span.Start {
			at = l.sentences[&sentences[0]]
		}
		if at != last || parts == nil {
			parts = l.endSentence(parts, last)
			parts = append(parts, l.part(at))
			last = at
		}
		p := &parts[len(parts)-1]
		s.run.Under = marks.enter(s.span)
		ended := marks.leave(s.span)
		if strings.TrimSpace(s.run.Text) == "" {
			s.run.Under = ""
			p.Runs = append(append(p.Runs, ended...), s.run)
			continue
		}
		p.Runs = append(append(p.Runs, s.run), ended...)
	}
	parts = l.endSentence(parts, last)
	if rest := marks.rest(); len(rest) > 0 {
		parts = append(parts, ledgerPart{Runs: rest})
	}
	return parts
}

// part begins the part of a sentence, by its index; -1: of what is none.
func (l *ledger) part(sentence int) ledgerPart {
	if sentence < 0 {
		return ledgerPart{}
	}
	c := l.claimOf[sentence]
	switch {
	case c != nil:
		return ledgerPart{ID: sentenceID(sentence), Claim: c.State()}
	case l.linkedTo[sentence]:
		return ledgerPart{ID: sentenceID(sentence)}
	}
	return ledgerPart{}
}

// endSentence adds the mark of its claim to the last part.
func (l *ledger) endSentence(parts []ledgerPart, sentence int) []ledgerPart {
	if sentence < 0 || l.claimOf[sentence] == nil {
		return parts
	}
	c := l.claimOf[sentence]
	p := &parts[len(parts)-1]
	mark := ledgerRun{Kind: "claim", Href: "#" + c.ID, Text: "◇"}
	if c.Covered {
		mark.Text = "◆"
	}
	p.Runs = append(p.Runs, mark)
	return parts
}

// stretches divides a span into citations and the text between them.
func (l *ledger) stretches(s lint.Span) []stretch {
	brackets := window(l.Brackets, s, func(b *lint.Bracket) lint.Span { return b.Span })
	citations := window(l.Citations, s, func(c *lint.Citation) lint.Span { return c.Span })
	var all []stretch
	at := s.Start
	for at < s.End {
		for len(brackets) > 0 && (brackets[0].Span.Start < at || brackets[0].Verdict == lint.NotCitation) {
			brackets = brackets[1:]
		}
		for len(citations) > 0 && (citations[0].Span.Start < at || citations[0].Bracket != nil) {
			citations = citations[1:]
		}
		switch {
		case len(brackets) > 0 && (len(citations) == 0 || brackets[0].Span.Start <= citations[0].Span.Start):
			b := &brackets[0]
			all = append(l.text(all, lint.Span{Start: at, End: b.Span.Start}), l.bracket(b)...)
			at = b.Span.End
		case len(citations) > 0:
			c := &citations[0]
			all = append(l.text(all, lint.Span{Start: at, End: c.Span.Start}), l.link(c)...)
			at = c.Span.End
		default:
			all = l.text(all, lint.Span{Start: at, End: s.End})
			at = s.End
		}
	}
	return all
}

// text adds the pieces of a span without citations.
func (l *ledger) text(all []stretch, s lint.Span) []stretch {
	if s.Len() <= 0 {
		return all
	}
	for _, p := range reveal(l.Article, s) {
		run := ledgerRun{Kind: "text", Text: p.text}
		switch p.kind {
		case codeText:
			run.Kind = "code"
		case urlText:
			run = urlRun(p.text)
		}
		all = append(all, stretch{p.span, run, p.kind == proseText})
	}
	return all
}

// urlRun shows a URL, as a link if it may be one.
func urlRun(url string) ledgerRun {
	if href := safeURL(strings.TrimRight(url, ".,;:")); href != "" {
		return ledgerRun{Kind: "link", Text: url, Href: href}
	}
	return ledgerRun{Kind: "text", Text: url}
}

// safeURL is a URL that a page of ours may link to, or else empty: of all schemes
// only those of the web, without anything that a browser would have to guess.
func safeURL(url string) string {
	if !hasURLPrefix(url) || !isVisible(url) || strings.ContainsAny(url, " \\\"<>") {
		return ""
	}
	return url
}

// link shows a citation that is a link, each sentence that begins in its text on
// its own.
func (l *ledger) link(c *lint.Citation) []stretch {
	run := ledgerRun{Kind: "text"}
	if id := l.citationID(c); l.sourceOf(c).citedAt(id) {
		run.ID = id
	}
	switch href := safeURL(c.URL); {
	case c.Style != lint.Link && c.Source != nil:
		run.Kind, run.Href = "cite", "#"+l.sourceOf(c).ID
	case href != "":
		run.Kind, run.Href = "link", href
	case c.Style != lint.Link:
		run.Kind = "nocite"
	}
	var all []stretch
	show := func(part lint.Span) {
		if run.Text = readable(l.Article, part); run.Text == "" && len(all) == 0 {
			run.Text = onPage(c.Key)
		}
		if strings.IndexByte(" \t\r\n", l.Text[part.End-1]) >= 0 {
			run.Text += " "
		}
		all = append(all, stretch{part, run, false})
		run.ID = ""
	}
	rest := c.Span
	for _, s := range window(l.Sentences, c.Span, func(s *lint.Sentence) lint.Span { return s.Span }) {
		if s.Span.Start > rest.Start {
			show(lint.Span{Start: rest.Start, End: s.Span.Start})
			rest.Start = s.Span.Start
		}
	}
	show(rest)
	return all
}

// bracket shows a bracket that cites or may be meant to. Each reference in it is
// linked to its source.
func (l *ledger) bracket(b *lint.Bracket) []stretch {
	raw := l.Slice(b.Span)
	if len(b.Citations) == 0 {
		return []stretch{{b.Span, ledgerRun{Kind: "nocite", Text: onPage(raw)}, false}}
	}
	if strings.Contains(raw, "](") || strings.Contains(raw, "<") || len(b.Citations) == 1 {
		text := raw
		if c := &b.Citations[0]; strings.Contains(raw, "](") {
			text = "[" + c.Key + "]"
		} else if strings.Contains(raw, "<") {
			if text = withoutTags(raw); text == "" {
				text = "[" + c.Key + "]"
			}
		}
		return []stretch{{b.Span, l.reference(b.Citations, text), false}}
	}
	var all []stretch
	at := b.Span.Start
	for i := 0; i < len(b.Citations); {
		c, end := &b.Citations[i], i+1
		for end < len(b.Citations) && b.Citations[end].Span.Start < c.Span.End {
			end++
		}
		if c.Span.Start < at || c.Span.End > b.Span.End {
			i = end
			continue
		}
		if c.Span.Start > at {
			all = append(all, plainStretch(l.Article, at, c.Span.Start))
		}
		all = append(all, stretch{c.Span, l.reference(b.Citations[i:end], l.Slice(c.Span)), false})
		at, i = c.Span.End, end
	}
	if at < b.Span.End {
		all = append(all, plainStretch(l.Article, at, b.Span.End))
	}
	return all
}

// plainStretch is text as the author wrote it.
func plainStretch(a *lint.Article, start, end int) stretch {
	return stretch{lint.Span{Start: start, End: end}, ledgerRun{Kind: "text", Text: a.Text[start:end]}, false}
}

// reference shows a reference. One to several sources, a range, leads to the first.
func (l *ledger) reference(citations []lint.Citation, text string) ledgerRun {
	run := ledgerRun{Kind: "nocite", Text: text}
	id := l.citationID(&citations[0])
	for i := range citations {
		source := l.sourceOf(&citations[i])
		if source.citedAt(id) {
			run.ID = id
		}
		if source != nil && run.Href == "" {
			run.Kind, run.Href = "cite", "#"+source.ID
		}
	}
	return run
}

// cut divides text where sentences and findings begin and end.
func (l *ledger) cut(all []stretch, sentences []lint.Sentence, findings []*ledgerFinding) []stretch {
	var cuts []int
	for i := range sentences {
		cuts = append(cuts, sentences[i].Span.Start, sentences[i].Span.End)
	}
	for _, f := range findings {
		cuts = append(cuts, f.span.Start, f.span.End)
	}
	sort.Ints(cuts)
	var done []stretch
	for _, s := range all {
		for len(cuts) > 0 && cuts[0] <= s.span.Start {
			cuts = cuts[1:]
		}
		for s.cuts && len(cuts) > 0 && cuts[0] < s.span.End {
			n := cuts[0] - s.span.Start
			if n > 0 {
				head := s
				head.span.End = cuts[0]
				head.run.Text = s.run.Text[:n]
				done = append(done, head)
				s.span.Start, s.run.Text = cuts[0], s.run.Text[n:]
			}
			cuts = cuts[1:]
		}
		done = append(done, s)
	}
	for i := range done {
		done[i].run.Text = onPage(done[i].run.Text)
	}
	return slices.DeleteFunc(done, func(s stretch) bool { return s.run.Text == "" })
}

// findingMarks knows, on a way through a block, which findings are about the text
// there, at a cost that does not grow with how many these are.
type findingMarks struct {
	starts []*ledgerFinding // to come
	ends   []*ledgerFinding
	open   [lint.Error + 1]int
}

func newFindingMarks(findings []*ledgerFinding) *findingMarks {
	m := &findingMarks{starts: findings, ends: append([]*ledgerFinding(nil), findings...)}
	sort.SliceStable(m.ends, func(i, j int) bool { return m.ends[i].span.End < m.ends[j].span.End })
	return m
}

// enter tells the severity of the gravest finding about a stretch, empty if there
// is none.
func (m *findingMarks) enter(s lint.Span) string {
	for len(m.starts) > 0 && m.starts[0].span.Start < s.End {
		m.open[m.starts[0].severity]++
		m.starts = m.starts[1:]
	}
	for severity := lint.Error; severity >= lint.Info; severity-- {
		if m.open[severity] > 0 {
			return severity.String()
		}
	}
	return ""
}

// leave returns the marks of the findings that end with a stretch.
func (m *findingMarks) leave(s lint.Span) []ledgerRun {
	var runs []ledgerRun
	for len(m.ends) > 0 && m.ends[0].span.End <= s.End {
		f := m.ends[0]
		m.open[f.severity]--
		m.ends = m.ends[1:]
		runs = append(runs, f.mark())
	}
	return runs
}

// rest returns the marks of the findings that no stretch had room for.
func (m *findingMarks) rest() []ledgerRun {
	var runs []ledgerRun
	for _, f := range m.ends {
		runs = append(runs, f.mark())
	}
	return runs
}

// mark is where the text shows a finding.
func (f *ledgerFinding) mark() ledgerRun {
	f.Marked = true
	return ledgerRun{
		Kind: "finding", Under: f.Severity, ID: "m" + strconv.Itoa(f.Number), Href: "#" + f.ID,
		Number: f.Number,
	}
}

// window returns the elements of a slice in text order that begin in a span.
func window[T any](all []T, s lint.Span, spanOf func(*T) lint.Span) []T {
	start := sort.Search(len(all), func(i int) bool { return spanOf(&all[i]).Start >= s.Start })
	end := sort.Search(len(all), func(i int) bool { return spanOf(&all[i]).Start >= s.End })
	return all[start:end]
}
