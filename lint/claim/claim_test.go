package claim

import (
	"testing"

	"github.com/citevet/citevet/lint"
)

var trial = []Sentence{
	{Prose: "In 2019, 35 percent of the adults in Norway slept less than six hours a night.", Heading: "Sleep in Norway"},
	{Prose: "Thank you for asking, and I hope this helps!"},
	{Prose: "This report examines how people sleep and what keeps them awake.", Heading: "Introduction"},
	{Prose: "The ministry was founded in 1871 and moved to Bergen after the war.", Heading: "History"},
	{Prose: "How much sleep do you need?"},
	{Prose: "“Nobody who sleeps five hours thinks clearly,” Hansen told reporters on Monday.", Heading: "Sleep in Norway"},
}

func TestJudge(t *testing.T) {
	claims := make([]lint.Claim, len(trial))
	New("en").Judge(trial, claims)
	for i, want := range []lint.ClaimKind{lint.Statistic, lint.NoClaim, lint.NoClaim, lint.Event, lint.NoClaim, lint.Quote} {
		if claims[i].Kind != want {
			t.Errorf("%q: kind %q at %.2f, want %q", trial[i].Prose, claims[i].Kind, claims[i].Strength, want)
		}
	}
}

func TestJudgeAllocatesNothing(t *testing.T) {
	c := New("en")
	claims := make([]lint.Claim, len(trial))
	c.Judge(trial, claims)
	if n := testing.AllocsPerRun(100, func() { c.Judge(trial, claims) }); n != 0 {
		t.Errorf("%v allocations a run, want none", n)
	}
}

func BenchmarkJudge(b *testing.B) {
	c := New("en")
	claims := make([]lint.Claim, len(trial))
	size := 0
	for _, s := range trial {
		size += len(s.Prose)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		c.Judge(trial, claims)
	}
}
