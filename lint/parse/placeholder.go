package parse

import (
	"strings"
	"unicode"
)

// placeholders are what authors and chatbots write in brackets where a citation
// is still to come, folded to small letters.
var placeholders = map[string]bool{
	"citation needed": true, "citations needed": true, "cite needed": true, "citation required": true, "citation": true, "citations": true,
	"cite": true, "cn": true, "needs citation": true, "need citation": true, "add citation": true, "insert citation": true,
	"insert citation here": true, "citation here": true, "citation missing": true, "missing citation": true, "uncited": true,
	"source": true, "source?": true, "sources?": true, "source needed": true, "sources needed": true, "source required": true, "need source": true,
	"needs source": true, "add source": true, "insert source": true, "source here": true, "source missing": true, "missing source": true,
	"source tk": true, "cite tk": true, "tk": true, "tktk": true, "link tk": true, "find source": true, "unsourced": true,
	"ref": true, "ref?": true, "refs": true, "reference": true, "reference needed": true, "references needed": true, "reference?": true, "add reference": true,
	"insert reference": true, "reference missing": true, "ref needed": true, "ref missing": true, "xx": true, "xxx": true, "?": true, "??": true, "???": true,
	"insert link": true, "add link": true, "link needed": true, "link here": true, "insert url": true, "url": true, "url here": true,
	"who?": true, "by whom?": true, "according to whom?": true,
	"quelle": true, "quelle?": true, "quelle fehlt": true, "beleg": true, "beleg fehlt": true, "nachweis fehlt": true,
	"référence nécessaire": true, "réf. nécessaire": true, "source ?": true, "cita requerida": true, "fuente": true, "fuente?": true,
	"carece de fontes": true, "fonte?": true, "senza fonte": true,
}

// placeholderVerbs begin a note to oneself to find a source.
var placeholderVerbs = [...]string{"todo", "to do", "fixme", "tbd", "tba", "insert ", "add ", "cite ", "needs ", "find ", "check ", "verify "}

// isPlaceholder reports whether a bracket's content holds the place of a
// citation: "citation needed", "TODO: cite the report", "source?".
func isPlaceholder(content string) bool {
	if content == "" || len(content) > 80 || isDigit(content[0]) {
		return false
	}
	folded := joinWords(strings.ToLower(content))
	folded = strings.ReplaceAll(strings.Trim(folded, ".!"), "\u00a0", " ")
	if placeholders[folded] {
		return true
	}
	for _, verb := range placeholderVerbs {
		if rest, ok := strings.CutPrefix(folded, verb); ok && (verb == "cite " || mentionsSource(rest)) {
			return true
		}
	}
	return strings.HasPrefix(folded, "citation needed") || strings.HasPrefix(folded, "source needed")
}

func mentionsSource(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch word {
		case "cite", "cites", "citation", "citations", "source", "sources", "reference", "references", "ref", "refs", "link", "url":
			return true
		}
	}
	return false
}
