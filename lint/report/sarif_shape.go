package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// sourceRoot stands for the directory that citevet ran in, by the name that
// code scanning knows.
const sourceRoot = "%SRCROOT%"

// maxSARIFRelated bounds the related places of a finding: GitHub refuses a log
// with more than 1,000 and shows 100. The message says how many more there are.
const maxSARIFRelated = 100

// The types below are what is used of SARIF 2.1.0.

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

// sarifText makes a message on one line. SARIF would take [words](there) for a
// link. Braces stay as they are: they stand for an argument only in a message
// that has some.
func sarifText(s string) sarifMessage {
	return sarifMessage{Text: strings.ReplaceAll(oneLine(s), "](", "] (")}
}

// A sarifFile is an artifactLocation.
type sarifFile struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId,omitempty"`
}

func sarifFileOf(path string) sarifFile {
	uri, inside := uriOf(path)
	if !inside {
		return sarifFile{URI: uri}
	}
	return sarifFile{uri, sourceRoot}
}

// A sarifRegion is a span. The columns count code points, from 1, and the end is
// the first column after it.
type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
	ByteOffset  int `json:"byteOffset"`
	ByteLength  int `json:"byteLength"`
}

func sarifRegionOf(a *lint.Article, s lint.Span) *sarifRegion {
	start, end := a.Position(s.Start), a.Position(s.End)
	return &sarifRegion{start.Line, sarifColumn(a, start), end.Line, sarifColumn(a, end), s.Start, s.Len()}
}

// sarifColumn leaves out the byte order mark, which is no part of the first line
// in SARIF.
func sarifColumn(a *lint.Article, p lint.Position) int {
	if p.Line == 1 && p.Column > 1 && strings.HasPrefix(a.Text, "\ufeff") {
		return p.Column - 1
	}
	return p.Column
}

type sarifPlace struct {
	File   sarifFile    `json:"artifactLocation"`
	Region *sarifRegion `json:"region,omitempty"`
}

type sarifLocation struct {
	ID      int           `json:"id,omitempty"`
	Place   sarifPlace    `json:"physicalLocation"`
	Message *sarifMessage `json:"message,omitempty"`
}

type sarifResult struct {
	RuleID       string                `json:"ruleId"`
	RuleIndex    *int                  `json:"ruleIndex,omitempty"`
	Level        string                `json:"level"`
	Message      sarifMessage          `json:"message"`
	Locations    []sarifLocation       `json:"locations"`
	Related      []sarifLocation       `json:"relatedLocations,omitempty"`
	Fingerprints *sarifFingerprints    `json:"partialFingerprints,omitempty"`
	Fixes        []sarifFix            `json:"fixes,omitempty"`
	Properties   sarifResultProperties `json:"properties"`
}

type sarifFingerprints struct {
	Citevet string `json:"citevet/v1"`
}

type sarifResultProperties struct {
	Confidence lint.Confidence `json:"confidence"`
	Keys       []string        `json:"keys,omitempty"`
}

func sarifResultOf(r *lint.Result, d *lint.Diagnostic) *sarifResult {
	result := &sarifResult{
		RuleID: d.Rule, Level: sarifLevel(d.Severity), Message: sarifText(d.Message),
		Locations:  []sarifLocation{{Place: sarifPlace{sarifFileOf(r.Path), sarifRegionOf(r.Article, d.Span)}}},
		Properties: sarifResultProperties{d.Confidence, d.Keys},
	}
	for i := range min(len(d.Related), maxSARIFRelated) {
		result.Related = append(result.Related, sarifRelated(r, &d.Related[i], i+1))
	}
	if more := len(d.Related) - maxSARIFRelated; more > 0 {
		result.Message.Text += fmt.Sprintf(" (and %s)", plural(more, "more related place"))
	}
	if d.Fingerprint != "" {
		result.Fingerprints = &sarifFingerprints{d.Fingerprint}
	}
	for i := range d.Fixes {
		result.addFix(r, &d.Fixes[i])
	}
	return result
}

func sarifLevel(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	}
	return "note"
}

// sarifRelated is another place. The id tells two from each other that are
// otherwise the same, which the schema forbids.
func sarifRelated(result *lint.Result, r *lint.Related, id int) sarifLocation {
	message := sarifText(r.Message)
	at := sarifLocation{ID: id, Message: &message}
	if r.Path != "" && r.Path != result.Path {
		at.Place.File = sarifFileOf(r.Path)
		return at
	}
	at.Place = sarifPlace{sarifFileOf(result.Path), sarifRegionOf(result.Article, r.Span)}
	return at
}

type sarifFix struct {
	Description sarifMessage       `json:"description"`
	Changes     [1]sarifChange     `json:"artifactChanges"`
	Properties  sarifFixProperties `json:"properties"`
}

type sarifFixProperties struct {
	Safe bool `json:"safe"`
}

type sarifChange struct {
	File         sarifFile          `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  *sarifRegion  `json:"deletedRegion"`
	Inserted *sarifContent `json:"insertedContent,omitempty"`
}

// addFix adds a fix that changes something. The schema wants each once. One that
// changes other files too is left out: where their lines begin is not known.
func (s *sarifResult) addFix(r *lint.Result, f *lint.Fix) {
	if len(f.Edits) == 0 || f.OtherFiles() {
		return
	}
	change := sarifChange{File: sarifFileOf(r.Path)}
	for _, e := range f.Edits {
		change.Replacements = append(change.Replacements, sarifReplacement{sarifRegionOf(r.Article, e.Span), sarifContentOf(e.New)})
	}
	fix := sarifFix{sarifText(f.Message), [1]sarifChange{change}, sarifFixProperties{f.Safe}}
	if !slices.ContainsFunc(s.Fixes, func(g sarifFix) bool { return reflect.DeepEqual(fix, g) }) {
		s.Fixes = append(s.Fixes, fix)
	}
}

type sarifContent struct {
	Text   string `json:"text,omitempty"`
	Binary []byte `json:"binary,omitempty"` // in base 64
}

// sarifContentOf is a text that is inserted, nil if it is empty. JSON cannot say
// bytes that are not UTF-8.
func sarifContentOf(text string) *sarifContent {
	switch {
	case text == "":
		return nil
	case utf8.ValidString(text):
		return &sarifContent{Text: text}
	}
	return &sarifContent{Binary: []byte(text)}
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

// sarifFailure says why a path was not linted.
func sarifFailure(r *lint.Result) sarifNotification {
	at := sarifLocation{Place: sarifPlace{File: sarifFileOf(r.Path)}}
	return sarifNotification{"error", sarifText(notCheckedBecause(r)), []sarifLocation{at}}
}

// sarifNote says how an article was read.
func sarifNote(r *lint.Result, n *lint.Note) sarifNotification {
	at := sarifLocation{Place: sarifPlace{sarifFileOf(r.Path), sarifRegionOf(r.Article, n.Span)}}
	return sarifNotification{"note", sarifText(n.Message), []sarifLocation{at}}
}
