package rules

import (
	"strings"
	"testing"
)

// TestIsPlain holds the short look at a URL to the whole parse.
func TestIsPlain(t *testing.T) {
	plain := 0
	for _, scheme := range []string{"http://", "https://", "HTTPS://", "ftp://", "http//", "//", ""} {
		for _, host := range []string{
			"example.org", "www.sleep-lab.example.org", "Example.ORG", "example.org.", "example..org", ".example.org", "example", "localhost",
			"127.0.0.1", "example.1", "example.1a", "[::1]", "user@example.org", "example.org:80", "example.org:port", "schlaf.süd.example", "exa%6dple.org",
			"exa mple.org", "a_b.example.org", "-.org", "", strings.Repeat("a", 64) + ".org", strings.Repeat("abc.", 20) + "org",
		} {
			for _, path := range []string{
				"", "/", "/a/b.html", "?q=1&amp;r=2", "#top", "/100%", "/a%20b", "?q=100%", "#100%", "/a b", "/a\tb", "/a\x7fb", "/[1]", "/naps_(sleep)", ":80/a", "\\a",
				"/schläfchen", "/a|b", "/\xff",
			} {
				url := scheme + host + path
				if !isPlain(url) {
					continue
				}
				plain++
				if problem := parsedProblem(url); problem != "" {
					t.Errorf("%q is taken for plain, and yet: %s", url, problem)
				}
			}
		}
	}
	if plain < 50 {
		t.Errorf("only %d of the URLs are plain", plain)
	}
}
