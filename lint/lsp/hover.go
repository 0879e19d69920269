package lsp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
)

// hover tells of what is at a place: the source that a citation names, what a
// claim is and what covers it, and the rules of the findings there.
func (v *view) hover(p *positionParams) (any, error) {
	offset := v.text.offset(p.Position)
	c := v.newCard()
	var at lint.Span
	for _, citation := range v.citationsAt(offset) {
		c.citation(citation)
		at = citation.Span
	}
	if s := v.sourceAt(offset); s != nil && at.Len() == 0 {
		c.source(s)
		at = s.Span
	}
	if b := v.bracketAt(offset); b != nil && at.Len() == 0 {
		c.bracket(b)
		at = b.Span
	}
	if s := v.sentenceAt(offset); s != nil {
		c.claim(v.article, s)
		if at.Len() == 0 {
			at = s.Span
		}
	}
	for _, d := range v.findingsAt(lint.Span{Start: offset, End: offset}) {
		if offset < d.Span.End {
			c.rule(d.Rule, v.ruleNamed(d.Rule))
		}
	}
	if s := v.suppressionAt(offset); s != nil {
		c.rule(s.Rule, v.ruleNamed(s.Rule))
		at = s.Span
	}
	if len(c.parts) == 0 {
		return nil, nil
	}
	shown := v.text.rangeOf(at)
	h := hover{Contents: markupContent{c.kind(), strings.Join(c.parts, "\n\n")}}
	if at.Len() > 0 {
		h.Range = &shown
	}
	return h, nil
}

// ruleNamed returns a rule, nil if there is none of that name.
func (v *view) ruleNamed(name string) *lint.Rule {
	for _, r := range v.runner.Loader.Rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// suppressionAt returns the comment at an offset that suppresses a rule.
func (v *view) suppressionAt(offset int) *lint.Suppression {
	for i := range v.article.Suppressions {
		if s := &v.article.Suppressions[i]; s.Span.Start <= offset && offset < s.Span.End {
			return s
		}
	}
	return nil
}

// A card is what is shown of a place, in Markdown or as plain text. What comes
// from the article is shown as it is: nothing in it is markup.
type card struct {
	markdown bool
	parts    []string
	rules    []string // that are told already
}

func (v *view) newCard() *card {
	return &card{markdown: slices.Contains(v.client.TextDocument.Hover.ContentFormat, "markdown")}
}

func (c *card) kind() string {
	if c.markdown {
		return "markdown"
	}
	return "plaintext"
}

func (c *card) add(lines ...string) {
	br := "\n"
	if c.markdown {
		br = "  \n"
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	c.parts = append(c.parts, strings.Join(lines, br))
}

func (c *card) bold(s string) string {
	if c.markdown {
		return "**" + c.words(s) + "**"
	}
	return s
}

// words are those of the article or a message, on one line.
func (c *card) words(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if !c.markdown {
		return s
	}
	return markup.Replace(s)
}

// markup escapes what could be markup within a line of Markdown.
var markup = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"&", `\&`, "#", `\#`, "!", `\!`, "|", `\|`, "~", `\~`, "$", `\$`, "{", `\{`, "}", `\}`)

// link is a URL, which can be followed if it leads to the web.
func (c *card) link(url string) string {
	web := strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
	if !c.markdown || !web || strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r == '<' || r == '>' || r == 0x7f }) {
		return c.words(url)
	}
	return "<" + url + ">"
}

// citation tells what a citation names.
func (c *card) citation(x *lint.Citation) {
	switch {
	case x.Source != nil:
		c.source(x.Source)
	case x.Style == lint.Link:
		c.add(c.link(cmp.Or(x.URL, x.Key)), "A link that no source is listed for.")
	case x.Style == lint.Residue:
		c.add(c.bold(x.Key), "A marker that only the model's own tool could follow.")
	case x.Style == lint.Placeholder:
		c.add(c.bold(x.Key), "A place where a source is still to be found.")
	default:
		c.add(c.bold(x.Key), "Names no source.")
	}
}

// source tells what a source is.
func (c *card) source(s *lint.Source) {
	cited := "Never cited."
	if s.Cited > 0 {
		cited = fmt.Sprintf("Cited %s.", times(s.Cited))
	}
	where := ""
	if s.File != "" {
		where = "Listed in " + c.words(s.File[strings.LastIndexByte(s.File, '/')+1:]) + "."
	}
	doi, isbn := "", ""
	if s.DOI != "" {
		doi = "DOI " + c.words(s.DOI)
	}
	if s.ISBN != "" {
		isbn = "ISBN " + c.words(s.ISBN)
	}
	head := strings.TrimSpace(c.bold(cmp.Or(s.Key, "Source")) + " " + c.words(s.Title))
	c.add(head, c.link(s.URL), doi, isbn, where, cited)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// bracket tells what a bracket was taken for.
func (c *card) bracket(b *lint.Bracket) {
	verdict := map[lint.Verdict]string{lint.IsCitation: "A citation", lint.NotCitation: "No citation", lint.Undecided: "Undecided"}[b.Verdict]
	if b.Reason != "" {
		verdict += ": " + c.words(b.Reason)
	}
	c.add(verdict + ".")
}

// mark is a citation as it is written.
func (c *card) mark(s string) string {
	if !c.markdown || strings.ContainsAny(s, "`\n") {
		return c.words(s)
	}
	return "`" + s + "`"
}

// coverPhrases say where the citations are that cover a sentence, if not in it.
var coverPhrases = map[lint.Cover]string{
	lint.Paragraphs: ", further on in its paragraph", lint.Listed: ", at the end of its list",
	lint.LeadIn: ", in the sentence that introduces its list", lint.Nearby: ", close to it",
}

// claim tells what a sentence claims, and what covers it.
func (c *card) claim(a *lint.Article, s *lint.Sentence) {
	if s.Claim.Kind == lint.NoClaim {
		return
	}
	head := fmt.Sprintf("%s %s, strength %.2f", c.bold("Claim"), s.Claim.Kind, s.Claim.Strength)
	if reasons := s.Claim.Reasons.Texts(); len(reasons) > 0 {
		head += ": " + strings.Join(reasons, ", ")
	}
	cover := "No citation covers it."
	if s.Covered() {
		var marks []string
		for i := range s.Support {
			if mark := c.mark(a.Slice(s.Support[i].Span)); !slices.Contains(marks, mark) {
				marks = append(marks, mark)
			}
		}
		cover = "Covered by " + strings.Join(marks, ", ") + coverPhrases[s.Cover] + "."
	}
	c.add(head+".", cover)
}

// rule tells what a rule finds and why that matters, once.
func (c *card) rule(name string, r *lint.Rule) {
	if r == nil || slices.Contains(c.rules, name) {
		return
	}
	c.rules = append(c.rules, name)
	summary, why := report.Explain(r)
	c.add(c.bold(name)+" "+c.words(summary)+".", c.link(report.RulePage(name)))
	if why != "" {
		c.parts = append(c.parts, why)
	}
}
