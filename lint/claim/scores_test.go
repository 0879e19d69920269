package claim

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// TestScores holds the embedded weights to what they said when they were last
// looked at, to the last digit: every machine must say the same.
func TestScores(t *testing.T) {
	data, err := os.ReadFile("../../testdata/claim/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	var language string
	var article []Sentence
	judge := func() {
		if len(article) == 0 {
			return
		}
		claims := make([]lint.Claim, len(article))
		New(language).Judge(article, claims)
		for i, c := range claims {
			fmt.Fprintf(&got, "%.4f %-11s %s\n", c.Strength, c.Kind, article[i].Prose)
			for _, why := range c.Reasons.Texts() {
				fmt.Fprintf(&got, "\t%s\n", why)
			}
		}
		article = article[:0]
	}
	for line := range strings.Lines(string(data)) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "#"):
		case len(line) == 2:
			judge()
			language = line
			fmt.Fprintf(&got, "\n%s\n", language)
		default:
			article = append(article, Sentence{Prose: line, Role: lint.Body, Kind: lint.Prose})
		}
	}
	judge()
	compare(t, "../../testdata/claim/scores.txt", got.Bytes())
}

// TestFiguresAreOfTheseWeights fails if weights were exchanged without the
// figures that say how well they do.
func TestFiguresAreOfTheseWeights(t *testing.T) {
	figures, err := os.ReadFile("weights/README.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, weights := range [][]byte{englishWeights, commonWeights} {
		if sum := fmt.Sprintf("%x", sha256.Sum256(weights)); !strings.Contains(string(figures), sum) {
			t.Errorf("weights/README.txt does not know the weights with sha256 %s: train again", sum)
		}
	}
}
