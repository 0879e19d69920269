package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/citevet/citevet/lint"
)

const alignedList = "\n## Sources\n\n1. Smith On Sleep https://example.org/sleep\n2. Okafor On Naps https://example.org/naps\n"

func TestNewChange(t *testing.T) {
	for _, c := range []struct{ name, base, head, want string }{
		{"moved", "Short naps help memory. Coffee keeps nurses awake.", "Coffee keeps\nnurses awake. Short naps help memory.", "1=0 0=1"},
		{"reworded", "Short naps help the memory of nurses. Tea is hot.", "Tea is hot. Short naps clearly help the memory of most nurses.", "1=0 0~1"},
		{"figure", "The rate was 12 percent in 2019.", "The rate was 21 percent in 2020.", "0~0"},
		{"another claim", "Short naps help the memory of nurses.", "Coffee prices rose in Bergen last year.", ""},
		{"twice as like", "Short naps help memory here.", "Short naps help memory soon. Short naps help memory well.", ""},
		{"equal, cited apart", "Naps help [1]. Naps help [2].", "Naps help [2]. Naps help [1].", "1=0 0=1"},
		{"equal, one lost its citation", "Naps help [1]. Naps help.", "Naps help. Naps help.", "1=0 0=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, head := read(c.base+"\n"+alignedList), read(c.head+"\n"+alignedList)
			support(base)
			support(head)
			change := lint.NewChange(base, head)
			var got []string
			for _, p := range change.Sentences {
				sign := "~"
				if p.Same {
					sign = "="
				}
				got = append(got, fmt.Sprint(indexOf(base, p.Base), sign, indexOf(head, p.Head)))
				if change.After(p.Base) != p.Head {
					t.Error("After does not lead back")
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

// support makes the citations of each sentence stand for it.
func support(a *lint.Article) {
	for i := range a.Sentences {
		a.Sentences[i].Support = a.Sentences[i].Citations
	}
}

func indexOf(a *lint.Article, s *lint.Sentence) string {
	for i := range a.Sentences {
		if &a.Sentences[i] == s {
			return fmt.Sprint(i)
		}
	}
	return "?"
}

func TestSourceBefore(t *testing.T) {
	const list = "1. Smith On Sleep https://example.org/sleep\n2. Okafor On Naps https://example.org/naps\n3. Ito The Coffee Trials\n"
	for _, c := range []struct{ name, head, want string }{
		{"renumbered", "1. Ito The Coffee Trials\n2. Smith On Sleep https://example.org/sleep\n3. Okafor On Naps https://example.org/naps\n", "3 1 2"},
		{"URL changed", "1. Smith On Sleep https://example.org/other\n", "1"},
		{"title changed", "9. Smith On Rest https://example.org/sleep\n", "1"},
		{"put right under its key", "3. Ito The Coffee Trials 2019\n", "3"},
		{"replaced", "2. Berg Nights At Work https://example.org/nights\n", "-"},
		{"listed twice", "1. Smith On Sleep https://example.org/sleep\n2. Smith On Sleep https://example.org/sleep\n", "1 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, head := read("## Sources\n\n"+list), read("## Sources\n\n"+c.head)
			change := lint.NewChange(base, head)
			var got []string
			for i := range head.Sources {
				key := "-"
				if s := change.SourceBefore(&head.Sources[i]); s != nil {
					key = s.Key
				}
				got = append(got, key)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

// TestRunChange holds the engine to what it says: suppressions of the new version
// apply, a lost citation is the one missing-citation finding of its sentence, and
// a rule's panic has its name.
func TestRunChange(t *testing.T) {
	base, head := read("Naps help.\n"), read("Naps help. Tea too.\n")
	loud := &lint.Rule{Name: "loud", Severity: lint.Error, Confidence: lint.Certain, Missing: 5, RunChange: func(pass *lint.ChangePass) {
		for i := range pass.Head.Sentences {
			pass.Reportf(pass.Head.Sentences[i].Span, "%d of %d", i, len(pass.Base.Sentences))
		}
	}}
	head.Suppressions = []lint.Suppression{{Scope: head.Sentences[0].Span, Rule: "loud", Reason: "x"}}
	checks := []lint.Check{{Rule: loud}, {Rule: lint.UnusedSuppression}}
	found := lint.RunChange(base, head, checks)
	if len(found) != 1 || found[0].Message != "1 of 1" || found[0].Rule != "loud" || found[0].Fingerprint == "" {
		t.Errorf("got %+v", found)
	}
	if alone := lint.Run(head, checks); len(alone) > 0 {
		t.Errorf("Run has findings: %+v", alone)
	}
	missing := &lint.Rule{Name: "missing", Severity: lint.Error, Confidence: lint.Certain, Missing: 1, Run: func(pass *lint.Pass) {
		pass.Reportf(pass.Article.Sentences[1].Span, "no citation")
	}}
	all := lint.Merge(lint.Run(head, []lint.Check{{Rule: missing}}), found)
	if len(all) != 1 || all[0].Rule != "loud" {
		t.Errorf("merged: %+v", all)
	}
	defer func() {
		if p, ok := recover().(*lint.RulePanic); !ok || p.Rule != "crash" {
			t.Errorf("panic: %v", p)
		}
	}()
	lint.RunChange(base, head, []lint.Check{{Rule: &lint.Rule{Name: "crash", Severity: lint.Info, RunChange: func(*lint.ChangePass) { panic("x") }}}})
}

// TestNewChangeOfManyAlike rewords every sentence of an article whose sentences
// share most of their words.
func TestNewChangeOfManyAlike(t *testing.T) {
	const n = 500
	var before, after strings.Builder
	for i := range n {
		fmt.Fprintf(&before, "Naps help nurses in clinic%d of Bergen. ", i)
		fmt.Fprintf(&after, "Naps help doctors in clinic%d of Bergen. ", i)
	}
	change := lint.NewChange(read(before.String()), read(after.String()))
	for i, p := range change.Sentences {
		if p.Same || indexOf(change.Base, p.Base) != indexOf(change.Head, p.Head) {
			t.Errorf("pair %d is wrong", i)
		}
	}
	if len(change.Sentences) != n {
		t.Errorf("%d of %d sentences have a pair", len(change.Sentences), n)
	}
}
