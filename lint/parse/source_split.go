package parse

import "github.com/citevet/citevet/lint"

// splitBlocks cuts the entries off that end a paragraph of prose, with no blank
// line between:
//
//	Sleep helps memory [1].
//	[1] https://example.org/sleep
func (f *sourceFinder) splitBlocks() {
	if f.format == lint.HTML {
		return
	}
	var blocks []block
	taken := 0
	for i := range f.sections {
		s := &f.sections[i]
		moved := len(blocks) - taken
		for at := s.first; at < s.last; at++ {
			start := 0
			if s.Role != lint.SourceList {
				start = f.entriesStart(&f.blocks[at])
			}
			if start == 0 {
				continue
			}
			blocks = append(blocks, f.blocks[taken:at+1]...)
			taken = at + 1
			tail := f.blocks[at]
			tail.kind, tail.marker, tail.id = paragraphBlock, "", ""
			tail.span.Start = start
			head := &blocks[len(blocks)-1]
			head.span = f.trim(lint.Span{Start: head.span.Start, End: start})
			blocks = append(blocks, tail)
		}
		s.first += moved
		s.last += len(blocks) - taken
	}
	if blocks != nil {
		f.blocks = append(blocks, f.blocks[taken:]...)
	}
}

// entriesStart is where the entries begin that end a block, with the label before
// them if there is one; 0 if the block does not end so or has nothing else.
func (f *sourceFinder) entriesStart(b *block) int {
	if b.kind != paragraphBlock && b.kind != itemBlock || b.masked || !f.mayHoldEntries(b.span) {
		return 0
	}
	lines := f.lines(b)
	for i := 1; i < len(lines); i++ {
		if !f.isCertainLine(lines[i]) {
			continue
		}
		if isSourcesLabel(f.text[lines[i-1].Start:lines[i-1].End]) {
			i--
		}
		if i == 0 || f.keyAt(lines[0]).end > 0 {
			return 0
		}
		return lines[i].Start
	}
	return 0
}

// mayHoldEntries reports whether a line of a span, but the first, begins as an
// entry could.
func (f *sourceFinder) mayHoldEntries(s lint.Span) bool {
	for at := f.lineEnd(s.Start, s.End); at < s.End; at = f.lineEnd(at, s.End) {
		for at < s.End && isSpace(f.text[at]) {
			at++
		}
		if at < s.End && opensKey.has(f.text[at]) {
			return true
		}
	}
	return false
}
