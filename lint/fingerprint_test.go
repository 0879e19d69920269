package lint_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

// The rules of these tests report in the ways in which rules do: a sentence, a
// citation, the first citation of a key with the others related, an entry, the
// first of many entries, and the article as a whole.
var (
	uncited = &lint.Rule{Name: "uncited", Severity: lint.Error, Run: func(pass *lint.Pass) {
		for _, s := range pass.Article.Sentences {
			if len(s.Citations) == 0 {
				pass.Reportf(s.Span, "uncited")
			}
		}
	}}
	cites = &lint.Rule{Name: "cites", Severity: lint.Error, Run: func(pass *lint.Pass) {
		for _, c := range pass.Article.Citations {
			if c.Source != nil {
				pass.Report(lint.Diagnostic{Span: c.Span, Keys: []string{c.Key}})
			}
		}
	}}
	dangling = &lint.Rule{Name: "dangling", Severity: lint.Error, Run: func(pass *lint.Pass) {
		byKey := make(map[string]*lint.Diagnostic)
		var order []*lint.Diagnostic
		for _, c := range pass.Article.Citations {
			switch d := byKey[c.Key]; {
			case c.Source != nil:
			case d != nil:
				d.Related = append(d.Related, lint.Related{Span: c.Span})
			default:
				byKey[c.Key] = &lint.Diagnostic{Span: c.Span, Keys: []string{c.Key}}
				order = append(order, byKey[c.Key])
			}
		}
		for _, d := range order {
			pass.Report(*d)
		}
	}}
	danglingAtOnce = &lint.Rule{Name: "dangling", Severity: lint.Error, Run: func(pass *lint.Pass) {
		var d lint.Diagnostic
		for _, c := range pass.Article.Citations {
			if c.Source == nil && !slices.Contains(d.Keys, c.Key) {
				if len(d.Keys) == 0 {
					d.Span = c.Span
				}
				d.Keys = append(d.Keys, c.Key)
			}
		}
		if len(d.Keys) > 0 {
			pass.Report(d)
		}
	}}
	unused = &lint.Rule{Name: "unused", Severity: lint.Error, Run: func(pass *lint.Pass) {
		for _, s := range pass.Article.Sources {
			if s.Cited == 0 {
				pass.Report(lint.Diagnostic{Span: s.Span, Keys: []string{s.Key}})
			}
		}
	}}
	unusedAtOnce = &lint.Rule{Name: "unused", Severity: lint.Error, Run: func(pass *lint.Pass) {
		var d lint.Diagnostic
		for _, s := range pass.Article.Sources {
			if s.Cited == 0 {
				if len(d.Keys) == 0 {
					d.Span = s.Span
				}
				d.Keys = append(d.Keys, s.Key)
			}
		}
		if len(d.Keys) > 0 {
			pass.Report(d)
		}
	}}
	inHeading = &lint.Rule{Name: "in-heading", Severity: lint.Error, Run: func(pass *lint.Pass) {
		for _, c := range pass.Article.Citations {
			if c.Sentence == nil {
				pass.Report(lint.Diagnostic{Span: c.Span, Keys: []string{c.Key}})
			}
		}
	}}
	whole = &lint.Rule{Name: "whole", Severity: lint.Error, Run: func(pass *lint.Pass) {
		if cs := pass.Article.Citations; len(cs) > 0 {
			pass.Report(lint.Diagnostic{Span: cs[0].Span, Keys: []string{cs[0].Key}, Whole: true})
		}
	}}
	allRules = []*lint.Rule{uncited, cites, dangling, unused, inHeading, whole}
)

// findings lints a text with rules, with all if none are given.
func findings(text string, rules ...*lint.Rule) []lint.Diagnostic {
	if len(rules) == 0 {
		rules = allRules
	}
	checks := make([]lint.Check, len(rules))
	for i, r := range rules {
		checks[i].Rule = r
	}
	return lint.Run(read(text), checks)
}

// describe lists what findings are, for messages.
func describe(a string, found []lint.Diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "\n\t%s %q %.8s", d.Rule, a[d.Span.Start:d.Span.End], d.Fingerprint)
	}
	return b.String()
}

const old = `# Sleep

Sleep helps memory [1]. Naps help, too [2]. Nobody knows how long a nap
should be [7]. In 2020, 35 percent of adults slept badly.

Dreams do not help [1][3]. Some "experts" - so they say - differ [9]. This
is widely known. This is widely known.

## 2. Noise [4]

Noise does harm [4], and light does [7]. Rest is not sleep.

## 3. Bottom line

Sleep helps. This is widely known.

## Sources

1. Smith, On Sleep https://example.org/sleep
2. Okafor, On Naps https://example.org/naps?from=feed
3. Lindqvist, On Dreams
4. Duarte, On Noise https://example.org/noise
5. Novak, On Light https://example.org/light
6. Tanaka, On Rest
`

// edit makes replacements in the old text, each of which must be possible.
func edit(t *testing.T, oldNew ...string) string {
	t.Helper()
	text := old
	for i := 0; i < len(oldNew); i += 2 {
		if !strings.Contains(text, oldNew[i]) {
			t.Fatalf("no %q to replace", oldNew[i])
		}
		text = strings.Replace(text, oldNew[i], oldNew[i+1], 1)
	}
	return text
}

// renumber adds to all numbers of citations and of entries.
func renumber(text string, by int) string {
	add := func(pattern, format string) {
		text = regexp.MustCompile(pattern).ReplaceAllStringFunc(text, func(marker string) string {
			var n int
			fmt.Sscanf(strings.Trim(marker, "[]. "), "%d", &n)
			return fmt.Sprintf(format, n+by)
		})
	}
	add(`\[\d+\]`, "[%d]")
	add(`(?m)^\d+\. `, "%d. ")
	return text
}

// TestFingerprintsStay edits that leave every defect as it is.
func TestFingerprintsStay(t *testing.T) {
	list := old[strings.Index(old, "1. Smith"):]
	lines := strings.SplitAfter(strings.TrimSuffix(list, "\n"), "\n")
	slices.Reverse(lines)
	lines[0] += "\n"
	last := "Dreams do not help [1][3]. Some \"experts\" - so they say - differ [9]. This\nis widely known. This is widely known.\n\n"
	tests := map[string]string{
		"renumber":             renumber(old, 3),
		"renumber far":         renumber(old, 1000),
		"reflow":               edit(t, "nap\nshould", "nap should", "[1]. Naps", "[1].\nNaps", "This\nis widely known. This", "This is\nwidely known.\nThis", "light does", "light\n  does"),
		"wide spaces":          strings.ReplaceAll(old, "help", " \t help"),
		"line ends":            strings.ReplaceAll(old, "\n", "\r\n"),
		"no-break space":       edit(t, "35 percent", "35\u00a0percent"),
		"move a paragraph":     edit(t, last, "", "Sleep helps memory", last+"Sleep helps memory"),
		"move to a section":    edit(t, last, "", "Noise does harm", last+"Noise does harm"),
		"swap sentences":       edit(t, "Nobody knows how long a nap\nshould be [7]. ", "", "slept badly.", "slept badly. Nobody knows how long a nap\nshould be [7]."),
		"swap sections":        edit(t, "## 2. Noise [4]\n\nNoise does harm [4], and light does [7]. Rest is not sleep.\n\n", "", "# Sleep", "## 2. Noise [4]\n\nNoise does harm [4], and light does [7]. Rest is not sleep.\n\n# Sleep"),
		"text before":          edit(t, "# Sleep\n", "# Sleep\n\nThis is new, and cited [1].\n"),
		"rename a section":     edit(t, "# Sleep", "# On sleep and naps"),
		"renumber sections":    edit(t, "## 2. Noise", "## 4.1 Noise", "## 3.", "## 5."),
		"quotes and dashes":    edit(t, `"experts" - so they say - differ`, "“experts” – so they say—differ"),
		"emphasis":             edit(t, "adults slept", "*adults* sl*ept*"),
		"case":                 edit(t, "Rest is not", "REST is not"),
		"soft hyphen":          edit(t, "widely", "wide\u00adly"),
		"reorder the list":     strings.Replace(old, list, strings.Join(lines, ""), 1),
		"retitle a source":     edit(t, "Smith, On Sleep", "J. Smith: On Sleep"),
		"punctuate a title":    edit(t, "Tanaka, On Rest", "Tanaka: “On Rest”"),
		"other tracking":       edit(t, "?from=feed", "?from=mail"),
		"insert a cited entry": edit(t, "## Sources\n\n", "## Sources\n\n8. Diaz, On Age https://example.org/age\n", "Naps help, too [2]", "Naps help, too [2][8]"),
	}
	base := findings(old)
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			found := findings(text)
			left := lint.Subtract(found, base)
			left = slices.DeleteFunc(left, func(d lint.Diagnostic) bool { return isAdded(name, d) })
			if len(left) > 0 {
				t.Errorf("new:%s", describe(text, left))
			}
			if left := lint.Subtract(base, found); len(left) > 0 {
				t.Errorf("gone:%s", describe(old, left))
			}
		})
	}
}

// isAdded reports whether a finding is about a citation that the edit itself has
// added: the rule cites reports all.
func isAdded(edit string, d lint.Diagnostic) bool {
	return d.Rule == "cites" && (edit == "text before" && d.Keys[0] == "1" || edit == "insert a cited entry" && d.Keys[0] == "8")
}

// TestFingerprintsDiffer makes edits each of which makes some findings new.
func TestFingerprintsDiffer(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // the rule and the text at the span
	}{
		{"a figure", edit(t, "35 percent", "53 percent"), []string{"uncited In 2020, 53 percent of adults slept badly."}},
		{"a number first", edit(t, "Rest is not", "12 naps are not"), []string{"uncited 12 naps are not sleep."}},
		{"a figure's point", edit(t, "35 percent", "3.5 percent"), []string{"uncited In 2020, 3.5 percent of adults slept badly."}},
		{"a word", edit(t, "Sleep helps.", "Sleep hurts."), []string{"uncited Sleep hurts."}},
		{"a second such sentence", edit(t, "Rest is not sleep.", "Rest is not sleep. Rest is not sleep."), []string{"uncited Rest is not sleep."}},
		{"the third of three", edit(t, "This\nis widely known.", "This\nis widely known. This is widely known."), []string{"uncited This is widely known."}},
		{"into the conclusion", edit(t, " Rest is not sleep.", "", "Sleep helps.", "Sleep helps. Rest is not sleep."), []string{"uncited Rest is not sleep."}},
		{"another source", edit(t, "example.org/noise", "example.org/din"), []string{"cites [4]", "in-heading [4]", "cites [4]"}},
		{"another number", edit(t, "Naps help, too [2]", "Naps help, too [1]"), []string{"cites [1]", "unused 2. Okafor, On Naps https://example.org/naps?from=feed"}},
		{"another title", edit(t, "Tanaka, On Rest", "Tanaka, On Age"), []string{"unused 6. Tanaka, On Age"}},
		{"a deleted source", edit(t, "4. Duarte, On Noise https://example.org/noise\n", ""), []string{"dangling [4]", "in-heading [4]"}},
		{"one more dangling", edit(t, "Naps help, too [2]", "Naps help, too [2][8]"), []string{"dangling [8]"}},
		{"dangling once more", edit(t, "Naps help, too [2]", "Naps help, too [2][7]"), []string{"dangling [7]"}},
		{"dangling in one more sentence", edit(t, "Sleep helps.", "Sleep helps [9]."), []string{"dangling [9]"}},
		{"dangling once less", edit(t, "Noise does harm [4], and light does [7]", "Noise does harm [4], and light does [5]"), []string{"cites [5]"}},
		{"a key", edit(t, "differ [9]", "differ [jones]"), []string{"dangling [jones]"}},
	}
	base := findings(old)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, d := range lint.Subtract(findings(test.text), base) {
				got = append(got, d.Rule+" "+test.text[d.Span.Start:d.Span.End])
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("new: %q\nwant %q", got, test.want)
			}
		})
	}
}

// TestFingerprintsOfMany lets a rule say at once what it would else say one by
// one, as rules do when most of a list is bad.
func TestFingerprintsOfMany(t *testing.T) {
	fixed := edit(t, "Sleep helps.", "Sleep helps [5].")
	worse := edit(t, "Naps help, too [2]", "Naps help, too [8]")
	for _, rules := range [][2]*lint.Rule{{unused, unusedAtOnce}, {dangling, danglingAtOnce}} {
		single, atOnce := findings(old, rules[0]), findings(old, rules[1])
		if len(single) < 2 || len(atOnce) != 1 || len(atOnce[0].Places) < 2 {
			t.Fatalf("%s: %d findings, and %+v at once", rules[0].Name, len(single), atOnce)
		}
		for name, new := range map[string][]lint.Diagnostic{
			"one by one": lint.Subtract(single, atOnce), "at once": lint.Subtract(atOnce, single),
			"one less":                lint.Subtract(findings(fixed, rules[1]), atOnce),
			"one less, at once after": lint.Subtract(findings(fixed, rules[1]), single),
		} {
			if len(new) > 0 {
				t.Errorf("%s, %s: new:%s", rules[0].Name, name, describe(old, new))
			}
		}
		if new := lint.Subtract(findings(worse, rules[1]), atOnce); len(new) != 1 {
			t.Errorf("%s: one more is not new", rules[0].Name)
		}
	}
}

// TestFingerprintsOfFiles are of sources that other files list.
func TestFingerprintsOfFiles(t *testing.T) {
	made := func(before string, titles ...string) []lint.Diagnostic {
		a := read(before + "Sleep helps [1].\n")
		for i, title := range titles {
			a.Sources = append(a.Sources, lint.Source{Key: fmt.Sprint(i), Title: title, File: "a.sources.yaml", Origin: lint.FromSidecar})
		}
		return lint.Run(a, []lint.Check{{Rule: unused}, {Rule: unusedAtOnce}})
	}
	base := made("", "On Sleep", "On Naps")
	if left := lint.Subtract(made("Text before [1].\n\n", "On Naps", "On Sleep"), base); len(base) != 3 || len(left) > 0 {
		t.Errorf("new: %+v", left)
	}
	if left := lint.Subtract(made("", "On Sleep", "On Rest"), base); len(left) != 2 {
		t.Errorf("new: %+v", left)
	}
}

// TestFingerprintsOfSharedKeys pins those of what other files list under a key of the
// article's own list: they stand in baselines.
func TestFingerprintsOfSharedKeys(t *testing.T) {
	a := read("Sleep helps [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020\n")
	for _, key := range []string{"1", "2"} {
		a.Sources = append(a.Sources, lint.Source{Key: key, Title: "On Naps " + key, File: "a.sources.yaml", Origin: lint.FromSidecar})
	}
	want := []string{"ecea2e68a9488c83383f8f84458d4d01", "3af9f937e8b858c6f9aed30b9f4f9e40"}
	for i, d := range lint.Run(a, []lint.Check{{Rule: unused}}) {
		if d.Fingerprint != want[i] {
			t.Errorf("[%s]: got %s, want %s", d.Keys[0], d.Fingerprint, want[i])
		}
	}
}

var fingerprintForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// checkFingerprints checks what holds for the findings of any article.
func checkFingerprints(t *testing.T, text string) {
	t.Helper()
	found := findings(text)
	seen := make(map[string]bool)
	for _, d := range found {
		if !fingerprintForm.MatchString(d.Fingerprint) || len(d.Places) == 1 || !slices.IsSorted(d.Places) {
			t.Errorf("%s at %v: fingerprint %q, places %q", d.Rule, d.Span, d.Fingerprint, d.Places)
		}
		for _, name := range d.Fingerprints() {
			if seen[name] {
				t.Errorf("%s at %v: fingerprint %q is that of another", d.Rule, d.Span, name)
			}
			seen[name] = true
		}
	}
	if left := lint.Subtract(findings(text), found); len(left) > 0 {
		t.Errorf("not the same a second time:%s", describe(text, left))
	}
}

func FuzzFingerprint(f *testing.F) {
	f.Add(old)
	f.Add("")
	f.Add("[1].[1].[x]. [x].\n## 1 2\n# [1]\n## Sources\n1. \n1. \n2. a\n")
	f.Add("\xff. \xff[\xff].\n## Sources\n\xff")
	f.Fuzz(checkFingerprints)
}

// TestFingerprintsBounded has many findings that stand for all citations each.
func TestFingerprintsBounded(t *testing.T) {
	const n = 300
	text := strings.Repeat("Sleep helps [1][2].\n", n)
	a := read(text)
	many := &lint.Rule{Name: "many", Severity: lint.Error, Run: func(pass *lint.Pass) {
		for range n {
			pass.Report(lint.Diagnostic{Span: pass.Article.Citations[0].Span, Keys: []string{"1", "2"}})
		}
	}}
	places := 0
	for _, d := range lint.Run(a, []lint.Check{{Rule: many}}) {
		places += len(d.Fingerprints())
	}
	if most := 4*len(a.Citations) + n; places > most || places < 2*n {
		t.Errorf("%d places, want at most %d", places, most)
	}
}
