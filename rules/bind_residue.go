package rules

import (
	"fmt"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A binder makes citations of the marks of chatbots whose numbers are listed.
type binder struct {
	a       *lint.Article
	marks   map[lint.Span]*mark
	sources map[string]*lint.Source // by number; nil for one that several have
	style   lint.Style              // of the article's citations; empty if they have several, or another
}

// A mark is one of a chatbot's in a run of citations.
type mark struct {
	after int      // where what stands before it in the run ends; its own start if nothing does
	keys  []string // its numbers, without those that stand before it
	last  string   // of its numbers that stand before it, the last
}

func newBinder(a *lint.Article) *binder {
	b := &binder{a: a, marks: make(map[lint.Span]*mark), sources: make(map[string]*lint.Source), style: styleOf(a)}
	for run := range runs(a) {
		b.read(run)
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		if numberOf(s.Key) < 0 {
			continue
		}
		if _, again := b.sources[s.Key]; again {
			b.sources[s.Key] = nil
		} else {
			b.sources[s.Key] = s
		}
	}
	return b
}

// read notes the marks of a run.
func (b *binder) read(run []lint.Citation) {
	seen := make(map[string]bool, len(run))
	for i := range run {
		c := &run[i]
		if c.Style == lint.Residue {
			at := extent(c)
			m := b.marks[at]
			if m == nil {
				m = &mark{after: at.Start}
				if i > 0 {
					m.after = extent(&run[i-1]).End
				}
				b.marks[at] = m
			}
			if seen[c.Key] {
				m.last = c.Key
			} else {
				m.keys = append(m.keys, c.Key)
			}
		}
		seen[c.Key] = seen[c.Key] || byKey(c.Style) || c.Style == lint.Residue
	}
}

// styleOf is the style of all citations that name a listed source by number: one
// that can be written without knowing more than the number. Where there are none
// it is that of the sources.
func styleOf(a *lint.Article) lint.Style {
	style := lint.Style("")
	for i := range a.Citations {
		c := &a.Citations[i]
		if !byKey(c.Style) {
			continue
		}
		if c.URL != "" || style != "" && style != c.Style {
			return ""
		}
		style = c.Style
	}
	switch style {
	case lint.Numeric, lint.Footnote, lint.Parenthesis, lint.ReST:
		return style
	case "":
		return listedStyle(a)
	}
	return ""
}

func listedStyle(a *lint.Article) lint.Style {
	if a.Format == lint.HTML {
		return ""
	}
	for i := range a.Sources {
		if s := &a.Sources[i]; numberOf(s.Key) >= 0 && s.Origin == lint.FromFootnote {
			return lint.Footnote
		}
	}
	return lint.Numeric
}

// fix is the fix that makes a citation of the mark at a place, if it is known what
// it stands for. A mark whose numbers stand before it already is removed.
func (b *binder) fix(at lint.Span) []lint.Fix {
	m := b.marks[at]
	if m == nil || b.style == "" || !hasListNumber(b.a.Slice(at)) {
		return nil
	}
	written := ""
	for _, key := range m.keys {
		if !b.names(key) {
			return nil
		}
		written += dress(b.style, key)
	}
	fix := lint.Fix{Message: "Write " + written, Safe: true, Edits: []lint.Edit{{Span: at, New: written}}}
	if written == "" {
		if !b.names(m.last) || m.after > at.Start || strings.TrimSpace(b.a.Text[m.after:at.Start]) != "" {
			return nil
		}
		fix.Message = fmt.Sprintf("Remove it: %s stands before it", dress(b.style, m.last))
		fix.Edits[0].Span.Start = m.after
	}
	return []lint.Fix{fix}
}

// names reports whether a citation in the article's style can name a source by a
// number.
func (b *binder) names(key string) bool {
	s := b.sources[key]
	return s != nil && (s.Origin == lint.FromFootnote) == (b.style == lint.Footnote)
}

// hasListNumber reports whether the numbers of a mark are those of a list, and not
// of the messages of a conversation or of what a search has found.
func hasListNumber(mark string) bool {
	if inner, ok := strings.CutPrefix(mark, "【"); ok {
		number, _, _ := strings.Cut(inner, "†")
		return numberOf(number) >= 0
	}
	return strings.HasPrefix(mark, "[cite:") || strings.HasPrefix(mark, "[citation:")
}
