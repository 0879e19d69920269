package parse

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"github.com/citevet/citevet/lint"
)

// canonicalURL brings a URL into the form in which URLs are compared: two that
// lead to one page become equal. It is empty if raw is no http, https or ftp
// URL, and it is its own canonical form.
//
// http counts as https. The host is in lower case and in ASCII, without www. and
// a default port; the path has no dot segments and no slash at its end; what only
// tracks the reader is left out, and so is a fragment that does not route within
// a page (#! and #/ do). A resolver's URL of a DOI is that of doi.org, in lower
// case, and an arXiv paper's is that of its abstract, without a version.
func canonicalURL(raw string) string {
	raw = strings.TrimSpace(raw)
	scheme, rest := cutScheme(raw)
	if scheme == "" {
		return ""
	}
	end := seekAny(rest, 0, endsAuthority)
	host, port := canonicalHost(rest[:end], scheme)
	if host == "" {
		return ""
	}
	path, query, fragment := rest[end:], "", ""
	if seekAny(path, 0, needsReading) < len(path) {
		if target := redirected(host, path); target != "" {
			return canonicalURL(target)
		}
		path, fragment, _ = strings.Cut(path, "#")
		path, query, _ = strings.Cut(path, "?")
		path = decodeAmpersands(normalizePercent(path, pathPlain))
		query = canonicalQuery(decodeAmpersands(normalizePercent(query, queryPlain)))
		fragment = canonicalFragment(decodeAmpersands(normalizePercent(fragment, queryPlain)))
	}
	path = removeDotSegments(path)
	if isDOIResolver(host) {
		host, path = resolveDOI(host, path)
	}
	path = strings.TrimRight(path, "/")
	if host == "arxiv.org" {
		if id := arXivPath(path); id != "" {
			path, query = "/abs/"+id, ""
		}
	}
	if canonical, ok := cutParts(raw, scheme, "://", host, port, path, query, fragment); ok {
		return canonical
	}
	return scheme + "://" + host + port + path + query + fragment
}

// What ends the authority of a URL, and what in the rest of it may read otherwise
// in canonical form, the segments of its path aside.
var (
	endsAuthority = newByteSet("/?#")
	needsReading  = newByteSet("?#%&"+encodedChars).addRange(0, ' ').addRange(0x80, 0xff)
)

// cutParts is the beginning of s that is the parts one after the other, if it
// begins so.
func cutParts(s string, parts ...string) (string, bool) {
	n := 0
	for _, part := range parts {
		if !strings.HasPrefix(s[n:], part) {
			return "", false
		}
		n += len(part)
	}
	return s[:n], true
}

// redirected is where a link leads that a search engine or an office program has
// wrapped into one of its own: google.com/url?q=...; empty for any other. The
// target is shorter, so that wrapping in wrapping ends.
func redirected(host, rest string) string {
	path, query, _ := strings.Cut(rest, "?")
	if host != "google.com" || path != "/url" {
		return ""
	}
	values, _ := url.ParseQuery(decodeAmpersands(query))
	for _, name := range [...]string{"q", "url"} {
		if target := values.Get(name); strings.Contains(target, "://") && len(target) < len(query) {
			return target
		}
	}
	return ""
}

// cutScheme cuts the scheme and "://" off a URL; http becomes https, and the
// scheme is empty if it is none that pages have.
func cutScheme(raw string) (scheme, rest string) {
	n := strings.IndexByte(raw[:min(len(raw), len("https:"))], ':')
	if n < 0 || !strings.HasPrefix(raw[n:], "://") || len(raw) == n+len("://") {
		return "", raw
	}
	switch known, rest := raw[:n], raw[n+len("://"):]; {
	case strings.EqualFold(known, "https"), strings.EqualFold(known, "http"):
		return "https", rest
	case strings.EqualFold(known, "ftp"):
		return "ftp", rest
	}
	return "", raw
}

// cutBefore cuts s before the first of the characters.
func cutBefore(s, chars string) (before, after string) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// canonicalHost cuts an authority into its host and, behind a colon, a port that
// is not the default. The host is empty if it cannot be one.
func canonicalHost(authority, scheme string) (host, port string) {
	if hostBytes.holdAll(authority) && len(authority) <= maxHostName {
		return cutWWW(authority), ""
	}
	host = authority[strings.LastIndexByte(authority, '@')+1:]
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.IndexByte(host[i:], ']') < 0 {
		host, port = host[:i], strings.TrimLeft(host[i+1:], "0")
		if port != "" && !isAllDigits(port) {
			return "", ""
		}
	}
	switch {
	case port == "", scheme == "https" && (port == "443" || port == "80"), scheme == "ftp" && port == "21":
		port = ""
	default:
		port = ":" + port
	}
	host = cutWWW(asciiHost(host))
	address, open := strings.CutPrefix(host, "[")
	address, closed := strings.CutSuffix(address, "]")
	switch {
	case open && closed && addressBytes.holdAll(address):
	case hostBytes.holdAll(host):
	default:
		return "", ""
	}
	return host, port
}

// cutWWW cuts the www. off a host that has a name behind it, and full stops off its
// end.
func cutWWW(host string) string {
	host = strings.TrimRight(host, ".")
	for strings.HasPrefix(host, "www.") && strings.IndexByte(host[4:], '.') >= 0 {
		host = host[4:]
	}
	return host
}

// The bytes of a host in canonical form, and of an address of IPv6 in brackets.
var (
	hostBytes    = newByteSet("abcdefghijklmnopqrstuvwxyz0123456789-_.")
	addressBytes = newByteSet("abcdef0123456789:.")
)

// maxHost is the length of the longest name that a host can have, in bytes of
// UTF-8 and percent signs and all.
const maxHost = 2048

// asciiHost is a host in lower case and, for an internationalised one, in
// Punycode; empty if it cannot be one.
func asciiHost(host string) string {
	if len(host) > maxHost {
		return ""
	}
	if strings.IndexByte(host, '%') >= 0 {
		decoded, err := url.PathUnescape(host)
		if err != nil {
			return ""
		}
		host = decoded
	}
	for i := range len(host) {
		if host[i] >= 0x80 {
			ascii, err := idna.Lookup.ToASCII(host)
			if err != nil || len(ascii) > maxHostName {
				return ""
			}
			return ascii
		}
	}
	if len(host) > maxHostName {
		return ""
	}
	return strings.ToLower(host)
}

// maxHostName is the length of the longest name that a host can have (RFC 1035), in
// bytes.
const maxHostName = 253

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

// What is written plainly in each part of a canonical URL: what RFC 3986 does
// not reserve, and of what it reserves the marks that divide nothing there.
var (
	pathPlain  = newByteSet(unreserved + "!*'(),:@")
	queryPlain = newByteSet(unreserved + "!*'(),:@/?")
)

// encodedByte are the bytes that a URL does not hold as they are.
var encodedByte = newByteSet(encodedChars).addRange(0, ' ').addRange(0x80, 0xff)

const encodedChars = "\"<>\\^`{|}[]\x7f" // of those that are seen, and DEL

// normalizePercent writes each byte of a part of a URL in the one way that is
// canonical: as it is if it is plain, in percent and capital digits otherwise.
func normalizePercent(s string, plain *byteSet) string {
	i := 0
	for i < len(s) && s[i] != '%' && !encodedByte.has(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	const digits = "0123456789ABCDEF"
	b := make([]byte, i, len(s)+8)
	copy(b, s)
	for ; i < len(s); i++ {
		c := s[i]
		encode := encodedByte.has(c)
		if c == '%' {
			encode = true
			if i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
				c = unhex(s[i+1])<<4 | unhex(s[i+2])
				encode = !plain.has(c)
				i += 2
			}
		}
		if encode {
			b = append(b, '%', digits[c>>4], digits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

func unhex(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// decodeAmpersands writes &amp; as &: a URL copied from HTML has it so.
func decodeAmpersands(s string) string {
	if !strings.Contains(s, "&amp;") {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "&amp;")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteByte('&')
		for strings.HasPrefix(after, "amp;") {
			after = after[len("amp;"):]
		}
		s = after
	}
}

// removeDotSegments resolves . and .. in a path.
func removeDotSegments(path string) string {
	if !strings.Contains(path, "/.") {
		return path
	}
	var kept []string
	for segment := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		switch segment {
		case ".":
		case "..":
			if len(kept) > 0 {
				kept = kept[:len(kept)-1]
			}
		default:
			kept = append(kept, segment)
		}
	}
	return "/" + strings.Join(kept, "/")
}

// canonicalQuery is a query with its question mark, without what only tracks the
// reader; empty if nothing is left of it.
func canonicalQuery(query string) string {
	if query == "" {
		return ""
	}
	var b strings.Builder
	for parameter := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(parameter, "=")
		if parameter == "" || lint.IsTracking(name) {
			continue
		}
		if b.Len() == 0 {
			b.WriteByte('?')
		} else {
			b.WriteByte('&')
		}
		b.WriteString(parameter)
	}
	return b.String()
}

// canonicalFragment is a fragment that routes within a page, with its mark; empty
// if it only names a place there.
func canonicalFragment(fragment string) string {
	fragment, _, _ = strings.Cut(fragment, ":~:")
	if strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "/") {
		if strings.Trim(fragment, "!/") != "" {
			return "#" + fragment
		}
	}
	return ""
}

func isDOIResolver(host string) bool { return host == "doi.org" || host == "dx.doi.org" }

// resolveDOI brings the URL of a DOI into the form of doi.org. Publishers write
// the slash within a DOI in percent; its letters have no case. arXiv's own DOIs
// become the URL of the paper.
func resolveDOI(host, path string) (string, string) {
	doi := removeDotSegments(strings.ToLower(strings.ReplaceAll(path, "%2F", "/")))
	doi = strings.TrimPrefix(strings.TrimPrefix(doi, "/doi:"), "/")
	if !strings.HasPrefix(doi, "10.") {
		return host, path
	}
	if id, ok := strings.CutPrefix(doi, "10.48550/arxiv."); ok && arXivLen(id) == len(id) {
		return "arxiv.org", "/abs/" + id
	}
	return "doi.org", "/" + doi
}

// arXivPath is the identifier of the paper that a path of arxiv.org leads to,
// without a version; empty if it leads to none.
func arXivPath(path string) string {
	for _, form := range [...]string{"/abs/", "/pdf/", "/html/"} {
		if id, ok := strings.CutPrefix(path, form); ok {
			id = strings.TrimSuffix(id, ".pdf")
			if n := arXivLen(id); n > 0 && n == len(id) {
				return withoutVersion(id)
			}
		}
	}
	return ""
}
