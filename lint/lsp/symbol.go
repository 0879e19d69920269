package lsp

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// symbolString is the kind that clients show Markdown's headings as.
const symbolString = 15

// symbols lists the sections with their roles, those below others within them.
func (v *view) symbols(*documentParams) (any, error) {
	if !v.client.TextDocument.DocumentSymbol.Hierarchical {
		return v.flatSymbols(), nil
	}
	sections := v.article.Sections
	all := []documentSymbol{}
	for i := 0; i < len(sections); {
		if sections[i].Heading.Len() == 0 {
			i++
			continue
		}
		symbol, next := v.symbolTree(i)
		all = append(all, symbol)
		i = next
	}
	return all, nil
}

// symbolTree returns the symbol of a section, and the index of the first that is
// not below it. Headings have six levels, so it goes no deeper than that.
func (v *view) symbolTree(i int) (symbol documentSymbol, next int) {
	sections := v.article.Sections
	s := &sections[i]
	for next = i + 1; next < len(sections) && sections[next].Level > s.Level; {
		var child documentSymbol
		child, next = v.symbolTree(next)
		symbol.Children = append(symbol.Children, child)
	}
	symbol.Name, symbol.Detail, symbol.Kind = v.heading(s), string(s.Role), symbolString
	symbol.Range = v.text.rangeOf(lint.Span{Start: s.Span.Start, End: sections[next-1].Span.End})
	symbol.SelectionRange = v.text.rangeOf(s.Heading)
	return symbol, next
}

func (v *view) flatSymbols() []symbolInformation {
	all := []symbolInformation{}
	for i := range v.article.Sections {
		if s := &v.article.Sections[i]; s.Heading.Len() > 0 {
			all = append(all, symbolInformation{
				Name: v.heading(s), Kind: symbolString, Container: string(s.Role),
				Location: location{v.buffer.uri, v.text.rangeOf(s.Span)},
			})
		}
	}
	return all
}

// heading is the name of a section, which is not to be empty.
func (v *view) heading(s *lint.Section) string {
	words := strings.ReplaceAll(v.article.Prose(s.Heading), "\x00", "")
	if strings.TrimSpace(words) == "" {
		words = v.article.Slice(s.Heading)
	}
	return strings.Join(strings.Fields(words), " ")
}
