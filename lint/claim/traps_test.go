package claim

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

var update = flag.Bool("update", false, "rewrite the files that tests compare with")

// A trap is a sentence of testdata/claim/traps. Each stands on a line of its
// own, and a comment behind it gives an editor's verdict, "claim" or "other",
// and why.
type trap struct {
	Sentence
	text   string
	claim  bool
	why    string
	strong float64
}

var (
	verdictLine = regexp.MustCompile(`^(.*?)\s*<!-- (claim|other): (.*) -->$`)
	bracketed   = regexp.MustCompile(`\s*\[\d+\]`)
	markup      = regexp.MustCompile("\\*+|`[^`]*`")
)

func readTraps(t *testing.T, path string) []trap {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var traps []trap
	heading, headings := "", []string(nil)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "- ")
		if text, ok := strings.CutPrefix(line, "## "); ok {
			heading = text
			headings = append(headings, text)
		}
		m := verdictLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		traps = append(traps, trap{text: m[1], claim: m[2] == "claim", why: m[3], Sentence: Sentence{
			Prose:   markup.ReplaceAllString(bracketed.ReplaceAllString(m[1], "\x00"), "\x00"),
			Heading: heading, Role: trapRole(heading), Kind: lint.Prose, Covered: bracketed.MatchString(m[1]),
		}})
	}
	if specifies(slices.Values(headings)) {
		for i := range traps {
			traps[i].Specifies = !isBackground(traps[i].Heading)
		}
	}
	return traps
}

func trapRole(heading string) lint.Role {
	switch heading {
	case "Conclusion", "Bottom line":
		return lint.Conclusion
	case "Executive summary", "Abstract":
		return lint.Summary
	}
	return lint.Body
}

// TestTraps measures on articles that were written to mislead: figures in
// advice, arithmetic and definitions, claims without figures. What comes out is
// kept in testdata/claim/traps.txt; rewrite it with -update when the weights
// have changed, and look at the difference.
func TestTraps(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/claim/traps/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no traps: %v", err)
	}
	var all []trap
	for _, path := range paths {
		traps := readTraps(t, path)
		sentences := make([]Sentence, len(traps))
		for i := range traps {
			sentences[i] = traps[i].Sentence
		}
		claims := make([]lint.Claim, len(traps))
		New("en").Judge(sentences, claims)
		for i := range traps {
			traps[i].strong = claims[i].Strength
		}
		all = append(all, traps...)
	}
	var report bytes.Buffer
	writeTraps(&report, all)
	t.Log("\n" + report.String())
	compare(t, "../../testdata/claim/traps.txt", report.Bytes())
}

func writeTraps(w *bytes.Buffer, traps []trap) {
	fmt.Fprintf(w, "%d sentences\n", len(traps))
	for _, least := range []float64{Floor, 0.65, 0.8, 0.9, 0.95} {
		var hits, alarms, misses float64
		for _, tr := range traps {
			switch seen := tr.strong >= least; {
			case seen && tr.claim:
				hits++
			case seen:
				alarms++
			case tr.claim:
				misses++
			}
		}
		fmt.Fprintf(w, "strength %.2f and more: precision %.3f, recall %.3f, F1 %.3f\n",
			least, hits/(hits+alarms), hits/(hits+misses), 2*hits/(2*hits+alarms+misses))
	}
	fmt.Fprintf(w, "\ntaken for claims:\n")
	for _, tr := range traps {
		if tr.strong >= Floor && !tr.claim {
			fmt.Fprintf(w, "  %.2f %s (%s)\n", tr.strong, tr.text, tr.why)
		}
	}
	fmt.Fprintf(w, "\nmissed:\n")
	for _, tr := range traps {
		if tr.strong < Floor && tr.claim {
			fmt.Fprintf(w, "  %.2f %s (%s)\n", tr.strong, tr.text, tr.why)
		}
	}
}

// compare fails unless a file says what got says; with -update it rewrites it.
func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run the test with -update, and look at the difference", path)
	}
}
