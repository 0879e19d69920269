package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/citevet/citevet/lint/report"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// Whatever a text says, each format stays what it is, and has as many findings
// as there are.
func TestHostileText(t *testing.T) {
	for _, text := range hostile {
		for _, format := range report.Formats[1:] {
			if report.IsLedger(format) {
				continue // see TestLedgerHostileText
			}
			var summary bytes.Buffer
			o := &report.Options{Rules: someRules, Version: text, Summary: &summary}
			checkFormat(t, format, render(t, report.New, format, o, hostileResults(text)...), 3, 1)
		}
	}
}

// checkFormat checks that an output can be read by those who read its format,
// and what it holds.
func checkFormat(t *testing.T, format string, got []byte, findings, failures int) {
	t.Helper()
	if !utf8.Valid(got) {
		t.Errorf("%s is not UTF-8: %q", format, got)
	}
	switch format {
	case "json", "jsonl", "sarif", "gitlab", "rdjson":
		checkJSON(t, format, got)
	case "checkstyle":
		checkCount(t, format, checkXML(t, got)["error"], findings+failures)
	case "junit":
		checkCount(t, format, checkXML(t, got)["testcase"], findings+failures)
	case "github":
		checkCount(t, format, len(commands(t, got)), findings+failures)
	case "markdown":
		checkCount(t, format, strings.Count(checkMarkdown(t, got), "<tr>"), 1+findings+failures)
	default:
		t.Fatalf("nobody checks %s", format)
	}
}

func checkCount(t *testing.T, format string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s has %d findings, want %d", format, got, want)
	}
}

// checkJSON takes one value, or one a line, and looks closer at SARIF.
func checkJSON(t *testing.T, format string, got []byte) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(got))
	for {
		var v any
		err := d.Decode(&v)
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v in %q", format, err, got)
		}
		if format == "sarif" {
			checkSARIF(t, v)
		}
	}
}

// checkXML counts the elements by name.
func checkXML(t *testing.T, got []byte) map[string]int {
	t.Helper()
	checkPlain(t, got)
	count := make(map[string]int)
	d := xml.NewDecoder(bytes.NewReader(got))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return count
		}
		if err != nil {
			t.Fatalf("%v in %q", err, got)
		}
		switch token := token.(type) {
		case xml.StartElement:
			count[token.Name.Local]++
		case xml.Comment, xml.Directive:
			t.Fatalf("%T in %q", token, got)
		}
	}
}

// checkPlain checks that there is nothing that a terminal obeys.
func checkPlain(t *testing.T, got []byte) {
	t.Helper()
	for _, r := range string(got) {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			t.Fatalf("%q gets out in %q", r, got)
		}
	}
}

// A workflowCommand is a line as the runner of GitHub's workflows reads it.
type workflowCommand struct {
	name       string
	properties map[string]string
	text       string
}

// commands reads each line as the runner does, which ends one at a carriage
// return too.
func commands(t *testing.T, got []byte) []workflowCommand {
	t.Helper()
	checkPlain(t, got)
	var all []workflowCommand
	for line := range strings.Lines(string(got)) {
		head, text, ok := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "::"), "::")
		name, properties, _ := strings.Cut(head, " ")
		if !ok || !strings.HasPrefix(line, "::") || name != "error" && name != "warning" && name != "notice" {
			t.Fatalf("no annotation: %q", line)
		}
		c := workflowCommand{name, make(map[string]string), unescape(text, "\r\n%")}
		for property := range strings.SplitSeq(properties, ",") {
			key, value, _ := strings.Cut(property, "=")
			if _, again := c.properties[key]; again {
				t.Errorf("two values of %q in %q", key, line)
			}
			c.properties[key] = unescape(value, "\r\n:,%")
		}
		all = append(all, c)
	}
	return all
}

// unescape replaces the escapes of the characters one after the other.
func unescape(s, characters string) string {
	escapes := map[rune]string{'\r': "%0D", '\n': "%0A", ':': "%3A", ',': "%2C", '%': "%25"}
	for _, c := range characters {
		s = strings.ReplaceAll(s, escapes[c], string(c))
	}
	return s
}

var (
	markdownReader = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	element        = regexp.MustCompile(`</?([A-Za-z0-9!?-]+)[^>]*>`)
	ours           = regexp.MustCompile(`^(h3|table|thead|tbody|tr|th|td|br|code|span|p|details|summary|!--)$`)
	joined         = regexp.MustCompile(`(?i)@[a-z]|#\d|GH-\d|://|www\.|\$[^<]`)
)

// checkMarkdown renders Markdown as GitHub does, and returns the HTML. It has
// nothing but our own elements, and no text that GitHub makes a link of.
func checkMarkdown(t *testing.T, got []byte) string {
	t.Helper()
	checkPlain(t, got)
	var b bytes.Buffer
	if err := markdownReader.Convert(got, &b); err != nil {
		t.Fatal(err)
	}
	for _, m := range element.FindAllStringSubmatch(b.String(), -1) {
		if !ours.MatchString(m[1]) || strings.Contains(m[0], "=") && m[1] != "td" {
			t.Fatalf("%s gets out of %q", m[0], got)
		}
	}
	text := element.ReplaceAllString(strings.ReplaceAll(b.String(), "<span>$</span>", ""), "")
	if m := joined.FindString(text); m != "" {
		t.Fatalf("%q is joined in %q", m, text)
	}
	return b.String()
}
