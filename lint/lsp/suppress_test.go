package lsp

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/lint/runner"
	"github.com/citevet/citevet/rules"
)

// newView reads an article as an open one of that name is.
func newView(t *testing.T, as, content string) *view {
	t.Helper()
	s := newServer(nil, nil, &Options{Loader: func() *config.Loader { return &config.Loader{Rules: rules.All} }})
	s.ctx = t.Context()
	s.client.Workspace.WorkspaceEdit.DocumentChanges = true
	s.reload()
	b := &buffer{uri: "untitled:" + as, as: "/" + as, version: 1, text: newText([]byte(content), false)}
	s.buffers[b.uri] = b
	s.mu.Lock()
	r := s.read(b)
	s.mu.Unlock()
	<-r.done
	if r.result == nil || r.result.Err != nil {
		t.Fatalf("%s: %+v", as, r.result)
	}
	return &view{s, r, r.result.Article, t.Context()}
}

// wanted are the comments of fixtures.
var wanted = regexp.MustCompile(`\s*(?:<!-- want .* -->|\{/\* want .* \*/\})`)

// articles lists all articles of testdata, without the comments of fixtures, and the examples of the rules.
func articles(t *testing.T) map[string]string {
	t.Helper()
	all := make(map[string]string)
	root := filepath.Join("..", "..", "testdata")
	for _, dir := range []string{"articles", "rules"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
			if _, ok := parse.FormatOf(name); err != nil || d.IsDir() || !ok || runner.IsList(name) {
				return err
			}
			content, err := os.ReadFile(name)
			all[name] = wanted.ReplaceAllString(string(content), "")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range rules.All {
		all[r.Name+".md"] = r.Bad
	}
	return all
}

// TestSuppressions suppresses every finding of every article in every way that is
// offered. Until a reason is given nothing goes, and that is said; then the finding
// goes, and but for others of its rule nothing else does.
func TestSuppressions(t *testing.T) {
	here, offered := 0, 0
	for name, content := range articles(t) {
		v := newView(t, filepath.Base(name), content)
		before := tally(v.result.Findings)
		for i := range v.result.Findings {
			d := &v.result.Findings[i]
			if d.Rule == lint.UnusedSuppression.Name || d.Rule == lint.MalformedSuppression.Name {
				continue
			}
			offered++
			if edit, ok := v.ignoreHere(d); ok {
				here++
				checkSuppressed(t, v, d, edit, before, false)
			}
			checkSuppressed(t, v, d, v.ignoreFile(d.Rule), before, true)
		}
	}
	if offered == 0 || here < offered*8/10 {
		t.Errorf("%d of %d findings can be suppressed at their place", here, offered)
	}
}

func checkSuppressed(t *testing.T, v *view, d *lint.Diagnostic, edit lint.Edit, before []string, whole bool) {
	t.Helper()
	_, found := edited(t, v, edit)
	if !slices.Contains(found, unreasoned(edit)) || !slices.Equal(slices.DeleteFunc(found, isUnreasoned), before) {
		t.Errorf("%s: %q at %d without a reason:\nbefore %q\nafter  %q", v.buffer.as, edit.New, edit.Span.Start, before, found)
	}
	edit.New = strings.Replace(edit.New, "] ", "] the editor said so ", 1)
	text, after := edited(t, v, edit)
	same := func(line string) bool { return strings.HasPrefix(line, d.Rule+" ") }
	others := func(lines []string) []string { return slices.DeleteFunc(slices.Clone(lines), same) }
	left := len(after) - len(others(after))
	had := len(before) - len(others(before))
	if !slices.Equal(others(after), others(before)) || left >= had || whole && left > 0 {
		t.Errorf("%s: %q at %d suppresses %s %q:\nbefore %q\nafter  %q\nin %q", v.buffer.as, edit.New, edit.Span.Start, d.Rule, v.article.Slice(d.Span),
			before, after, around(text, edit.Span.Start, len(edit.New)))
	}
}

// edited returns the article after an edit, and a tally of what is found in it.
func edited(t *testing.T, v *view, edit lint.Edit) (text string, found []string) {
	t.Helper()
	text, err := lint.Apply(v.article.Text, lint.Fix{Edits: []lint.Edit{edit}})
	if err != nil {
		t.Fatal(err)
	}
	result := v.runner.Lint(context.Background(), &runner.Buffer{Path: v.buffer.as, Text: []byte(text), Unsaved: true})
	if result.Err != nil {
		t.Fatal(result.Err)
	}
	return text, tally(result.Findings)
}

const malformed = "malformed-suppression gives no reason: say why after "

// unreasoned is the line of a tally for a comment that gives no reason.
func unreasoned(edit lint.Edit) string {
	_, rest, _ := strings.Cut(edit.New, "citevet: ")
	directive, _, _ := strings.Cut(rest, " ")
	return malformed + directive
}

func isUnreasoned(line string) bool { return strings.HasPrefix(line, malformed) }

func around(s string, at, n int) string { return s[max(0, at-60):min(len(s), at+n+60)] }

// tally lists findings by rule and message.
func tally(found []lint.Diagnostic) []string {
	var lines []string
	for i := range found {
		lines = append(lines, fmt.Sprintf("%s %s", found[i].Rule, found[i].Message))
	}
	slices.Sort(lines)
	return lines
}

// TestSuppressionComments looks at where the comments stand, and what they say.
func TestSuppressionComments(t *testing.T) {
	const here, file = " citevet: ignore[placeholder-citation] ", " citevet: ignore-file[placeholder-citation] "
	for _, test := range []struct{ as, article, here, file string }{
		{"a.md", "# A\n\nFish swim [ref].\n", "# A\n\n<!--" + here + "-->\nFish swim [ref].\n", "<!--" + file + "-->\n\n# A\n\nFish swim [ref].\n"},
		{"a.mdx", "Fish swim [ref].\n", "{/*" + here + "*/}\nFish swim [ref].\n", "{/*" + file + "*/}\n\nFish swim [ref].\n"},
		{
			"a.md", "---\r\ntitle: A\r\n---\r\nFish\r\nswim [ref]  \r\nfar.\r\n",
			"---\r\ntitle: A\r\n---\r\nFish\r\nswim [ref] <!--" + here + "-->  \r\nfar.\r\n",
			"---\r\ntitle: A\r\n---\r\n<!--" + file + "-->\r\n\r\nFish\r\nswim [ref]  \r\nfar.\r\n",
		},
		{"a.md", "- Fish swim [ref].\n- They do.\n", "- Fish swim [ref]. <!--" + here + "-->\n- They do.\n", "<!--" + file + "-->\n\n- Fish swim [ref].\n- They do.\n"},
		{
			"a.md", "| a | b |\n|---|---|\n| Fish swim [ref] | c |\n",
			"| a | b |\n|---|---|\n| Fish swim [ref] <!--" + here + "--> | c |\n",
			"<!--" + file + "-->\n\n| a | b |\n|---|---|\n| Fish swim [ref] | c |\n",
		},
		{"a.txt", "Fish swim in the sea all day [ref].", "Fish swim in the sea all day [ref]. <!--" + here + "-->", "Fish swim in the sea all day [ref].\n\n<!--" + file + "-->\n"},
		{"a.html", "<p>Fish swim [ref].</p>\n", "<p>Fish swim [ref]. <!--" + here + "--></p>\n", "<p>Fish swim [ref].</p>\n\n<!--" + file + "-->\n"},
	} {
		v := newView(t, test.as, test.article)
		i := slices.IndexFunc(v.result.Findings, func(d lint.Diagnostic) bool { return d.Rule == "placeholder-citation" })
		if i < 0 {
			t.Errorf("%s: nothing found in %q", test.as, test.article)
			continue
		}
		d := &v.result.Findings[i]
		edit, ok := v.ignoreHere(d)
		if !ok {
			t.Errorf("%s: no place for a comment in %q", test.as, test.article)
		}
		for want, edit := range map[string]lint.Edit{test.here: edit, test.file: v.ignoreFile(d.Rule)} {
			got, err := lint.Apply(test.article, lint.Fix{Edits: []lint.Edit{edit}})
			if err != nil || got != want {
				t.Errorf("%s:\ngot  %q\nwant %q (%v)", test.as, got, want, err)
			}
			checkSuppressed(t, v, d, edit, tally(v.result.Findings), want == test.file)
		}
	}
}
