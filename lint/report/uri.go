package report

import "strings"

// uriOf writes a path with slashes as a URI, whatever bytes it has, and reports
// whether it is relative to the directory that citevet ran in. One that leads
// out of that directory is relative to nothing that a reader could know.
func uriOf(p string) (uri string, inside bool) {
	p = repositoryPath(p)
	if strings.HasPrefix(p, "/") || hasDrive(p) {
		return FileURI(p), false
	}
	return escapePath(p), p != ".." && !strings.HasPrefix(p, "../")
}

// FileURI writes an absolute path with slashes as a URI, whatever bytes it has.
func FileURI(p string) string {
	if hasDrive(p) {
		return "file:///" + p[:1] + ":" + escapePath(p[2:])
	}
	return "file://" + escapePath(p)
}

// hasDrive reports whether a path is one as C:/drafts.
func hasDrive(p string) bool { return len(p) > 2 && isLetter(p[0]) && p[1:3] == ":/" }

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
