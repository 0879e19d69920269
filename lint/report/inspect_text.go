package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// An outline prints the model of an article for people: its sections and their
// sentences, which of these are claims and what covers them, the brackets that
// are anything but a plain citation, and the sources.
type outline struct {
	*palette
	w       *bufio.Writer
	printed bool // whether an article was
}

func newOutline(w io.Writer, o *Options) *outline {
	return &outline{palette: newPalette(o.Color), w: bufio.NewWriter(w)}
}

const (
	outlineColumns = 88 // of a sentence
	keyColumns     = 40 // of a key, which may be a URL
)

func (o *outline) Print(r *lint.Result) error {
	if o.printed {
		o.w.WriteByte('\n')
	}
	o.printed = true
	if r.Err != nil {
		o.failure(o.w, r)
		return o.w.Flush()
	}
	o.head(r.Article)
	o.sections(r.Article)
	o.brackets(r.Article)
	o.sources(r.Article)
	return o.w.Flush()
}

func (o *outline) Close() error { return o.w.Flush() }

func (o *outline) linef(format string, args ...any) {
	fmt.Fprintf(o.w, format, args...)
	o.w.WriteByte('\n')
}

// head writes the article's name, title and figures.
func (o *outline) head(a *lint.Article) {
	title := clip(words(a, a.Title), outlineColumns)
	if title == "" {
		title = o.dim.Sprint("no title")
	}
	o.linef("%s  %s", o.bold.Sprint(visible(a.Path)), title)
	o.linef("%s", o.dim.Sprint(figuresOf(a).text(a)))
	for _, n := range a.Notes {
		o.linef("%s %s: %s", o.severities[lint.Info].Sprint("note"), o.at(a, n.Span), oneLine(n.Message))
	}
}

// figures are what the head of an outline counts.
type figures struct {
	headings, claims, uncited int
	citations, links          int // a link is a citation, but not counted as one here
	keys                      map[string]bool
}

func figuresOf(a *lint.Article) *figures {
	f := &figures{keys: make(map[string]bool)}
	for i := range a.Sections {
		if a.Sections[i].Level > 0 {
			f.headings++
		}
	}
	for i := range a.Sentences {
		if s := &a.Sentences[i]; s.Claim.Kind != lint.NoClaim {
			f.claims++
			if !s.Covered() {
				f.uncited++
			}
		}
	}
	for i := range a.Citations {
		c := &a.Citations[i]
		if c.Style == lint.Link {
			f.links++
			continue
		}
		f.citations++
		f.keys[c.Key] = true
	}
	return f
}

func (f *figures) text(a *lint.Article) string {
	parts := []string{
		string(a.Format),
		plural(f.headings, "section"),
		plural(len(a.Sentences), "sentence"),
		fmt.Sprintf("%s (%d uncited)", plural(f.claims, "claim"), f.uncited),
		fmt.Sprintf("%s of %s", plural(f.citations, "citation"), plural(len(f.keys), "key")),
	}
	if f.links > 0 {
		parts = append(parts, plural(f.links, "link"))
	}
	return strings.Join(append(parts, plural(len(a.Sources), "source")), " · ")
}

// sections writes each heading, and under it the sentences up to the next.
func (o *outline) sections(a *lint.Article) {
	rest := a.Sentences
	for i := range a.Sections {
		end := len(a.Text) + 1
		if i+1 < len(a.Sections) {
			end = a.Sections[i+1].Span.Start
		}
		n := 0
		for n < len(rest) && rest[n].Span.Start < end {
			n++
		}
		if a.Sections[i].Level > 0 || n > 0 {
			o.heading(a, &a.Sections[i])
		}
		o.sentences(a, rest[:n])
		rest = rest[n:]
	}
	o.sentences(a, rest)
}

func (o *outline) heading(a *lint.Article, s *lint.Section) {
	title := clip(words(a, s.Heading), outlineColumns)
	if s.Level == 0 {
		title = o.dim.Sprint("before the first heading")
	} else {
		title = o.bold.Sprint(strings.Repeat("#", s.Level) + " " + title)
	}
	role := o.dim.Sprint(s.Role)
	if s.Role != lint.Body {
		role = o.severities[lint.Info].Sprint(s.Role)
	}
	o.linef("\n%s  %s %s", title, role, o.dim.Sprint(o.at(a, s.Span)))
}

// at is a place without the path.
func (o *outline) at(a *lint.Article, s lint.Span) string {
	p := a.Position(s.Start)
	return strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}

func (o *outline) sentences(a *lint.Article, all []lint.Sentence) {
	for i := range all {
		s := &all[i]
		o.linef("  %s %-8s %s", o.mark(s), o.at(a, s.Span), clip(oneLine(a.Slice(s.Span)), outlineColumns))
		if details := o.details(s); details != "" {
			o.linef("             %s", details)
		}
	}
}

// mark tells a claim that is covered from one that is not, and both from what is
// no claim.
func (o *outline) mark(s *lint.Sentence) string {
	switch {
	case s.Claim.Kind == lint.NoClaim:
		return o.dim.Sprint("·")
	case s.Covered():
		return o.good.Sprint("✓")
	}
	return o.bad.Sprint("✗")
}

// details says what makes a sentence a claim and what covers it.
func (o *outline) details(s *lint.Sentence) string {
	var parts []string
	if c := &s.Claim; c.Kind != lint.NoClaim {
		parts = append(parts, o.dim.Sprint(claimText(c)))
		if !s.Covered() {
			parts = append(parts, o.bad.Sprint("uncited"))
		}
	}
	if s.Covered() {
		parts = append(parts, o.good.Sprint("covered")+o.dim.Sprintf(" (%s) by %s", coverName(s.Cover), keysOf(s.Support)))
	}
	return strings.Join(parts, o.dim.Sprint(" · "))
}

// claimText is such as: cause 0.88, says what causes what.
func claimText(c *lint.Claim) string {
	kind := fmt.Sprintf("%s %.2f", c.Kind, c.Strength)
	return strings.Join(append([]string{kind}, c.Reasons.Texts()...), ", ")
}

// keysOf lists the keys of citations, each once.
func keysOf(citations []lint.Citation) string {
	var keys []string
	seen := make(map[string]bool)
	for i := range citations {
		if key := citations[i].Key; !seen[key] {
			seen[key] = true
			keys = append(keys, clip(oneLine(key), keyColumns))
		}
	}
	return strings.Join(keys, ", ")
}

// brackets lists those that are no citation, or one with something wrong.
func (o *outline) brackets(a *lint.Article) {
	first := true
	for i := range a.Brackets {
		b := &a.Brackets[i]
		if b.Verdict == lint.IsCitation && b.Defect == "" && b.Style != lint.Residue && b.Style != lint.Placeholder {
			continue
		}
		if first {
			o.linef("\n%s", o.bold.Sprint("Brackets that are no plain citations"))
			first = false
		}
		reason := oneLine(b.Reason)
		if b.Defect != "" {
			reason += o.bad.Sprint(", " + oneLine(b.Defect))
		}
		o.linef("    %-8s %s  %s %s", o.at(a, b.Span), clip(oneLine(a.Slice(b.Span)), keyColumns), o.dim.Sprint(string(b.Verdict)+":"), reason)
	}
}

// sources lists them with how often each is cited, and the keys that name none.
func (o *outline) sources(a *lint.Article) {
	if len(a.Sources) > 0 {
		o.linef("\n%s", o.bold.Sprint("Sources"))
	}
	for i := range a.Sources {
		o.source(&a.Sources[i])
	}
	var lost []lint.Citation
	for i := range a.Citations {
		if c := &a.Citations[i]; c.Source == nil && c.Style != lint.Link && c.Style != lint.Placeholder {
			lost = append(lost, *c)
		}
	}
	if len(lost) > 0 {
		o.linef("\n%s %s", o.bad.Sprint("Keys that name no source:"), keysOf(lost))
	}
}

func (o *outline) source(s *lint.Source) {
	cited := fmt.Sprintf("%4d×", s.Cited)
	if s.Cited == 0 {
		cited = o.severities[lint.Warning].Sprint("never")
	}
	parts := []string{"  " + cited}
	if s.Key != "" {
		parts = append(parts, "["+clip(oneLine(s.Key), keyColumns)+"]")
	}
	parts = append(parts, clip(oneLine(s.Title), outlineColumns))
	for _, id := range []string{s.URL, s.DOI, s.ISBN} {
		if id != "" {
			parts = append(parts, o.dim.Sprint(clip(oneLine(id), outlineColumns)))
		}
	}
	if s.File != "" {
		parts = append(parts, o.dim.Sprint("in "+visible(s.File)))
	}
	o.linef("%s", strings.Join(parts, "  "))
}

// clip cuts what is already visible to a number of columns.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	n := 0
	for at, r := range s {
		if n += widthOf(r); n > limit {
			return s[:at] + "…"
		}
	}
	return s
}
