package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// A textLine is one line of plain text.
type textLine struct {
	span   lint.Span // without white space at its ends; empty for a blank line
	words  lint.Span // without the comments at its end, too, which tell nothing of the line
	indent int       // white space before it, in bytes
}

// A textReader fills in a draft from plain text, where a block is a line or
// stands between blank lines, whichever the article does.
type textReader struct {
	*draft
	lines   []textLine
	byLine  bool // one block a line
	listed  bool // within a source list
	list    int  // the list that the last block belonged to
	prosed  bool // there was a block other than a heading
	literal bool // the last block ended in "::": what is indented next is code

	room []lint.Span // for the lines of a paragraph
}

// readText fills in a draft from plain text.
func readText(d *draft, start int) {
	d.textLines = splitLines(d.textLines[:0], d.text, start)
	r := &textReader{draft: d, lines: d.textLines}
	r.byLine = isBlockPerLine(d.text, r.lines)
	for i := r.skipFields(0); i < len(r.lines); {
		i = r.next(i)
	}
	r.sortBlocks()
	for i := range r.blocks {
		r.maskInline(r.blocks[i].span)
	}
}

// splitLines appends the lines of the text from start on to lines.
func splitLines(lines []textLine, text string, start int) []textLine {
	for start < len(text) {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		span := trimSpan(text, lint.Span{Start: start, End: end})
		if span.Len() == 0 {
			span = lint.Span{Start: start, End: start}
		}
		words := lint.Span{Start: span.Start, End: span.Start + len(withoutComments(text[span.Start:span.End]))}
		lines = append(lines, textLine{span, words, span.Start - start})
		start = end + 1
	}
	return lines
}

// withoutComments cuts the comments off the end of a line.
func withoutComments(line string) string {
	for at := lastComment(line); at >= 0; at = lastComment(line) {
		line = strings.TrimRight(line[:at], " \t")
	}
	return line
}

// lastComment is where the comment begins that a line ends with, -1 if there is none.
func lastComment(line string) int {
	if !strings.HasSuffix(line, "-->") {
		return -1
	}
	return strings.LastIndex(line, "<!--")
}

// isBlockPerLine reports whether each line is a block of its own, as in text
// copied from a web page, rather than wrapped: then lines longer than anybody
// wraps at outnumber those that end in mid-sentence.
func isBlockPerLine(text string, lines []textLine) bool {
	long, wrapped := 0, 0
	for i, l := range lines {
		switch n := l.words.Len(); {
		case n > minParagraph:
			long++
		case n > 40 && i+1 < len(lines) && lines[i+1].words.Len() > 0:
			next := text[lines[i+1].span.Start]
			if 'a' <= next && next <= 'z' && lines[i+1].indent == l.indent {
				wrapped++
			}
		}
	}
	return long > wrapped
}

// isPastedPage reports whether a Markdown file is a page pasted from the web:
// paragraphs on one long line each, with the next line, or a numbered heading,
// right below, and not one heading, table or fence of Markdown.
func isPastedPage(text string) bool {
	adjacent := false
	previous := ""
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") ||
			strings.HasPrefix(line, "|") || isUnderline(line) && previous != "" || strings.HasPrefix(line, "<") {
			return false
		}
		if len(previous) > minParagraph && isHeadingLike(line) && !isBullet(line) {
			adjacent = true
		}
		previous = line
	}
	return adjacent
}

// isUnderline reports whether a line is the underline of a heading.
func isUnderline(line string) bool {
	if len(line) < 3 || strings.IndexByte("=-~^`'\"#*+.:_", line[0]) < 0 {
		return false
	}
	return strings.Trim(line, line[:1]) == ""
}

func isBullet(line string) bool { return bulletLen(line) > 0 }

// bulletLen is the length of the bullet that a line begins with, white space
// behind it included; 0 if there is none.
func bulletLen(line string) int {
	if line == "" || !opensBullet.has(line[0]) {
		return 0
	}
	for _, mark := range [...]string{"•", "◦", "▪", "‣", "·", "–", "—", "-", "*", "+"} {
		if rest, ok := strings.CutPrefix(line, mark); ok && rest != "" && (rest[0] == ' ' || rest[0] == '\t') {
			return len(line) - len(strings.TrimLeft(rest, " \t"))
		}
	}
	return 0
}

// opensBullet are the bytes with which the bullets begin.
var opensBullet = newByteSet("-*+\xe2\xc2")

// at is what line i says.
func (r *textReader) at(i int) string { return r.text[r.lines[i].words.Start:r.lines[i].words.End] }

func (r *textReader) blank(i int) bool { return i >= len(r.lines) || r.lines[i].span.Len() == 0 }

// skipFields skips a header of fields as e-mail and PEPs have it ("Title: ..."
// and the like, at least three at the very top) and takes the title from it.
func (r *textReader) skipFields(i int) int {
	start, fields := i, 0
	for ; !r.blank(i); i++ {
		name, value, ok := strings.Cut(r.at(i), ":")
		if r.lines[i].indent > 0 && fields > 0 {
			continue
		}
		if !ok || name == "" || strings.ContainsAny(name, " \t") || value == "" {
			return start
		}
		if name == "Title" {
			l := r.lines[i].span
			r.title = r.trim(lint.Span{Start: l.Start + len("Title:"), End: l.End})
			r.keep(r.title)
		}
		fields++
	}
	if fields < 3 {
		r.title = lint.Span{}
		return start
	}
	return i
}

// next adds the block that begins at line i and returns the line behind it.
func (r *textReader) next(i int) int {
	if r.blank(i) {
		return i + 1
	}
	if n := r.code(i); n > 0 {
		return i + n
	}
	if r.at(i) == "" {
		r.comment(r.lines[i].span)
		return i + 1
	}
	r.literal = strings.HasSuffix(r.at(i), "::")
	if n := r.heading(i); n > 0 {
		r.list = 0
		return i + n
	}
	return r.paragraph(i)
}

// comment adds the comments of a line that holds nothing else.
func (r *textReader) comment(line lint.Span) {
	for line.Len() > 0 {
		at := line.Start + lastComment(r.text[line.Start:line.End])
		r.comments = append(r.comments, lint.Span{Start: at, End: line.End})
		line = r.trim(lint.Span{Start: line.Start, End: at})
	}
}

// code counts the lines of code at line i: a fence, a doctest, a directive of
// reST, or what is indented behind "::".
func (r *textReader) code(i int) int {
	line := r.at(i)
	switch {
	case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
		for n := i + 1; n < len(r.lines); n++ {
			if strings.HasPrefix(r.at(n), line[:3]) {
				return n - i + 1
			}
		}
		return 0
	case strings.HasPrefix(line, ">>> "):
		n := i
		for ; !r.blank(n); n++ {
		}
		return n - i
	case r.literal && r.lines[i].indent > 0:
		return r.indented(i, r.lines[i].indent)
	case isAdmonition(line):
		r.literal = false
		return 1
	case strings.HasPrefix(line, ".. ") && !strings.HasPrefix(line, ".. ["):
		if n := r.indented(i+1, r.lines[i].indent+1); n > 0 {
			return n + 1
		}
		return 1
	}
	return 0
}

// isAdmonition reports whether a line only opens a block of prose in
// reStructuredText, such as a note.
func isAdmonition(line string) bool {
	name, ok := strings.CutPrefix(line, ".. ")
	if name, bare := strings.CutSuffix(name, "::"); ok && bare {
		switch strings.ToLower(name) {
		case "note", "warning", "attention", "caution", "danger", "error", "hint", "important", "tip", "seealso", "epigraph", "pull-quote", "compound":
			return true
		}
	}
	return false
}

// indented counts the lines from i on that are blank or indented by least.
func (r *textReader) indented(i, least int) int {
	n := i
	for n < len(r.lines) && (r.blank(n) || r.lines[n].indent >= least) {
		n++
	}
	return n - i
}

// heading adds the heading at line i, if one is there, and counts its lines.
func (r *textReader) heading(i int) int {
	line := r.at(i)
	if level := len(line) - len(strings.TrimLeft(line, "#")); level > 0 && level <= 6 && level < len(line) && line[level] == ' ' {
		s := r.trim(lint.Span{Start: r.lines[i].span.Start + level, End: r.lines[i].span.End})
		return r.addTextHeading(s, level, 1)
	}
	if !r.blank(i+1) && isUnderline(r.at(i+1)) && r.lines[i].indent == 0 && len(line) <= maxHeading && !isUnderline(line) {
		return r.addTextHeading(r.lines[i].span, underlineLevel(r.at(i+1)), 2)
	}
	if isUnderline(line) {
		return 1
	}
	if !r.isHeading(i) {
		return 0
	}
	return r.addTextHeading(r.lines[i].span, impliedLevel, 1)
}

// underlineLevel is the level that a heading's underline most often means.
func underlineLevel(line string) int {
	return 1 + max(strings.IndexByte("=-~^", line[0]), 0)
}

func (r *textReader) addTextHeading(s lint.Span, level, lines int) int {
	r.addBlock(block{kind: headingBlock, level: level}, []lint.Span{s})
	r.listed = roleOf(withoutComments(r.text[s.Start:s.End])) == lint.SourceList
	return lines
}

// isHeading reports whether line i, which no mark tells for one, is a heading:
// a label that gives a section its role, or a line that looks like one and
// stands where one can.
func (r *textReader) isHeading(i int) bool {
	line := r.at(i)
	if r.lines[i].indent > 0 && !r.byLine || len(line) > maxHeading || !opensHeading.has(line[0]) || endsClause(line[len(line)-1]) || isBullet(line) {
		return false
	}
	if roleOf(line) != "" && isHeadingLike(strings.TrimRight(line, ":")) {
		return true
	}
	if r.listed || !isHeadingLike(line) {
		return false
	}
	if number, _ := headingNumber(line); number != "" {
		return r.startsParagraph(i+1) && !r.isNumberedItem(i)
	}
	if isBold(line) {
		return true
	}
	if r.byLine {
		return len(line) < maxHeading && (r.startsParagraph(i+1) || r.nearTop(i) || r.isRoleHeading(i+1))
	}
	return r.blank(i+1) && (i == 0 || r.at(i-1) == "") && len(line) <= 80 && (r.nearTop(i) || r.startsParagraph(i+2))
}

// isRoleHeading reports whether the next line is a heading by its role: a title
// may stand right above "Executive summary".
func (r *textReader) isRoleHeading(i int) bool {
	for i < len(r.lines) && r.at(i) == "" {
		i++
	}
	return i < len(r.lines) && roleOf(r.at(i)) != ""
}

// nearTop reports whether no block but headings comes before line i.
func (r *textReader) nearTop(i int) bool { return !r.prosed && i < 20 }

// startsParagraph reports whether a paragraph of prose begins at line i, lines left
// out that are blank or nothing but comments.
func (r *textReader) startsParagraph(i int) bool {
	for i < len(r.lines) && r.at(i) == "" {
		i++
	}
	if i >= len(r.lines) {
		return false
	}
	line := r.at(i)
	number, _ := headingNumber(line)
	if isBullet(line) || number != "" && len(line) <= minParagraph {
		return isBullet(line)
	}
	return len(line) > minParagraph || !isHeadingLike(line)
}

// isNumberedItem reports whether the numbered line i is an item of a list: the
// line above or below has a number too.
func (r *textReader) isNumberedItem(i int) bool {
	for _, j := range [...]int{i - 1, i + 1} {
		if j >= 0 && !r.blank(j) {
			if number, _ := headingNumber(r.at(j)); number != "" {
				return true
			}
		}
	}
	return false
}

// paragraph adds the paragraph, item or quotation that begins at line i.
func (r *textReader) paragraph(i int) int {
	b := block{kind: paragraphBlock}
	first := r.lines[i].span
	line := r.at(i)
	number, _ := headingNumber(line)
	switch n := bulletLen(line); {
	case n > 0:
		b.kind, b.marker = itemBlock, "-"
		first.Start += n
	case number != "":
		b.kind, b.marker = itemBlock, number
		first = r.trim(lint.Span{Start: first.Start + len(number), End: first.End})
	case strings.HasPrefix(line, "> "):
		b.kind = quotationBlock
		first.Start += 2
	}
	if b.kind == itemBlock {
		if r.list == 0 {
			r.draft.lists++
			r.list = r.draft.lists
		}
		b.list = r.list
	} else {
		r.list = 0
	}
	lines := append(r.room[:0], first)
	end := i + 1
	for !r.byLine && !r.blank(end) && r.continues(end) {
		lines = append(lines, r.lines[end].span)
		end++
	}
	if strings.HasSuffix(r.at(end-1), "::") {
		r.literal = true
	}
	r.addBlock(b, lines)
	r.room = lines
	r.prosed = true
	return end
}

// continues reports whether line i goes on with the paragraph above it.
func (r *textReader) continues(i int) bool {
	line := r.at(i)
	if isBullet(line) || strings.HasPrefix(line, "> ") || isUnderline(line) || strings.HasPrefix(line, "```") ||
		strings.HasPrefix(line, ".. ") || r.listed && entryKey(line).end > 0 || isEntry(line) ||
		line != "" && !endsClause(line[len(line)-1]) && isSourcesLabel(line) && isHeadingLike(strings.TrimRight(line, ":")) {
		return false
	}
	number, _ := headingNumber(line)
	return number == "" && !(i+1 < len(r.lines) && !r.blank(i+1) && isUnderline(r.at(i+1)))
}
