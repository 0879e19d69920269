package parse

import "github.com/citevet/citevet/lint"

func readHTML(d *draft, s lint.Span) {}
