package parse

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/citevet/citevet/lint"
)

// An identifier is what a text calls a work by, and the place where it says so.
type identifier struct {
	value string    // as written
	at    lint.Span // with its label ("doi:"), in bytes of the text; empty if there is none
}

// findDOI finds the first DOI of a text that has no resolver before it, and else
// what follows the label "doi" and begins with a digit, though it may be none.
func findDOI(text string) identifier {
	for from := 0; ; {
		i := strings.Index(text[from:], "10.")
		if i < 0 {
			break
		}
		i += from
		from = i + len("10.")
		if i > 0 && (isWordByte(text[i-1]) || text[i-1] == '.') {
			continue
		}
		if n := doiLen(text[i:]); n > 0 {
			return identifier{text[i : i+n], lint.Span{Start: doiLabelStart(text, i), End: i + n}}
		}
	}
	for i := nextLabel(text, "doi", 0); i >= 0; i = nextLabel(text, "doi", i+1) {
		start := i + len("doi")
		start += len(text[start:]) - len(strings.TrimLeft(text[start:], ": "))
		if end := start + tokenLen(text[start:]); start > i+len("doi") && end > start && isDigit(text[start]) && strings.Contains(text[start:end], "/") {
			return identifier{text[start:end], lint.Span{Start: i, End: end}}
		}
	}
	return identifier{}
}

// doiLen is the length of the DOI that text begins with, 0 if it begins with
// none: "10.", a number of four to nine digits, a slash and a suffix.
func doiLen(text string) int {
	i := digitsEnd(text, len("10."))
	if n := i - len("10."); n < 4 || n > 9 {
		return 0
	}
	for i < len(text) && text[i] == '.' && digitsEnd(text, i+1) > i+1 {
		i = digitsEnd(text, i+1)
	}
	if i >= len(text) || text[i] != '/' {
		return 0
	}
	n := tokenLen(text[i+1:])
	if n == 0 {
		return 0
	}
	return i + 1 + n
}

// tokenLen is the length of the token that text begins with: up to white space or
// a quotation mark, without punctuation at its end and without a closing bracket
// that it does not open.
func tokenLen(text string) int {
	end := 0
	var open [3]int
	for end < len(text) {
		c := text[end]
		if c <= ' ' || c == '"' || c == '|' || strings.HasPrefix(text[end:], "”") || strings.HasPrefix(text[end:], "\u00a0") {
			break
		}
		if i := strings.IndexByte("([<", c); i >= 0 {
			open[i]++
		} else if i := strings.IndexByte(")]>", c); i >= 0 {
			if open[i]--; open[i] < 0 {
				break
			}
		}
		end++
	}
	return len(strings.TrimRight(text[:end], ".,;:!?'*"))
}

// doiLabelStart is where the label or the resolver before a DOI at i begins.
func doiLabelStart(text string, i int) int {
	before := strings.TrimRight(text[:i], ": ")
	for _, label := range [...]string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/", "doi"} {
		if n := len(before) - len(label); n >= 0 && strings.EqualFold(before[n:], label) {
			return n
		}
	}
	return i
}

// nextLabel finds a label, in lower case, as a word of its own, without regard to
// case, at or after from; -1 if there is none.
func nextLabel(text, label string, from int) int {
	pair := foldedPair(label[0], label[1])
	for i := pair.next(text, from); i >= 0 && i+len(label) <= len(text); i = pair.next(text, i+1) {
		if (i == 0 || !isWordByte(text[i-1])) && strings.EqualFold(text[i:i+len(label)], label) {
			return i
		}
	}
	return -1
}

// doiOfURL is the DOI that a resolver's URL names, empty if it names none.
func doiOfURL(raw string) string {
	scheme, rest := cutScheme(raw)
	if scheme == "" {
		return ""
	}
	host, path := cutBefore(rest, "/")
	const resolver = "doi.org"
	if n := len(host) - len(resolver); n < 0 || !strings.EqualFold(host[n:], resolver) || !isDOIResolver(strings.TrimPrefix(strings.ToLower(host), "www.")) {
		return ""
	}
	path, _ = cutBefore(strings.TrimPrefix(path, "/"), "?#")
	if decoded, err := url.PathUnescape(path); err == nil {
		path = decoded
	}
	path = strings.TrimPrefix(path, "doi:")
	if path == "" || !isDigit(path[0]) {
		return ""
	}
	return path
}

// doiURL is the canonical URL of a DOI.
func doiURL(doi string) string { return canonicalURL("https://doi.org/" + doi) }

// findISBN finds the number behind the label ISBN, whatever it is, and else a
// valid ISBN of 13 digits.
func findISBN(text string) identifier {
	for i := nextLabel(text, "isbn", 0); i >= 0; i = nextLabel(text, "isbn", i+1) {
		start := i + len("isbn") + isbnKindLen(text[i+len("isbn"):])
		if n := isbnLen(text[start:]); n > 0 {
			return identifier{text[start : start+n], lint.Span{Start: i, End: start + n}}
		}
	}
	for from := 0; ; {
		i := strings.Index(text[from:], "97")
		if i < 0 {
			return identifier{}
		}
		i += from
		from = i + len("97")
		if i > 0 && (isWordByte(text[i-1]) || strings.IndexByte("-./", text[i-1]) >= 0) {
			continue
		}
		if n := isbnLen(text[i:]); n > 0 && isISBN13(text[i:i+n]) && (i+n == len(text) || !isWordByte(text[i+n])) {
			return identifier{text[i : i+n], lint.Span{Start: i, End: i + n}}
		}
	}
}

// isbnKindLen is the length of what may stand between the label ISBN and the
// number: "-13:", " 10 ", ": ".
func isbnKindLen(text string) int {
	rest := strings.TrimLeft(text, "-‐‑: \u00a0")
	for _, kind := range [...]string{"13", "10"} {
		if after, ok := strings.CutPrefix(rest, kind); ok {
			number := strings.TrimLeft(after, "): \u00a0")
			if len(number) < len(after) && number != "" && isDigit(number[0]) {
				rest = number
			}
		}
	}
	return len(text) - len(rest)
}

// isbnLen is the length of the number in groups that text begins with: thirteen
// digits if it begins as such an ISBN does, else ten, or as many as there are; 0
// if these are too few to be meant for one.
func isbnLen(text string) int {
	want, digits, end := 10, 0, 0
	if strings.HasPrefix(text, "978") || strings.HasPrefix(text, "979") {
		want = 13
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case isDigit(c) || digits == 9 && c|0x20 == 'x':
			digits++
			i++
			end = i
			continue
		case digits < want && digits > 0:
			if size := groupMarkLen(text[i:]); size > 0 {
				i += size
				continue
			}
		}
		break
	}
	if digits < 5 {
		return 0
	}
	return end
}

// groupMarkLen is the length of what parts the groups of an ISBN at the start of
// text, if a digit follows it; else 0.
func groupMarkLen(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("- ‐‑–\u00a0", r) && size < len(text) && (isDigit(text[size]) || text[size]|0x20 == 'x') {
		return size
	}
	return 0
}

// isISBN13 reports whether a number in groups has thirteen digits of which the
// last checks the others.
func isISBN13(number string) bool {
	sum, digits := 0, 0
	for i := range len(number) {
		if c := number[i]; isDigit(c) {
			sum += int(c-'0') * (1 + digits%2*2)
			digits++
		}
	}
	return digits == 13 && sum%10 == 0
}

// findArXiv finds the identifier of an arXiv paper behind that label.
func findArXiv(text string) identifier {
	for i := nextLabel(text, "arxiv", 0); i >= 0; i = nextLabel(text, "arxiv", i+1) {
		start := i + len("arxiv")
		start += len(text[start:]) - len(strings.TrimLeft(text[start:], ".: "))
		if n := arXivLen(text[start:]); n > 0 {
			return identifier{text[start : start+n], lint.Span{Start: i, End: start + n}}
		}
	}
	return identifier{}
}

// arXivLen is the length of the arXiv identifier that text begins with, with its
// version; 0 if it begins with none: 2101.05735v2, hep-th/9901001, math.GT/0309136.
func arXivLen(text string) int {
	i := digitsEnd(text, 0)
	switch {
	case i == 4 && i < len(text) && text[i] == '.':
		i = digitsEnd(text, 5)
		if i < 9 || i > 10 {
			return 0
		}
	case i == 0:
		for i < len(text) && i < 16 && (isLetter(text[i]) || i > 0 && (text[i] == '-' || text[i] == '.')) {
			i++
		}
		if i == 0 || i == len(text) || text[i] != '/' || digitsEnd(text, i+1) != i+8 {
			return 0
		}
		i += 8
	default:
		return 0
	}
	if i+1 < len(text) && text[i] == 'v' && isDigit(text[i+1]) {
		i = digitsEnd(text, i+1)
	}
	if i < len(text) && isWordByte(text[i]) {
		return 0
	}
	return i
}

// withoutVersion cuts the version off an arXiv identifier.
func withoutVersion(id string) string {
	if i := strings.LastIndexByte(id, 'v'); i > 0 && isDigit(id[i-1]) {
		return id[:i]
	}
	return id
}

// arXivURL is the canonical URL of an arXiv paper.
func arXivURL(id string) string { return "https://arxiv.org/abs/" + withoutVersion(id) }

// findPubMed finds the number of an article of PubMed behind the label PMID.
func findPubMed(text string) identifier {
	for i := nextLabel(text, "pmid", 0); i >= 0; i = nextLabel(text, "pmid", i+1) {
		start := i + len("pmid")
		start += len(text[start:]) - len(strings.TrimLeft(text[start:], ": "))
		if end := digitsEnd(text, start); end-start >= 4 && end-start <= 9 && (end == len(text) || !isWordByte(text[end])) {
			return identifier{text[start:end], lint.Span{Start: i, End: end}}
		}
	}
	return identifier{}
}

// pubMedURL is the canonical URL of an article of PubMed.
func pubMedURL(id string) string { return "https://pubmed.ncbi.nlm.nih.gov/" + id }
