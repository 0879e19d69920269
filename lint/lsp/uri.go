package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/citevet/citevet/lint/report"
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
	return report.FileURI(file)
}
