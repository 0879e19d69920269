package claim

import (
	"math/bits"
	"os"
	"strings"
	"testing"
	"unsafe"

	"github.com/citevet/citevet/lint"
)

// TestScoreIsOfWhatTraineesSee holds the score of a Classifier, which adds weights
// up on the way, to the features that the weights were learned from.
func TestScoreIsOfWhatTraineesSee(t *testing.T) {
	for _, common := range []bool{false, true} {
		language, trainee := english, NewTrainee(common)
		if common {
			language = "de"
			trainee.lexicon = lexicons[language]()
		}
		c := New(language)
		for _, s := range sentencesOfScores(t) {
			sum := c.table.Bias
			seen := map[Feature]bool{}
			for _, f := range trainee.Read(&s).Features {
				if !seen[f] {
					seen[f] = true
					sum += int32(c.table.Features[f])
				}
			}
			if got, want := c.score(&s), float64(sum)*c.table.Unit; got != want {
				t.Errorf("%s: %q scores %v, want %v", language, s.Prose, got, want)
			}
		}
	}
}

// TestVocabularyTellsNothing holds the score of a sentence to that of a Classifier
// that has met no other.
func TestVocabularyTellsNothing(t *testing.T) {
	used := New(english)
	for range 2 {
		for _, s := range sentencesOfScores(t) {
			if got, want := used.score(&s), New(english).score(&s); got != want {
				t.Errorf("%q scores %v, and %v if nothing was read before", s.Prose, got, want)
			}
		}
	}
}

// sentencesOfScores are those of TestScores, with some headings.
func sentencesOfScores(t *testing.T) (all []Sentence) {
	data, err := os.ReadFile("../../testdata/claim/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); len(line) > 2 && line[0] != '#' {
			all = append(all, Sentence{Prose: line, Heading: []string{"", "Sleep in Norway", "Who doesn't sleep?"}[len(all)/3%3]})
		}
	}
	return append(all, trial...)
}

func TestKnownFitsHalfALine(t *testing.T) {
	if size := unsafe.Sizeof(known{}); size != 32 {
		t.Errorf("a known word has %d bytes, want 32", size)
	}
}

func TestSpelling(t *testing.T) {
	for _, test := range []struct {
		text string
		want int
	}{
		{"sleep", 5},
		{"sleep.", 5},
		{"sleep, well", 5},
		{"2019: a year", 4},
		{"sleeplessnes nights", 12},
		{"sleeplessness nights", 0},
		{"don't", 0},
		{"1,234", 0},
		{"U.S.", 0},
		{"Schlaf—und", 0},
		{"für", 0},
		{"“", 0},
	} {
		s, n := spellingAt(test.text)
		if n != test.want {
			t.Errorf("%q begins with a spelling of %d bytes, want %d", test.text, n, test.want)
		}
		if other, _ := spellingAt(test.text[:n] + " "); n > 0 && s != other {
			t.Errorf("%q has the spelling %x, and %x alone", test.text, s, other)
		}
	}
}

// spellingAt is the spelling that text begins with, and its length.
func spellingAt(text string) (s spelling, n int) {
	letters, _ := lint.Words(text, 0)
	n = bits.TrailingZeros64(^letters)
	s, ok := spellingOf(text, 0, n)
	if !ok {
		return s, 0
	}
	return s, n
}
