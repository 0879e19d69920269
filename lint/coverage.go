package lint

import "fmt"

// Coverage says how far a citation reaches.
type Coverage string

// The ways to read citations.
const (
	AutoCoverage      Coverage = "auto"      // as the article itself cites
	SentenceCoverage  Coverage = "sentence"  // a citation stands for its own sentence
	ParagraphCoverage Coverage = "paragraph" // one at the end of a paragraph stands for all of it
)

// UnmarshalText reads auto, sentence or paragraph.
func (c *Coverage) UnmarshalText(text []byte) error {
	switch word := Coverage(text); word {
	case AutoCoverage, SentenceCoverage, ParagraphCoverage:
		*c = word
		return nil
	}
	return fmt.Errorf("unknown coverage %q: want auto, sentence or paragraph", text)
}
