package report

import (
	"bufio"
	"fmt"
)

// maxSummary bounds the bytes of the table in a step's summary. GitHub takes 1 MiB
// of a step; the rest is for what else it has to say.
const maxSummary = 960 << 10

// A stepSummary is the Markdown that a step of a workflow shows on the run's
// page. A nil one swallows what is added to it.
type stepSummary struct {
	w    *bufio.Writer
	size int
	rows int
	left int // rows that there was no room for
}

const summaryHead = "### citevet\n\nWhat there was no room to annotate:\n\n" + markdownHead

// add adds a row to the table. Once there is no room for one, the table is at
// its end.
func (s *stepSummary) add(row string) {
	if s == nil {
		return
	}
	if s.rows == 0 {
		s.w.WriteString(summaryHead)
		s.size = len(summaryHead)
	}
	if s.left > 0 || s.size+len(row) > maxSummary {
		s.left++
		return
	}
	s.w.WriteString(row)
	s.size += len(row)
	s.rows++
}

// told says where the findings are told that are not annotated.
func (s *stepSummary) told() string {
	switch {
	case s == nil:
		return "citevet check prints all"
	case s.left > 0:
		return fmt.Sprintf("the step's summary has %d of them", s.rows)
	}
	return "the step's summary has them"
}

func (s *stepSummary) close(all *count) error {
	if s == nil || s.rows == 0 {
		return nil
	}
	fmt.Fprintf(s.w, "\nIn all: %s.\n", all.severities(newPalette(false)))
	if s.left > 0 {
		fmt.Fprintf(s.w, "\nThe summary has no room for %s.\n", plural(s.left, "more finding"))
	}
	return s.flush()
}

func (s *stepSummary) flush() error {
	if s == nil {
		return nil
	}
	if err := s.w.Flush(); err != nil {
		return fmt.Errorf("step summary: %w", err)
	}
	return nil
}
