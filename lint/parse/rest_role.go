package parse

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/citevet/citevet/lint"
)

// restRoles are the roles of reStructuredText that link to a document by its
// number, and where Docutils, by its default settings, links them to.
var restRoles = [...]struct{ mark, url string }{
	{":pep:`", "https://peps.python.org/pep-%04d"},
	{":rfc:`", "https://datatracker.ietf.org/doc/html/rfc%d.html"},
}

// maxRole is how many bytes the text of a role may have: a number, a fragment, and
// perhaps a title before them.
const maxRole = 200

// restRole masks a role that links to a document, as in :pep:`333`, and notes the
// link. It returns i if none begins there.
func (in *inlineMasker) restRole(i int) int {
	for _, r := range restRoles {
		if !strings.HasPrefix(in.text[i:in.end], r.mark) {
			continue
		}
		start := i + len(r.mark)
		n := strings.IndexByte(in.text[start:min(in.end, start+maxRole)], '`')
		if n < 0 {
			return i
		}
		number, ok := roleNumber(in.text[start : start+n])
		if !ok {
			return i
		}
		s := lint.Span{Start: i, End: start + n + 1}
		in.mask(s)
		in.links = append(in.links, link{span: s, label: lint.Span{Start: i, End: i}, url: fmt.Sprintf(r.url, number)})
		return s.End
	}
	return i
}

// roleNumber is the number of the document that a role's text names: 333,
// 333#rationale or the old standard <333>.
func roleNumber(text string) (int, bool) {
	if open := strings.LastIndexByte(text, '<'); open >= 0 && strings.HasSuffix(text, ">") {
		text = text[open+1 : len(text)-1]
	}
	text, _, _ = strings.Cut(text, "#")
	number, err := strconv.ParseUint(text, 10, 16)
	return int(number), err == nil
}
