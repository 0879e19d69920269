package claim

import (
	"embed"
	"strings"

	"github.com/citevet/citevet/lint"
)

//go:embed tone/*.txt
var toneFiles embed.FS

var toneNames = map[string]lint.Tone{
	"hedged": lint.Hedged, "limited": lint.Limited, "negated": lint.Negated, "unproven": lint.Unproven,
}

// readTones adds the phrases that qualify a sentence to those of a language.
func (l *lexicon) readTones(language string) {
	text, err := toneFiles.ReadFile("tone/" + language + ".txt")
	if err != nil {
		panic(err) // the file is embedded
	}
	var tone lint.Tone
	for line := range strings.Lines(string(text)) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || name[0] == '#':
		case line[0] != ' ':
			tone = toneNames[name]
		default:
			for text := range strings.SplitSeq(name, ",") {
				l.enter(text).tone |= tone
			}
		}
	}
}
