package parse

import "github.com/citevet/citevet/lint"

// finish closes what is open where the text ends, settles what only the whole
// page tells, and adds the blocks to the draft.
func (r *htmlReader) finish(end int) {
	r.ended = true
	r.closeFrom(0, end, end)
	if r.run.open {
		r.flush()
	}
	r.settleLinks()
	r.settleSite()
	r.addSuperscripts()
	r.draft.lists += len(r.lists)
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.chrome = b.site != 0; r.keeps(b) {
			r.draft.blocks = append(r.draft.blocks, b.block)
		}
	}
}

// keeps reports whether a block is one: it has words, or is a heading, if only of
// code.
func (r *htmlReader) keeps(b *htmlBlock) bool {
	return b.span.Len() > 0 && (b.kind == headingBlock || r.skipBlank(b.span.Start, b.span.End) < b.span.End)
}

// addSuperscripts adds the superscripts that hold prose, cut where their block
// ends.
func (r *htmlReader) addSuperscripts() {
	for _, s := range r.supers {
		b := r.blocks[s.block].span
		span := lint.Span{Start: max(s.span.Start, b.Start), End: min(s.span.End, b.End)}
		if span.Len() > 0 && r.skipBlank(span.Start, span.End) < span.End {
			r.superscripts = append(r.superscripts, span)
		}
	}
}
