package parse

import (
	"regexp"
	"strings"
	"testing"
)

// textByLine has one block a line, and textWrapped blocks between blank lines.
const (
	textByLine = `The bridge at Ostra
Executive summary
The bridge was built in 1902 and closed in 1989 [1].
1. How it was built
The council of Ostra hired two engineers, one from the coast and one from the mines, and gave them four years and 90,000 crowns for a bridge of five arches [1].
Steel came by rail.
2. Why it was closed
Nobody was hurt [2].
A report of 1988 named three cracks in the second arch, a bearing that had seized, and a deck that was a third heavier than the drawings allowed for [2].
Sources
1. Lind, The bridge at Ostra, 1990
2. Road Office, Report 88/4, 1988
`
	textWrapped = `The bridge at Ostra

How it was built

The council of Ostra hired two engineers, one from the coast and one
from the mines, and gave them four years [1].

Steel came by rail.

Nobody was hurt [2].

Why it was closed

A report of 1988 named three cracks in the second arch, a bearing that
had seized, and a deck that was too heavy [2].

Sources

1. Lind, The bridge at Ostra, 1990
2. Road Office, Report 88/4, 1988
`
)

const textComment = "<!-- citevet: ignore[uncited-claim] the town archive has the drawings, the bills and the letters of both engineers -->"

// TestTextComments puts a comment at the end of every line in turn, and one above
// it, and finds the same sections, paragraphs and sources as without it.
func TestTextComments(t *testing.T) {
	comment := regexp.MustCompile(` ?<!-- .* -->`)
	shape := func(text string) string {
		a, err := Article("ostra.txt", []byte(text), &Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(text, "<!--"); len(a.Suppressions) != n {
			t.Errorf("%d suppressions, want %d", len(a.Suppressions), n)
		}
		return comment.ReplaceAllString(renderSections(a)+renderSentences(a)+renderCitations(a), "")
	}
	for _, text := range []string{textByLine, textWrapped} {
		want := shape(text)
		for i, line := range strings.Split(text, "\n") {
			if line == "" {
				continue
			}
			for _, commented := range []string{line + " " + textComment, textComment + "\n" + line} {
				lines := strings.Split(text, "\n")
				lines[i] = commented
				if got := shape(strings.Join(lines, "\n")); got != want {
					t.Errorf("%s makes\n%s\nof\n%s", commented, got, want)
				}
			}
		}
	}
}
