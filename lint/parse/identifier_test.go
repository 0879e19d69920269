package parse

import "testing"

func TestFindDOI(t *testing.T) {
	for _, test := range []struct{ text, want, rest string }{
		{"Smith, On Sleep, doi:10.1000/182.", "10.1000/182", "Smith, On Sleep, ."},
		{"Smith. DOI: 10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0.CO;2-2, 1998", "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0.CO;2-2", "Smith. , 1998"},
		{"Smith (10.1000/a_b-c)", "10.1000/a_b-c", "Smith ()"},
		{"https://doi.org/10.1000/x, 2020", "10.1000/x", ", 2020"},
		{"doi 10.1000.10/123456 and 10.1000/other", "10.1000.10/123456", " and 10.1000/other"},
		{"doi:11.1000/182", "11.1000/182", ""},
		{"grew from 10.5/100 to 210.1234/5", "", "grew from 10.5/100 to 210.1234/5"},
		{"DOI: none", "", "DOI: none"},
		{"10.1234/", "", "10.1234/"},
	} {
		checkIdentifier(t, "DOI", findDOI, test.text, test.want, test.rest)
	}
}

func TestFindISBN(t *testing.T) {
	for _, test := range []struct{ text, want, rest string }{
		{"Smith, ISBN 978-0-306-40615-7, 2020", "978-0-306-40615-7", "Smith, , 2020"},
		{"ISBN-13: 978 0 306 40615 7 2020", "978 0 306 40615 7", " 2020"},
		{"ISBN 10: 0-8044-2957-X.", "0-8044-2957-X", "."},
		{"ISBN: 0306406152", "0306406152", ""},
		{"ISBN 9780306406158", "9780306406158", ""},
		{"isbn 03064061521", "03064061521", ""},
		{"ISBN 12345", "12345", ""},
		{"Smith, 978-0-306-40615-7.", "978-0-306-40615-7", "Smith, ."},
		{"order 9780306406158", "", "order 9780306406158"},
		{"ISBN missing", "", "ISBN missing"},
		{"in 1978 and 9781", "", "in 1978 and 9781"},
	} {
		checkIdentifier(t, "ISBN", findISBN, test.text, test.want, test.rest)
	}
}

func TestFindArXiv(t *testing.T) {
	for _, test := range []struct{ text, want, rest string }{
		{"arXiv:2101.05735v2 [cs.CR]", "2101.05735v2", " [cs.CR]"},
		{"arXiv preprint arXiv:1706.03762, 2017", "1706.03762", "arXiv preprint , 2017"},
		{"ArXiv: hep-th/9901001", "hep-th/9901001", ""},
		{"arXiv:math.GT/0309136", "math.GT/0309136", ""},
		{"arXiv 2020", "", "arXiv 2020"},
		{"arXiv:2101.057359", "", "arXiv:2101.057359"},
	} {
		checkIdentifier(t, "arXiv", findArXiv, test.text, test.want, test.rest)
	}
}

func TestFindPubMed(t *testing.T) {
	for _, test := range []struct{ text, want, rest string }{
		{"Sleep 2020;43. PMID: 31875212.", "31875212", "Sleep 2020;43. ."},
		{"pmid 123", "", "pmid 123"},
		{"PMID:", "", "PMID:"},
	} {
		checkIdentifier(t, "PMID", findPubMed, test.text, test.want, test.rest)
	}
}

func checkIdentifier(t *testing.T, what string, find func(string) identifier, text, want, rest string) {
	t.Helper()
	got := find(text)
	if got.value != want {
		t.Errorf("%s of %q: got %q, want %q", what, text, got.value, want)
	}
	if left := text[:got.at.Start] + text[got.at.End:]; left != rest {
		t.Errorf("%s of %q: without it %q, want %q", what, text, left, rest)
	}
}

func TestDOIOfURL(t *testing.T) {
	for _, test := range []struct{ raw, want string }{
		{"https://doi.org/10.1000/182", "10.1000/182"},
		{"http://dx.doi.org/10.1002%2Fabc?x=1", "10.1002/abc"},
		{"https://www.doi.org/doi:10.1/x", "10.1/x"},
		{"https://doi.org/11.1000/182", "11.1000/182"},
		{"https://doi.org/", ""},
		{"https://DOI.org/10.1000/182", "10.1000/182"},
		{"https://DOİ.org/10.1000/182", ""}, // another name, whose dot stays in lower case
		{"https://example.org/10.1000/182", ""},
	} {
		if got := doiOfURL(test.raw); got != test.want {
			t.Errorf("%s: got %q, want %q", test.raw, got, test.want)
		}
	}
}
