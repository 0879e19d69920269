package lsp

import (
	"cmp"
	"slices"

	"github.com/citevet/citevet/lint"
)

// citationsAt lists the citations at an offset. There are several where one mark
// stands for a range: [3-5].
func (v *view) citationsAt(offset int) []*lint.Citation {
	all := v.article.Citations
	i, _ := slices.BinarySearchFunc(all, offset, func(c lint.Citation, at int) int { return cmp.Compare(c.Span.End, at) })
	var found []*lint.Citation
	for ; i < len(all) && all[i].Span.Start <= offset; i++ {
		found = append(found, &all[i])
	}
	// Of two that meet there, it is the second: [1][2]
	if n := len(found); n > 0 && found[n-1].Span.Start == offset {
		found = slices.DeleteFunc(found, func(c *lint.Citation) bool { return c.Span.Start != offset })
	}
	return found
}

// sourceAt returns the source whose entry in the article is at an offset, nil if
// none is.
func (v *view) sourceAt(offset int) *lint.Source {
	for i := range v.article.Sources {
		s := &v.article.Sources[i]
		if s.File == "" && s.Span.Start <= offset && offset < s.Span.End {
			return s
		}
	}
	return nil
}

// sourcesAt lists the sources that the citations at an offset name, or the one
// whose entry is there, each once.
func (v *view) sourcesAt(offset int) []*lint.Source {
	var found []*lint.Source
	for _, c := range v.citationsAt(offset) {
		if c.Source != nil && !slices.Contains(found, c.Source) {
			found = append(found, c.Source)
		}
	}
	if s := v.sourceAt(offset); s != nil && len(found) == 0 {
		found = append(found, s)
	}
	return found
}

// sentenceAt returns the sentence at an offset, nil if none is.
func (v *view) sentenceAt(offset int) *lint.Sentence {
	all := v.article.Sentences
	i, _ := slices.BinarySearchFunc(all, offset, func(s lint.Sentence, at int) int { return cmp.Compare(s.Span.End, at+1) })
	if i < len(all) && all[i].Span.Start <= offset {
		return &all[i]
	}
	return nil
}

// bracketAt returns the bracket at an offset, nil if none is.
func (v *view) bracketAt(offset int) *lint.Bracket {
	all := v.article.Brackets
	i, _ := slices.BinarySearchFunc(all, offset, func(b lint.Bracket, at int) int { return cmp.Compare(b.Span.End, at+1) })
	if i < len(all) && all[i].Span.Start <= offset {
		return &all[i]
	}
	return nil
}
