package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// tableAt finds the first table of GitHub's Markdown in a paragraph's lines: it
// begins at lines[head] and has n lines; n is 0 if there is none.
func (m *markdownReader) tableAt(lines []lint.Span) (head, n int) {
	for i := 1; i < len(lines); i++ {
		columns := delimiterColumns(m.text[lines[i].Start:lines[i].End])
		if columns == 0 || len(cells(m.text, m.trim(lines[i-1]))) != columns {
			continue
		}
		return i - 1, len(lines) - (i - 1)
	}
	return len(lines), 0
}

// delimiterColumns counts the columns of a line such as |---|:-:|, 0 if it is
// none.
func delimiterColumns(line string) int {
	line = strings.TrimSpace(line)
	if !strings.Contains(line, "-") || strings.Trim(line, "|-: \t") != "" || !strings.Contains(line, "|") {
		return 0
	}
	columns := 0
	for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
		cell = strings.Trim(strings.TrimSpace(cell), ":")
		if cell == "" || strings.Trim(cell, "-") != "" {
			return 0
		}
		columns++
	}
	return columns
}

// cells are the spans between the bars of a table's row, white space left out.
// An escaped bar divides nothing.
func cells(text string, line lint.Span) []lint.Span {
	if line.Len() > 0 && text[line.Start] == '|' {
		line.Start++
	}
	if line.Len() > 1 && text[line.End-1] == '|' && text[line.End-2] != '\\' {
		line.End--
	}
	var spans []lint.Span
	start := line.Start
	for i := line.Start; i <= line.End; i++ {
		if i == line.End || text[i] == '|' && text[i-1] != '\\' {
			spans = append(spans, trimSpan(text, lint.Span{Start: start, End: i}))
			start = i + 1
		}
	}
	return spans
}

// takeTable adds the cells of a table. The second line divides the headings
// from the rest.
func (m *markdownReader) takeTable(lines []lint.Span) {
	m.draft.lists++
	for row, line := range lines {
		if row == 1 {
			continue
		}
		for _, cell := range cells(m.text, m.trim(line)) {
			if cell.Len() > 0 {
				m.addBlock(block{kind: cellBlock, list: m.draft.lists, row: max(row-1, 0)}, []lint.Span{cell})
			}
		}
	}
}
