package lint

// A Diagnostic is one finding.
type Diagnostic struct {
	Rule        string
	Severity    Severity
	Confidence  Confidence
	Message     string // lower case, no full stop: no source for [7]
	Span        Span
	Keys        []string // the citation or source keys that it is about
	Related     []Related
	Fixes       []Fix    // alternatives; the first is the one to prefer
	Whole       bool     // it is about the article as a whole, or a section; the span shows only where that begins
	Fingerprint string   // 32 hexadecimal digits that stay the same while the defect does
	Places      []string // if it stands for several places, the fingerprint of each; see KnownTo

	missing int
}

// Related is another place that a finding is about.
type Related struct {
	Path    string // empty: the article itself; else a list of its sources, as Source.File names it
	Span    Span   // of the bytes of that file
	Message string
}

// A Fix is one way to mend a finding. A safe fix leaves the prose alone and
// changes no citation's source.
type Fix struct {
	Message string // an imperative: Remove the second [2]
	Safe    bool
	Edits   []Edit // made all at once or not at all
	Refusal string // why it cannot be made, as a phrase; it then has no edits
}

// An Edit replaces a span of a file.
type Edit struct {
	File string // a list of sources beside the article, as Source.File names it; empty: the article itself
	Span Span   // of the bytes of that file
	New  string
}
