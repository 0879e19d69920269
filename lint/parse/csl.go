package parse

import (
	"strings"

	"github.com/citevet/citevet/lint"
)

// A record is a source as data describe it: an item of CSL-JSON, a mapping of
// YAML or TOML, an entry of BibTeX, or one line of text.
type record struct {
	key     string
	title   string
	url     string
	doi     string
	isbn    string
	eprint  string    // an identifier of arXiv, if archive is empty or arXiv
	archive string    // who keeps the eprint
	pmid    string    // a number of PubMed
	text    string    // an entry as a list would have it, in place of what is above
	span    lint.Span // in its file, as are the others
	urlSpan lint.Span
	keySpan lint.Span
	at      lint.Span // where text stands, if it is written as it is
}

// recordFields maps the names of fields, in lower case and without marks, to
// what sets them. The first of CSL's names stand beside those that people make
// up.
var recordFields = map[string]func(*record, string){
	"id": setKey, "key": setKey, "citationkey": setKey, "citekey": setKey, "number": setKey, "num": setKey, "ref": setKey, "label": setKey,
	"title": setTitle, "name": setTitle, "headline": setTitle,
	"url": setURL, "link": setURL, "href": setURL, "uri": setURL,
	"doi":    func(r *record, v string) { r.doi = v },
	"isbn":   func(r *record, v string) { r.isbn = v },
	"eprint": func(r *record, v string) { r.eprint = v }, "arxiv": func(r *record, v string) { r.eprint = v }, "arxivid": func(r *record, v string) { r.eprint = v },
	"archiveprefix": func(r *record, v string) { r.archive = v }, "eprinttype": func(r *record, v string) { r.archive = v },
	"pmid": func(r *record, v string) { r.pmid = v },
	"text": setText, "citation": setText, "reference": setText, "entry": setText,
}

func setKey(r *record, v string) {
	if r.key == "" {
		r.key = strings.TrimPrefix(v, "@")
	}
}

func setTitle(r *record, v string) {
	if r.title == "" {
		r.title = v
	}
}

func setURL(r *record, v string) {
	if r.url == "" {
		r.url = strings.TrimSpace(v)
	}
}

func setText(r *record, v string) { r.text = v }

// partsOfNames are what parts the words of a field's name.
var partsOfNames = strings.NewReplacer("-", "", "_", "", " ", "")

// foldField brings a field's name into the form of recordFields.
func foldField(name string) string {
	return partsOfNames.Replace(strings.ToLower(name))
}

// listNames are the names under which data list sources.
var listNames = [...]string{"sources", "references", "citations", "bibliography", "items"}

// readRecords reads the sources that data list: a list of texts and mappings, a
// mapping of keys to either, or one of them alone. It returns the first node that
// is none of these, if there is one.
func readRecords(n *dataNode, text string) (records []record, bad *dataNode) {
	switch n.kind {
	case scalarData:
		return []record{scalarRecord("", n, text)}, nil
	case mappingData:
		for _, name := range listNames {
			if list := n.field(name); list != nil && list.kind != scalarData {
				return readRecords(list, text)
			}
		}
		if r, ok := mappingRecord("", n, text); ok {
			return []record{r}, nil
		}
	}
	for i, item := range n.items {
		key := ""
		if n.kind == mappingData {
			key = n.keys[i]
		}
		switch r, ok := mappingRecord(key, item, text); {
		case ok:
			records = append(records, r)
		case n.kind == listData && r.key != "" && isFootnoteKey(r.key):
			records = append(records, r) // that it says no more is a defect of the source
		case item.kind == scalarData:
			records = append(records, scalarRecord(key, item, text))
		case item.kind == mappingData && len(item.items) == 1 && item.items[0].kind == scalarData:
			r := scalarRecord(item.keys[0], item.items[0], text)
			r.span = item.span
			records = append(records, r)
		case item.kind != otherData && bad == nil:
			bad = item
		}
	}
	return records, bad
}

func scalarRecord(key string, n *dataNode, text string) record {
	return record{key: strings.TrimPrefix(key, "@"), text: n.text, span: n.span, at: n.literal(text)}
}

// mappingRecord reads a mapping whose fields describe a source, and reports
// whether it is one.
func mappingRecord(key string, n *dataNode, text string) (record, bool) {
	r := record{key: strings.TrimPrefix(key, "@"), span: n.span}
	if n.kind != mappingData {
		return r, false
	}
	for i, name := range n.keys {
		value := n.items[i]
		if value.kind == listData && len(value.items) > 0 {
			value = value.items[0]
		}
		set := recordFields[foldField(name)]
		if set == nil || value.kind != scalarData {
			continue
		}
		keyed := r.key != ""
		set(&r, value.text)
		if !keyed && r.key != "" {
			r.keySpan = keySpan(text, value.span, r.key)
		}
		if r.url != "" && r.urlSpan.Len() == 0 && r.url == value.text {
			r.urlSpan = value.literal(text)
		}
	}
	return r, r.title != "" || r.url != "" || r.doi != "" || r.isbn != "" || r.text != "" || r.eprint != "" || r.pmid != ""
}

// source is the source that a record describes. What a list's entry would say is
// read as one. Spans are the record's.
func (r *record) source() lint.Source {
	s := lint.Source{}
	if r.text != "" {
		s = sourceOfText(r.text)
		if r.at.Len() > 0 && s.URLSpan.Len() > 0 {
			r.urlSpan = shift(s.URLSpan, r.at.Start)
		}
		if r.at.Len() > 0 && r.key == "" {
			r.keySpan = shift(s.KeySpan, r.at.Start)
		}
	}
	if r.key != "" {
		s.Key = r.key
	}
	if r.title != "" {
		s.Title = trimTitle(joinWords(plainText(r.title)))
	}
	if r.url != "" {
		s.URL = r.url
	}
	s.Span, s.URLSpan, s.KeySpan = r.span, r.urlSpan, r.keySpan
	if r.doi != "" {
		s.DOI = bareDOI(r.doi)
	}
	if r.isbn != "" {
		s.ISBN = strings.TrimSpace(r.isbn)
		if n := isbnLen(s.ISBN); n > 0 {
			s.ISBN = s.ISBN[:n]
		}
	}
	r.identify(&s)
	return s
}

// identify gives a source the canonical form of its URL or, if it has none, of
// what else identifies it.
func (r *record) identify(s *lint.Source) {
	switch {
	case s.URL != "":
		s.Canonical = canonicalURL(s.URL)
		if s.DOI == "" {
			s.DOI = doiOfURL(s.URL)
		}
	case r.eprint != "" && (r.archive == "" || strings.EqualFold(r.archive, "arxiv")):
		id := r.eprint
		if _, after, ok := strings.Cut(id, ":"); ok {
			id = after
		}
		if n := arXivLen(id); n > 0 {
			s.Canonical = arXivURL(id[:n])
		}
	case s.DOI != "":
		s.Canonical = doiURL(s.DOI)
	case r.pmid != "" && isAllDigits(r.pmid):
		s.Canonical = pubMedURL(r.pmid)
	}
}

// bareDOI is a DOI without a label or a resolver.
func bareDOI(doi string) string {
	doi = strings.TrimSpace(doi)
	if found := doiOfURL(doi); found != "" {
		return found
	}
	for _, label := range [...]string{"doi.org/", "doi:"} {
		if len(doi) > len(label) && strings.EqualFold(doi[:len(label)], label) {
			doi = strings.TrimSpace(doi[len(label):])
		}
	}
	return doi
}

// plainText is the words of a text with inline Markdown or HTML.
func plainText(text string) string {
	d := textDraft(text)
	return d.plain(lint.Span{End: len(text)})
}

// textDraft is a draft of a text that is all one block.
func textDraft(text string) *draft {
	d := &draft{format: lint.Markdown, text: text, bytes: []byte(text), prose: make([]byte, len(text))}
	whole := lint.Span{End: len(text)}
	d.keep(whole)
	d.maskInline(whole)
	d.sortInline()
	return d
}

// sourceOfText reads a text as an entry of a source list. Its spans are within
// the text.
func sourceOfText(text string) lint.Source {
	d := textDraft(text)
	whole := lint.Span{End: len(text)}
	e := entry{span: whole, head: whole}
	if label := entryKey(text); label.end > 0 {
		e.key, e.head.Start = label.key, label.end
	}
	return d.readEntry(&e)
}
