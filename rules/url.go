package rules

import (
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
)

// A writtenURL is a URL as it stands in the article.
type writtenURL struct {
	url      string
	span     lint.Span // of the URL's own bytes; empty if they cannot be told
	at       lint.Span // of what carries it: a source or a citation
	source   *lint.Source
	citation *lint.Citation
}

// place is where a finding about the URL points.
func (u *writtenURL) place() lint.Span {
	if u.span.Len() > 0 {
		return u.span
	}
	return u.at
}

// keys are those of the source or the citation.
func (u *writtenURL) keys() []string {
	if u.source != nil {
		return sourceKeys(u.source)
	}
	return []string{u.citation.Key}
}

// writtenURLs lists the URLs of the article's own sources and citations, in text
// order within each, and each once.
func writtenURLs(a *lint.Article) []writtenURL { return lint.Shared(a, findWrittenURLs).all }

// A urlList is what is written so far. Most places are known to be new because they
// stand behind all others; only where one does not are all of them looked up.
type urlList struct {
	all  []writtenURL
	seen map[lint.Span]bool // nil before one is looked up
}

func findWrittenURLs(a *lint.Article) *urlList {
	x := &urlList{all: make([]writtenURL, 0, len(a.Sources))}
	var listed lint.Span // that of the sources
	for i := range a.Sources {
		if s := &a.Sources[i]; s.File == "" && s.URL != "" {
			u := writtenURL{url: s.URL, span: s.URLSpan, at: s.Span, source: s}
			place := u.place()
			x.add(u, place.Start >= listed.End)
			if len(x.all) == 1 {
				listed.Start = place.Start
			}
			listed = lint.Span{Start: min(listed.Start, place.Start), End: max(listed.End, place.End)}
		}
	}
	end := 0
	for i := range a.Citations {
		if c := &a.Citations[i]; c.URL != "" {
			u := writtenURL{url: c.URL, span: within(a, extent(c), c.URL), at: c.Span, citation: c}
			place := u.place()
			x.add(u, place.Start >= end && !place.Overlaps(listed))
			end = max(end, place.End)
		}
	}
	return x
}

// add adds a URL unless it is there; isNew says that it cannot be.
func (x *urlList) add(u writtenURL, isNew bool) {
	place := u.place()
	if x.seen == nil && (!isNew || place.Len() == 0) {
		x.seen = make(map[lint.Span]bool, len(x.all))
		for i := range x.all {
			x.seen[x.all[i].place()] = true
		}
	}
	if x.seen != nil {
		if x.seen[place] {
			return
		}
		x.seen[place] = true
	}
	x.all = append(x.all, u)
}

// within finds where in a span a URL is written, empty if nowhere. In HTML an
// ampersand may be written as &amp;.
func within(a *lint.Article, span lint.Span, url string) lint.Span {
	if url == "" {
		return lint.Span{}
	}
	if inner := strings.TrimRight(a.Slice(span), ")]>"); strings.HasSuffix(inner, url) { // as in most links
		return lint.Span{Start: span.Start + len(inner) - len(url), End: span.Start + len(inner)}
	}
	i := strings.LastIndex(a.Slice(span), url)
	if i < 0 && strings.IndexByte(url, '&') >= 0 {
		url = strings.ReplaceAll(url, "&", "&amp;")
		i = strings.LastIndex(a.Slice(span), url)
	}
	if i < 0 {
		return lint.Span{}
	}
	return lint.Span{Start: span.Start + i, End: span.Start + i + len(url)}
}

// A parameter is one part of a URL's query, with what parts it from the one
// before it.
type parameter struct{ separator, text string }

func (p parameter) name() string {
	name, _, _ := strings.Cut(p.text, "=")
	return name
}

// splitQuery cuts a URL into what stands before its query, the parameters, and
// the fragment. In HTML an ampersand may be written as &amp;.
func splitQuery(url string) (base string, parameters []parameter, fragment string) {
	if i := strings.IndexByte(url, '#'); i >= 0 {
		url, fragment = url[:i], url[i:]
	}
	base, query, found := strings.Cut(url, "?")
	if !found {
		return base, nil, fragment
	}
	for separator := "?"; ; separator = "&" {
		text, rest, more := strings.Cut(query, "&")
		if trimmed, ok := strings.CutPrefix(text, "amp;"); ok && separator == "&" {
			separator, text = "&amp;", trimmed
		}
		parameters = append(parameters, parameter{separator, text})
		if !more {
			return base, parameters, fragment
		}
		query = rest
	}
}

// stripTracking takes the parameters that only track the reader out of a URL,
// leaves the rest as it stands, byte for byte, and returns the names of those it
// took.
func stripTracking(url string) (clean string, stripped []string) {
	base, parameters, fragment := splitQuery(url)
	kept := slices.DeleteFunc(parameters, func(p parameter) bool {
		tracks := lint.IsTracking(p.name())
		if tracks && !slices.Contains(stripped, p.name()) {
			stripped = append(stripped, p.name())
		}
		return tracks
	})
	if len(stripped) == 0 {
		return url, nil
	}
	var b strings.Builder
	b.WriteString(base)
	for i, p := range kept {
		if i == 0 {
			p.separator = "?"
		}
		b.WriteString(p.separator)
		b.WriteString(p.text)
	}
	b.WriteString(fragment)
	return b.String(), stripped
}

// chatbotOf names the chatbot that a URL says it was copied from, empty if none.
func chatbotOf(url string) string {
	_, parameters, _ := splitQuery(url)
	for _, p := range parameters {
		name, value, _ := strings.Cut(p.text, "=")
		if !strings.EqualFold(name, "utm_source") {
			continue
		}
		if value = strings.ToLower(value); slices.Contains(chatbots, value) {
			return value
		}
	}
	return ""
}

// chatbots are the values of utm_source that chatbots put into the links they give.
var chatbots = []string{"chatgpt.com", "chat.openai.com", "openai", "openai.com", "copilot.com", "perplexity", "perplexity.ai", "gemini", "claude.ai", "grok.com"}

// strip is the fix that takes the tracking parameters out of a URL. It is refused
// where the URL is written with entities whose meaning is not known here.
func strip(a *lint.Article, u *writtenURL) []lint.Fix {
	_, names := stripTracking(u.url)
	fix := lint.Fix{Message: "Strip " + enumerate(names), Safe: true}
	written := a.Slice(u.span)
	if clean, found := stripTracking(written); len(found) > 0 && !hasEntity(written) {
		fix.Edits = []lint.Edit{{Span: u.span, New: clean}}
	} else {
		fix.Refusal = "the URL is written with escapes that are not understood"
	}
	return []lint.Fix{fix}
}

// hasEntity reports whether text has an entity but &amp;: what it stands for may
// part a URL's query or end it.
func hasEntity(text string) bool {
	for {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			return false
		}
		text = text[i+1:]
		name, _, ends := strings.Cut(text, ";")
		if ends && name != "" && name != "amp" && strings.Trim(name, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return true
		}
	}
}
