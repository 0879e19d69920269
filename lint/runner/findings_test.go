package runner

import (
	"reflect"
	"testing"

	"github.com/citevet/citevet/lint"
)

// full is a finding of which every field says something.
func full() lint.Diagnostic {
	return lint.Diagnostic{
		Rule: "dangling-citation", Severity: lint.Error, Confidence: lint.Certain, Message: "no source for [7]",
		Span: lint.Span{Start: 3, End: 6}, Keys: []string{"7", ""},
		Related: []lint.Related{{Path: "a.sources.yaml", Span: lint.Span{Start: 1, End: 2}, Message: "here"}},
		Fixes:   []lint.Fix{{Message: "Remove [7]", Safe: true, Refusal: "no", Edits: []lint.Edit{{File: "a.sources.yaml", Span: lint.Span{Start: 3, End: 6}, New: "x"}}}},
		Whole:   true, Fingerprint: "0123", Places: []string{"45", "67"},
	}
}

// TestFullFinding fails when a finding gets a field that is not in full, and so
// perhaps not kept.
func TestFullFinding(t *testing.T) {
	v := reflect.ValueOf(full())
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && v.Field(i).IsZero() {
			t.Errorf("the field %s is not set: is it encoded?", f.Name)
		}
	}
	for _, part := range []any{full().Related[0], full().Fixes[0], full().Fixes[0].Edits[0], lint.Note{Span: lint.Span{End: 1}, Message: "m"}} {
		v := reflect.ValueOf(part)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("the field %s of %s is not set: is it encoded?", v.Type().Field(i).Name, v.Type())
			}
		}
	}
}

func TestFindingsRoundTrip(t *testing.T) {
	notes := []lint.Note{{Span: lint.Span{Start: 1, End: 9}, Message: "not UTF-8"}}
	for _, findings := range [][]lint.Diagnostic{nil, {}, {full()}, {{}, full(), {Keys: []string{}, Fixes: []lint.Fix{{}}}}} {
		got, gotNotes, ok := decodeFindings(encodeFindings(findings, notes), 10)
		if !ok || !reflect.DeepEqual(got, findings) || !reflect.DeepEqual(gotNotes, notes) {
			t.Errorf("%+v became %+v, %+v, %v", findings, got, gotNotes, ok)
		}
	}
	if _, _, ok := decodeFindings(encodeFindings([]lint.Diagnostic{full()}, nil), 5); ok {
		t.Error("a span beyond the text was taken")
	}
}

// FuzzDecodeFindings shows that bytes that are no findings are refused, and those
// that are taken have their spans in the text.
func FuzzDecodeFindings(f *testing.F) {
	f.Add(encodeFindings([]lint.Diagnostic{full()}, nil), 10)
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), 0)
	f.Fuzz(func(t *testing.T, value []byte, length int) {
		findings, _, ok := decodeFindings(value, max(length, 0))
		if !ok {
			return
		}
		for _, d := range findings {
			if d.Span.Start > d.Span.End || d.Span.End > max(length, 0) {
				t.Errorf("a finding at %v of %d bytes", d.Span, length)
			}
		}
	})
}
