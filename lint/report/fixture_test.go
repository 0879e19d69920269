package report_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// plain makes an article without markup or elements.
func plain(path, text string) *lint.Article {
	return lint.NewArticle(path, lint.Markdown, text, text)
}

// where returns the span of the nth occurrence of words in an article, from 1.
func where(t testing.TB, a *lint.Article, words string, nth int) lint.Span {
	t.Helper()
	at := 0
	for ; nth > 0; nth-- {
		n := strings.Index(a.Text[at:], words)
		if n < 0 {
			t.Fatalf("%s: no %q", a.Path, words)
		}
		at += n + 1
	}
	return lint.Span{Start: at - 1, End: at - 1 + len(words)}
}

// results are of articles that have what is hard to print: long lines, wide and
// joined characters, tabs, spans of several lines and of none, and text that
// would take over the terminal.
func results(t testing.TB) []*lint.Result {
	return []*lint.Result{
		sleepResult(t),
		{Path: "drafts/clean.md", Article: plain("drafts/clean.md", "Nothing to see.\n")},
		{Path: "drafts/locked.md", Err: errors.New("permission denied")},
		wideResult(t),
		hostileResult(t),
		{Path: "drafts/two\nlines.md", Err: errors.New("bad front matter:\nline 3: a tab\x1b[2J")},
	}
}

func sleepResult(t testing.TB) *lint.Result {
	a := plain("drafts/sleep.md", "# Sleep\n\nSleep helps memory [7]. Naps help as well [2][2].\n\n"+
		strings.Repeat("Nobody knows why it does. ", 12)+"Half of all adults sleep badly, "+
		strings.Repeat("as they say at every dinner, ", 9)+"and pay for it [7].\n\n"+
		"A claim that goes on\nover the end of its line.\n\n## Sources\n\n1. Smith, On Sleep, 2020\n2. Okafor, On Naps, 2021\n")
	a.Notes = []lint.Note{{Span: where(t, a, "# Sleep", 1), Message: "2 bytes are not UTF-8"}}
	second := where(t, a, "[2]", 2)
	return &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{
		{
			Rule: "dangling-citation", Severity: lint.Error, Confidence: lint.Certain,
			Message: "no source for [7], cited 2 times", Span: where(t, a, "[7]", 1), Keys: []string{"7"},
			Related: []lint.Related{
				{Span: where(t, a, "[7]", 2), Message: "cited again"},
				{Path: "drafts/sleep.sources.yaml", Span: lint.Span{Start: 9000, End: 9001}, Message: "the sources are listed here"},
				{Path: "drafts/sleep.md", Span: where(t, a, "## Sources", 1), Message: "and here"},
			},
			Fingerprint: "00112233445566778899aabbccddeeff",
		},
		{
			Rule: "repeated-citation", Severity: lint.Warning, Confidence: lint.Certain,
			Message: "[2] twice in one run", Span: second, Keys: []string{"2"},
			Fixes: []lint.Fix{
				{Message: "Remove the second [2]", Safe: true, Edits: []lint.Edit{{Span: second}}},
				{Message: "Cite [1] instead", Edits: []lint.Edit{{Span: second, New: "[1]"}}},
			},
		},
		{
			Rule: "uncited-claim", Severity: lint.Warning, Confidence: lint.Judgement,
			Message: "no citation for a claim that gives a figure", Span: where(t, a, "Half of all adults", 1),
		},
		{
			Rule: "uncited-claim", Severity: lint.Info, Confidence: lint.Judgement,
			Message: "no citation for a claim", Span: where(t, a, "claim that goes on\nover the end of its line.", 1),
			Related: manyPlaces(t, a, 8),
		},
	}}
}

func manyPlaces(t testing.TB, a *lint.Article, n int) []lint.Related {
	var related []lint.Related
	for i := range n {
		related = append(related, lint.Related{Span: where(t, a, "Nobody knows", i+1), Message: "so does this"})
	}
	return related
}

func wideResult(t testing.TB) *lint.Result {
	a := plain("原稿/睡眠.md", "睡眠は記憶を助ける［3］と言われる。\n\tcafe\u0301 [4]\tand [5] 😴 [6]\r\n"+
		strings.Repeat("記憶", 60)+"[8]"+strings.Repeat("睡眠", 60)+"\n")
	found := func(words string) lint.Diagnostic {
		return lint.Diagnostic{
			Rule: "dangling-citation", Severity: lint.Error, Confidence: lint.Certain,
			Message: "no source for " + words, Span: where(t, a, words, 1),
		}
	}
	end := found("[6]")
	end.Span = lint.Span{Start: len(a.Text), End: len(a.Text)}
	end.Message = "the article ends here"
	return &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{
		found("［3］"), found("e\u0301 [4]"), found("[5]"), found("[6]"), found("[8]"), end,
	}}
}

func hostileResult(t testing.TB) *lint.Result {
	a := plain("drafts/\x1b]0;owned\x07.md", "Red \x1b[31malert\x1b[0m \u202edetrever\u202c [9\xff] \u009b2J\u200b.\n")
	return &lint.Result{Path: a.Path, Article: a, Findings: []lint.Diagnostic{
		{
			Rule: "dangling-citation", Severity: lint.Error, Confidence: lint.Certain,
			Message: "no source for [9\n\x1b[2J\xff]", Span: where(t, a, "[9\xff]", 1), Keys: []string{"9\xff"},
			Related: []lint.Related{{Path: "a\nb.yaml", Message: "one\r\ntwo\u2028three"}},
			Fixes:   []lint.Fix{{Message: "Write \x9b\u202e", Edits: []lint.Edit{{Span: where(t, a, "\xff", 1), New: "\x00"}}}},
		},
		{
			Rule: "uncited-claim", Severity: lint.Info, Confidence: lint.Judgement,
			Message: "a span of nothing", Span: lint.Span{Start: 5, End: 5},
		},
	}}
}

// someRules are two of the rules that results have findings of.
var someRules = []*lint.Rule{
	{
		Name: "dangling-citation",
		Doc: `citations that name no source

A reader who follows such a citation finds nothing:

	Naps help [7].

Some say <b>[7]</b>.`,
		Group: lint.Citations, Severity: lint.Error, Confidence: lint.Certain,
		Bad:  "Naps help [7].\n",
		Good: "Naps help [1].\n\n```\n[7]\n```\n\n## Sources\n\n1. Smith, On Sleep, 2020\n",
	},
	{Name: "uncited-claim", Doc: "claims that no citation covers", Group: lint.Claims, Severity: lint.Off, Confidence: lint.Judgement},
}

// hostile are texts that would break out of one format or another.
var hostile = []string{
	"]]> --> </error></failure></file></testsuite><script>alert(1)</script>",
	`" onload="x" '><img src=x onerror=alert(1)>`,
	"::error::owned\n::error file=a::b\r::stop-commands::x\r\n##[error]c",
	"%0A::error::d %25 %3A, file=x,line=1",
	"a | b \\| c \\\\| d `e` ``f`` *g* _h_ ~~i~~ **j** ||k||",
	"@smith2020 @org/team a@b.example #12 o/r#34 GH-56 gh-78 #x",
	"[a](javascript:alert(1)) ![b](http://x.example/b.png) <http://y.example> https://z.example www.w.example [c][d]",
	"</code></summary></details><!-- x --> &lt;b&gt; &amp; &#64;you $a$ $$b$$ \\$c",
	"\x1b[31mred\x1b[0m \u202edetrever\u202c \x00\x01\x7f\u0085 \ufffe\uffff \xff\xc3 \u200b\ufeff",
	"a\n\n# b\n\n- c\n> d\n\n```\ne",
	`{"a":"b"} \\ \" {0} {{1}} %s %!d(string=x)`,
	strings.Repeat("long ", 40000),
	"",
}

// hostileResults put a text wherever an article, a path or a rule could.
func hostileResults(text string) []*lint.Result {
	a := plain("drafts/"+text, text)
	whole := lint.Span{End: len(text)}
	finding := func(s lint.Severity) lint.Diagnostic {
		return lint.Diagnostic{
			Rule: text, Severity: s, Confidence: lint.Certain, Message: text, Span: whole, Keys: []string{text}, Fingerprint: text,
			Related: []lint.Related{{Span: whole, Message: text}, {Path: text + "x", Message: text}, {Path: text + "x", Message: text}},
			Fixes:   []lint.Fix{{Message: text, Edits: []lint.Edit{{Span: whole, New: text}}}, {Message: text, Edits: []lint.Edit{{Span: whole, New: text}}}, {Message: text}},
		}
	}
	a.Notes = []lint.Note{{Span: whole, Message: text}}
	return []*lint.Result{
		{Path: a.Path, Article: a, Findings: []lint.Diagnostic{finding(lint.Error), finding(lint.Warning), finding(lint.Info)}},
		{Path: text, Err: errors.New(text)},
	}
}
