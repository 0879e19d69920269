package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
)

const (
	// maxComment bounds the summary in bytes. GitHub takes 65,536 characters.
	maxComment = 65000

	// maxOpen bounds the rows of the table that is not folded away.
	maxOpen = 50
)

// A markdown prints a summary to post as a comment: the totals, and a table of
// findings, errors first. It keeps no more rows than a comment has room for and
// says how many findings there are beyond these. The comment in its first line
// lets a program find the summary that it posted before.
type markdown struct {
	w      *bufio.Writer
	totals totals
	rows   [lint.Error + 1]markdownRows // by severity
}

// markdownRows are the first rows of a severity, as many as could be shown.
type markdownRows struct {
	rows []string
	size int // of all rows, in bytes, of those not kept too
	all  int
}

func (m *markdownRows) add(row string) {
	m.all++
	m.size += len(row)
	if m.size <= maxComment {
		m.rows = append(m.rows, row)
	}
}

func newMarkdown(w io.Writer, _ *Options) Printer {
	return &markdown{w: bufio.NewWriter(w)}
}

func (m *markdown) Print(r *lint.Result) error {
	m.totals.add(r)
	if r.Err != nil {
		m.rows[lint.Error].add(markdownFailure(r))
		return nil
	}
	for i := range r.Findings {
		d := &r.Findings[i]
		m.rows[d.Severity].add(markdownRow(r, d))
	}
	return nil
}

func (m *markdown) Close() error {
	head := "<!-- citevet -->\n### citevet\n\n" + m.totals.text(newPalette(false)) + "\n"
	rows, left := m.choose(maxComment - len(head) - len(markdownFold) - 2*len(markdownHead) - 200)
	m.w.WriteString(head)
	if len(rows) > 0 {
		m.table(rows[:min(len(rows), maxOpen)])
	}
	if len(rows) > maxOpen {
		before, after, _ := strings.Cut(markdownFold, "…")
		m.w.WriteString(before + plural(len(rows)-maxOpen, "more finding") + after)
		m.table(rows[maxOpen:])
		m.w.WriteString("\n</details>\n")
	}
	if left.all() > 0 {
		m.w.WriteString("\nA comment has no room for the others: " + left.severities(newPalette(false)) + ".\n")
	}
	return m.w.Flush()
}

const markdownFold = "\n<details><summary>…</summary>\n"

// choose returns the rows that there is room for, errors first, and how many
// findings have none.
func (m *markdown) choose(room int) (rows []string, left count) {
	for s := lint.Error; s >= lint.Info; s-- {
		shown := 0
		for _, row := range m.rows[s].rows {
			if room -= len(row); room < 0 {
				break
			}
			rows = append(rows, row)
			shown++
		}
		for range m.rows[s].all - shown {
			left.add(s)
		}
	}
	return rows, left
}

func (m *markdown) table(rows []string) {
	m.w.WriteString("\n" + markdownHead)
	for _, row := range rows {
		m.w.WriteString(row)
	}
}
