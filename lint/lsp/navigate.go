package lsp

import "github.com/citevet/citevet/lint"

// definition leads from a citation to the entries of its sources.
func (v *view) definition(p *positionParams) (any, error) {
	found := []location{}
	for _, s := range v.sourcesAt(v.text.offset(p.Position)) {
		found = append(found, v.entry(s))
	}
	return found, nil
}

// entry is where a source is listed.
func (v *view) entry(s *lint.Source) location {
	if s.File != "" {
		return v.locationIn(v.reading, s.File, s.FileSpan)
	}
	return location{v.buffer.uri, v.text.rangeOf(s.Span)}
}

// references leads from a source, or a citation of it, to all its citations.
func (v *view) references(p *referenceParams) (any, error) {
	found := []location{}
	sources := v.sourcesAt(v.text.offset(p.Position))
	if p.Context.IncludeDeclaration {
		for _, s := range sources {
			found = append(found, v.entry(s))
		}
	}
	named := make(map[*lint.Source]bool, len(sources))
	for _, s := range sources {
		named[s] = true
	}
	var last lint.Span
	for i := range v.article.Citations {
		c := &v.article.Citations[i]
		if c.Source != nil && named[c.Source] && c.Span != last {
			last = c.Span
			found = append(found, location{v.buffer.uri, v.text.rangeOf(c.Span)})
		}
	}
	return found, nil
}
