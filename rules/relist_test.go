package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/linttest"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/rules"
)

// A drafter writes random articles of which all is known.
type drafter struct {
	*rand.Rand
	sources int
	dress   listDress
}

// A listDress is how an article writes its list of sources and cites it.
type listDress struct {
	name   string
	path   string
	head   string // before the entries
	entry  string // of a number and what it names
	cite   string // of numbers
	ranges string // the dash of a range; empty if there are none
	beside string // the file of its own that the list stands in, if it does
}

var listDresses = []listDress{
	{"ordered list", "a.md", "## Sources\n\n", "%d. %s\n", "[%s]", "-", ""},
	{"brackets", "a.md", "## References\n\n", "[%d] %s\n\n", "[%s]", "–", ""},
	{"bullets", "a.md", "**Sources**\n\n", "- [%d] %s\n", "[%s]", "-", ""},
	{"table", "a.md", "## Sources\n\n| # | Source |\n|---|---|\n", "| %d | %s |\n", "[%s]", "-", ""},
	{"footnotes", "a.md", "", "[^%d]: %s\n", "[^%s]", "", ""},
	{"superscripts", "a.txt", "Sources\n\n", "%d. %s\n", "<%s>", "-", ""},
	{"text", "a.txt", "Sources\n\n", "[%d] %s\n", "[%s]", "-", ""},
	{"reST", "a.txt", "References\n\n", ".. [%d] %s\n", "[%s]_", "", ""},
	{"page", "a.html", "<h2>Sources</h2>\n<ol>\n", "<li>%[2]s</li>\n", "[%s]", "–", ""},
	{"lines beside", "a.md", "", "[%d] %s\n", "[%s]", "-", "a.sources.txt"},
	{"JSON beside", "a.md", "[\n", `  {"id": %[1]d, "title": "%[2]s", "URL": "https://example.org/%[1]d"},` + "\n", "[%s]", "-", "a.sources.json"},
	{"YAML beside", "a.md", "", "- key: %[1]d\n  title: \"%[2]s\"\n  url: https://example.org/%[1]d\n", "[%s]", "-", "a.sources.yaml"},
}

// twice makes the third source the first one again.
var twice = strings.NewReplacer("https://example.org/3", "https://example.org/1")

// draftWords are what sentences and titles are made of.
var draftWords = strings.Fields("canals locks tides ports ferries dredgers silt harbours ledgers towpaths barges tolls bridges pilots weirs sluices")

func (d *drafter) title(n int) string {
	return fmt.Sprintf("%s, The %s of %s. https://example.org/%d", strings.ToUpper(draftWords[n%7][:1])+draftWords[n%7][1:], draftWords[n%16], draftWords[(n*5+3)%16], n)
}

// numbers writes some numbers as one citation does.
func (d *drafter) numbers() string {
	n := 1 + d.IntN(d.sources)
	text := strconv.Itoa(n)
	if d.dress.ranges != "" && n+2 < d.sources && d.IntN(3) == 0 {
		text += d.dress.ranges + strconv.Itoa(n+2)
	}
	if d.dress.ranges != "" && d.IntN(4) == 0 {
		text += ", " + strconv.Itoa(1+d.IntN(d.sources))
	}
	return text
}

var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "-", "⁻", ", ", ",")

func (d *drafter) citation() string {
	text := fmt.Sprintf(d.dress.cite, d.numbers())
	if d.dress.name == "superscripts" {
		return raised.Replace(strings.Trim(text, "<>"))
	}
	if d.dress.ranges != "" && d.IntN(5) == 0 {
		text += fmt.Sprintf(d.dress.cite, d.numbers())
	}
	return text
}

// draft writes an article, and the list beside it if it has one.
func (d *drafter) draft() (text, beside string) {
	var b, list strings.Builder
	end := "\n\n"
	if d.dress.path == "a.html" {
		b.WriteString("<html lang=\"en\"><body><h1>Ports</h1>\n")
		end = "</p>\n"
	} else {
		b.WriteString("# Ports and canals\n\n")
	}
	for range 2 + d.IntN(6) {
		if d.dress.path == "a.html" {
			b.WriteString("<p>")
		}
		for range 1 + d.IntN(3) {
			fmt.Fprintf(&b, "The %s came before the %s of the north", draftWords[d.IntN(16)], draftWords[d.IntN(16)])
			if d.dress.name == "superscripts" {
				b.WriteString("." + d.citation() + " ")
			} else {
				b.WriteString(" " + d.citation() + ". ")
			}
		}
		b.WriteString(end)
	}
	list.WriteString(d.dress.head)
	for n := 1; n <= d.sources; n++ {
		fmt.Fprintf(&list, d.dress.entry, n, d.title(n))
	}
	if d.dress.path == "a.html" {
		list.WriteString("</ol></body></html>\n")
	}
	switch {
	case strings.HasSuffix(d.dress.beside, ".json"):
		return b.String(), strings.TrimSuffix(list.String(), ",\n") + "\n]\n"
	case d.dress.beside != "":
		return b.String(), list.String()
	}
	return b.String() + list.String(), ""
}

// TestRelistings renumbers random articles, removes what they never cite and merges
// what they list twice. What each sentence cites stays, and only what would leave [1–3, 1] is refused.
func TestRelistings(t *testing.T) {
	for _, dress := range listDresses {
		for _, name := range []string{"unordered-sources", "unused-source", "duplicate-source"} {
			t.Run(dress.name+"/"+name, func(t *testing.T) {
				rule := rules.All[slices.IndexFunc(rules.All, func(r *lint.Rule) bool { return r.Name == name })]
				fixed, refused := 0, make(map[string]int)
				for seed := range uint64(60) {
					d := drafter{rand.New(rand.NewPCG(seed, 7)), 3 + int(seed)%11, dress}
					text, beside := d.draft()
					if name == "duplicate-source" {
						text, beside = twice.Replace(text), twice.Replace(beside)
					}
					if why, found := relistOne(t, rule, &dress, text, beside); why != "" {
						refused[why]++
					} else if found {
						fixed++
					}
				}
				switch {
				case name == "duplicate-source" && dress.name == "footnotes": // notes in different words are none
				case len(refused) > 0 && name != "duplicate-source" || len(refused) > 2 || fixed < 10:
					t.Errorf("%d fixed, refused: %v", fixed, refused)
				}
			})
		}
	}
}

// relistOne fixes what a rule finds in an article, and returns why it is refused,
// if it is, and whether it finds anything.
func relistOne(t *testing.T, rule *lint.Rule, dress *listDress, text, beside string) (why string, found bool) {
	t.Helper()
	options := new(parse.Options)
	if beside != "" {
		options.Sidecars = []parse.Sidecar{{Path: dress.beside, Text: []byte(beside)}}
	}
	a, err := parse.Article(dress.path, []byte(text), options)
	if err != nil {
		t.Fatal(err)
	}
	fixed := linttest.Fix(a, rule)
	if was, is := bindings(a), bindings(fixed.Article); !slices.Equal(was, is) {
		t.Errorf("the sentences cited\n%+v\nand now cite\n%+v\nin\n%s", was, is, fixed.Article.Text)
	}
	for _, d := range fixed.Findings {
		if d.Rule == rule.Name {
			return d.Fixes[0].Refusal, true
		}
	}
	if rule.Name == "unordered-sources" {
		for i, key := range numbersInOrder(fixed.Article) {
			if key != strconv.Itoa(i+1) {
				t.Errorf("[%s] is cited where [%d] should be in\n%s", key, i+1, fixed.Article.Text)
			}
		}
	}
	return "", len(fixed.Fixed) > 0
}
