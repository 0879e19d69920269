package claim

import (
	"testing"

	"github.com/citevet/citevet/lint"
)

func TestCellStatesNothing(t *testing.T) {
	for prose, want := range map[string]bool{
		"Norway":                       true,
		"84,200":                       true,
		"\x00\x00\x00":                 true,
		"":                             true,
		"about 60 %":                   true,
		"12 March 2021":                true,
		"$2.3 million\x00\x00\x00":     true,
		"district heat":                true,
		"United Kingdom of Wales":      true,
		"No. 5":                        true,
		"St. Petersburg Mining Inst.":  true,
		"It fell.":                     true,
		"The office counted none.":     false,
		"Prices rose by 12 percent":    false,
		"Der Absatz stieg um 51 %.":    false,
		"sold 14 ferries in 2021":      false,
		"Fares will double by 2030.":   false,
		"The state bought 14 ferries.": false,
	} {
		if s := (Sentence{Prose: prose, Kind: lint.TableCell}); s.statesNothing() != want {
			t.Errorf("%q: %v", prose, !want)
		}
	}
	if s := (Sentence{Prose: "Norway", Kind: lint.Prose}); s.statesNothing() {
		t.Error("a paragraph is taken for a cell")
	}
}
