package runner

import (
	"encoding/binary"
	"math"

	"github.com/citevet/citevet/lint"
)

// encodeFindings writes findings and notes as bytes. They hold no more than their
// exported fields; what else they have is of use only while an article is checked.
func encodeFindings(findings []lint.Diagnostic, notes []lint.Note) []byte {
	e := encoder{text: make([]byte, 0, 512*(len(findings)+1))}
	writeAll(&e, findings, e.finding)
	writeAll(&e, notes, func(n *lint.Note) {
		e.span(n.Span)
		e.string(n.Message)
	})
	return e.text
}

// An encoder appends to its text. Numbers are unsigned varints, strings have
// their length before them, and so have slices, counted from one: none is nil.
type encoder struct{ text []byte }

func (e *encoder) number(n int) { e.text = binary.AppendUvarint(e.text, uint64(n)) }

func (e *encoder) span(s lint.Span) {
	e.number(s.Start)
	e.number(s.End)
}

func (e *encoder) string(s string) {
	e.number(len(s))
	e.text = append(e.text, s...)
}

func (e *encoder) bool(b bool) {
	n := 0
	if b {
		n = 1
	}
	e.number(n)
}

func writeAll[T any](e *encoder, all []T, write func(*T)) {
	if all == nil {
		e.number(0)
		return
	}
	e.number(len(all) + 1)
	for i := range all {
		write(&all[i])
	}
}

func (e *encoder) word(s *string) { e.string(*s) }

func (e *encoder) finding(d *lint.Diagnostic) {
	e.string(d.Rule)
	e.number(int(d.Severity))
	e.number(int(d.Confidence))
	e.string(d.Message)
	e.span(d.Span)
	writeAll(e, d.Keys, e.word)
	writeAll(e, d.Related, func(r *lint.Related) {
		e.string(r.Path)
		e.span(r.Span)
		e.string(r.Message)
	})
	writeAll(e, d.Fixes, e.fix)
	e.bool(d.Whole)
	e.string(d.Fingerprint)
	writeAll(e, d.Places, e.word)
}

func (e *encoder) fix(f *lint.Fix) {
	e.string(f.Message)
	e.bool(f.Safe)
	writeAll(e, f.Edits, func(t *lint.Edit) {
		e.string(t.File)
		e.span(t.Span)
		e.string(t.New)
	})
	e.string(f.Refusal)
}

// decodeFindings reads what encodeFindings wrote about a text of a length. It
// returns false unless it is that, and all its spans are in the text.
func decodeFindings(value []byte, length int) (findings []lint.Diagnostic, notes []lint.Note, ok bool) {
	d := decoder{text: string(value), length: length}
	findings = readEach(&d, d.finding)
	notes = readEach(&d, func(n *lint.Note) {
		n.Span = d.span()
		n.Message = d.string()
	})
	return findings, notes, !d.bad && d.text == ""
}

// A decoder reads from its text. Once that is bad it reads zeros. The strings that
// it returns are parts of the text.
type decoder struct {
	text   string
	length int // of the text that spans are in
	bad    bool
}

// number reads a number of at most limit.
func (d *decoder) number(limit int) int {
	var n uint64
	for i := 0; i < len(d.text) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(d.text[i]&0x7f) << (7 * i)
		if d.text[i] >= 0x80 {
			continue
		}
		d.text = d.text[i+1:]
		if n > uint64(limit) {
			break
		}
		return int(n)
	}
	d.bad, d.text = true, ""
	return 0
}

func (d *decoder) span() lint.Span {
	s := lint.Span{Start: d.number(d.length), End: d.number(d.length)}
	d.bad = d.bad || s.End < s.Start
	return s
}

func (d *decoder) string() string {
	n := d.number(len(d.text))
	if n > len(d.text) {
		d.bad, d.text = true, ""
		return ""
	}
	s := d.text[:n]
	d.text = d.text[n:]
	return s
}

func (d *decoder) bool() bool { return d.number(1) == 1 }

// readEach reads a slice, of which no element is without a byte.
func readEach[T any](d *decoder, read func(*T)) []T {
	n := d.number(len(d.text)) // counts one more than there are, and takes a byte itself
	if n == 0 {
		return nil
	}
	all := make([]T, n-1)
	for i := range all {
		if read(&all[i]); d.bad {
			return nil
		}
	}
	return all
}

func (d *decoder) word(s *string) { *s = d.string() }

func (d *decoder) finding(f *lint.Diagnostic) {
	f.Rule = d.string()
	f.Severity = lint.Severity(d.number(int(lint.Error)))
	f.Confidence = lint.Confidence(d.number(int(lint.Certain)))
	f.Message = d.string()
	f.Span = d.span()
	f.Keys = readEach(d, d.word)
	f.Related = readEach(d, func(r *lint.Related) {
		r.Path = d.string()
		r.Span = d.span()
		r.Message = d.string()
	})
	f.Fixes = readEach(d, d.fix)
	f.Whole = d.bool()
	f.Fingerprint = d.string()
	f.Places = readEach(d, d.word)
}

func (d *decoder) fix(f *lint.Fix) {
	f.Message = d.string()
	f.Safe = d.bool()
	f.Edits = readEach(d, func(t *lint.Edit) {
		if t.File = d.string(); t.File != "" {
			t.Span = lint.Span{Start: d.number(math.MaxInt32), End: d.number(math.MaxInt32)}
		} else {
			t.Span = d.span()
		}
		t.New = d.string()
	})
	f.Refusal = d.string()
}
