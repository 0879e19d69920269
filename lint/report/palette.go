package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/fatih/color"
)

// A palette is how the parts of a report look on a terminal, or plain.
type palette struct {
	severities [lint.Error + 1]*color.Color
	bold       *color.Color
	dim        *color.Color
	good       *color.Color
	bad        *color.Color
}

// newPalette heeds on alone, and neither the environment nor what the standard
// output is.
func newPalette(on bool) *palette {
	style := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	p := &palette{
		bold: style(color.Bold),
		dim:  style(color.Faint),
		good: style(color.FgGreen),
		bad:  style(color.FgRed, color.Bold),
	}
	for s := range p.severities {
		p.severities[s] = style(color.FgBlue, color.Bold)
	}
	p.severities[lint.Warning] = style(color.FgYellow, color.Bold)
	p.severities[lint.Error] = p.bad
	return p
}

// failure writes why a path was not linted, each line of the error on its own.
func (p *palette) failure(w io.Writer, r *lint.Result) {
	for line := range strings.SplitSeq(r.Err.Error(), "\n") {
		fmt.Fprintf(w, "%s: %s: %s\n", p.bold.Sprint(visible(r.Path)), p.bad.Sprint("error"), visible(line))
	}
}
