package report

import "github.com/citevet/citevet/lint"

// The types below are version 1 of the JSON of check. Tools read it: fields may
// be added and nothing else changed.

// A position is a lint.Position: line and column from 1, the column in code
// points; the offset in bytes, from 0.
type position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

func spanOf(a *lint.Article, s lint.Span) span {
	return span{position(a.Position(s.Start)), position(a.Position(s.End))}
}

// A finding is a lint.Diagnostic of the article at a path.
type finding struct {
	Path        string          `json:"path"`
	Rule        string          `json:"rule"`
	Severity    lint.Severity   `json:"severity"`
	Confidence  lint.Confidence `json:"confidence"`
	Message     string          `json:"message"`
	Span        span            `json:"span"`
	Keys        []string        `json:"keys"`
	Related     []related       `json:"related"`
	Fixes       []fix           `json:"fixes"`
	Fingerprint string          `json:"fingerprint"`
}

// A related is another place. In another file it has no span.
type related struct {
	Path    string `json:"path"`
	Span    *span  `json:"span"`
	Message string `json:"message"`
}

type fix struct {
	Message string `json:"message"`
	Safe    bool   `json:"safe"`
	Edits   []edit `json:"edits"`
	Refusal string `json:"refusal,omitempty"`
}

// An edit of another file has offsets in place of a span: its lines are not known.
type edit struct {
	Span    *span    `json:"span"`
	New     string   `json:"new"`
	File    string   `json:"file,omitempty"`
	Offsets *offsets `json:"offsets,omitempty"`
}

type offsets struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// An unreadable is a path that was not linted, and why.
type unreadable struct {
	Path  string `json:"path"`
	Error string `json:"error"`
}

// A note is how an article was read, where that is worth telling.
type note struct {
	Path    string `json:"path"`
	Span    span   `json:"span"`
	Message string `json:"message"`
}

// A summary is what stands at the end.
type summary struct {
	Files int `json:"files"` // articles that were linted
	count
	Unreadable []unreadable `json:"unreadable"`
	Notes      int          `json:"notes"`
	Fixed      int          `json:"fixed,omitempty"`
	Rules      []*ruleCount `json:"rules,omitempty"` // if there are to be statistics
}

// add notes what the totals have no room for.
func (s *summary) add(r *lint.Result) {
	if r.Err != nil {
		s.Unreadable = append(s.Unreadable, unreadable{r.Path, r.Err.Error()})
		return
	}
	s.Notes += len(r.Article.Notes)
}

// of returns the summary with the totals in it.
func (s summary) of(t *totals, o *Options) summary {
	s.Files, s.count, s.Fixed = t.articles, t.count, t.fixed
	if s.Unreadable == nil {
		s.Unreadable = []unreadable{}
	}
	if o.Statistics {
		s.Rules = t.byRule()
	}
	return s
}

func findingOf(r *lint.Result, d *lint.Diagnostic) *finding {
	f := &finding{
		Path: r.Path, Rule: d.Rule, Severity: d.Severity, Confidence: d.Confidence, Message: d.Message,
		Span: spanOf(r.Article, d.Span), Keys: d.Keys,
		Related: make([]related, len(d.Related)), Fixes: make([]fix, len(d.Fixes)), Fingerprint: d.Fingerprint,
	}
	if f.Keys == nil {
		f.Keys = []string{}
	}
	for i := range d.Related {
		f.Related[i] = relatedOf(r, &d.Related[i])
	}
	for i := range d.Fixes {
		f.Fixes[i] = fixOf(r.Article, &d.Fixes[i])
	}
	return f
}

func relatedOf(result *lint.Result, r *lint.Related) related {
	if r.Path != "" && r.Path != result.Path {
		return related{Path: r.Path, Message: r.Message}
	}
	at := spanOf(result.Article, r.Span)
	return related{result.Path, &at, r.Message}
}

func fixOf(a *lint.Article, f *lint.Fix) fix {
	edits := make([]edit, len(f.Edits))
	for i, e := range f.Edits {
		edits[i] = edit{New: e.New, File: e.File}
		if e.File != "" {
			edits[i].Offsets = &offsets{e.Span.Start, e.Span.End}
			continue
		}
		at := spanOf(a, e.Span)
		edits[i].Span = &at
	}
	return fix{f.Message, f.Safe, edits, f.Refusal}
}
