package report

import "strings"

// uriOf writes a path with slashes as a URI, whatever bytes it has, and reports
// whether it is relative to the directory that citevet ran in. One that leads
// out of that directory is relative to nothing that a reader could know.
func uriOf(p string) (uri string, inside bool) {
	p = repositoryPath(p)
	switch {
	case strings.HasPrefix(p, "/"):
		return "file://" + escapePath(p), false
	case len(p) > 2 && isLetter(p[0]) && p[1:3] == ":/": // C:/drafts
		return "file:///" + p[:1] + ":" + escapePath(p[2:]), false
	}
	return escapePath(p), p != ".." && !strings.HasPrefix(p, "../")
}

// escapePath writes every byte but those that mean the same everywhere in a URI
// as %XX.
func escapePath(p string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(p) {
		if c := p[i]; isUnreserved(c) || c == '/' {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// isUnreserved is RFC 3986's unreserved.
func isUnreserved(c byte) bool {
	return isLetter(c) || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

func isLetter(c byte) bool { return 'a' <= c|' ' && c|' ' <= 'z' }
