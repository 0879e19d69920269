package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// rewriteCitations gives the citations of sources with other keys those keys. Of
// two that then name one source and stand side by side, the second goes.
func (x *relisting) rewriteCitations() string {
	if len(x.keys) == 0 {
		return ""
	}
	for run := range runs(x.a) {
		if !x.renamesAny(run) {
			continue
		}
		if why := x.rewriteRun(run); why != "" {
			return why
		}
	}
	return ""
}

// renamesAny reports whether what one of the citations names has another key
// afterwards.
func (x *relisting) renamesAny(run []lint.Citation) bool {
	for i := range run {
		if s := run[i].Source; s != nil && x.newKey(s) != s.Key {
			return true
		}
	}
	return false
}

func (x *relisting) rewriteRun(run []lint.Citation) string {
	if len(run) == 1 {
		return x.rewriteGroup(run, 0, 1)
	}
	named := make(map[string]string) // the old key of what names a new one
	for i := 0; i < len(run); {
		end := i + 1
		for end < len(run) && run[end].Bracket != nil && run[end].Bracket == run[i].Bracket && run[end].Span == run[i].Span {
			end++
		}
		group := run[i:end]
		why := ""
		if again, known := named[x.keyOf(&run[i])]; known && again != oldKey(&run[i]) && !hasLocator(x.a, &run[i]) {
			why = x.dropCitation(run, i, end)
		} else {
			why = x.rewriteGroup(run, i, end)
		}
		if why != "" {
			return why
		}
		for j := range group {
			if c := &group[j]; byKey(c.Style) && !hasLocator(x.a, c) {
				if _, known := named[x.keyOf(c)]; !known {
					named[x.keyOf(c)] = oldKey(c)
				}
			}
		}
		i = end
	}
	return ""
}

// oldKey is the key that a citation has. One of another kind, an author and a year
// or a link, does not name its source by the key that is listed.
func oldKey(c *lint.Citation) string {
	if c.Source != nil && byKey(c.Style) {
		return c.Source.Key
	}
	return c.Key
}

// keyOf is the key that a citation has afterwards.
func (x *relisting) keyOf(c *lint.Citation) string {
	if c.Source == nil || !byKey(c.Style) {
		return c.Key
	}
	return x.newKey(c.Source)
}

// dropCitation cuts out the citation from i to end of a run.
func (x *relisting) dropCitation(run []lint.Citation, i, end int) string {
	if end == i+1 {
		if fixes := removal(x.a, run, i, 2); fixes != nil {
			x.edits = append(x.edits, fixes[0].Edits...)
			return ""
		}
		if cut, ok := x.firstOfBracket(run, i); ok {
			x.edits = append(x.edits, lint.Edit{Span: cut})
			return ""
		}
	}
	return fmt.Sprintf("%s would stand twice in one place, and cannot be removed there", nameOf(&run[i]))
}

// firstOfBracket is the i-th citation of a run, if others follow it in its bracket,
// with what parts it from them.
func (x *relisting) firstOfBracket(run []lint.Citation, i int) (cut lint.Span, ok bool) {
	c := &run[i]
	if i+1 == len(run) || c.Bracket == nil || run[i+1].Bracket != c.Bracket || run[i-1].Bracket == c.Bracket {
		return cut, false
	}
	cut = lint.Span{Start: c.Span.Start, End: run[i+1].Span.Start}
	return cut, c.Span.End <= cut.End && strings.Trim(x.a.Text[c.Span.End:cut.End], " ,;") == ""
}

// rewriteGroup writes the new keys of the citations from i to end of a run, which
// stand at one place: one citation, or those of a range.
func (x *relisting) rewriteGroup(run []lint.Citation, i, end int) string {
	group := run[i:end]
	if group[0].Style == lint.Link {
		x.rewriteReference(&group[0])
		return ""
	}
	old, fresh := make([]string, len(group)), make([]string, len(group))
	for j := range group {
		old[j], fresh[j] = oldKey(&group[j]), x.keyOf(&group[j])
	}
	if slices.Equal(old, fresh) {
		return ""
	}
	at := group[0].Span
	if group[0].Style == lint.HTMLRef {
		return fmt.Sprintf("the key of %s cannot be changed", quote(x.a.Slice(at), 40))
	}
	label := x.a.Slice(at)
	if group[0].URL != "" {
		label, _, _ = strings.Cut(label, "](")
	}
	plain, raised := lowered(label)
	written, ok := rewriteLabel(plain, old, fresh)
	if !ok {
		if i > 0 && len(group) > 1 && x.shiftsRange(run, i, end) {
			written, ok = rewriteLabel(plain, old[len(old)-1:], fresh[len(fresh)-1:])
		}
		if !ok {
			return fmt.Sprintf("the keys in %s cannot be changed", quote(x.a.Slice(at), 40))
		}
	}
	if raised {
		written = raise(written)
	}
	x.edits = append(x.edits, lint.Edit{Span: lint.Span{Start: at.Start, End: at.Start + len(label)}, New: written})
	return ""
}

// rewriteReference gives a link whose URL is defined elsewhere, [the report][1],
// the new key of that definition. Other links name their sources by URL.
func (x *relisting) rewriteReference(c *lint.Citation) {
	label := strings.TrimSuffix(x.a.Slice(c.Span), "]")
	at := strings.LastIndex(label, "][")
	if at < 0 || len(label) == c.Span.Len() {
		return
	}
	at += len("][")
	if x.defined == nil {
		x.defined = make(map[string]string)
		for s, key := range x.keys {
			if s.Origin == lint.FromDefinition {
				x.defined[s.Key] = key
			}
		}
	}
	if key, ok := x.defined[label[at:]]; ok && key != label[at:] {
		span := lint.Span{Start: c.Span.Start + at, End: c.Span.Start + len(label)}
		x.edits = append(x.edits, lint.Edit{Span: span, New: key})
	}
}

// shiftsRange reports whether the citation before i and those up to end are a
// range between two brackets, [2]–[4], and stay one.
func (x *relisting) shiftsRange(run []lint.Citation, i, end int) bool {
	for j := i; j < end; j++ {
		if numberOf(x.keyOf(&run[j])) != numberOf(x.keyOf(&run[j-1]))+1 || numberOf(oldKey(&run[j])) != numberOf(oldKey(&run[j-1]))+1 {
			return false
		}
	}
	return true
}

// rewriteLabel replaces the keys in a label, which are in that order, and reports
// whether it found all of them: the ends of a range stand for those between them.
// What stands in tags is passed over.
func rewriteLabel(label string, old, fresh []string) (written string, ok bool) {
	if len(old) == 1 && label == old[0] && numberOf(label) >= 0 {
		return fresh[0], true
	}
	var b strings.Builder
	b.Grow(len(label) + len(fresh))
	next := 0
	for i := 0; i < len(label); {
		if end := strings.IndexByte(label[i:], '>'); label[i] == '<' && end > 0 {
			b.WriteString(label[i : i+end+1])
			i += end + 1
			continue
		}
		if next == len(old) || !startsWord(label, i) {
			b.WriteByte(label[i])
			i++
			continue
		}
		if end, n := rangeAt(label, i, old[next:]); n > 1 {
			b.WriteString(joinKeys(fresh[next:next+n], label[i:end]))
			next, i = next+n, end
			continue
		}
		end := wordEnd(label, i, old[next])
		if end > 0 && sameKey(label[i:end], old[next]) {
			b.WriteString(fresh[next])
			next++
		} else {
			end = i + 1
			b.WriteString(label[i:end])
		}
		i = end
	}
	return b.String(), next == len(old)
}

// startsWord reports whether a key may begin at i.
func startsWord(label string, i int) bool {
	return (isAlphanumeric(label[i]) || label[i] >= utf8.RuneSelf) && (i == 0 || !isAlphanumeric(label[i-1]))
}

func isAlphanumeric(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

// wordEnd is where the key ends that may begin at i: behind its digits, if it is a
// number, else behind as many bytes as it has; 0 if the label is too short.
func wordEnd(label string, i int, key string) int {
	if numberOf(key) >= 0 {
		return i + len(label[i:]) - len(strings.TrimLeft(label[i:], "0123456789"))
	}
	if i+len(key) > len(label) || i+len(key) < len(label) && isAlphanumeric(label[i+len(key)]) {
		return 0
	}
	return i + len(key)
}

// sameKey compares a key as it is written with one that is listed.
func sameKey(written, key string) bool {
	if numberOf(key) >= 0 {
		return numberOf(written) == numberOf(key) && numberOf(written) >= 0
	}
	return strings.EqualFold(written, key)
}

// rangeAt reads a range that begins at i and stands for the first n of the keys.
func rangeAt(label string, i int, keys []string) (end, n int) {
	first := numberOf(keys[0])
	end = wordEnd(label, i, "0")
	if first < 0 || end == i || numberOf(label[i:end]) != first {
		return 0, 0
	}
	rest := strings.TrimLeft(label[end:], " \u00a0")
	dash := strings.TrimLeft(rest, "-–—‐‑−~〜～")
	last := strings.TrimLeft(dash, " \u00a0")
	digits := last[:len(last)-len(strings.TrimLeft(last, "0123456789"))]
	if len(dash) == len(rest) || digits == "" {
		return 0, 0
	}
	n = numberOf(digits) - first + 1
	if n < 2 || n > len(keys) || keys[n-1] != strconv.Itoa(numberOf(digits)) {
		return 0, 0
	}
	return len(label) - len(last) + len(digits), n
}

// joinKeys writes keys in place of a range: as one if they still follow each
// other, else as numbers with commas, and ranges where three or more follow each
// other. The dash is that of the range.
func joinKeys(keys []string, was string) string {
	numbers := make([]int, len(keys))
	for i, key := range keys {
		numbers[i] = numberOf(key)
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	dash := strings.Trim(was, "0123456789")
	least := 3
	if numbers[len(numbers)-1]-numbers[0] == len(numbers)-1 {
		least = 2
	}
	var parts []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		if end-i+1 < least {
			end = i
			parts = append(parts, strconv.Itoa(numbers[i]))
		} else {
			parts = append(parts, strconv.Itoa(numbers[i])+dash+strconv.Itoa(numbers[end]))
		}
		i = end + 1
	}
	return strings.Join(parts, ", ")
}

// superscripts are the digits as they are raised.
var superscripts = [...]rune{'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'}

// lowered writes raised digits as plain ones, and reports whether there are any.
func lowered(label string) (plain string, raised bool) {
	plain = strings.Map(func(r rune) rune {
		if i := slices.Index(superscripts[:], r); i >= 0 {
			raised = true
			return '0' + rune(i)
		}
		if r == '⁻' || r == '⁃' {
			return '-'
		}
		return r
	}, label)
	if !raised {
		return label, false
	}
	return plain, true
}

// raise writes plain digits as raised ones.
func raise(label string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r) && r < utf8.RuneSelf:
			return superscripts[r-'0']
		case r == '-':
			return '⁻'
		case r == ' ':
			return -1
		}
		return r
	}, label)
}
