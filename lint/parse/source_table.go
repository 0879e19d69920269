package parse

import (
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// takeTable reads the table whose first cell is the block at index at: one entry a
// row. It returns the index of the block behind it.
func (r *sectionReader) takeTable(at, end int) int {
	list := r.blocks[at].list
	last := at
	for last < end && r.blocks[last].kind == cellBlock && r.blocks[last].list == list {
		last++
	}
	keyed := false
	for at < last {
		row := at
		for at < last && r.blocks[at].row == r.blocks[row].row {
			r.blocks[at].entry = true
			at++
		}
		cells := r.blocks[row:at]
		key, isKey := r.cellKey(&cells[0])
		if cells[0].row == 0 && !isKey {
			keyed = slices.Contains(keyHeadings[:], foldLabel(r.plain(cells[0].span)))
			continue
		}
		if keyed && !isKey {
			key = strings.TrimSpace(r.plain(cells[0].span))
			isKey = key != "" && !strings.ContainsAny(key, " \n") && len(key) <= maxKey
		}
		r.addRow(cells, key, isKey && len(cells) > 1)
	}
	return last
}

// keyHeadings are what a table calls the column of its keys.
var keyHeadings = [...]string{"#", "no", "no.", "nr", "nr.", "n°", "key", "id", "ref", "ref.", "number", "citation", "citation key", "index"}

// cellKey reads a cell that holds nothing but a number, or a key in its dress.
func (r *sectionReader) cellKey(b *block) (key string, ok bool) {
	words := strings.TrimSpace(r.plain(b.span))
	if len(words) <= 3 && isAllDigits(words) {
		return words, true
	}
	label := entryKey(words)
	if label.end < len(words) || label.end == 0 {
		return "", false
	}
	return label.key, true
}

func (r *sectionReader) addRow(cells []block, key string, isKey bool) {
	span := lint.Span{Start: cells[0].span.Start, End: cells[len(cells)-1].span.End}
	e := r.newEntry(entry{span: span, head: span})
	for i := range cells {
		e.ids = append(e.ids, idsOf(&cells[i])...)
	}
	if isKey {
		e.key, e.head.Start = key, cells[1].span.Start
	}
	r.add(e)
}
