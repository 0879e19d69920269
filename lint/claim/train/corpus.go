package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/claim"
)

// A row is an annotated sentence as the corpus has it: need says that a careful
// editor would demand a citation, cov that the article has one for it.
type row struct {
	File, Section, Text, Kind string
	Need, Cov                 int
}

// An example is a sentence to learn from.
type example struct {
	row
	article  int // numbers the articles from 0
	sentence claim.Sentence
	view     claim.View
	columns  []int32 // of the features, in the matrix
}

// label is 1 for a claim and 0 for anything else.
func (e *example) label() float64 { return float64(e.Need) }

// cover is 1 where a citation is taken to tell that the sentence is a claim: it
// tells much of one that has nothing else to tell it by. Of figures, dates and
// quotations it tells little, and those have to be known where it is missing.
func (e *example) cover() float64 {
	if e.Cov == 1 && !claim.Hard(e.view.Reasons) {
		return 1
	}
	return 0
}

// load reads the corpus, one JSON object a line, articles one after the other.
// Rows that are entries of source lists, fields of front matter or lines of
// code, which no classifier gets to see, are left out.
func load(path string) ([]example, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var examples []example
	article := -1
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n, last := 1, ""; lines.Scan(); n++ {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if noProse.MatchString(r.Text) {
			continue
		}
		if r.File != last {
			article, last = article+1, r.File
		}
		examples = append(examples, exampleOf(r, article))
	}
	return examples, lines.Err()
}

func exampleOf(r row, article int) example {
	e := example{row: r, article: article}
	r.Text, r.Section = joinLines(r.Text, r.Section)
	e.sentence = claim.Sentence{Prose: mask(r.Text, strings.HasSuffix(r.File, ".md")), Covered: r.Cov == 1}
	e.sentence.Heading, e.sentence.Role = headingOf(r.Section)
	if specification.MatchString(r.File) {
		one := []claim.Sentence{e.sentence}
		claim.MarkSpecifying(one)
		e.sentence = one[0]
	}
	return e
}

var (
	noProse       = regexp.MustCompile(`^\s*((\[[^\]]*\]\([^)]*\)[\s,;.]*)+$|(author|title|description|[a-z]+-[a-z-]+): |(if|for|while|def|class|return|import) .*[:)]$|[a-z.]+(\[.*\])? = )`)
	specification = regexp.MustCompile(`^(eips|peps)/`) // the corpus has too few of their headings to tell
	sentenceEnd   = regexp.MustCompile(`^.*[.!?] +`)
	headingLike   = regexp.MustCompile(`^(\d+(\.\d+)*\.? )?[A-Z][^_.;=()<>{}\[\]*]{0,70}$`)
	conclusionIn  = regexp.MustCompile(`(?i)conclusion|final thoughts|bottom line`)
	summaryIn     = regexp.MustCompile(`(?i)summary|abstract|key findings|key takeaways`)
	citations     = regexp.MustCompile(`(\[\[?\^?\d+\^?\]?\](\([^)]*\))?|\[\d+(\s*[,;–-]\s*\d+)+\]|\[\^[^\]]*\])`)
	links         = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	urls          = regexp.MustCompile(`https?://\S+`)
	code          = regexp.MustCompile("`+[^`]+`+")
	strong        = regexp.MustCompile(`\*\*|__`)
	emphasis      = regexp.MustCompile(`(^|[\s(])\*([^*\s][^*]*)\*`)
	maskedLink    = "\x00$1\x00"
	maskedPhrases = "$1\x00$2\x00"
)

// joinLines mends a sentence that the corpus cut where a line of the file ends:
// what it gives for the section is then the line before.
func joinLines(text, section string) (string, string) {
	if section == "" || text[0] < 'a' || text[0] > 'z' || strings.ContainsAny(section[:1], "-*+#=") {
		return text, section
	}
	return sentenceEnd.ReplaceAllString(section, "") + " " + text, ""
}

// headingOf is the heading of a section and its role. What the corpus gives for
// a section is often just a short line before the sentence; what does not look
// like a heading is none.
func headingOf(section string) (string, lint.Role) {
	section = strings.Trim(strings.TrimSpace(section), "*")
	switch {
	case !headingLike.MatchString(section):
		return "", lint.Body
	case conclusionIn.MatchString(section):
		return section, lint.Conclusion
	case summaryIn.MatchString(section):
		return section, lint.Summary
	}
	return section, lint.Body
}

// mask does to a sentence what lint/parse does: citations, link destinations
// and, in Markdown, emphasis and code become zero bytes. Their number is of no
// matter.
func mask(text string, markdown bool) string {
	text = citations.ReplaceAllString(text, "\x00")
	text = links.ReplaceAllString(text, maskedLink)
	text = urls.ReplaceAllString(text, "\x00")
	if markdown {
		text = code.ReplaceAllString(text, "\x00")
		text = strong.ReplaceAllString(text, "\x00")
		text = emphasis.ReplaceAllString(text, maskedPhrases)
	}
	return text
}
