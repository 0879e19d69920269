package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// A sectionDraft is a section while the article is being parsed: its heading's
// block and the blocks up to the next one.
type sectionDraft struct {
	lint.Section
	first, last int  // blocks[first:last] are its blocks, the heading left out
	apart       bool // site chrome or notes that stand between the parts of a section
	label       bool // its heading is a label, which says nothing of sections below
	goesOn      bool // it goes on with the section that stood before what is apart
}

// cutSections divides the blocks into sections and gives each its role.
func (d *draft) cutSections(extra map[lint.Role][]string) []sectionDraft {
	d.promoteLabels()
	custom := foldHeadings(extra)
	sections := append(d.sections[:0], sectionDraft{})
	apart := lint.Role("")
	for i := range d.blocks {
		b := &d.blocks[i]
		current := &sections[len(sections)-1]
		role := b.apart()
		switch {
		case b.kind == headingBlock:
			s := sectionDraft{Section: lint.Section{Heading: b.span, Level: b.level, Role: role}, first: i + 1, last: i + 1, label: b.label, apart: role != ""}
			if s.Role == "" && len(custom) > 0 {
				s.Role = custom[foldLabel(d.words(b.span))]
			}
			if s.Role == "" {
				s.Role = roleOf(d.words(b.span))
			}
			s.Span.Start = b.span.Start
			sections = append(sections, s)
		case role != apart && role != current.Role && (current.last > current.first || current.Heading.Len() > 0) &&
			!(role == "" && apart == lint.SourceList && !current.apart):
			s := sectionDraft{Section: lint.Section{Span: b.span, Role: role}, first: i, last: i + 1, apart: role != "", goesOn: role == ""}
			sections = append(sections, s)
		default:
			current.last = i + 1
			if current.Role == "" && role != "" {
				current.Role, current.apart = role, true
			}
		}
		apart = role
	}
	d.sections = sections
	if first := &sections[0]; first.last == 0 {
		sections = sections[1:]
	} else {
		first.Span.Start = d.blocks[0].span.Start
	}
	sections = d.cutFooter(sections)
	d.closeSections(sections)
	d.findTitle(sections)
	inheritRoles(sections)
	return sections
}

// apart is the role of a section that a block begins where none has a heading
// for it: site chrome, or notes. It is empty for a block of the article's text.
func (b *block) apart() lint.Role {
	switch {
	case b.chrome:
		return lint.Boilerplate
	case b.note:
		return lint.SourceList
	}
	return ""
}

func foldHeadings(extra map[lint.Role][]string) map[string]lint.Role {
	custom := make(map[string]lint.Role)
	for role, headings := range extra {
		for _, h := range headings {
			custom[foldLabel(h)] = role
		}
	}
	return custom
}

// words is the prose of a span, the markup left out.
func (d *draft) words(s lint.Span) string {
	if text := d.text[s.Start:s.End]; text == string(d.prose[s.Start:s.End]) {
		return text
	}
	return strings.ReplaceAll(string(d.prose[s.Start:s.End]), "\x00", "")
}

// promoteLabels makes headings of paragraphs that are none but in their markup:
// a line all in bold, or a label that gives a section its role.
func (d *draft) promoteLabels() {
	level := 1
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind == headingBlock {
			level = b.level
			continue
		}
		if b.kind != paragraphBlock || b.span.Len() > maxHeading || endsClause(d.prose[b.span.End-1]) {
			continue
		}
		text := d.text[b.span.Start:b.span.End]
		if strings.IndexByte(text, '\n') >= 0 {
			continue
		}
		last := i+1 == len(d.blocks)
		heads := b.bold && !last && d.blocks[i+1].kind != headingBlock || roleOf(strings.TrimRight(text, ":* ")) != ""
		if heads && isHeadingLike(strings.TrimRight(d.words(b.span), ": ")) {
			b.kind, b.level, b.label = headingBlock, min(level+1, 6), true
		}
	}
}

// cutFooter makes a section of its own of the site chrome that ends an article.
func (d *draft) cutFooter(sections []sectionDraft) []sectionDraft {
	if len(sections) == 0 {
		return sections
	}
	last := &sections[len(sections)-1]
	if last.Role == lint.SourceList || last.Role == lint.Boilerplate {
		return sections
	}
	at := last.last
	for at > last.first && isAppeal(d.text[d.blocks[at-1].span.Start:d.blocks[at-1].span.End]) {
		at--
	}
	if at == last.last || at == last.first && len(sections) == 1 {
		return sections
	}
	footer := sectionDraft{first: at, last: last.last}
	footer.Role, footer.Span = lint.Boilerplate, d.blocks[at].span
	if at == last.first && last.Heading.Len() == 0 {
		*last = footer // it would be left with nothing
		return sections
	}
	last.last = at
	return append(sections, footer)
}

// closeSections ends each section where its last block ends.
func (d *draft) closeSections(sections []sectionDraft) {
	for i := range sections {
		s := &sections[i]
		s.Span.End = s.Heading.End
		if s.last > s.first {
			s.Span.End = d.blocks[s.last-1].span.End
		}
	}
}

// maxPreamble is how much may stand between the first text and a title, in bytes.
const maxPreamble = 1200

// findTitle finds the article's title: what the format says it is, or else the
// first heading that is no site chrome's. What stands before it is chrome.
func (d *draft) findTitle(sections []sectionDraft) {
	if i := titleAboveSummary(sections); i >= 0 && d.title.Len() == 0 {
		d.title = sections[i].Heading
	}
	if len(sections) > 1 && sections[0].Level == 1 && sections[0].Role == lint.Conclusion && sections[1].Level != 1 {
		sections[0].Role = "" // "Verdict: ..." as the title of it all
	}
	known := d.title.Len() > 0
	for i := range sections {
		s := &sections[i]
		if known && s.Heading != d.title {
			continue
		}
		if !known && (s.Heading.Len() == 0 || s.Role != "" || d.isAppealSection(s)) {
			if s.Role != "" && s.Role != lint.Boilerplate || s.Span.End-sections[0].Span.Start > maxPreamble {
				return
			}
			continue
		}
		if !known && i > 0 && !d.chromeBefore(sections[:i]) && s.Level > 1 {
			return
		}
		d.title = s.Heading
		if s.Heading.Start-sections[0].Span.Start <= maxPreamble {
			for j := range sections[:i] {
				sections[j].Role = lint.Boilerplate
			}
		}
		return
	}
}

// titleAboveSummary is the index of a heading with no text of its own that stands
// near the top, right above a summary, -1 if there is none.
func titleAboveSummary(sections []sectionDraft) int {
	for i := 1; i < len(sections) && sections[i].Heading.Start-sections[0].Span.Start <= 2*maxPreamble; i++ {
		if title := &sections[i-1]; sections[i].Role == lint.Summary {
			if title.Heading.Len() > 0 && title.Role == "" && title.first == title.last {
				return i - 1
			}
			return -1
		}
	}
	return -1
}

// isAppealSection reports whether a section's text is an appeal to the reader.
func (d *draft) isAppealSection(s *sectionDraft) bool {
	return s.Span.Len() < 600 && s.last > s.first && isAppeal(d.text[s.Span.Start:s.Span.End])
}

func (d *draft) chromeBefore(sections []sectionDraft) bool {
	for i := range sections {
		if s := &sections[i]; s.Role == lint.Boilerplate || d.isAppealSection(s) {
			return true
		}
	}
	return false
}

// inheritRoles gives each section without a role that of the section above it,
// or body. One that goes on with another has the other's.
func inheritRoles(sections []sectionDraft) {
	var above [7]lint.Role
	text := lint.Body
	for i := range sections {
		s := &sections[i]
		switch {
		case s.apart:
			continue
		case s.goesOn:
			s.Role = text
			continue
		}
		if s.Role == "" {
			s.Role = lint.Body
			for level := s.Level - 1; level > 0; level-- {
				if above[level] != "" {
					s.Role = above[level]
					break
				}
			}
		}
		text = s.Role
		if s.Level > 0 && !(s.label && s.Role == lint.Conclusion) {
			above[s.Level] = s.Role
			clear(above[s.Level+1:])
		}
	}
}
