package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

var sourceNumbering = &lint.Rule{
	Name: "source-numbering",
	Doc: `numbers of the source list that repeat, skip or run out of order

Two entries with one number make every citation of it ambiguous. A number that
is missing from a list without other gaps may be an entry that was lost; lists
with many gaps are left alone, for they are cut down to what is cited. It is
one finding a list.`,
	Group:      lint.Sources,
	Severity:   lint.Warning,
	Confidence: lint.Certain,
	Bad: "Sleep helps memory [1], and so do naps [2].\n\n## Sources\n\n[1] Smith, On Sleep, 2020, https://example.org/sleep\n\n" +
		"[2] Okafor, On Naps, 2021, https://example.org/naps\n\n[2] Tanaka, On Rest, 2019, https://example.org/rest\n",
	Good: "Sleep helps memory [1], and so do naps [2][3].\n\n## Sources\n\n[1] Smith, On Sleep, 2020, https://example.org/sleep\n\n" +
		"[2] Okafor, On Naps, 2021, https://example.org/naps\n\n[3] Tanaka, On Rest, 2019, https://example.org/rest\n",
	Run: func(pass *lint.Pass) {
		lists := slices.DeleteFunc(numberedLists(pass.Article.Sources), (*numbering).isFlawless)
		if len(lists) == 0 {
			return
		}
		dangling := danglingKeys(pass.Article)
		cited := make(map[string]bool, len(dangling))
		for _, k := range dangling {
			cited[k.key] = true
		}
		for _, list := range lists {
			list.judge(cited)
			list.report(pass)
		}
	},
}

// A numbering is what is wrong with the keys of one list of sources.
type numbering struct {
	entries        []*lint.Source
	ordered        bool // the order of the entries means something
	repeated, late []*lint.Source
	skipped        []string
	related        []lint.Related
}

// numberedLists groups the article's own sources by the list they stand in.
// Definitions and footnotes may stand anywhere, in any order.
func numberedLists(sources []lint.Source) []*numbering {
	type place struct {
		origin lint.Origin
		list   int
	}
	var lists []*numbering
	var n *numbering // the last
	byPlace := make(map[place]*numbering)
	for i := range sources {
		s := &sources[i]
		if s.Key == "" || s.File != "" {
			continue
		}
		if at := (place{s.Origin, s.List}); n == nil || at != (place{n.entries[0].Origin, n.entries[0].List}) {
			if n = byPlace[at]; n == nil {
				n = &numbering{ordered: s.Origin == lint.FromList && s.List > 0}
				byPlace[at] = n
				lists = append(lists, n)
			}
		}
		n.entries = append(n.entries, s)
	}
	return lists
}

// isFlawless reports whether each entry has the number behind that of the one before
// it, as in most lists.
func (n *numbering) isFlawless() bool {
	return numberOf(n.entries[0].Key) >= 0 && isConsecutive(n.entries)
}

// judge finds what is wrong. A number that is cited though the list skips it is
// left to dangling-citation.
func (n *numbering) judge(cited map[string]bool) {
	first := make(map[string]*lint.Source, len(n.entries))
	numbers := make(map[int]bool, len(n.entries))
	lowest, highest := 0, -1
	for _, s := range n.entries {
		if other := first[s.Key]; other != nil {
			if s.Canonical == "" || s.Canonical != other.Canonical {
				n.repeated = append(n.repeated, s)
				n.related = append(n.related, related(other, "the first "+sourceName(s)))
			}
			continue
		}
		first[s.Key] = s
		number, err := strconv.Atoi(s.Key)
		if err != nil || number < 0 {
			continue
		}
		if len(numbers) == 0 || number < lowest {
			lowest = number
		}
		numbers[number] = true
		if number < highest {
			n.late = append(n.late, s)
		}
		highest = max(highest, number)
	}
	if n.ordered {
		n.skipped = gaps(numbers, lowest, highest, cited)
	} else {
		n.late = nil
	}
}

// gaps lists the numbers that are missing between the lowest and the highest,
// if they are too few for a list that was cut down to what is cited.
func gaps(numbers map[int]bool, lowest, highest int, cited map[string]bool) []string {
	missing := highest - lowest + 1 - len(numbers)
	if lowest > 1 || len(numbers) < 3 || missing <= 0 || missing > max(1, len(numbers)/10) {
		return nil
	}
	var keys []string
	for number := lowest; number < highest; number++ {
		if key := strconv.Itoa(number); !numbers[number] && !cited[key] {
			keys = append(keys, key)
		}
	}
	return keys
}

func (n *numbering) report(pass *lint.Pass) {
	var problems []string
	var places []*lint.Source
	add := func(names []string, problem string, at ...*lint.Source) {
		if len(names) > 0 {
			problems = append(problems, enumerate(names)+" "+problem)
			places = append(places, at...)
		}
	}
	add(sourceNames(n.repeated), "twice", n.repeated...)
	add(sourceNames(n.late), "out of order", n.late...)
	add(dressAll(n.skipped), "missing", n.after(n.skipped))
	if len(problems) == 0 {
		return
	}
	pass.Report(lint.Diagnostic{
		Span:    places[0].Span,
		Message: "numbers of the source list: " + strings.Join(problems, ", "),
		Keys:    slices.Concat(sourceKeys(n.repeated...), sourceKeys(n.late...), n.skipped),
		Related: n.related,
	})
}

// after is the entry that follows the first skipped number.
func (n *numbering) after(skipped []string) *lint.Source {
	if len(skipped) == 0 {
		return nil
	}
	before, _ := strconv.Atoi(skipped[0])
	for _, s := range n.entries {
		if number, err := strconv.Atoi(s.Key); err == nil && number > before {
			return s
		}
	}
	return n.entries[0]
}

func sourceNames(sources []*lint.Source) []string {
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = sourceName(s)
	}
	return names
}

func dressAll(keys []string) []string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = dress(lint.Numeric, key)
	}
	return names
}
