package rules_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

// edits is how many edits of each kind TestHistory makes.
const edits = 200

// TestHistory edits the articles of testdata at random. No rule may find fault with
// edits that change no citation's meaning, and nearly all of the others are to be
// found, by the rule that is made for them.
func TestHistory(t *testing.T) {
	articles := editable(t)
	t.Run("harmless", func(t *testing.T) {
		e := editor{t: t, Rand: rand.New(rand.NewPCG(4, 1))}
		for n := 0; n < edits; {
			base := articles[e.IntN(len(articles))]
			head := e.harmless(base, 1+e.IntN(4))
			if head.Text == base.Text {
				continue
			}
			n++
			for _, d := range linttest.CheckChange(base, head, rules.All...) {
				t.Errorf("edit %d of %s: %s: %s\n%s", n, base.Path, d.Rule, d.Message, head.Slice(d.Span))
			}
		}
		t.Logf("%d edits that change no citation's meaning of %d articles", edits, len(articles))
	})
	t.Run("harmful", func(t *testing.T) {
		e := editor{t: t, Rand: rand.New(rand.NewPCG(4, 2))}
		found, made := make(map[string]int), make(map[string]int)
		all := 0
		for n := 0; n < edits; {
			kind := harms[n%len(harms)]
			base := articles[e.IntN(len(articles))]
			middle := base
			if !kind.alone {
				middle = e.harmless(base, e.IntN(3))
			}
			text, ok := kind.edit(&e, middle)
			if !ok {
				continue
			}
			n++
			made[kind.name]++
			head := parsed(t, base.Path, text)
			if slices.ContainsFunc(linttest.CheckChange(base, head, rules.All...), func(d lint.Diagnostic) bool { return strings.Contains(kind.rules, d.Rule) }) {
				found[kind.name]++
				all++
			} else {
				t.Logf("missed: %s in %s: %s", kind.name, base.Path, difference(middle.Text, text))
			}
		}
		for _, kind := range harms {
			t.Logf("%s: found %d of %d", kind.name, found[kind.name], made[kind.name])
		}
		t.Logf("found %d of %d", all, edits)
		if all < 190 {
			t.Error("want 190 at the least")
		}
	})
}

// editable reads the articles that have something to edit: a numbered list and
// sentences that cite it.
func editable(t *testing.T) []*lint.Article {
	var articles []*lint.Article
	for _, pattern := range []string{"articles/*", "rules/*/*.md", "rules/*/*.txt", "rules/*/*.html", "rules/*/*.base"} {
		paths, err := filepath.Glob(filepath.Join("..", "testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a := parsed(t, strings.TrimSuffix(path, ".base"), string(text))
			if len(slots(a)) >= 3 && len(numbered(a)) >= 3 {
				articles = append(articles, a)
			}
		}
	}
	if len(articles) < 10 {
		t.Fatalf("only %d articles have a list", len(articles))
	}
	return articles
}

func parsed(t *testing.T, path, text string) *lint.Article {
	a, err := parse.Article(path, []byte(text), &parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// difference shows where two texts part.
func difference(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	at = max(0, at-60)
	return fmt.Sprintf("%q → %q", a[at:min(len(a), at+160)], b[at:min(len(b), at+160)])
}

// An editor edits articles at random.
type editor struct {
	t *testing.T
	*rand.Rand
}

func (e *editor) harmless(a *lint.Article, n int) *lint.Article {
	for range n {
		edit := [...]func(*lint.Article) string{e.renumber, e.reorder, e.reflow, e.rename, e.add}[e.IntN(5)]
		a = parsed(e.t, a.Path, edit(a))
	}
	return a
}

// entry is a line of a source list: what stands before the entry's words, the key
// and the words.
var entry = regexp.MustCompile(`(?m)^(\s*(?:- )?(?:\[|<li id="ref-)?(\d+)(?:\]|\.|">)\s*)(\S.*?)(</li>)?$`)

// A slot is the place of an entry.
type slot struct {
	key   string
	words lint.Span
}

// slots lists the places of the entries of an article's numbered list, nil if two
// have the same number.
func slots(a *lint.Article) []slot {
	var all []slot
	seen := make(map[string]bool)
	for i := range a.Sources {
		s := &a.Sources[i]
		line := lint.Span{Start: strings.LastIndexByte(a.Text[:s.Span.Start], '\n') + 1, End: s.Span.End}
		if end := strings.IndexByte(a.Text[line.End:], '\n'); end >= 0 {
			line.End += end
		}
		at := entry.FindStringSubmatchIndex(a.Slice(line))
		if at == nil || s.Origin != lint.FromList || a.Slice(line)[at[4]:at[5]] != s.Key {
			continue
		}
		if seen[s.Key] {
			return nil
		}
		seen[s.Key] = true
		all = append(all, slot{s.Key, lint.Span{Start: line.Start + at[6], End: line.Start + at[7]}})
	}
	return all
}

// numbered lists the brackets whose citations all name an entry by its number.
func numbered(a *lint.Article) []*lint.Bracket {
	var all []*lint.Bracket
	for i := range a.Brackets {
		b := &a.Brackets[i]
		if len(b.Citations) == 0 || b.Sentence == nil || !strings.HasPrefix(a.Slice(b.Span), "[") {
			continue
		}
		if !slices.ContainsFunc(b.Citations, func(c lint.Citation) bool {
			return c.Source == nil || strings.Trim(c.Key, "0123456789") != "" || c.Style != lint.Numeric && c.Style != lint.HTMLRef
		}) {
			all = append(all, b)
		}
	}
	return all
}

// apply makes edits, of which none may overlap another.
func (e *editor) apply(a *lint.Article, edits []lint.Edit) string {
	text, err := lint.Apply(a.Text, lint.Fix{Edits: edits})
	if err != nil {
		e.t.Fatal(a.Path, err)
	}
	return text
}

// renumber gives the entries other numbers, and the citations with them.
func (e *editor) renumber(a *lint.Article) string { return e.renumberBut(a, nil) }

// renumberBut renumbers and forgets one bracket.
func (e *editor) renumberBut(a *lint.Article, forgotten *lint.Bracket) string {
	all := slots(a)
	order := e.Perm(len(all))
	number := make(map[string]string)
	var edits []lint.Edit
	for i, s := range all {
		number[s.key] = all[order[i]].key
		if i != order[i] {
			edits = append(edits, lint.Edit{Span: all[order[i]].words, New: a.Slice(s.words)})
		}
	}
	for i := range a.Brackets {
		b := &a.Brackets[i]
		if b != forgotten && len(b.Citations) > 0 && strings.HasPrefix(a.Slice(b.Span), "[") {
			edits = append(edits, rekey(a, b, number)...)
		}
	}
	return e.apply(a, edits)
}

// rekey writes a bracket with other numbers.
func rekey(a *lint.Article, b *lint.Bracket, number map[string]string) []lint.Edit {
	var keys []string
	for _, c := range b.Citations {
		if (c.Style != lint.Numeric && c.Style != lint.HTMLRef) || c.Source != nil && c.Source.Origin != lint.FromList {
			return nil
		}
		key := c.Key
		if number[key] != "" {
			key = number[key]
		}
		keys = append(keys, key)
	}
	edits := []lint.Edit{{Span: b.Span, New: "[" + strings.Join(keys, ", ") + "]"}}
	const reference = `href="#ref-`
	if before := a.Text[:b.Span.Start]; a.Format == lint.HTML {
		at := strings.LastIndex(before, reference) + len(reference)
		edits = append(edits, lint.Edit{Span: lint.Span{Start: at, End: at + strings.IndexByte(a.Text[at:], '"')}, New: keys[0]})
	}
	return edits
}

// blocks lists the paragraphs that can stand elsewhere: they introduce nothing.
func blocks(a *lint.Article) []lint.Span {
	var all []lint.Span
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		if p.Kind != lint.Prose || len(p.Sentences) == 0 || p.Section.Role != lint.Body || strings.Contains(a.Slice(p.Span), "<!--") {
			continue
		}
		if text := a.Slice(p.Span); len(text) > 60 && !strings.HasSuffix(text, ":") && strings.Contains(".]>", text[len(text)-1:]) {
			all = append(all, p.Span)
		}
	}
	return all
}

// reorder exchanges two paragraphs.
func (e *editor) reorder(a *lint.Article) string {
	all := blocks(a)
	if len(all) < 2 {
		return a.Text
	}
	order := e.Perm(len(all))
	p, q := all[order[0]], all[order[1]]
	return e.apply(a, []lint.Edit{{Span: p, New: a.Slice(q)}, {Span: q, New: a.Slice(p)}})
}

// reflow breaks the lines of the paragraphs elsewhere.
func (e *editor) reflow(a *lint.Article) string {
	if a.Format == lint.PlainText {
		return a.Text // where a line may be a paragraph
	}
	var edits []lint.Edit
	for _, p := range blocks(a) {
		text := a.Prose(p)
		for i := 1; i+1 < len(text); i++ {
			at := lint.Span{Start: p.Start + i, End: p.Start + i + 1}
			switch {
			case text[i] == '\n' && e.IntN(2) == 0:
				edits = append(edits, lint.Edit{Span: at, New: " "})
			case text[i] == ' ' && 'a' <= text[i+1] && text[i+1] <= 'z' && e.IntN(8) == 0:
				edits = append(edits, lint.Edit{Span: at, New: "\n"})
			}
		}
	}
	return e.apply(a, edits)
}

// rename puts another word at the end of a heading.
func (e *editor) rename(a *lint.Article) string {
	var all []lint.Span
	for i := range a.Sections {
		if s := &a.Sections[i]; s.Role == lint.Body && s.Heading.Len() > 0 && s.Level > 1 {
			all = append(all, s.Heading)
		}
	}
	if len(all) == 0 {
		return a.Text
	}
	heading := all[e.IntN(len(all))]
	last := strings.LastIndexByte(a.Slice(heading), ' ') + 1
	return e.apply(a, []lint.Edit{{Span: lint.Span{Start: heading.Start + last, End: heading.End}, New: "matters"}})
}

// add puts a new paragraph after another.
func (e *editor) add(a *lint.Article) string {
	all := blocks(a)
	if len(all) == 0 || a.Format == lint.HTML {
		return a.Text
	}
	at := all[e.IntN(len(all))].End
	return e.apply(a, []lint.Edit{{
		Span: lint.Span{Start: at, End: at},
		New:  "\n\nEarlier reports had left this open, and the desk has asked the authors of two of them why that was so.\n",
	}})
}

// harms are the edits that change what a citation means, and the rules that are
// to find them.
var harms = []struct {
	name, rules string
	edit        func(*editor, *lint.Article) (string, bool)
	alone       bool // no harmless edits are made with it: it renumbers itself
}{
	{"drop a citation in a rewording", "claim-lost-citation", (*editor).drop, false},
	{"renumber and forget one", "citation-retargeted", (*editor).forget, true},
	{"change a figure", "figure-changed", (*editor).changeFigure, false},
	{"change a quotation", "quote-changed", (*editor).changeQuotation, false},
	{"change a URL", "source-swapped citation-retargeted", (*editor).changeURL, false},
}

var (
	markup = regexp.MustCompile(`\s*<sup>.*?</sup>|\s*\[[\d, –^a-z-]+\]`)
	figure = regexp.MustCompile(`[1-9][0-9]+`)
	word   = regexp.MustCompile(`[a-z]{5,}`)
	quoted = regexp.MustCompile(`“[^”<\[]{20,}”|"[^"<\[\n]{20,}"`)
	url    = regexp.MustCompile(`https?://[^\s)"<]+`)
)

// drop takes the citations out of a sentence and of what follows it in its
// paragraph, and two words with them.
func (e *editor) drop(a *lint.Article) (string, bool) {
	s := e.cited(a, func(s *lint.Sentence) bool {
		return s.Cover == lint.Inside && len(s.Citations) > 0 && s.Citations[0].Source != nil && len(word.FindAllString(a.Prose(s.Span), -1)) >= 5
	})
	if s == nil {
		return "", false
	}
	own := markup.ReplaceAllString(a.Slice(s.Span), "")
	changed := words(own)
	for range 2 {
		at := changed[e.IntN(len(changed))]
		own = strings.Replace(own, at, "quite", 1)
	}
	rest := lint.Span{Start: s.Span.End, End: s.Paragraph.Span.End}
	return e.apply(a, []lint.Edit{
		{Span: s.Span, New: own},
		{Span: rest, New: markup.ReplaceAllString(a.Slice(rest), "")},
	}), true
}

// words lists the longer words of a sentence's prose that no link has.
func words(text string) []string { return word.FindAllString(url.ReplaceAllString(text, ""), -1) }

// cited chooses a sentence that names a source.
func (e *editor) cited(a *lint.Article, fits func(*lint.Sentence) bool) *lint.Sentence {
	var all []*lint.Sentence
	for i := range a.Sentences {
		s := &a.Sentences[i]
		named := slices.ContainsFunc(s.Support, func(c lint.Citation) bool { return c.Source != nil })
		if named && s.Paragraph != nil && !strings.Contains(a.Slice(s.Paragraph.Span), "<!--") && fits(s) {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[e.IntN(len(all))]
}

// forget renumbers the list but not the citation of one sentence, which has no
// other one.
func (e *editor) forget(a *lint.Article) (string, bool) {
	var alone []*lint.Bracket
	for _, b := range numbered(a) {
		if len(b.Citations) == 1 && len(b.Sentence.Citations) == 1 &&
			b.Citations[0].Source.Origin == lint.FromList && b.Citations[0].Source.Canonical != "" {
			alone = append(alone, b)
		}
	}
	if len(alone) == 0 {
		return "", false
	}
	b := alone[e.IntN(len(alone))]
	text := e.renumberBut(a, b)
	now := parsed(e.t, a.Path, text)
	key, old := b.Citations[0].Key, b.Citations[0].Source
	i := slices.IndexFunc(now.Sources, func(s lint.Source) bool { return s.Key == key })
	return text, i >= 0 && now.Sources[i].Canonical != old.Canonical
}

// changeFigure writes another number into a cited sentence.
func (e *editor) changeFigure(a *lint.Article) (string, bool) {
	at := func(s *lint.Sentence) []int {
		if quoted.MatchString(a.Slice(s.Span)) || len(words(a.Prose(s.Span))) < 3 {
			return nil
		}
		return figure.FindStringIndex(a.Prose(s.Span))
	}
	s := e.cited(a, func(s *lint.Sentence) bool { return at(s) != nil })
	if s == nil {
		return "", false
	}
	i := at(s)
	digits := []byte(a.Prose(s.Span)[i[0]:i[1]])
	for j := range digits {
		digits[j] = '1' + (digits[j]-'0')%9 // each one more, 9 becomes 1
	}
	return e.apply(a, []lint.Edit{{Span: lint.Span{Start: s.Span.Start + i[0], End: s.Span.Start + i[1]}, New: string(digits)}}), true
}

// changeQuotation writes another word into a quotation.
func (e *editor) changeQuotation(a *lint.Article) (string, bool) {
	var all []lint.Span
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		for _, at := range quoted.FindAllStringIndex(a.Prose(p.Span), -1) {
			if !strings.Contains(a.Slice(p.Span), "want") && p.Section.Role != lint.SourceList {
				all = append(all, lint.Span{Start: p.Span.Start + at[0], End: p.Span.Start + at[1]})
			}
		}
	}
	if len(all) == 0 {
		return "", false
	}
	quote := all[e.IntN(len(all))]
	inside := word.FindAllStringIndex(a.Slice(quote), -1)
	if len(inside) == 0 {
		return "", false
	}
	at := inside[e.IntN(len(inside))]
	return e.apply(a, []lint.Edit{{Span: lint.Span{Start: quote.Start + at[0], End: quote.Start + at[1]}, New: "other"}}), true
}

// changeURL gives a cited entry another page.
func (e *editor) changeURL(a *lint.Article) (string, bool) {
	var all []lint.Span
	for i := range a.Sources {
		if s := &a.Sources[i]; s.Cited > 0 && s.URLSpan.Len() > 0 && s.Origin == lint.FromList && s.DOI == "" {
			all = append(all, s.URLSpan)
		}
	}
	if len(all) == 0 {
		return "", false
	}
	return e.apply(a, []lint.Edit{{Span: all[e.IntN(len(all))], New: fmt.Sprintf("https://other.example.net/%d", e.IntN(1000))}}), true
}
