package lint

// Role is what a section is for.
type Role string

// The roles of sections. A section below another has the other's role unless
// its own heading says otherwise.
const (
	Body        Role = "body"
	Summary     Role = "summary"     // executive summary, key takeaways, abstract
	Conclusion  Role = "conclusion"  // bottom line, conclusion, verdict
	SourceList  Role = "sources"     // sources, references, notes
	Boilerplate Role = "boilerplate" // site chrome, appeals, disclaimers, navigation
)

// A Section is a heading and the text up to the next heading of any level. Its
// Elements are windows of the article's; its Sections are those below it.
type Section struct {
	Span    Span
	Heading Span // the heading's words, with their number; empty before the first heading
	Level   int  // 1 to 6; 0 for text before the first heading
	Role    Role
	Elements
}

// BlockKind is the kind of block that a paragraph is.
type BlockKind string

// The kinds of paragraphs.
const (
	Prose     BlockKind = "prose"
	ListItem  BlockKind = "list-item"
	Quotation BlockKind = "quotation"
	Caption   BlockKind = "caption"
	TableCell BlockKind = "table-cell"
)

// A Paragraph is a block of prose. Headings and the entries of source lists are
// none.
type Paragraph struct {
	Span      Span
	Kind      BlockKind
	List      int // numbers the list or table it belongs to, from 1; 0 if to none
	Section   *Section
	Sentences []Sentence // windows of the article's
	Brackets  []Bracket
	Citations []Citation
}

// A Sentence is the unit that rules judge. Its span takes in the citations that
// stand directly after its full stop.
type Sentence struct {
	Span      Span
	Section   *Section
	Paragraph *Paragraph
	Claim     Claim
	Tone      Tone
	Cover     Cover
	Support   []Citation // the citations that stand for it; empty if it is uncovered
	Brackets  []Bracket  // windows of the article's
	Citations []Citation
}

// Covered reports whether a citation stands for the sentence.
func (s *Sentence) Covered() bool { return s.Cover != Uncovered }

// Tone is how far a sentence commits itself: a set of what qualifies it.
type Tone uint8

// The tones of sentences.
const (
	Hedged   Tone = 1 << iota // may, suggests, reportedly
	Limited                   // some, in mice, in two clinics
	Negated                   // not, never, nobody
	Unproven                  // says that sources do not show it
)

// Cover says from where a citation stands for a sentence.
type Cover uint8

// The ways to cover a sentence.
const (
	Uncovered  Cover = iota
	Inside           // in the sentence or directly after it
	Paragraphs       // reaching back from a later sentence of its paragraph
	Listed           // reaching back from the end of its list
	LeadIn           // reaching down from the sentence that introduces its list
	Nearby           // from a caption, a table's heading or a quotation's source line
)

// Verdict is what a bracket turned out to be.
type Verdict string

// The verdicts on brackets.
const (
	IsCitation  Verdict = "citation"
	NotCitation Verdict = "not-citation"
	Undecided   Verdict = "undecided"
)

// A Bracket is a bracketed group in prose, or a mark that stands for one (a
// superscript, a chatbot's token).
type Bracket struct {
	Span      Span
	Verdict   Verdict
	Reason    string // why, as a phrase: "numbered reference"
	Style     Style  // empty unless the bracket is, or stands for, a citation
	Defect    string // what is malformed in it, as a phrase; empty if nothing is
	Sentence  *Sentence
	Citations []Citation // window of the article's
}

// Style is the dialect that a citation is written in.
type Style string

// The styles of citations. The last two are brackets that no reader can follow.
const (
	Numeric     Style = "numeric"     // [1], [2–4], [[1]](url)
	Parenthesis Style = "parenthesis" // (1)
	Footnote    Style = "footnote"    // [^1]
	InlineNote  Style = "inline-note" // ^[text]
	Superscript Style = "superscript" // ¹, <sup>1</sup>
	AuthorKey   Style = "author-key"  // [@smith2020]
	AuthorYear  Style = "author-year" // (Smith, 2020)
	ReST        Style = "rest"        // [1]_
	HTMLRef     Style = "html"        // <a href="#cite_note-1">
	Link        Style = "link"        // a link to another site; the key is its URL
	Residue     Style = "residue"     // a marker that only the model's own tool could follow
	Placeholder Style = "placeholder" // [citation needed]
)

// A Citation is one reference to one key.
type Citation struct {
	Span     Span
	Key      string // the label without its dress: 1 for [1] and [^1]; the URL of a link
	Style    Style
	URL      string    // the citation's own URL; empty if it has none
	Source   *Source   // what the key names; nil if nothing
	Bracket  *Bracket  // nil for a link without a bracket
	Sentence *Sentence // nil in a heading
}

// Origin is where a source is listed.
type Origin string

// The origins of sources.
const (
	FromList        Origin = "list"
	FromDefinition  Origin = "definition"
	FromFootnote    Origin = "footnote"
	FromFrontMatter Origin = "front-matter"
	FromSidecar     Origin = "sidecar"
)

// A Source is one entry that a key can name.
type Source struct {
	Key       string // empty if the entry has none
	Title     string
	URL       string // as written
	Canonical string // the URL in canonical form; empty if it has none or it is no URL
	DOI       string // without a resolver; as written
	ISBN      string // as written
	Span      Span   // the entry; empty for a sidecar's
	URLSpan   Span   // the URL within the entry; empty if unknown
	KeySpan   Span   // the key within the entry, in File if there is one; empty if it is not written out as it is
	FileSpan  Span   // a sidecar's entry in the bytes of File; empty for the article's own, or if unknown
	Origin    Origin
	File      string // the sidecar's path; empty for the article itself
	List      int    // numbers the list it stands in, from 1; 0 if in none
	Cited     int    // how many citations name it
}

// ClaimKind is what a claim is about.
type ClaimKind string

// The kinds of claims.
const (
	NoClaim     ClaimKind = ""
	Statistic   ClaimKind = "statistic"
	Event       ClaimKind = "event"
	Quote       ClaimKind = "quotation"
	Attribution ClaimKind = "attribution"
	Finding     ClaimKind = "finding"
	Cause       ClaimKind = "cause"
	Comparison  ClaimKind = "comparison"
	Fact        ClaimKind = "fact"
	Absence     ClaimKind = "absence"
)

// A Claim is what a sentence asserts, if an editor would ask "says who?".
type Claim struct {
	Kind     ClaimKind
	Strength float64 // how sure it is that an editor would ask, between 0 and 1
	Reasons  Reasons
}
