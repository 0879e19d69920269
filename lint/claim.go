package lint

import "math/bits"

// Reasons is the set of what makes a sentence a claim.
type Reasons uint32

// The reasons to take a sentence for a claim, the most telling first.
const (
	HasQuotation Reasons = 1 << iota
	SaysNoSource
	SaysWho
	SaysVaguely
	HasPercent
	HasMoney
	HasQuantity
	HasDate
	HasYear
	SaysFound
	SaysCause
	Compares
	SaysSuperlative
	SaysLaw
	NamesSomeone
)

var reasonTexts = [...]string{
	"quotes someone's words",
	"says what sources do not show",
	"says what somebody said",
	"credits somebody it does not name",
	"gives a percentage",
	"gives a sum of money",
	"gives a figure",
	"dates an event",
	"names a year",
	"says what a study found",
	"says what causes what",
	"compares",
	"says what is first, most or least",
	"says what a law or rule does",
	"says what somebody did",
}

// Texts lists the reasons as phrases, the most telling first.
func (r Reasons) Texts() []string {
	texts := make([]string, 0, bits.OnesCount32(uint32(r)))
	for ; r != 0; r &= r - 1 {
		texts = append(texts, reasonTexts[bits.TrailingZeros32(uint32(r))])
	}
	return texts
}

// First is the most telling reason as a phrase, empty if there is none.
func (r Reasons) First() string {
	if r == 0 {
		return ""
	}
	return reasonTexts[bits.TrailingZeros32(uint32(r))]
}
