package linttest

import (
	"fmt"
	"strings"
	"testing"
)

func TestFindWants(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain\n", ""},
		{"a\nb <!-- want \"x\" -->\n", "2 x"},
		{"a <!-- want \"x\" `y.z` -->", "1 x; 1 y.z"},
		{"a <!-- want dangling-citation \"x\" \"y\" -->", "1 dangling-citation x; 1 y"},
		{"a\n\n<!-- want@-2 \"x\" -->\n", "1 x"},
		{"<!-- want@+1 \"x\" --> <!-- want \"y\" -->\n", "2 x; 1 y"},
		{"a <!-- want -->", "1: want: no message after \"\""},
		{"a\n<!-- want \"x\"\n-->", "2: want comment is not closed on its line"},
		{"a <!-- want rule -->", "1: want: no message after \"rule\""},
		{"a <!-- want@x \"y\" -->", "1: want@x: not a number of lines"},
	} {
		wants, err := findWants(c.text)
		var got []string
		for _, w := range wants {
			got = append(got, strings.Join(strings.Fields(fmt.Sprint(w.line, " ", w.rule, " ", w.message)), " "))
		}
		if err != nil {
			got = []string{err.Error()}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.text, s, c.want)
		}
	}
}
