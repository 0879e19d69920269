package rules

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"github.com/citevet/citevet/lint"
)

var invalidIdentifier = &lint.Rule{
	Name: "invalid-identifier",
	Doc: `DOIs, ISBNs and URLs that cannot be right

An ISBN ends in a check digit, a DOI starts with 10. and a publisher's number,
a URL names a host. One that breaks these rules was mistyped or made up, and
leads nowhere. A URL that ends in dots was cut short. Whether a well-formed
identifier exists is not looked up.`,
	Group:      lint.Sources,
	Severity:   lint.Error,
	Confidence: lint.Certain,
	Bad:        "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, ISBN 978-0-306-40615-8\n",
	Good:       "Sleep helps memory [1].\n\n## Sources\n\n1. Smith, On Sleep, 2020, ISBN 978-0-306-40615-7\n",
	Run: func(pass *lint.Pass) {
		for i := range pass.Article.Sources {
			s := &pass.Article.Sources[i]
			if s.DOI != "" {
				reportIdentifier(pass, s, "DOI", s.DOI, doiProblem(s.DOI))
			}
			if s.ISBN != "" {
				reportIdentifier(pass, s, "ISBN", s.ISBN, isbnProblem(s.ISBN))
			}
			if s.File != "" && s.URL != "" {
				reportIdentifier(pass, s, "URL", s.URL, urlProblem(s.URL))
			}
		}
		for _, u := range writtenURLs(pass.Article) {
			if problem := urlProblem(u.url); problem != "" {
				pass.Report(lint.Diagnostic{Span: u.place(), Message: invalidMessage("URL", u.url, problem), Keys: u.keys()})
			}
		}
	},
}

func invalidMessage(what, value, problem string) string {
	return fmt.Sprintf("%s %s: %s", what, quote(value, 60), problem)
}

func reportIdentifier(pass *lint.Pass, s *lint.Source, what, value, problem string) {
	if problem == "" {
		return
	}
	at := s.Span
	if found := within(pass.Article, s.Span, value); found.Len() > 0 {
		at = found
	}
	message := invalidMessage(what, value, problem)
	if s.File != "" {
		message += ", in " + s.File
	}
	pass.Report(lint.Diagnostic{Span: at, Message: message, Keys: sourceKeys(s)})
}

// doiProblem says why a DOI cannot be one, as far as its syntax tells.
func doiProblem(doi string) string {
	prefix, suffix, found := strings.Cut(doi, "/")
	registrant, ten := strings.CutPrefix(prefix, "10.")
	number, _, _ := strings.Cut(registrant, ".")
	switch {
	case !ten || len(number) < 4 || len(number) > 9 || strings.Trim(registrant, "0123456789.") != "":
		return "a DOI starts with 10. and a number of four digits or more"
	case !found || suffix == "":
		return "nothing after the publisher's number"
	case strings.ContainsAny(doi, " \t\r\n"):
		return "a DOI has no spaces"
	}
	return ""
}

// isbnProblem says why an ISBN cannot be one (ISO 2108).
func isbnProblem(isbn string) string {
	digits := strings.Map(func(r rune) rune {
		switch r {
		case '-', ' ', '‐', '‑', '–', '\u00a0':
			return -1
		}
		return r
	}, isbn)
	var want byte
	switch len(digits) {
	case 10:
		want = isbn10Check(digits)
	case 13:
		if digits[:3] != "978" && digits[:3] != "979" {
			return "an ISBN of 13 digits starts with 978 or 979"
		}
		want = isbn13Check(digits)
	default:
		return fmt.Sprintf("%d digits, not 10 or 13", len(digits))
	}
	if got := digits[len(digits)-1] &^ ('x' - 'X'); want != 0 && got == want&^('x'-'X') {
		return ""
	}
	if want == 0 {
		return "not only digits"
	}
	return fmt.Sprintf("the check digit would be %c", want)
}

// isbn10Check is the tenth digit that belongs to the first nine, 0 if these are
// not digits.
func isbn10Check(digits string) byte {
	sum := 0
	for i := range 9 {
		if digits[i] < '0' || digits[i] > '9' {
			return 0
		}
		sum += (10 - i) * int(digits[i]-'0')
	}
	return "0123456789X"[(11-sum%11)%11]
}

// isbn13Check is the thirteenth digit that belongs to the first twelve, 0 if
// these are not digits.
func isbn13Check(digits string) byte {
	sum := 0
	for i := range 12 {
		if digits[i] < '0' || digits[i] > '9' {
			return 0
		}
		sum += (1 + i%2*2) * int(digits[i]-'0')
	}
	return "0123456789"[(10-sum%10)%10]
}

// urlProblem says why a URL leads nowhere, as far as its syntax tells.
func urlProblem(raw string) string {
	if strings.HasSuffix(raw, "...") || strings.HasSuffix(raw, "…") {
		return "cut short"
	}
	if isPlain(raw) {
		return ""
	}
	return parsedProblem(raw)
}

// parsedProblem says what a whole parse of a URL finds.
func parsedProblem(raw string) string {
	u, err := url.Parse(strings.ReplaceAll(raw, "&amp;", "&"))
	switch {
	case err != nil && strings.Contains(err.Error(), "invalid URL escape"):
		return "a percent sign without two hexadecimal digits"
	case err != nil:
		return "not a URL"
	case lacksColon(u):
		return "no colon behind " + u.Path[:strings.IndexByte(u.Path, '/')]
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "ftp":
		return ""
	case u.Host == "":
		return "no host"
	}
	return hostProblem(u.Hostname())
}

// isPlain reports whether a URL is of the web and nothing in it needs a whole parse,
// which takes ten times as long: its host has several parts of letters, digits and
// dashes of ASCII, and no byte behind it has a meaning of its own.
func isPlain(raw string) bool {
	host, found := strings.CutPrefix(raw, "https://")
	if !found {
		if host, found = strings.CutPrefix(raw, "http://"); !found {
			return false
		}
	}
	end, last, points := 0, -1, 0 // of the host, and where its last point stands
	for ; end < len(host) && (isAlphanumeric(host[end]) || host[end] == '-' || host[end] == '.'); end++ {
		if host[end] == '.' {
			if last == end-1 {
				return false
			}
			last = end
			points++
		}
	}
	if points == 0 || end > maxLabel || host[end-1] < 'A' || end < len(host) && strings.IndexByte("/?#", host[end]) < 0 {
		return false
	}
	for _, c := range []byte(host[end:]) {
		if c < ' ' || c == 0x7f || c == '%' {
			return false
		}
	}
	return true
}

// lacksColon reports whether a URL begins with http// and a host.
func lacksColon(u *url.URL) bool {
	scheme, rest, ok := strings.Cut(u.Path, "//")
	host, _, _ := strings.Cut(rest, "/")
	return ok && u.Scheme == "" && u.Host == "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) && strings.Contains(host, ".")
}

// maxLabel is how many bytes a part of a host has at the most.
const maxLabel = 63

// hostProblem says why a name cannot be a host that readers reach.
func hostProblem(host string) string {
	if isAddress(host) || host == "localhost" {
		return ""
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(labels) < 2 {
		return fmt.Sprintf("%q is no host", host)
	}
	for _, label := range labels {
		switch {
		case label == "":
			return "two dots in the host"
		case len(label) > maxLabel:
			return "a part of the host is longer than 63 bytes"
		case strings.ContainsFunc(label, notInHost):
			return fmt.Sprintf("%q is no host", quote(host, 60))
		}
	}
	if strings.Trim(labels[len(labels)-1], "0123456789") == "" {
		return fmt.Sprintf("%q is no host", quote(host, 60))
	}
	return ""
}

// isAddress reports whether a host is an address of IP. Only one that begins with
// a digit or has a colon is parsed: the error that it is none takes memory.
func isAddress(host string) bool {
	if host == "" || (host[0] < '0' || '9' < host[0]) && strings.IndexByte(host, ':') < 0 {
		return false
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

func notInHost(r rune) bool { return !isWord(r) && !unicode.IsMark(r) && r != '-' && r != '_' }
