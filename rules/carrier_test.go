package rules

import (
	"testing"

	"github.com/citevet/citevet/lint/parse"
)

func TestCarriers(t *testing.T) {
	const text = `Short naps improve the memory of older adults, says the ministry [1]. Long naps do not. Rain fell on Oslo in May 2020 [1].

## Bottom line

The ministry says that short naps improve the memory of older adults. Long naps cost Norway 40 million euros in 2019. Nothing else is known.

## Sources

1. Smith, On Sleep, 2020, https://example.org/sleep
`
	a, err := parse.Article("a.md", []byte(text), &parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		carrier string
		same    bool
	}{
		{},
		{},
		{}, // of the body
		{"Short naps improve the memory of older adults, says the ministry [1].", true},
		{"Long naps do not.", false},
		{},
	} {
		carriers, same := Carriers(a, &a.Sentences[i])
		got := ""
		if len(carriers) > 0 {
			got = a.Slice(carriers[0].Span)
		}
		if got != want.carrier || same != want.same {
			t.Errorf("%q: %q, %v, want %q, %v", a.Slice(a.Sentences[i].Span), got, same, want.carrier, want.same)
		}
	}
}
