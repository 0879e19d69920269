package parse

import "testing"

func TestCanonicalURL(t *testing.T) {
	for _, test := range []struct{ name, raw, want string }{
		{"scheme", "HTTP://example.org/a", "https://example.org/a"},
		{"ftp", "ftp://Example.org:21/pub/", "ftp://example.org/pub"},
		{"host", "https://WWW.Example.ORG./A", "https://example.org/A"},
		{"www alone", "https://www.org/", "https://www.org"},
		{"default port", "http://example.org:80/", "https://example.org"},
		{"other port", "https://example.org:8443/a", "https://example.org:8443/a"},
		{"user", "https://me:secret@example.org/a", "https://example.org/a"},
		{"international host", "https://Bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"},
		{"host in percent", "https://b%C3%BCcher.example/", "https://xn--bcher-kva.example"},
		{"address", "http://[2001:DB8::1]:80/x", "https://[2001:db8::1]/x"},
		{"trailing slash", "https://example.org/a/", "https://example.org/a"},
		{"slash before the query", "https://example.org/?q=1", "https://example.org?q=1"},
		{"dot segments", "https://example.org/a/./b/../../c", "https://example.org/c"},
		{"dots in a name", "https://example.org/a/.hidden/b..c", "https://example.org/a/.hidden/b..c"},
		{"percent", "https://example.org/%7euser/%e4%f6?x=%41", "https://example.org/~user/%E4%F6?x=A"},
		{"parentheses", "https://en.wikipedia.org/wiki/Sleep_%28mind%29", "https://en.wikipedia.org/wiki/Sleep_(mind)"},
		{"stray percent", "https://example.org/100%", "https://example.org/100%25"},
		{"encoded slash", "https://example.org/a%2fb", "https://example.org/a%2Fb"},
		{"tracking", "https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7"},
		{"tracking alone", "https://example.org/a?UTM_medium=x", "https://example.org/a"},
		{"order of parameters", "https://example.org/?b=2&a=1", "https://example.org?b=2&a=1"},
		{"ampersands of HTML", "https://example.org/?b=2&amp;a=1&amp;amp;c=3", "https://example.org?b=2&a=1&c=3"},
		{"fragment", "https://example.org/a#part", "https://example.org/a"},
		{"text fragment", "https://example.org/a#:~:text=sleep", "https://example.org/a"},
		{"route", "https://example.org/#/a/b", "https://example.org#/a/b"},
		{"hash bang", "https://example.org/#!a", "https://example.org#!a"},
		{"archived page", "https://web.archive.org/web/2020/http://example.org/", "https://web.archive.org/web/2020/http://example.org"},
		{"DOI", "http://dx.doi.org/10.1016/J.JOULE.2023", "https://doi.org/10.1016/j.joule.2023"},
		{"DOI in percent", "https://doi.org/10.1002%2FAbc", "https://doi.org/10.1002/abc"},
		{"DOI with its label", "https://www.doi.org/doi:10.1002/abc", "https://doi.org/10.1002/abc"},
		{"DOI of arXiv", "https://doi.org/10.48550/arXiv.2101.05735", "https://arxiv.org/abs/2101.05735"},
		{"arXiv PDF", "http://arxiv.org/pdf/2101.05735v2.pdf", "https://arxiv.org/abs/2101.05735"},
		{"old arXiv", "https://arxiv.org/abs/hep-th/9901001v3", "https://arxiv.org/abs/hep-th/9901001"},
		{"arXiv listing", "https://arxiv.org/list/cs/new", "https://arxiv.org/list/cs/new"},
		{"white space", " https://example.org/a \n", "https://example.org/a"},

		{"no scheme", "example.org/a", ""},
		{"mail", "mailto:me@example.org", ""},
		{"no host", "https:///a", ""},
		{"space in the host", "https://exa mple.org", ""},
		{"wrapped", "https://www.google.com/url?q=https://example.org/a&sa=D", "https://example.org/a"},
		{"bad port", "https://example.org:x/", ""},
		{"empty", "", ""},
	} {
		if got := canonicalURL(test.raw); got != test.want {
			t.Errorf("%s: %q: got %q, want %q", test.name, test.raw, got, test.want)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	for _, raw := range []string{
		"https://Example.org:80/a/../b/?utm_source=x&amp;y=%41#/z", "http://dx.doi.org/10.1%2F..%2F..%2Fdoi:10.5/X",
		"https://arxiv.org/pdf/2101.05735v2.pdf", "ftp://[::1]/a%", "https://bücher.example/%%34%31", "https://a%3A80.com",
	} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once := canonicalURL(raw)
		if twice := canonicalURL(once); twice != once {
			t.Errorf("%q: %q is not canonical, but %q", raw, once, twice)
		}
	})
}
