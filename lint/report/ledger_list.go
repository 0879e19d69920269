package report

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A ledgerItem is an item of a list.
type ledgerItem struct {
	Mark  string // as it is written; empty if the item goes on with the one before
	Depth int
	Parts []ledgerPart
}

const bullet = "•"

// maxDepth is how deep lists are shown as nested.
const maxDepth = 4

// items makes the items of lists that follow each other. How deep one is nested
// shows in the tags before it or, but for HTML, in how far its mark is indented.
func (l *ledger) items(blocks []ledgerBlock) []ledgerItem {
	var all []ledgerItem
	var indents []int
	for i := range blocks {
		b := &blocks[i]
		mark, depth := b.mark, max(b.depth, 1)
		if l.Format != lint.HTML {
			var indent int
			if mark, indent = markBefore(l.Slice(b.before)); mark != "" || i == 0 {
				indents = nest(indents, indent)
			}
			depth = len(indents)
		}
		if i == 0 {
			mark = cmp.Or(mark, bullet)
		}
		all = append(all, ledgerItem{mark, min(depth, maxDepth), l.parts(b)})
	}
	return all
}

// nest adds the indentation of an item to those of the items that it is in.
func nest(over []int, indent int) []int {
	for len(over) > 0 && over[len(over)-1] >= indent {
		over = over[:len(over)-1]
	}
	return append(over, indent)
}

// listMark is what stands before an item of a list.
var listMark = regexp.MustCompile(`(?:[-*+•‣–]|(\d{1,9})[.)])[ \t]*(?:\[[ xX]\][ \t]*)?[*_]*$`)

// markBefore returns the mark at the end of what stands before an item, empty if
// the item goes on with the one before, and how far it is indented.
func markBefore(before string) (mark string, indent int) {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	found := listMark.FindStringSubmatchIndex(line)
	switch {
	case found == nil:
		return "", 0
	case found[2] >= 0:
		return line[found[2]:found[3]] + ".", found[0]
	}
	return bullet, found[0]
}

// htmlLists are the lists that are open, the innermost last: the number that the
// last item of each has, or unnumbered.
type htmlLists []int

const unnumbered = -1

// listTag is a tag of a list or an item, with the number that it sets.
var listTag = regexp.MustCompile(`(?i)<(/?(?:ol|ul)|li)\b(?:[^<>]*?\s(?:start|value)\s*=\s*["']?(\d{1,9}))?`)

// read takes in the tags before a block and returns the mark that they give it if
// it is an item, empty if it goes on with the one before.
func (open *htmlLists) read(before string) (mark string) {
	for _, tag := range listTag.FindAllStringSubmatch(before, -1) {
		n, err := strconv.Atoi(tag[2])
		last := len(*open) - 1
		switch strings.ToLower(tag[1]) {
		case "ol":
			if err != nil {
				n = 1
			}
			*open = append(*open, n-1)
		case "ul":
			*open = append(*open, unnumbered)
		case "li":
			mark = bullet
			if last < 0 || (*open)[last] == unnumbered {
				break
			}
			if err != nil {
				n = (*open)[last] + 1
			}
			(*open)[last], mark = n, strconv.Itoa(n)+"."
		default:
			*open = (*open)[:max(last, 0)]
		}
	}
	return mark
}
