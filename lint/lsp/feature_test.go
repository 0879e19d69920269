package lsp

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// actionsAt asks for what can be done at a mark.
func (c *client) actionsAt(uri, mark string, only ...string) []codeAction {
	c.t.Helper()
	p := c.place(uri, mark, 0)
	context := map[string]any{"diagnostics": []any{}}
	if len(only) > 0 {
		context["only"] = only
	}
	var actions []codeAction
	c.call("textDocument/codeAction", map[string]any{
		"textDocument": p["textDocument"], "range": map[string]any{"start": p["position"], "end": p["position"]}, "context": context,
	}, &actions)
	return actions
}

func titles(actions []codeAction) []string {
	var all []string
	for _, a := range actions {
		all = append(all, a.Title)
	}
	return all
}

func TestCodeActions(t *testing.T) {
	c := begin(t, all)
	uri := c.open("file:///nowhere/reef.md", "markdown", reef)
	actions := c.actionsAt(uri, "[1].", quickFix)
	equal(t, "at the second [1]", titles(actions), []string{
		"Remove the second [1]",
		"Suppress repeated-citation here (say why)",
		"Suppress repeated-citation in this article (say why)",
	})
	if a := actions[0]; a.Kind != quickFix || !a.IsPreferred || len(a.Diagnostics) != 1 || a.Diagnostics[0].Code != "repeated-citation" {
		t.Errorf("%+v", a)
	}
	var same codeAction
	if c.call("codeAction/resolve", actions[0], &same); same.Title != actions[0].Title || same.Edit == nil {
		t.Errorf("resolved: %+v", same)
	}
	if actions[1].IsPreferred {
		t.Error("to suppress is preferred")
	}
	c.apply(actions[0].Edit)
	equal(t, "after the fix", c.findings(uri), reefFindings[1:])
	if !strings.Contains(c.text(uri), "in 2016 [1].\n") {
		t.Errorf("%s", c.text(uri))
	}

	actions = c.actionsAt(uri, "[7]", quickFix)
	equal(t, "at [7]", titles(actions), []string{
		"Suppress dangling-citation here (say why)", "Suppress dangling-citation in this article (say why)",
	})
	c.apply(actions[0].Edit)
	if got := c.findings(uri); len(got) != len(reefFindings) || !strings.Contains(strings.Join(got, "\n"), "malformed-suppression") {
		t.Errorf("before a reason is given: %q", got)
	}
	if !strings.Contains(c.text(uri), "\n\n<!-- citevet: ignore[dangling-citation] -->\nThe park") {
		t.Errorf("%s", c.text(uri))
	}
	reason := strings.Index(c.text(uri), " -->")
	at := len(unitsOfText(c.text(uri)[:reason]))
	c.edit(uri, at, at, " the list comes later")
	equal(t, "after the suppression", c.findings(uri), reefFindings[2:])
	actions = c.actionsAt(uri, "3. Doe", quickFix)
	equal(t, "at [3]", titles(actions), []string{
		"Remove the source [3] (unsafe: look at the result)",
		"Suppress unused-source here (say why)", "Suppress unused-source in this article (say why)",
	})
	if actions[0].IsPreferred {
		t.Error("an unsafe fix is preferred")
	}
	c.apply(actions[0].Edit)
	equal(t, "without [3]", c.findings(uri), reefFindings[2:3])
	c.end()
}

func TestFixAll(t *testing.T) {
	for name, capabilities := range map[string]string{"document changes": all, "changes": "{}"} {
		t.Run(name, func(t *testing.T) {
			c := begin(t, capabilities)
			uri := c.open("file:///nowhere/reef.md", "markdown", strings.ReplaceAll(reef, "\n", "\r\n"))
			for _, only := range []string{fixAll, "source.fixAll", "source", ""} {
				if got := c.actionsAt(uri, "# Reefs", only); len(got) != 1 || got[0].Kind != fixAll {
					t.Errorf("of kind %q: %v", only, titles(got))
				}
			}
			if got := c.actionsAt(uri, "# Reefs", "source.organizeImports", "refactor"); len(got) > 0 {
				t.Errorf("of other kinds: %v", titles(got))
			}
			actions := c.actionsAt(uri, "# Reefs")
			equal(t, "without a kind", titles(actions), []string{"Fix all that is safe to fix (2)"})
			if actions[0].Edit == nil {
				c.call("codeAction/resolve", actions[0], &actions[0])
			} else if capabilities == all {
				t.Error("the edit is there before it is asked for")
			}
			c.apply(actions[0].Edit)
			if strings.Count(c.text(uri), "\r\n") != strings.Count(reef, "\n") {
				t.Errorf("%q", c.text(uri))
			}
			equal(t, "afterwards", c.findings(uri), []string{reefFindings[1], reefFindings[3]})
			if got := c.actionsAt(uri, "# Reefs", fixAll); len(got) > 0 {
				t.Errorf("again: %v", titles(got))
			}
			c.end()
		})
	}
}

// hoverAt returns what is shown at a mark, empty if nothing is.
func (c *client) hoverAt(uri, mark string) string {
	c.t.Helper()
	var h *hover
	c.call("textDocument/hover", c.place(uri, mark, 1), &h)
	if h == nil {
		return ""
	}
	return h.Contents.Value
}

func TestHover(t *testing.T) {
	c := begin(t, all)
	root := workspace(t, map[string]string{"reef.sources.yaml": "- key: 9\n  title: A *bold* [list](javascript:alert(1)) <b>\n  url: javascript:alert(1)\n"})
	uri := c.open(root+"/reef.md", "markdown", reef+"\nIn the end [sic] one fish in nine [9] swam off. <!-- citevet: ignore[unused-source] a book -->\n")
	for _, test := range []struct {
		at   string
		want []string
	}{
		{"[2]", []string{"**2** Chen", "<https://example.org/heat>", "Cited 2 times."}},
		{"[7]", []string{"**7**", "Names no source.", "**dangling-citation** Citations that name no source.", "A reader who follows such a citation"}},
		{"40%", []string{"**Claim** statistic, strength 0.", "gives a percentage", "Covered by `[1]`."}},
		{"3. Doe", []string{"**3** Doe", "Never cited.", "**unused-source**", "rules/README.md#unused-source>"}},
		{"[sic]", []string{"No citation: "}},
	} {
		got := c.hoverAt(uri, test.at)
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("at %s: no %q in\n%s", test.at, want, got)
			}
		}
	}
	if got := c.hoverAt(uri, "# Reefs"); got != "" {
		t.Errorf("at a heading: %q", got)
	}
	c.end()
}

// What comes from an article or a list is shown as it stands: it is no markup.
func TestHoverOfHostileText(t *testing.T) {
	const list = "- title: \"*a* [b](command:c) <script> `d` \\x60\\x60\\x60\"\n  url: \"https://e.org/> [f](command:g)\"\n"
	for _, test := range []struct{ capabilities, want string }{
		{all, "**1** a b \\`\\`\\`  \n" + `https://e.org/\> \[f\](command:g)`},
		{"{}", "1 a b ```\nhttps://e.org/> [f](command:g)"},
	} {
		c := begin(t, test.capabilities)
		uri := c.open(workspace(t, map[string]string{"a.sources.yaml": list})+"/a.md", "markdown", "Corals die [1].\n")
		if got := c.hoverAt(uri, "[1]"); !strings.HasPrefix(got, test.want) {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
		c.end()
	}
}

func TestNavigation(t *testing.T) {
	c := begin(t, all)
	root := workspace(t, map[string]string{"reef.sources.yaml": "# 😀\n- key: 8\n  title: Fish\n- key: 9\n  title: Whales\n"})
	uri := c.open(root+"/reef.md", "markdown", reef+"\n## More\n\nA fish 😀 [9] and others [2-3].\n")
	places := func(method string, params any) []string {
		t.Helper()
		var found []location
		c.call(method, params, &found)
		lines := []string{}
		for _, l := range found {
			if l.URI == uri {
				lines = append(lines, fmt.Sprintf("%d %s", l.Range.Start.Line, c.slice(uri, l.Range)))
			} else {
				lines = append(lines, strings.TrimPrefix(l.URI, root)+" "+fmt.Sprint(l.Range.Start))
			}
		}
		return lines
	}
	chen := "15 2. Chen, The heat of 2016, 2018, https://example.org/heat"
	doe := "16 3. Doe, A book about fish, 1999, https://example.org/fish"
	equal(t, "[2]", places("textDocument/definition", c.place(uri, "[2]", 1)), []string{chen})
	equal(t, "the end of [2]", places("textDocument/definition", c.place(uri, "[2]", 3)), []string{chen})
	equal(t, "[2-3]", places("textDocument/definition", c.place(uri, "[2-3]", 2)), []string{chen, doe})
	equal(t, "an entry", places("textDocument/definition", c.place(uri, "Chen", 0)), []string{chen})
	equal(t, "[7]", places("textDocument/definition", c.place(uri, "[7]", 1)), nil)
	equal(t, "a word", places("textDocument/definition", c.place(uri, "park", 1)), nil)
	equal(t, "a sidecar's", places("textDocument/definition", c.place(uri, "[9]", 1)), []string{"/reef.sources.yaml {3 2}"})
	references := c.place(uri, "Chen", 0)
	equal(t, "references", places("textDocument/references", references), []string{"6 [2]", "10 [2]", "20 2-3"})
	references["context"] = map[string]any{"includeDeclaration": true}
	equal(t, "with the entry", places("textDocument/references", references), []string{chen, "6 [2]", "10 [2]", "20 2-3"})
	c.end()
}

func TestSymbols(t *testing.T) {
	c := begin(t, all)
	uri := c.open("file:///nowhere/reef.md", "markdown", reef)
	params := map[string]any{"textDocument": map[string]any{"uri": uri}}
	var tree []documentSymbol
	c.call("textDocument/documentSymbol", params, &tree)
	var lines []string
	var list func([]documentSymbol, string)
	list = func(symbols []documentSymbol, indent string) {
		for _, s := range symbols {
			lines = append(lines, indent+s.Name+": "+s.Detail)
			u := units(c.texts[uri])
			if u.index(s.SelectionRange.Start) < u.index(s.Range.Start) || u.index(s.SelectionRange.End) > u.index(s.Range.End) {
				t.Errorf("%s: its heading is not within it", s.Name)
			}
			list(s.Children, indent+"  ")
		}
	}
	list(tree, "")
	equal(t, "symbols", lines, []string{"Reefs: body", "  What happened: body", "    Bottom line: conclusion", "  Sources: sources"})
	c.end()

	c = begin(t, "{}")
	uri = c.open("file:///nowhere/reef.md", "markdown", reef)
	var flat []symbolInformation
	c.call("textDocument/documentSymbol", params, &flat)
	if len(flat) != 4 || flat[2].Name != "Bottom line" || flat[2].Container != "conclusion" || flat[2].Location.URI != uri {
		t.Errorf("%+v", flat)
	}
	c.end()
}

func TestCompletion(t *testing.T) {
	const footnotes = "Corals die^. Fish [^b].\n\n[^b]: Chen, The heat, 2018, https://example.org/heat\n[^doe]: Doe, Fish, 1999\n"
	const keys = "Corals die^. Fish [@chen2018].\n"
	const mixed = "Corals rise^. Fish swim [1][^a].\n\n## Sources\n\n1. Chen, The heat, 2018\n2. Roe, Whales, 2001\n\n[^a]: Doe, Fish, 1999\n"
	const bib = "@article{chen2018, title={The heat}, author={Chen}}\n@book{doe, title={Fish}}\n"
	for _, test := range []struct {
		name, text, want string // ^ is the cursor; the first item is taken
		items            int
	}{
		{"a bracket", strings.Replace(reef, "eight weeks” [7]", "eight weeks” [^", 1), "weeks” [1].", 3},
		{"with an end", strings.Replace(reef, "[7]", "[^]", 1), "weeks” [1].", 3},
		{"of a title", strings.Replace(reef, "[7]", "[hea^]", 1), "weeks” [1].", 3},
		{"the second key", strings.Replace(reef, "[7]", "[2, ^]", 1), "weeks” [2, 1].", 3},
		{"after emoji", strings.Replace(reef, "[7]", "😀[2]😀[^", 1), "weeks” 😀[2]😀[1].", 3},
		{"no bracket", strings.Replace(reef, "[7]", "[2] ^", 1), "", 0},
		{"an escaped bracket", strings.Replace(reef, "[7]", `\[^`, 1), "", 0},
		{"in the list", strings.Replace(reef, "3. Doe", "3. [^Doe", 1), "", 0},
		{"a footnote", strings.Replace(footnotes, "^.", " [^.", 1), "die [^b].", 2},
		{"a footnote's mark", strings.Replace(footnotes, "^.", " [^^.", 1), "die [^b].", 2},
		{"a key", strings.Replace(keys, "^.", " [^.", 1), "die [@chen2018].", 2},
		{"a key's mark", strings.Replace(keys, "^.", " [@^].", 1), "die [@chen2018].", 2},
		{"a footnote of many sources", strings.Replace(mixed, "^.", " [^^.", 1), "rise [^a].", 1},
		{"a key of many sources", strings.Replace(mixed, "^.", " [@^.", 1), "", 0},
		{"another number of many sources", strings.Replace(mixed, "^.", " [2, ^.", 1), "rise [2, 1].", 2},
		{"any of many sources", strings.Replace(mixed, "^.", " [^.", 1), "rise [1].", 3},
		{"another key", strings.Replace(keys, "^.", " [@doe; ^].", 1), "die [@doe; @chen2018].", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := begin(t, all)
			// The first ^ is the cursor unless another follows directly.
			i := strings.Index(test.text, "^")
			if strings.HasPrefix(test.text[i:], "^^") {
				i++
			}
			uri := c.open(workspace(t, map[string]string{"a.sources.bib": map[bool]string{true: bib}[strings.Contains(test.text, "chen2018")]})+"/a.md",
				"markdown", test.text[:i]+test.text[i+1:])
			at := units(c.texts[uri]).position(len(unitsOfText(test.text[:i])))
			var items []completionItem
			c.call("textDocument/completion", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": at}, &items)
			if len(items) != test.items {
				t.Fatalf("%d items: %+v", len(items), items)
			}
			if len(items) == 0 {
				c.end()
				return
			}
			if first := items[0]; first.Detail == "" || !strings.Contains(first.FilterText, first.Detail) || !strings.HasPrefix(first.FilterText, first.Label) {
				t.Errorf("%+v", first)
			}
			c.make(uri, []textEdit{items[0].TextEdit})
			if !strings.Contains(c.text(uri), test.want) {
				t.Errorf("no %q in\n%s", test.want, c.text(uri))
			}
			c.end()
		})
	}
}

func TestRename(t *testing.T) {
	c := begin(t, all)
	uri := c.open(workspace(t, nil)+"/reef.md", "markdown", strings.Replace(reef, "[7]", "[3, 2]", 1))
	var prepared preparedRename
	c.call("textDocument/prepareRename", c.place(uri, "[2]", 1), &prepared)
	if prepared.Placeholder != "2" || c.slice(uri, prepared.Range) != "2" {
		t.Errorf("%+v", prepared)
	}
	c.call("textDocument/prepareRename", c.place(uri, "2. Chen", 4), &prepared)
	if prepared.Placeholder != "2" || c.slice(uri, prepared.Range) != "2" || prepared.Range.Start.Line != 15 {
		t.Errorf("from the list: %+v", prepared)
	}
	named := func(p map[string]any, name string) map[string]any {
		p["newName"] = name
		return p
	}
	var edit workspaceEdit
	c.call("textDocument/rename", named(c.place(uri, "[2]", 1), "12"), &edit)
	c.apply(&edit)
	want := strings.NewReplacer("[7]", "[3, 12]", "[2]", "[12]", "2. Chen", "12. Chen").Replace(reef)
	if got := c.text(uri); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, test := range []struct{ at, name, says string }{
		{"[12]", "3", "another source has the key 3 already: Doe"},
		{"[12]", "", "cannot be a key"},
		{"[12]", "a]b", "cannot be a key"},
		{"[12]", "a\nb", "cannot be a key"},
		{"[12]", "two words of it", "cannot be renamed"},
		{"heat lasted", "5", "no source here"},
	} {
		c.fails(codeRequestFailed, test.says, "textDocument/rename", named(c.place(uri, test.at, 1), test.name))
	}
	c.fails(codeRequestFailed, "no source here", "textDocument/prepareRename", c.place(uri, "heat lasted", 1))
	c.end()
}

func TestRenameRefused(t *testing.T) {
	for name, test := range map[string]struct{ article, list, at, says string }{
		"a range":     {strings.Replace(reef, "[7]", "[1-3]", 1), "", "[2]", "the key 2 is not written out in 1-3"},
		"several":     {strings.Replace(reef, "[7]", "[1-3]", 1), "", "[1-3]", "several sources"},
		"superscript": {strings.Replace(reef, " [7]", "²", 1), "", "[2]", "is not written out"},
		"by place":    {"Corals die [1].\n", "- title: Chen\n- title: Doe\n", "[1]", "comes from the place of the entry"},
	} {
		t.Run(name, func(t *testing.T) {
			c := begin(t, all)
			files := map[string]string{}
			if test.list != "" {
				files["a.sources.yaml"] = test.list
			}
			uri := c.open(workspace(t, files)+"/a.md", "markdown", test.article)
			p := c.place(uri, test.at, 1)
			p["newName"] = "77"
			c.fails(codeRequestFailed, test.says, "textDocument/rename", p)
			c.end()
		})
	}
}

// The key of a sidecar's source changes in both files, whichever are open.
func TestRenameInSidecar(t *testing.T) {
	const list = "# 😀\r\n- key: fish\r\n  title: Fish\r\n"
	for _, open := range []bool{false, true} {
		c := begin(t, all)
		root := workspace(t, map[string]string{"a.sources.yaml": list})
		uri := c.open(root+"/a.md", "markdown", "Fish swim [@fish]. They do, says @fish.\n")
		sidecar := root + "/a.sources.yaml"
		if open {
			c.open(sidecar, "yaml", "\r\n"+list)
		}
		p := c.place(uri, "[@fish]", 3)
		p["newName"] = "whale"
		var edit workspaceEdit
		c.call("textDocument/rename", p, &edit)
		if len(edit.DocumentChanges) != 2 {
			t.Fatalf("%+v", edit)
		}
		if !open {
			if edit.DocumentChanges[1].TextDocument.Version != nil {
				t.Error("a file that is not open has a version")
			}
			content, err := os.ReadFile(pathIn(t, sidecar))
			if err != nil {
				t.Fatal(err)
			}
			c.texts[sidecar] = unitsOfText(string(content))
		}
		c.apply(&edit)
		if got := c.text(uri); got != "Fish swim [@whale]. They do, says @whale.\n" {
			t.Errorf("article: %q", got)
		}
		if got := strings.TrimPrefix(c.text(sidecar), "\r\n"); got != strings.Replace(list, "key: fish", "key: whale", 1) {
			t.Errorf("list: %q", got)
		}
		c.end()
	}
}
