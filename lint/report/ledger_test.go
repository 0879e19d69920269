package report_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/lint/report"
	"github.com/citevet/citevet/rules"
	"golang.org/x/net/html"
)

// check lints a text with all rules.
func check(t testing.TB, path, text string) *lint.Result {
	t.Helper()
	a, err := parse.Article(path, []byte(text), &parse.Options{})
	if err != nil {
		return &lint.Result{Path: path, Err: err}
	}
	var checks []lint.Check
	for _, r := range rules.All {
		checks = append(checks, lint.Check{Rule: r})
	}
	return &lint.Result{Path: path, Article: a, Findings: lint.Run(a, checks)}
}

func ledgerOptions() *report.Options {
	return &report.Options{Rules: rules.All, Version: "v1.2.3", Carriers: rules.Carriers}
}

func ledgerOf(t testing.TB, r *lint.Result) []byte {
	t.Helper()
	return render(t, report.New, "html", ledgerOptions(), r)
}

// fixtures are the articles of testdata, and the ones below.
func fixtures(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{"draft.md": draft, "hostile.md": hostileDraft, "arabic.md": arabic, "empty.md": ""}
	paths, err := filepath.Glob("../../testdata/articles/*")
	if err != nil || len(paths) == 0 {
		t.Fatal("no articles", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = string(text)
	}
	return all
}

// draft has every kind of block, and what markup hides.
const draft = "---\ntitle: On naps\n---\n\n# Naps &amp; sleep\n\n" +
	"Naps help **memory**, says `nap[0]` of [the lab](https://example.org/lab?a=1&b=2) [1, 2]. In 2020, 35 percent of adults napped [2]. " +
	"See https://example.org/bare and ![a chart](chart.png), where $x^2$ grows [^n].\n\n" +
	"> A nap is a small death\n> of the afternoon [2].\n\n" +
	"#### A deep heading\n\n- one nap\n  - nested, 40 percent\n- two naps\n\n  more of two\n\n3. third\n4. fourth [1-3]\n\n" +
	"| Who | Hours | Source |\n|---|---|---|\n| Anna |  | [1] |\n| Bo | 7.5 | [2] |\n\n" +
	"```go\nnap(9)\n```\n\n[^n]: A note on naps, https://example.org/note\n\n" +
	"## Bottom line\n\nIn 2020, 35 percent of all adults napped. Poland bought 200,000 beds in 2022.\n\n" +
	"## Sources\n\n1. Smith, *On Sleep*, 2020, https://example.org/a?utm_source=x\n2. Okafor, On Naps, doi:10.1000/182\n2. Okafor again\n"

// arabic is read from right to left.
const arabic = "# المضخات الحرارية\n\nفي 3 باعت النرويج 84200 مضخة حرارية [1].\n\n- ارتفعت الأسعار بنسبة 12 في المئة [2][3]\n- انخفض الطلب\n\n" +
	"> قال الباحث: لم نر مثل هذا من قبل [1].\n\n| البلد | المضخات |\n|---|---|\n| النرويج | 84200 |\n\n# References\n\n1. مكتب الإحصاء، 2023\n2. وزارة الطاقة، 2022\n"

// hostileDraft tries to be markup, a script or a link in every place of a page.
const hostileDraft = "# T</title><script>window.owned=1</script>\n\n" +
	"A <script>window.owned=2</script> [x](javascript:window.owned=3) <img src=x onerror=window.owned=4> gives 40 percent \" onload=\"window.owned=5 ['1](data:text/html,x) [1] [\"><svg onload=window.owned=6>].\n\n" +
	"## H \" onfocus=\"window.owned=7\" autofocus=\"\n\n" +
	"`</code><script>window.owned=8</script>` &lt;script&gt;window.owned=9&lt;/script&gt; \u202edesrever\u202c [link](https://example.org/\"onclick=window.owned=10) [7]\x01\x1b[31m.\n\n" +
	"```\n</pre></details><script>window.owned=11</script>\n```\n\n" +
	"<!-- --><base href=\"https://evil.example/\"><style>*{display:none}</style><iframe srcdoc=\"<script>parent.owned=12</script>\"></iframe>\n\n" +
	"{{.}} ${window.owned=13} <form action=javascript:window.owned=14><button id=filters>x</button></form>\n\n" +
	"## Sources\n\n1. <script>window.owned=15</script> \"onmouseover=window.owned=16 javascript:window.owned=17 https://example.org/<script>\n2. [a](vbscript:x) [b](JaVaScRiPt:window.owned=18) data:text/html,<script>window.owned=19</script>\n"

func TestLedger(t *testing.T) {
	for name, text := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			r := check(t, name, text)
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			checkLedger(t, ledgerOf(t, r), r)
		})
	}
}

func FuzzLedger(f *testing.F) {
	for name, text := range fixtures(f) {
		f.Add(text, strings.TrimPrefix(filepath.Ext(name), "."))
	}
	for _, text := range hostile {
		f.Add(text, "md")
	}
	f.Add("\xad\x8a鄒\xff\x8a\xe9\x8b", "md")
	f.Add("\xe8\n\n\xb6\xbd\xe4", "md")
	f.Fuzz(func(t *testing.T, text, format string) {
		if !slices.Contains([]string{"md", "txt", "html"}, format) || len(text) > 1<<16 {
			return // no format, or too long to draw thousands of
		}
		r := check(t, "a."+format, text)
		checkLedger(t, ledgerOf(t, r), r)
	})
}

// checkLedger checks that a page has only markup of its own, leads nowhere but to
// itself and the web, and shows every sentence, finding and source.
func checkLedger(t *testing.T, page []byte, r *lint.Result) {
	t.Helper()
	root := parsePage(t, page)
	if r.Err != nil {
		return
	}
	ids := checkMarkup(t, root)
	for id, links := range linksOf(root) {
		if target, ok := strings.CutPrefix(id, "#"); ok && ids[target] == nil {
			t.Errorf("%d links lead to #%s, which is not there", links, target)
		}
	}
	a := r.Article
	for i := range r.Findings {
		if id := fmt.Sprintf("f%d", i+1); ids[id] == nil {
			t.Errorf("no card of %s: %s", r.Findings[i].Rule, r.Findings[i].Message)
		}
	}
	for i := range a.Sources {
		if ids[fmt.Sprintf("source-%d", i+1)] == nil {
			t.Errorf("no source %d", i+1)
		}
	}
	var prose strings.Builder
	for i := range a.Sentences {
		if s := a.Sentences[i].Span; !inSource(a, s) {
			prose.WriteString(a.Prose(s) + "\n") // lest halves of a letter meet
		}
	}
	if want, got := letters(prose.String()), letters(textOf(ids["text"])); !isSubsequence(want, got) {
		t.Errorf("not all of the text is shown: %q is not in %q", want, got)
	}
}

func inSource(a *lint.Article, s lint.Span) bool {
	return slices.ContainsFunc(a.Sources, func(c lint.Source) bool { return c.File == "" && c.Span.Overlaps(s) })
}

// elements are those of the templates.
var elements = strings.Fields(`a b blockquote body button code dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 head header
	html input kbd label legend li main meta nav ol option p pre rect script section select small span strong style summary svg table
	tbody td th thead title tr ul`)

// attributes are those of the templates.
var attributes = strings.Fields(`action aria-hidden aria-keyshortcuts aria-label aria-labelledby aria-live autocomplete charset checked class
	colspan content data-findings data-script data-section data-uncited dir focusable height hidden
	href http-equiv id lang name preserveaspectratio rel role scope tabindex title type value viewbox width`)

// checkMarkup returns the elements that have an id, by it.
func checkMarkup(t *testing.T, root *html.Node) map[string]*html.Node {
	t.Helper()
	ids := make(map[string]*html.Node)
	count := make(map[string]int)
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("a comment: %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		if !slices.Contains(elements, n.Data) {
			t.Errorf("an element %s, which is not ours", n.Data)
		}
		for _, attr := range n.Attr {
			if !slices.Contains(attributes, strings.ToLower(attr.Key)) {
				t.Errorf("an attribute %s=%q of %s, which is not ours", attr.Key, attr.Val, n.Data)
			}
			if attr.Key == "id" {
				if ids[attr.Val] != nil {
					t.Errorf("two elements have the id %q", attr.Val)
				}
				ids[attr.Val] = n
			}
		}
	}
	if count["script"] != 1 || count["style"] != 1 || count["title"] != 1 || count["form"] > 1 {
		t.Errorf("%d scripts, %d styles, %d titles, %d forms", count["script"], count["style"], count["title"], count["form"])
	}
	return ids
}

// linksOf counts the links by where they lead.
func linksOf(root *html.Node) map[string]int {
	links := make(map[string]int)
	for n := range root.Descendants() {
		if href := attribute(n, "href"); href != "" {
			links[href]++
		}
	}
	return links
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func parsePage(t *testing.T, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for href := range linksOf(root) {
		if !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") {
			t.Errorf("a link to %q", href)
		}
	}
	return root
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
}

func isSubsequence(part, whole string) bool {
	rest := []rune(part)
	for _, r := range whole {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// What markup hides and a reader sees is shown, and what a reader does not see is
// not.
func TestLedgerShows(t *testing.T) {
	root := parsePage(t, ledgerOf(t, check(t, "draft.md", draft)))
	ids := checkMarkup(t, root)
	text := strings.Join(strings.Fields(textOf(ids["text"])), " ")
	for _, want := range []string{
		"Naps & sleep", "Naps help memory, says nap[0] of the lab [1", "See https://example.org/bare and [image: a chart], where $x^2$ grows",
		"A nap is a small death of the afternoon [2", "• one nap", "3. third", "more of two", "title: On naps", "nap(9)", "3 sources are listed here",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not have %q:\n%s", want, text)
		}
	}
	for _, gone := range []string{"**", "&amp;", "chart.png", "|---", "> of"} {
		if strings.Contains(text, gone) {
			t.Errorf("the text has %q", gone)
		}
	}
	if sources := textOf(ids["sources"]); strings.Count(sources, "Okafor again") != 1 || !strings.Contains(sources, "A note on naps") {
		t.Errorf("not all sources: %s", sources)
	}
	if bottom := textOf(ids["bottom-line"]); !strings.Contains(bottom, "says the same") || !strings.Contains(bottom, "No citation of its own") {
		t.Errorf("the bottom line: %s", bottom)
	}
	var cells []int
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "table" && attribute(n, "class") == "cells" {
			for row := range n.Descendants() {
				if row.Data == "tr" {
					cells = append(cells, len(slices.Collect(maps.Keys(childrenOf(row)))))
				}
			}
		}
	}
	if !slices.Equal(cells, []int{3, 3, 3}) {
		t.Errorf("the rows of the table have %d cells", cells)
	}
}

// Lists of HTML are nested and numbered as their tags are.
func TestLedgerLists(t *testing.T) {
	tests := []struct{ text, want string }{
		{
			"<ul><li>One nap</li><li>Two naps<ul><li>The first</li><li>The second</li></ul></li><li>Three naps</li></ul><ol><li>Four</li></ol>",
			"1• 1• 2• 2• 1• 11.",
		},
		{
			"<ol><li>One nap</li><li>Two naps<ul><li>Short</li></ul>and long</li><li>Three</li></ol><OL class='late' START=\"7\"><li>Seven</li><li value=9>Nine</li><li>Ten</li></OL>",
			"11. 12. 2• 1 13. 17. 19. 110.",
		},
		{"</ol></ul><li>A stray nap</li><ol reversed><li>Last</li></ol>", "1• 11."},
	}
	for _, test := range tests {
		var items []string
		for n := range parsePage(t, ledgerOf(t, check(t, "a.html", "<h1>Naps</h1>"+test.text))).Descendants() {
			if depth, ok := strings.CutPrefix(attribute(n, "class"), "depth"); ok && n.Data == "li" {
				for child := range n.ChildNodes() {
					if attribute(child, "class") == "bullet" {
						depth += child.FirstChild.Data
					}
				}
				items = append(items, depth)
			}
		}
		if got := strings.Join(items, " "); got != test.want {
			t.Errorf("%s: the items are %s, want %s", test.text, got, test.want)
		}
	}
}

// A section is listed below one over it, whatever the levels of their headings.
func TestLedgerNestsSections(t *testing.T) {
	var depths []string
	for n := range parsePage(t, ledgerOf(t, check(t, "a.md", "### Naps\n\n# Sleep\n\n### Deep sleep\n\n## Dreams\n\n#### Nightmares\n"))).Descendants() {
		if depth := attribute(n, "class"); strings.HasPrefix(depth, "depth") {
			depths = append(depths, depth)
		}
	}
	if want := strings.Fields("depth0 depth0 depth1 depth1 depth2"); !slices.Equal(depths, want) {
		t.Errorf("the sections are %v, want %v", depths, want)
	}
}

// Sentences beyond those that are shown of what carries a bottom line are counted.
func TestLedgerCountsCarriers(t *testing.T) {
	text := "# Naps\n\n" + strings.Repeat("In 2020, 35 percent of adults napped in Poland [1].\n\n", 5) +
		"## Bottom line\n\nIn 2020, 35 percent of adults napped in Poland.\n\n## Sources\n\n1. Smith, On Sleep, 2020\n"
	ids := checkMarkup(t, parsePage(t, ledgerOf(t, check(t, "a.md", text))))
	if bottom := textOf(ids["bottom-line"]); !strings.Contains(bottom, "and 2 more sentences of the body") {
		t.Errorf("the bottom line: %s", bottom)
	}
}

// A conclusion without claims is told from an article without a conclusion.
func TestLedgerOfConclusionWithoutClaims(t *testing.T) {
	text := "# Naps\n\nIn 2020, 35 percent of adults napped in Poland [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020\n"
	if ids := checkMarkup(t, parsePage(t, ledgerOf(t, check(t, "a.md", text)))); ids["bottom-line"] != nil {
		t.Error("an article without a conclusion has a bottom line")
	}
	text = strings.Replace(text, "## Sources", "## Bottom line\n\nWe will see.\n\n## Sources", 1)
	ids := checkMarkup(t, parsePage(t, ledgerOf(t, check(t, "a.md", text))))
	if ids["bottom-line"] == nil || !strings.Contains(textOf(ids["bottom-line"]), "Neither conclusion nor summary") {
		t.Error("a conclusion without claims is not mentioned")
	}
}

// The text of a link may hold several sentences, each of which something leads to.
func TestLedgerLinkOfSentences(t *testing.T) {
	r := check(t, "a.md", "# Rates\n\nSee [the rate fell in 2018. It rose to 5 percent in 2019.](https://example.org/rates) Then it fell to 3 percent.\n")
	page := ledgerOf(t, r)
	checkLedger(t, page, r)
	var texts []string
	for n := range parsePage(t, page).Descendants() {
		if attribute(n, "href") == "https://example.org/rates" && strings.HasPrefix(attribute(n.Parent, "id"), "s") {
			texts = append(texts, textOf(n))
		}
	}
	if want := []string{"the rate fell in 2018. ", "It rose to 5 percent in 2019."}; !slices.Equal(texts, want) {
		t.Errorf("the link is shown as %q, want %q", texts, want)
	}
}

func childrenOf(n *html.Node) map[*html.Node]bool {
	all := make(map[*html.Node]bool)
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			all[c] = true
		}
	}
	return all
}

// Whatever a text says, and wherever it stands, a page has no markup but its own.
func TestLedgerHostileText(t *testing.T) {
	for _, text := range hostile {
		for _, r := range hostileResults(text) {
			checkMarkup(t, parsePage(t, ledgerOf(t, r)))
		}
	}
}

// A browser obeys the style and the script of a page, and no others.
func TestLedgerPolicy(t *testing.T) {
	root := parsePage(t, ledgerOf(t, check(t, "hostile.md", hostileDraft)))
	var policy string
	for n := range root.Descendants() {
		if attribute(n, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(n, "content")
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	for n := range root.Descendants() {
		if n.Data != "script" && n.Data != "style" || n.Type != html.ElementNode {
			continue
		}
		sum := sha256.Sum256([]byte(textOf(n)))
		if want := n.Data + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy %q does not allow the %s", policy, n.Data)
		}
	}
}

// A page of an article with 5,000 words can be sent by mail.
func TestLedgerSize(t *testing.T) {
	for name, list := range map[string]string{
		"report-heat-pumps.md": "\n## Sources", "fact-check-panama-canal.txt": "\nSources", "wiki-krakatoa.md": "\n# References",
	} {
		body, sources, ok := strings.Cut(fixtures(t)[name], list)
		if !ok {
			t.Fatalf("%s has no %q", name, list)
		}
		text := strings.Repeat(body, 1+5000/len(strings.Fields(body))) + list + sources
		if page := ledgerOf(t, check(t, name, text)); len(page) >= 300_000 {
			t.Errorf("%s: %d bytes for %d words", name, len(page), len(strings.Fields(text)))
		}
	}
}

// So can one in which each sentence is a claim, and cites three of sixty sources,
// or a page of its own, or nothing.
func TestLedgerSizeOfMuchCited(t *testing.T) {
	statements := []string{
		"In %d, 59 percent of homes in Italy used a heat pump, according to the national statistics office",
		"Sales of units in Austria rose to %d in 2012, which the ministry attributed to higher gas prices",
		"Researchers at the University of Spain found that %d radiators lowered efficiency by 35 percent",
		"Installers in Estonia said that the queue for a visit was %d weeks long in the winter of 2011",
		"The subsidy cost %d million euros over eight years, more than the programme before it",
	}
	for name, cite := range map[string]func(int) string{
		"sources": func(i int) string { return fmt.Sprintf("[%d][%d][%d]", i%60+1, (i+7)%60+1, (i+31)%60+1) },
		"notes":   func(i int) string { return fmt.Sprintf("[^%d]", i%60+1) },
		"links": func(i int) string {
			return fmt.Sprintf(" ([Example %d](https://www.example-%d.org/reports/heat-pumps-in-cold-climates/%d.html))", i, i%60, i)
		},
		"nothing": func(int) string { return "" },
	} {
		var text strings.Builder
		words := 0
		for i := 0; words < 5000; i++ {
			if i%40 == 0 {
				fmt.Fprintf(&text, "\n\n## %d. Winters\n", i/40+1)
			}
			if i%5 == 0 {
				text.WriteString("\n\n")
			}
			s := fmt.Sprintf(statements[i%len(statements)], 2000+i) + cite(i)
			words += len(strings.Fields(s))
			text.WriteString(s + ". ")
		}
		text.WriteString("\n\n## Sources\n\n")
		for i := 1; i <= 60 && name != "links"; i++ {
			form := "%d. National office %d, Heat pumps, 2023. https://www.example-%d.org/reports/heat-pumps-in-cold-climates.html\n"
			if name == "notes" {
				form = "[^%d]: National office %d, Heat pumps, 2023. https://www.example-%d.org/reports/heat-pumps-in-cold-climates.html\n"
			}
			fmt.Fprintf(&text, form, i, i, i)
		}
		if page := ledgerOf(t, check(t, "a.md", text.String())); len(page) >= 300_000 {
			t.Errorf("%s: %d bytes", name, len(page))
		}
	}
}

// What a page shows of who rests on whom grows with the article, not with its square.
func TestLedgerGrowth(t *testing.T) {
	size := func(n int) int {
		text := "Naps help memory, says Smith of the ministry in 2020:\n\n" + strings.Repeat("- In 2020, 35 percent of adults napped\n", n)
		for i := range n {
			text += fmt.Sprintf("[%d]", i+1)
		}
		text += "\n\n## Sources\n\n"
		for i := range n {
			text += fmt.Sprintf("%d. Smith, On Sleep %d, 2020\n", i+1, i)
		}
		return len(ledgerOf(t, check(t, "a.md", text)))
	}
	if once, twice := size(300), size(600); float64(twice) > 2.6*float64(once) {
		t.Errorf("%d bytes for 300 items and sources, %d for 600", once, twice)
	}
}

// A file is what pages are in that are made in a test.
type file struct{ bytes.Buffer }

func (f *file) Close() error { return nil }

// paged are options with which pages are written into a map.
func paged(pages map[string]*file) *report.Options {
	o := ledgerOptions()
	o.Pages = &report.Pages{Index: "../report.html", Create: func(path string) (io.WriteCloser, string, error) {
		pages[path] = new(file)
		return pages[path], "./report_files/" + fmt.Sprint(len(pages)) + ".html", nil
	}}
	return o
}

func TestLedgerIndex(t *testing.T) {
	pages := make(map[string]*file)
	o := paged(pages)
	draft, hostile := check(t, "draft.md", draft), check(t, "hostile.md", hostileDraft)
	index := string(render(t, report.New, "html", o, draft, hostile, &lint.Result{Path: "gone.md", Err: errors.New("no such <file>")}))
	for _, want := range []string{"./report_files/1.html", "./report_files/3.html", "not checked: no such &lt;file&gt;", "in 2 articles, 1 file could not be checked"} {
		if !strings.Contains(index, want) {
			t.Errorf("the list does not have %q:\n%s", want, index)
		}
	}
	if len(pages) != 3 {
		t.Errorf("%d pages", len(pages))
	}
	for path, page := range pages {
		if !strings.Contains(page.String(), `href="../report.html"`) {
			t.Errorf("the page of %s does not lead to the list", path)
		}
	}
	if one := render(t, report.New, "html", o, draft); bytes.Contains(one, []byte("report.html")) || len(pages) != 3 {
		t.Error("a single article has a list")
	}
}

func TestLedgerWithoutPages(t *testing.T) {
	var b bytes.Buffer
	p, err := report.New("html", &b, ledgerOptions())
	if err != nil {
		t.Fatal(err)
	}
	r := check(t, "draft.md", draft)
	if err := cmp.Or(p.Print(r), p.Print(r)); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
}
