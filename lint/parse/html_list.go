package parse

import (
	"strconv"

	"golang.org/x/net/html/atom"
)

// An htmlList is a list or a table.
type htmlList struct {
	ordered bool
	letters byte // the letter that its first item has, 'a' or 'A'; 0 if its items have numbers
	next    int  // the number of the next item

	table  bool
	layout bool // a table that only lays out the page
	rows   int  // how many rows have begun
	cells  bool // the first row has a cell that is no heading
}

// addList numbers a list or a table.
func (r *htmlReader) addList(l htmlList) int {
	r.lists = append(r.lists, l)
	return r.firstList + len(r.lists) - 1
}

// list returns the list or table with a number, nil if it has none.
func (r *htmlReader) list(number int) *htmlList {
	if number < r.firstList {
		return nil
	}
	return &r.lists[number-r.firstList]
}

func (r *htmlReader) enterList(e *element, a *attributes) {
	l := htmlList{ordered: e.tag == atom.Ol, next: 1, letters: a.letters}
	if a.numbered {
		l.next = a.number
	}
	e.list = r.addList(l)
	e.item, e.row = 0, 0
}

// enterItem makes the context of a list item and counts its number. An item
// that stands in no list, as in a piece of one, belongs to a list without
// numbers, and so do those that follow it.
func (r *htmlReader) enterItem(e *element, a *attributes) {
	l := r.list(e.list)
	if l == nil || l.table {
		if r.stray == 0 || r.stray != r.firstList+len(r.lists)-1 {
			r.stray = r.addList(htmlList{})
		}
		e.list = r.stray
		l = r.list(e.list)
	}
	e.kind = itemBlock
	r.items = append(r.items, l.marker(a))
	e.item = len(r.items)
}

// marker is the marker of the next item.
func (l *htmlList) marker(a *attributes) string {
	if !l.ordered {
		return "-"
	}
	if a.numbered {
		l.next = a.number
	}
	n := l.next
	l.next++
	if l.letters != 0 && n >= 1 && n <= 26 {
		return string(rune(l.letters)+rune(n-1)) + "."
	}
	return strconv.Itoa(n) + "."
}

func (r *htmlReader) enterTable(e *element, a *attributes) {
	e.list = r.addList(htmlList{table: true, layout: a.hints&hintLayout != 0})
	e.row = 0
}

// enterRow counts a row. The row after the first is numbered 1, whether or not
// the first holds headings: leaveRow moves up a first row that holds none.
func (r *htmlReader) enterRow(e *element) {
	l := r.list(e.list)
	if l == nil || !l.table {
		return
	}
	e.row = l.rows
	l.rows++
}

// leaveRow gives the number 1 to the cells of a first row that holds no
// headings.
func (r *htmlReader) leaveRow(e *element) {
	l := r.list(e.list)
	if l == nil || !l.table || l.rows != 1 || !l.cells || r.inHead(e) {
		return
	}
	l.rows = 2
	for i := e.blocks; i < len(r.blocks); i++ {
		if b := &r.blocks[i]; b.kind == cellBlock && b.list == e.list {
			b.row = 1
		}
	}
}

// inHead reports whether a row that is about to be closed stands in a table's
// head.
func (r *htmlReader) inHead(e *element) bool {
	for i := len(r.open) - 1; i >= 0 && r.open[i].tag != atom.Table; i-- {
		if r.open[i].tag == atom.Thead {
			return true
		}
	}
	return false
}

func (r *htmlReader) enterCell(e *element) {
	l := r.list(e.list)
	if l != nil && l.layout {
		e.kind, e.list = paragraphBlock, 0
		return
	}
	e.kind = cellBlock
	if l != nil && l.table && l.rows <= 1 && e.tag == atom.Td {
		l.cells = true
	}
}

// maxCellBlocks is how many blocks a cell of a table holds at most; one with
// more lays out a page.
const maxCellBlocks = 4

// leaveCell makes paragraphs of the blocks in a cell that lays out a page: it
// holds a heading or many blocks.
func (r *htmlReader) leaveCell(e *element) {
	cells, headings := 0, 0
	for i := e.blocks; i < len(r.blocks); i++ {
		switch b := &r.blocks[i]; {
		case b.kind == headingBlock:
			headings++
		case b.kind == cellBlock && b.list == e.list:
			cells++
		}
	}
	if headings == 0 && cells <= maxCellBlocks {
		return
	}
	for i := e.blocks; i < len(r.blocks); i++ {
		if b := &r.blocks[i]; b.kind == cellBlock && b.list == e.list {
			b.kind, b.list, b.row = paragraphBlock, 0, 0
		}
	}
}
