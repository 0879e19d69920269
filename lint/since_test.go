package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/parse"
)

// moody finds each sentence without a citation, but only in articles that have
// the word moody: what is a claim depends on the text around it.
var moody = &lint.Rule{Name: "moody", Group: lint.Claims, Severity: lint.Error, Missing: 1, Run: func(pass *lint.Pass) {
	for i := range pass.Article.Sentences {
		if s := &pass.Article.Sentences[i]; !s.Covered() && strings.Contains(pass.Article.Text, "moody") {
			pass.Reportf(s.Span, "%s", strings.Fields(pass.Article.Slice(s.Span))[0])
		}
	}
}}

// byParagraph is three paragraphs with their citations at the end, which makes
// these stand for the other sentences, too.
const byParagraph = "Ants work all day. They carry leaves [1].\n\nBees fly all day. They carry honey [1].\n\nCats sleep all day. They carry mice [1].\n\n"

const bySentence = "Dogs run [1]. Eels swim [1].\n\nFish swim [1]. Gnats fly [1].\n\nHens sit [1]. Ibises wade [1].\n\n"

func TestSubtractVersion(t *testing.T) {
	for name, test := range map[string]struct {
		base, head string
		want       []string // the first words of the sentences
	}{
		"judged anew":          {"Ants work. Bees fly.", "Bees fly. Ants work. A moody line.", []string{"A"}},
		"reflowed and dressed": {"Ants work all day.", "Ants *work*\nall day!\n\nA moody line [1].", nil},
		"once more":            {"Ants work.", "Ants work. Ants work. A moody line [1].", []string{"Ants", "Ants"}},
		"reworded":             {"Ants work.", "Ants toil. A moody line [1].", []string{"Ants"}},
		"citation lost":        {"Ants work [1].", "Ants work. A moody line [1].", []string{"Ants"}},
		"suppression lost": {
			"<!-- citevet: ignore[moody] reason -->\nAnts work.", "Ants work. A moody line [1].", []string{"Ants"},
		},
		"other suppression lost": {
			"<!-- citevet: ignore[other] reason -->\nAnts work.", "Ants work. A moody line [1].", nil,
		},
		"cited in another way": {byParagraph, byParagraph + bySentence + "A moody line.", []string{"A"}},
		"cited in another way, and citation lost": {
			byParagraph, strings.Replace(byParagraph, "leaves [1]", "leaves", 1) + bySentence + "A moody line [1].", []string{"Ants", "They"},
		},
	} {
		base, known := versionOf(t, test.base)
		head, found := versionOf(t, test.head)
		var got []string
		for _, d := range lint.SubtractVersion(head, found, base, known, []lint.Check{{Rule: moody}}) {
			got = append(got, d.Message)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: new are %q, want %q", name, got, test.want)
		}
	}
}

func versionOf(t *testing.T, text string) (*lint.Article, []lint.Diagnostic) {
	t.Helper()
	text += "\n\n## Sources\n\n1. Smith, On Animals, 2020, https://example.org/animals\n"
	a, err := parse.Article("a.md", []byte(text), &parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a, lint.Run(a, []lint.Check{{Rule: moody}})
}
