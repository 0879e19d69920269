package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// pathOf returns the absolute path, with slashes, of the file that a URI names,
// and false if it names none: an editor calls what is not saved yet untitled:1,
// and has other names for what only it can open.
func pathOf(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" || u.Host != "" && u.Host != "localhost" {
		return "", false
	}
	p := u.Path
	if runtime.GOOS == "windows" {
		p = strings.TrimPrefix(p, "/") // of /C:/drafts
	}
	if !filepath.IsAbs(filepath.FromSlash(p)) || strings.ContainsRune(p, 0) {
		return "", false
	}
	return path.Clean(p), true
}

// uriOf is the reverse, for a path that is absolute or, else, one below the
// working directory.
func uriOf(file string) string {
	if abs, err := filepath.Abs(filepath.FromSlash(file)); err == nil {
		file = filepath.ToSlash(abs)
	}
	if !strings.HasPrefix(file, "/") {
		file = "/" + file
	}
	return "file://" + escapePath(file)
}

// escapePath writes every byte but those that mean the same everywhere in a URI,
// slashes and a drive's colon as %XX.
func escapePath(p string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(p) {
		switch c := p[i]; {
		case 'a' <= c|' ' && c|' ' <= 'z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0, c == ':' && i == 2:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
