package parse

import (
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// findSuppressions reads the comments that say what is not to be reported.
func (d *draft) findSuppressions() []lint.Suppression {
	if len(d.comments) == 0 {
		return nil
	}
	r := suppressionReader{draft: d, ranges: make(map[string][]int)}
	for _, span := range d.comments {
		body := commentBody(d.text[span.Start:span.End])
		directive, ok := strings.CutPrefix(body, "citevet:")
		switch {
		case ok:
			c := readSuppression(strings.TrimSpace(directive))
			r.add(span, &c)
		case isMistyped(body):
			r.add(span, &suppressionComment{rules: []string{""}, problem: "does not begin with \"citevet:\", so it does nothing"})
		}
	}
	return r.found
}

// commentBody is what a comment holds: <!-- ... --> or, in MDX, {/* ... */}.
func commentBody(comment string) string {
	comment = strings.TrimSuffix(strings.TrimPrefix(comment, "<!--"), "-->")
	comment = strings.TrimSuffix(strings.TrimPrefix(comment, "{/*"), "*/}")
	return strings.TrimSpace(comment)
}

// isMistyped reports whether a comment was meant to suppress something, as
// "citevet ignore[...]" was.
func isMistyped(body string) bool {
	if len(body) > 300 || len(body) < len("citevet") || !strings.EqualFold(body[:len("citevet")], "citevet") {
		return false
	}
	for _, verb := range suppressionVerbs {
		if strings.Contains(strings.ToLower(body), verb) {
			return true
		}
	}
	return false
}

// A suppressionReader keeps what the comments before said.
type suppressionReader struct {
	*draft
	found  []lint.Suppression
	ranges map[string][]int // of each rule, the suppressions that no enable has ended
	line   lint.Span        // the line of the last comment
	alone  bool             // nothing but comments stands on it
}

// add adds what a comment says of each of its rules.
func (r *suppressionReader) add(span lint.Span, c *suppressionComment) {
	for _, rule := range c.rules {
		s := lint.Suppression{Span: span, Rule: rule, Reason: c.reason, Problem: c.problem}
		open := r.ranges[rule]
		if s.Problem == "" && c.verb == "enable" {
			if len(open) > 0 {
				r.found[open[len(open)-1]].Scope.End = span.Start
				r.ranges[rule] = open[:len(open)-1]
				continue
			}
			s.Problem = "enables " + rule + ", which no comment before it disables"
		}
		if s.Problem == "" && c.verb == "disable" {
			r.ranges[rule] = append(open, len(r.found))
		}
		s.Scope = r.scope(c.verb, span)
		r.found = append(r.found, s)
	}
}

// A suppressionComment is what one comment says.
type suppressionComment struct {
	verb    string
	rules   []string // at least one, empty if the comment has none
	reason  string
	problem string
}

var suppressionVerbs = []string{"ignore", "ignore-file", "disable", "enable"}

// readSuppression reads what follows "citevet:".
func readSuppression(directive string) suppressionComment {
	end := strings.IndexAny(directive, "[ \t\n")
	if end < 0 {
		end = len(directive)
	}
	c := suppressionComment{verb: directive[:end], rules: []string{""}}
	if !slices.Contains(suppressionVerbs, c.verb) {
		c.problem = unknownVerb(c.verb)
		return c
	}
	list, rest, closed := strings.Cut(strings.TrimSpace(directive[end:]), "]")
	if !strings.HasPrefix(list, "[") || !closed {
		c.problem = "names no rule: write " + c.verb + "[RULE] and a reason"
		return c
	}
	c.rules = c.rules[:0]
	for rule := range strings.SplitSeq(list[1:], ",") {
		c.rules = append(c.rules, strings.TrimSpace(rule))
	}
	c.reason = strings.TrimSpace(rest)
	switch {
	case slices.Contains(c.rules, ""):
		c.problem = "names no rule between its commas: write " + c.verb + "[RULE] and a reason"
	case c.reason == "" && c.verb != "enable":
		c.problem = "gives no reason: say why after " + c.verb + list + "]"
	}
	return c
}

func unknownVerb(verb string) string {
	if near := lint.Nearest(verb, suppressionVerbs); near != "" {
		return "unknown word " + verb + ", did you mean " + near + "?"
	}
	return "unknown word: want ignore, ignore-file, disable or enable"
}

// scope is where a suppression holds: an ignore on its line or, if nothing else
// is on it, in the block that follows; a disable up to the end unless an enable
// follows.
func (r *suppressionReader) scope(verb string, span lint.Span) lint.Span {
	switch verb {
	case "ignore-file":
		return lint.Span{Start: 0, End: len(r.text)}
	case "disable":
		return lint.Span{Start: span.Start, End: len(r.text)}
	}
	if !r.line.Contains(span) {
		r.line = lineAround(r.text, span)
		r.alone = isOnlyComments(r.text[r.line.Start:r.line.End])
	}
	if r.alone {
		return lint.Span{Start: span.Start, End: r.nextBlockEnd(span.End, r.line.End)}
	}
	return r.line
}

// lineAround is the span widened to whole lines.
func lineAround(text string, s lint.Span) lint.Span {
	s.Start = strings.LastIndexByte(text[:s.Start], '\n') + 1
	if n := strings.IndexByte(text[s.End:], '\n'); n >= 0 {
		s.End += n
	} else {
		s.End = len(text)
	}
	return s
}

// isOnlyComments reports whether lines hold nothing but comments and what dresses
// a block.
func isOnlyComments(lines string) bool {
	lines = strings.NewReplacer("{/*", "<!--", "*/}", "-->").Replace(lines)
	for {
		before, after, open := strings.Cut(lines, "<!--")
		if strings.Trim(before, "> \t\r") != "" {
			return false
		}
		if !open {
			return true
		}
		_, lines, _ = strings.Cut(after, "-->")
	}
}

// nextBlockEnd is where the block or definition ends that begins behind a comment:
// what the comment stands in if that goes on below it, else the next one.
func (d *draft) nextBlockEnd(from, lineEnd int) int {
	end := d.nextTextEnd(from, lineEnd)
	i, _ := slices.BinarySearchFunc(d.definitions, from, func(f definition, from int) int {
		if f.span.End >= from {
			return 1
		}
		return -1
	})
	if i < len(d.definitions) && (end == lineEnd || d.definitions[i].span.End < end) {
		return d.definitions[i].span.End
	}
	return end
}

func (d *draft) nextTextEnd(from, lineEnd int) int {
	i, _ := slices.BinarySearchFunc(d.blocks, from, func(b block, from int) int {
		if b.span.End > from {
			return 1
		}
		return -1
	})
	if i == len(d.blocks) {
		return lineEnd
	}
	for last := i; d.blocks[i].list > 0 && last+1 < len(d.blocks) && d.blocks[last+1].list == d.blocks[i].list; last++ {
		i = last + 1
	}
	return d.blocks[i].span.End
}
