package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/rules"
)

const reef = `# Reefs

The 😀 reef lost 40% of its coral in 2016 [1][1].

## What happened

The park authority counted 1,429 sites [2]. Officials said that the heat lasted “eight weeks” [7].

### Bottom line

Corals die of heat [2].

## Sources

1. Marine Park Authority, Aerial survey, 2017, https://example.org/survey?utm_source=chatgpt.com
2. Chen, The heat of 2016, 2018, https://example.org/heat
3. Doe, A book about fish, 1999, https://example.org/fish
`

// reefFindings are those of reef, each with the text that it is about.
var reefFindings = []string{
	"repeated-citation [1]",
	"dangling-citation [7]",
	"model-residue https://example.org/survey?utm_source=chatgpt.com",
	"unused-source 3. Doe, A book about fish, 1999, https://example.org/fish",
}

// workspace makes a directory of files and returns the URI of it.
func workspace(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		write(t, filepath.Join(dir, name), content)
	}
	return uriOf(filepath.ToSlash(dir))
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func pathIn(t *testing.T, uri string) string {
	t.Helper()
	p, ok := pathOf(uri)
	if !ok {
		t.Fatalf("no path: %s", uri)
	}
	return filepath.FromSlash(p)
}

func TestTyping(t *testing.T) {
	c := begin(t, all)
	uri := c.open(workspace(t, nil)+"/reef.md", "markdown", reef)
	equal(t, "opened", c.findings(uri), reefFindings)
	c.replace(uri, "[1][1]", "[1][3]")
	equal(t, "[3] is cited", c.findings(uri), reefFindings[1:3])
	c.replace(uri, " [7]", " 😀😀 [1] 😀 [9] 😀")
	equal(t, "behind emoji", c.findings(uri), []string{"dangling-citation [9]", reefFindings[2]})
	c.replace(uri, "?utm_source=chatgpt.com", "")
	equal(t, "a cleaned URL", c.findings(uri), []string{"dangling-citation [9]"})
	c.replace(uri, "😀 [9] 😀", "")
	equal(t, "nothing left", c.findings(uri), nil)
	c.end()
}

// What a line ends with may be made and unmade by edits that never see it whole.
func TestLineEnds(t *testing.T) {
	c := begin(t, all)
	uri := c.open(workspace(t, nil)+"/reef.md", "markdown", strings.ReplaceAll(reef, "\n", "\r\n"))
	equal(t, "opened", c.findings(uri), reefFindings)
	before, _, _ := strings.Cut(c.text(uri), "\r\n\r\n## What")
	at := len(unitsOfText(before))
	c.edit(uri, at, at+2, "\r")
	c.findings(uri)
	c.edit(uri, at+1, at+1, "x")
	c.findings(uri)
	c.edit(uri, at+1, at+2, "\n")
	equal(t, "as it was", c.findings(uri), reefFindings)
	c.replace(uri, "[7]", "[7]\r\n\r\n😀 Corals grow back [8].")
	equal(t, "another line", c.findings(uri), []string{
		reefFindings[0], reefFindings[1], "dangling-citation [8]", reefFindings[2], reefFindings[3],
	})
	c.end()
}

// Several edits in one message are made one after the other, and one without a
// range is the whole text.
func TestManyEdits(t *testing.T) {
	c := begin(t, all)
	uri := c.open(workspace(t, nil)+"/reef.md", "markdown", "Corals die [4].\n")
	changes := []map[string]any{c.change(uri, 0, 0, "😀\r"), c.change(uri, 2, 2, "\n"), c.change(uri, 3, 4, "\r\n# ")}
	c.texts[uri] = unitsOfText(reef)
	changes = append(changes, map[string]any{"text": reef}, c.change(uri, 0, 1, "##"))
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": c.versions[uri]},
		"contentChanges": changes,
	})
	equal(t, "after all of them", c.findings(uri), reefFindings)
	c.end()
}

func TestUnsavedArticle(t *testing.T) {
	c := begin(t, all)
	t.Chdir(t.TempDir())
	write(t, ".citevet.yaml", "rules: {dangling-citation: off}\n")
	write(t, "Untitled-1.sources.txt", "7. Doe, A book, https://example.org/book\n")
	for _, test := range []struct {
		uri, language string
		want          []string
	}{
		{"untitled:Untitled-1", "markdown", reefFindings},
		{"untitled:Untitled-1", "plaintext", nil},
		{"file:///nowhere/notes", "markdown", reefFindings},
		{"vscode-notebook-cell:/nowhere/reef.md#1", "markdown", reefFindings},
		{uriOf("reef.md"), "markdown", []string{reefFindings[0], reefFindings[2], reefFindings[3]}},
	} {
		uri := c.open(test.uri, test.language, reef)
		got := c.findings(uri)
		if test.want != nil {
			equal(t, test.uri, got, test.want)
		} else if len(got) == 0 {
			t.Errorf("%s: nothing found as plain text", test.uri)
		}
		c.close(uri)
	}
	c.end()
}

// The diagnostics have all that the protocol has a place for.
func TestDiagnosticFields(t *testing.T) {
	c := begin(t, all)
	uri := c.open(workspace(t, nil)+"/reef%20one.md", "markdown", reef)
	c.findings(uri)
	d := c.published(uri).Diagnostics
	first, unused := d[0], d[3]
	if first.Severity != severityWarning || d[1].Severity != severityError || first.Source != "citevet" ||
		first.Message != "[1] is cited twice in one place" && first.Message == "" ||
		first.CodeDescription == nil || !strings.HasSuffix(first.CodeDescription.Href, "#repeated-citation") {
		t.Errorf("%+v", first)
	}
	if len(first.Related) != 1 || first.Related[0].Location.URI != uri || c.slice(uri, first.Related[0].Location.Range) != "[1]" {
		t.Errorf("related: %+v", first.Related)
	}
	if len(unused.Tags) != 1 || unused.Tags[0] != tagUnnecessary {
		t.Errorf("tags: %v", unused.Tags)
	}
	c.end()

	c = begin(t, "{}")
	c.open(uri, "markdown", reef)
	c.findings(uri)
	for _, d := range c.published(uri).Diagnostics {
		if d.CodeDescription != nil || d.Related != nil || d.Tags != nil {
			t.Errorf("a client that knows less is sent %+v", d)
		}
	}
	c.end()
}

// close closes an article and waits until its diagnostics are gone.
func (c *client) close(uri string) {
	c.t.Helper()
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	c.until("no diagnostics", func() bool {
		p := c.found[uri]
		return p.Version == nil && len(p.Diagnostics) == 0
	})
	delete(c.texts, uri)
}

func TestConfigReload(t *testing.T) {
	c := begin(t, all)
	c.until("a registration", func() bool { return len(c.asked) == 1 })
	if m := c.question(); m.Method != "client/registerCapability" || !strings.Contains(string(m.Params), "**/.citevet.yaml") ||
		!strings.Contains(string(m.Params), "**/*.{yaml") {
		t.Errorf("%s %s", m.Method, m.Params)
	} else {
		c.raw(framed(`{"jsonrpc":"2.0","id":` + string(m.ID) + `,"result":null}`))
	}
	root := workspace(t, map[string]string{"reef.sources.txt": "7. Doe, A book, https://example.org/book\n"})
	uri := c.open(root+"/reef.md", "markdown", reef)
	equal(t, "with a sidecar", c.findings(uri), []string{reefFindings[0], reefFindings[2], reefFindings[3]})

	again := func(what, file, content string, want []string) {
		t.Helper()
		c.forget(uri)
		if content == "" {
			os.Remove(pathIn(t, root+"/"+file))
		} else {
			write(t, pathIn(t, root+"/"+file), content)
		}
		c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": root + "/" + file, "type": 2}}})
		equal(t, what, c.findings(uri), want)
	}
	again("without it", "reef.sources.txt", "", reefFindings)
	again("a rule off", ".citevet.yaml", "root: true\nrules: {unused-source: off}\n", reefFindings[:3])
	again("a mistake", ".citevet.yaml", "root: true\nrule: {unused-source: off}\n", []string{"not-checked "})
	related := c.published(uri).Diagnostics[0].Related
	if len(related) != 1 || related[0].Location.URI != root+"/.citevet.yaml" || related[0].Location.Range.Start != (position{1, 0}) {
		t.Errorf("related to the mistake: %+v", related)
	}
	c.until("the mistake in its file", func() bool {
		p := c.found[root+"/.citevet.yaml"]
		return len(p.Diagnostics) == 1 && p.Diagnostics[0].Range.Start == position{1, 0} && strings.Contains(p.Diagnostics[0].Message, "rules")
	})
	again("excluded", ".citevet.yaml", "exclude: [reef.md]\n", nil)
	c.until("no mistake in its file", func() bool {
		p := c.found[root+"/.citevet.yaml"]
		return p.URI != "" && len(p.Diagnostics) == 0
	})
	again("a list that is named", ".citevet.yaml", "root: true\nsources: [books.json]\n", []string{"not-checked "})
	again("that list", "books.json", `[{"id": "7", "title": "A book", "url": "https://example.org/book"}]`, []string{reefFindings[0], reefFindings[2], reefFindings[3]})
	again("another list", "books.json", `[{"id": "8", "title": "A book", "url": "https://example.org/book"}]`, append([]string{"unused-source "}, reefFindings...))
	again("no configuration", ".citevet.yaml", "", reefFindings)
	c.end()
}

// Other files make no difference, so they are no reason to check anything.
func TestConcerns(t *testing.T) {
	dir := pathIn(t, workspace(t, map[string]string{
		".citevet.yaml": "root: true\nextends: shared.yaml\nsources: [books.json]\n", "shared.yaml": "rules: {unused-source: off}\n",
	}))
	loader := &config.Loader{Rules: rules.All}
	articles := []string{filepath.ToSlash(filepath.Join(dir, "a.md"))}
	for name, want := range map[string]bool{
		".citevet.yaml": true, "shared.yaml": true, "books.json": true, "b.sources.txt": true, "sub/.citevet.yaml": true,
		"package.json": false, "notes.txt": false, "a.md": false,
	} {
		if got := concerns(filepath.ToSlash(filepath.Join(dir, name)), articles, loader); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is wrong with entries of a list beside the article leads there, and calls it
// by its name.
func TestFindingsInSidecar(t *testing.T) {
	c := begin(t, all)
	root := workspace(t, map[string]string{"reef.sources.txt": "1. Doe, Fish, https://example.org/fish\n2. Roe, Fish, https://example.org/fish\n3. Poe, Whales, https://example.org/whales\n"})
	uri := c.open(root+"/reef.md", "markdown", "Corals die [1][2].\n")
	c.findings(uri)
	lines := make(map[string][]int)
	for _, d := range c.published(uri).Diagnostics {
		if strings.Contains(d.Message, pathIn(t, root)) {
			t.Errorf("a long path: %s", d.Message)
		}
		for _, r := range d.Related {
			if r.Location.URI != root+"/reef.sources.txt" {
				t.Errorf("%s is related to %s", d.Code, r.Location.URI)
			}
			lines[d.Code] = append(lines[d.Code], r.Location.Range.Start.Line)
		}
	}
	equal(t, "lines of the source that is not cited", lines["unused-source"], []int{2})
	equal(t, "lines of the source that is listed twice", lines["duplicate-source"], []int{0, 1})
	c.end()
}

// A finding about a whole list leads to its first entry, however long it is.
func TestFindingOfWholeSidecar(t *testing.T) {
	c := begin(t, all)
	var list strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&list, "%d. Doe, Fish %[1]d, 1999, https://example.org/%[1]d\n", i+1)
	}
	root := workspace(t, map[string]string{"reef.sources.txt": list.String()})
	uri := c.open(root+"/reef.md", "markdown", "Corals die.\n")
	c.findings(uri)
	for _, d := range c.published(uri).Diagnostics {
		if len(d.Related) != 1 || d.Related[0].Location.Range.Start != (position{}) {
			t.Errorf("%s is related to %d places", d.Message, len(d.Related))
		}
	}
	c.end()
}

// A list of sources that is open counts as it stands in the editor.
func TestOpenSidecar(t *testing.T) {
	c := begin(t, all)
	root := workspace(t, map[string]string{"reef.sources.txt": "8. Doe, A book, https://example.org/book\n"})
	uri := c.open(root+"/reef.md", "markdown", reef)
	if got := c.findings(uri); len(got) != len(reefFindings)+1 {
		t.Errorf("with [8] in the file: %q", got)
	}
	unused := c.published(uri).Diagnostics[0]
	if len(unused.Related) != 1 || unused.Related[0].Location.URI != root+"/reef.sources.txt" || unused.Related[0].Location.Range.End.Character < 10 {
		t.Errorf("[8] is not cited: %+v", unused)
	}
	list := c.open(root+"/reef.sources.txt", "plaintext", "8. Doe, A book, https://example.org/book\n")
	c.replace(list, "8.", "7.")
	c.until("diagnostics with [7] in the editor", func() bool { return len(c.found[uri].Diagnostics) == len(reefFindings)-1 })
	equal(t, "with [7] in the editor", c.findings(uri), []string{reefFindings[0], reefFindings[2], reefFindings[3]})
	if p := c.published(list); p.URI != "" {
		t.Error("the list has diagnostics")
	}
	c.end()
}
