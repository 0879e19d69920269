package report_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/report"
	"github.com/citevet/citevet/rules"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var schemaFile = filepath.Join("..", "..", "testdata", "report", "sarif-schema-2.1.0.json")

// sarifSchema is the schema as OASIS published it.
var sarifSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	f, err := os.Open(schemaFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	schema, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", schema); err != nil {
		return nil, err
	}
	return c.Compile("sarif.json")
})

func checkSARIF(t *testing.T, log any) {
	t.Helper()
	schema, err := sarifSchema()
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(log); err != nil {
		t.Fatalf("%v in %v", err, log)
	}
}

// The schema may be copied only as it is.
func TestSchemaIsAsPublished(t *testing.T) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	if got := hex.EncodeToString(sum[:]); got != "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e" {
		t.Errorf("%s has been changed: its SHA-256 is %s", schemaFile, got)
	}
}

func TestSARIFFollowsTheSchema(t *testing.T) {
	for _, results := range [][]*lint.Result{nil, results(t), {{Path: "a.md", Err: errors.New("gone")}}} {
		for _, rules := range [][]*lint.Rule{nil, someRules, rules.All} {
			checkJSON(t, "sarif", render(t, report.New, "sarif", &report.Options{Rules: rules, Version: "v1"}, results...))
		}
	}
}

// A sarifLog is as much of a log as the tests look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID               string
					ShortDescription struct{ Text string }
					FullDescription  struct{ Text string }
					Help             struct{ Text, Markdown string }
				}
			}
		}
		Results     []sarifResult
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Level     string
				Message   struct{ Text string }
				Locations []sarifLocation
			}
		}
	}
}

type sarifResult struct {
	RuleID           string
	RuleIndex        *int
	Message          struct{ Text string }
	Locations        []sarifLocation
	RelatedLocations []sarifLocation
	Fixes            []struct {
		ArtifactChanges []struct {
			Replacements []struct {
				DeletedRegion   sarifRegion
				InsertedContent struct {
					Text   string
					Binary []byte
				}
			}
		}
	}
}

type sarifLocation struct {
	PhysicalLocation struct {
		ArtifactLocation struct{ URI, URIBaseID string }
		Region           sarifRegion
	}
}

type sarifRegion struct{ StartLine, StartColumn, EndLine, EndColumn, ByteOffset, ByteLength int }

func sarifOf(t *testing.T, o *report.Options, results ...*lint.Result) *sarifLog {
	t.Helper()
	got := render(t, report.New, "sarif", o, results...)
	checkJSON(t, "sarif", got)
	log := new(sarifLog)
	if err := json.Unmarshal(got, log); err != nil {
		t.Fatal(err)
	}
	return log
}

// GitHub wants each description, and none longer than 1,024 characters.
func TestSARIFRules(t *testing.T) {
	all := sarifOf(t, &report.Options{Rules: rules.All}).Runs[0].Tool.Driver.Rules
	for i, r := range all {
		if r.ID != rules.All[i].Name {
			t.Errorf("rule %d is %s", i, r.ID)
		}
		short, full := r.ShortDescription.Text, r.FullDescription.Text
		if short == "" || full == "" || len(short) > 1024 || len(full) > 1024 {
			t.Errorf("%s has descriptions of %d and %d bytes", r.ID, len(short), len(full))
		}
		if !strings.Contains(r.Help.Text, rules.All[i].Bad) || !strings.Contains(r.Help.Markdown, "```markdown\n"+rules.All[i].Good) {
			t.Errorf("%s has no examples in its help", r.ID)
		}
	}
	if len(all) != len(rules.All) {
		t.Errorf("%d rules of %d", len(all), len(rules.All))
	}
}

func TestSARIFPaths(t *testing.T) {
	for _, test := range []struct{ path, uri, base string }{
		{"a.md", "a.md", "%SRCROOT%"},
		{"./drafts//a.md", "drafts/a.md", "%SRCROOT%"},
		{"a b/ü#%?.md", "a%20b/%C3%BC%23%25%3F.md", "%SRCROOT%"},
		{"C:x.md", "C%3Ax.md", "%SRCROOT%"},
		{"\xff\n.md", "%FF%0A.md", "%SRCROOT%"},
		{"../a.md", "../a.md", ""},
		{"x/../../a.md", "../a.md", ""},
		{"..a.md", "..a.md", "%SRCROOT%"},
		{"/tmp/a b.md", "file:///tmp/a%20b.md", ""},
		{"//host/a.md", "file:///host/a.md", ""},
		{"C:/drafts/a:b.md", "file:///C:/drafts/a%3Ab.md", ""},
	} {
		r := &lint.Result{Path: test.path, Article: plain(test.path, "text"), Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Error}}}
		got := sarifOf(t, &report.Options{}, r).Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
		if got.URI != test.uri || got.URIBaseID != test.base {
			t.Errorf("%q is %+v, want %+v", test.path, got, test)
		}
	}
}

// Columns count code points, of which the byte order mark is none.
func TestSARIFRegions(t *testing.T) {
	a := plain("a.md", "\ufeff𐐀é [7]\n[8]\n")
	r := &lint.Result{Path: "a.md", Article: a, Findings: []lint.Diagnostic{
		{Rule: "x", Severity: lint.Error, Span: where(t, a, "[7]", 1)},
		{Rule: "x", Severity: lint.Error, Span: where(t, a, "[7]\n[8]", 1)},
		{Rule: "x", Severity: lint.Error},
	}}
	for i, want := range []sarifRegion{{1, 4, 1, 7, 10, 3}, {1, 4, 2, 4, 10, 7}, {1, 1, 1, 1, 0, 0}} {
		if got := sarifOf(t, &report.Options{}, r).Runs[0].Results[i].Locations[0].PhysicalLocation.Region; got != want {
			t.Errorf("region %d is %+v, want %+v", i, got, want)
		}
	}
}

// A fix gives back every byte, is listed once, and is left out if it does nothing,
// or if that is more than the log can say.
func TestSARIFFixes(t *testing.T) {
	a := plain("a.md", "a\xffb")
	at := lint.Span{Start: 1, End: 2}
	edit := func(text string) []lint.Edit { return []lint.Edit{{Span: at, New: text}} }
	r := &lint.Result{Path: "a.md", Article: a, Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Error, Fixes: []lint.Fix{
		{Message: "a", Edits: edit("ü\x00")},
		{Message: "a", Edits: edit("ü\x00")},
		{Message: "b", Edits: edit("\xfe")},
		{Message: "c", Edits: edit("")},
		{Message: "d"},
		{Message: "e", Refusal: "no"},
		{Message: "f", Edits: append(edit("half of it"), lint.Edit{File: "a.sources.yaml", New: "the other half"})},
	}}}}
	fixes := sarifOf(t, &report.Options{}, r).Runs[0].Results[0].Fixes
	var got []string
	for _, f := range fixes {
		inserted := f.ArtifactChanges[0].Replacements[0].InsertedContent
		got = append(got, inserted.Text+string(inserted.Binary))
	}
	if want := []string{"ü\x00", "\xfe", ""}; fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("the fixes insert %q, want %q", got, want)
	}
}

// What a log leaves out it tells of.
func TestSARIFBounds(t *testing.T) {
	a := plain("a.md", "text\n")
	a.Notes = make([]lint.Note, 700)
	r := &lint.Result{Path: "a.md", Article: a, Findings: []lint.Diagnostic{{
		Rule: "uncited-claim", Severity: lint.Error, Message: "a message", Related: make([]lint.Related, 250),
	}}}
	run := sarifOf(t, &report.Options{Rules: someRules}, r, r, &lint.Result{Path: "b.md", Err: errors.New("gone")}).Runs[0]
	result := run.Results[1]
	if want := "a message (and 150 more related places)"; result.Message.Text != want || len(result.RelatedLocations) != 100 || *result.RuleIndex != 1 {
		t.Errorf("%q with %d places and rule %d, want %q with 100 and 1", result.Message.Text, len(result.RelatedLocations), *result.RuleIndex, want)
	}
	invocation := run.Invocations[0]
	notes := invocation.ToolExecutionNotifications
	if last := notes[len(notes)-1]; len(notes) != 1002 || last.Message.Text != "and 400 more notes of how articles were read" {
		t.Errorf("%d notifications, the last %q", len(notes), last.Message.Text)
	}
	if failure := notes[1000]; invocation.ExecutionSuccessful || failure.Level != "error" || failure.Message.Text != "not checked: gone" {
		t.Errorf("success is %v, and the failure %+v", invocation.ExecutionSuccessful, failure)
	}
}

func TestSARIFMessagesHaveNoLinks(t *testing.T) {
	r := &lint.Result{Path: "a.md", Article: plain("a.md", ""), Findings: []lint.Diagnostic{{Rule: "x", Severity: lint.Error, Message: "see [here](1) and [7]"}}}
	if got := sarifOf(t, &report.Options{}, r).Runs[0].Results[0].Message.Text; got != "see [here] (1) and [7]" {
		t.Errorf("the message is %q", got)
	}
}
