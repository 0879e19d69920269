package parse

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/citevet/citevet/lint"
)

var (
	testCitation = regexp.MustCompile(`\[\d[^\]]*\]`)
	testBoundary = regexp.MustCompile(`\s*¦`)
	testMarkup   = regexp.MustCompile("`[^`]*`|\\*\\*|<!--.*?-->")
)

// maskForTest zeroes what stands for markup in a test's text, and what stands
// for citations, and returns the spans of these.
func maskForTest(text string) (prose []byte, citations []lint.Span) {
	prose = []byte(text)
	for _, m := range testCitation.FindAllStringIndex(text, -1) {
		clear(prose[m[0]:m[1]])
		citations = append(citations, lint.Span{Start: m[0], End: m[1]})
	}
	for _, m := range testMarkup.FindAllStringIndex(text, -1) {
		clear(prose[m[0]:m[1]])
	}
	return prose, citations
}

// divide writes the sentences of a text with ¦ between them.
func divide(text string) string {
	prose, citations := maskForTest(text)
	var parts []string
	for _, s := range appendSentences(nil, prose, lint.Span{End: len(text)}, citations) {
		parts = append(parts, text[s.Start:s.End])
	}
	return strings.Join(parts, "¦")
}

// checkSentences checks what appendSentences promises for any input.
func checkSentences(t *testing.T, prose []byte, block lint.Span, citations []lint.Span) {
	t.Helper()
	s := splitter{prose: prose[:block.End]}
	spans := appendSentences(nil, prose, block, citations)
	at := block.Start
	for _, span := range spans {
		if span.Start < at || span.Len() <= 0 || span.End > block.End {
			t.Fatalf("%v is out of place in %v", span, spans)
		}
		if s.space(span.Start) > 0 || isSpace(prose[span.End-1]) {
			t.Errorf("white space at an end of %q", prose[span.Start:span.End])
		}
		checkGap(t, &s, at, span.Start)
		at = span.End
	}
	checkGap(t, &s, at, block.End)
	for _, c := range citations {
		if !inOne(spans, c) {
			t.Errorf("citation %v is in no sentence of %v", c, spans)
		}
	}
}

func checkGap(t *testing.T, s *splitter, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		if n := s.space(i); n > 0 {
			i += n - 1
		} else if s.prose[i] != 0 {
			t.Fatalf("byte %d of %q is in no sentence", i, s.prose)
		}
	}
}

func inOne(spans []lint.Span, c lint.Span) bool {
	for _, s := range spans {
		if s.Contains(c) {
			return true
		}
	}
	return false
}

// sentenceCases are texts with ¦ where a sentence begins. [1] stands for a
// citation; ** and code and comments for markup.
var sentenceCases = []string{
	"Rain fell all night. ¦The dam held.",
	"No full stop at the end",
	"Was it late? ¦It was! ¦Nobody minded.",

	// Citations trail their sentence.
	"The mill shut. [1] ¦The town shrank.",
	"The mill shut.[1] ¦The town shrank.[2][3] ¦Few stayed.",
	"The mill shut [1]. ¦The town shrank [2] [3]. ¦Few stayed.",
	"The mill shut. [1] [2]. ¦The town shrank. [3] . ¦Few stayed.",
	"The mill shut. [1], [2] ¦Few stayed.",
	"Costs rose by 4 percent.[1] ¦Output rose by 2.",
	"The mill shut.[1]¦The town shrank.",
	"The mill shut.[1]:17 ¦The town shrank.[2]:4-9",
	"[1] The mill shut. ¦Few stayed.",
	"[1] [2]",
	"The mill shut. [1]–[3] ¦Few stayed.",
	"The mill shut. ¦[2] puts it down to debt.",
	"He sold it to the U.S.[4] ¦Congress agreed.",
	"The firm is Halden Ltd.[4] and makes boats.",
	"Who pays?[1] ¦Nobody does![2]",
	"The mill shut.** [1]** ¦Few stayed.",
	"The mill shut.[note 3] ¦Few stayed.[a][b] ¦None came back.",
	"The mill shut.[citation needed] ¦Few stayed. [who?] ¦None came back.",
	"The mill shut.{{fact}} ¦Few stayed.",
	"The mill shut.² ¦Few stayed.¹⁴ ¦None came back.",
	"The mill shut.  [1]",
	"The mill shut. ¦[Its owner had died.] ¦Few stayed.",

	// Abbreviations.
	"Mr. Odell met Mrs. Tran and Dr. Ruiz. ¦They talked.",
	"Sen. Mary Okafor and Gov. Hal Lindqvist signed. ¦Lt. Gov. Pike did not.",
	"Rep. Ng (D-Calif.) left. ¦Gen. Ortiz stayed.",
	"The U.S. Navy sailed. ¦It left the U.S. ¦The U.K. waited.",
	"He lives in Washington, D.C. ¦He likes it.",
	"He lives in Washington, D.C. Mayors come and go there.",
	"Odell et al. (2011) saw none. ¦Pike et al. saw some.",
	"It was shown by Odell et al. ¦Others doubt it.",
	"See Fig. 4, Eq. (2) and Sec. 3.1. ¦The proof is in vol. 2, no. 7, pp. 3–9.",
	"Cf. Tab. 2. ¦It lists them.",
	"It met at 9 a.m. on Tuesday. ¦It rose at 5 p.m. ¦Then all left.",
	"Halden Inc. said so. ¦The shares of Halden Inc. fell. ¦Pike & Co. Ltd. gained.",
	"John Odell Jr. spoke. ¦John Odell Sr. ¦The listeners left.",
	"She holds a Ph.D. ¦Her sister holds a B.A. in law.",
	"Use a file, e.g. Notes, or a list, i.e. one. ¦Then stop.",
	"In Odell v. Pike the court split. ¦In Pike vs. Tran it did not.",
	"Bread, milk, etc. were sold. ¦They sold eggs, cheese, etc. ¦Prices rose.",
	"It closed on Jan. 3, 2011. ¦It reopened in Sept. 2012. ¦It thrived until Dec. ¦Then it failed.",
	"St. Anne's stands on Mill St. ¦It is old.",
	"It is No. 3 in sales. ¦Was it first? ¦No. ¦It never was.",
	"The weight was approx. 3 kg. ¦It rose to ca. 5 kg.",
	"He came from St. Paul, Minn., in 1901. ¦He died in Fargo.",
	"Act No. IV passed. ¦Act No. V failed.",

	// Initials and letters.
	"J. K. Odell wrote it. ¦So did P.J. Tran. ¦W. E. B. Pike did not.",
	"L. monocytogenes grew. ¦B. subtilis did not.",
	"It is rich in vitamin C. ¦It is sour.",
	"Neither did I. ¦The rest did.",
	"King Charles II. was there. ¦Louis XIV. ¦And others.",

	// Numbers, names of files, addresses.
	"It rose by 3.5 percent to 1.2. ¦Then it fell by .5 points.",
	"Version 2.4.1 came out. ¦Version 3.0 did not.",
	"Open main.go and README.md first. ¦Then run foo.bar() twice.",
	"The site example.org is down. ¦Try http://example.org/a.b?c=d.e! ¦Or wait.",
	"It needs three things: 1. one 2. two. ¦That is all.",
	"1. Open the lid. ¦2. Close it. ¦3. Wait.",
	"It was built in 1901. ¦45 men died.",
	"Buy it at 10.99. ¦(1) is the first.",
	"It sold for $3. ¦$4 was asked.",
	"On v1.2. ¦Then v1.3.",

	// Quotations and parentheses.
	"“It is lost,” she said. ¦“We knew.” ¦Then she left.",
	"\"It is lost,\" she said. ¦\"We knew.\" ¦Then she left.",
	"\"Is it lost?\" she asked. ¦\"Yes!\" he said.",
	"“Is it lost?” Odell asked. ¦“Yes!” ¦Nobody spoke.",
	"He said: “It is lost.” ¦She left.",
	"She said. [3] ¦\"He said.\" [4] ¦\"They said.\"[5]",
	"It was lost (so says Odell, p. 4). ¦(Pike agrees.) ¦So do we.",
	"The ship (it sank! Really.) was old. ¦It was lost.",
	"It was lost (as were others, cf. Pike Jr.). ¦It was old.",
	"‘Go.’ ¦‘No.’ ¦They stood.",
	"Odell et al.’s paper went. ¦Pike's stayed.",
	"It was lost [...] and found. ¦It was [. . .] sold.",
	"He wrote “Who?” in chalk. ¦Then he left.",
	"Note: It was lost. ¦Answer: it was not.",

	// Pauses and names with marks.
	"He stopped... and went on. ¦She waited... ¦Nothing came.",
	"She waited… ¦Nothing came…¦Then it did.",
	"What?! ¦No!! ¦Why...? ¦So.",
	"They use Jeep! tools. ¦They like them.",
	"Shop at Yahoo! for it. ¦Or do not.",

	// Lines, markup, glued sentences, small first letters.
	"The Glagolitic letter that follows fell.Ⱌ It stands for a sound.",
	"A line\nis wrapped. ¦So is\nthis one.\n",
	"**Rain fell.** ¦**The dam** held. ¦So `it` said.",
	"Rain fell. ¦**`dam`** held it.",
	"Run `a.b. C` now. ¦`make` is enough. ¦Or not.",
	"Rain fell in the valley.¦Then the dam broke. ¦It held.",
	"Rain fell. ¦iPhones broke. ¦eBay was down.",
	"It was working. ¦then it broke.",
	"Rain fell . ¦The dam held .",
	"Rain fell. 😊",
	"Rain fell. ¦#dam trended. ¦@odell replied.",
	"Rain fell. ¦— The dam held.",

	// Other languages.
	"Er kam am 3. März. ¦Es war im 19. Jahrhundert. ¦Er blieb bis zum 5. ¦Dann ging er.",
	"Das gilt z. B. Anna ihn nicht. ¦Vgl. Nr. 4 Abs. 2 bzw. Bd. 3. ¦Danach ging er.",
	"Er rief: »Komm!« ¦»Nein.« ¦Sie blieb.",
	"« Il pleut », dit-elle. ¦Vraiment ? ¦Oui ! ¦« Non. » ¦Elle part.",
	"¿Qué pasa? ¦¡Nada! ¦¿Y tú? ¦La Sra. Pérez no vino. ¦EE. UU. no firmó.",
	"雨が降った。¦川があふれた！¦本当？¦「はい。」と言った。",
	"他走了。¦“我知道。”¦她说。",
	"Τι είναι; ¦Δεν ξέρω. ¦Ναι.",
	"बारिश हुई। ¦बाँध टूटा।",
	"هل سقط؟ ¦نعم.",
	"В 1954 г. пришёл ответ. ¦Он был краток.",
}

func TestSentences(t *testing.T) {
	for _, want := range sentenceCases {
		text := strings.ReplaceAll(want, "¦", "")
		want = testBoundary.ReplaceAllString(strings.TrimSpace(want), "¦")
		if got := divide(text); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
		prose, citations := maskForTest(text)
		checkSentences(t, prose, lint.Span{End: len(text)}, citations)
	}
}

func TestSentencesWithin(t *testing.T) {
	text := "**One.** Two. <!-- three --> "
	prose, citations := maskForTest(text)
	got := appendSentences([]lint.Span{{}}, prose, lint.Span{Start: 2, End: len(text)}, citations)
	want := []lint.Span{{}, {Start: 2, End: 8}, {Start: 9, End: 13}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, text := range []string{"", " \n", "`code`", "<!-- a --> <!-- b -->"} {
		if prose, _ := maskForTest(text); len(appendSentences(nil, prose, lint.Span{End: len(text)}, nil)) > 0 {
			t.Errorf("%q has a sentence", text)
		}
	}
}

// hostileSentences are texts whose repetition once made, or could make, a
// scanner look ahead again and again.
var hostileSentences = []string{
	". ", "1. ", "(", "(.", "[.", "a. . ", "\x00. ", "J. ", "? \" ", "\xe2", "\xff. ", "…", "U.S. ", ".(", ". [1] . ", "Mr. (", ".{", "!\" A B C ",
}

// BenchmarkSentencesHostile divides each hostile pattern at 64 and 128 KB and
// reports by how much more the second takes: 2 is linear, 4 quadratic.
func BenchmarkSentencesHostile(b *testing.B) {
	for _, pattern := range hostileSentences {
		b.Run(pattern, func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(float64(divideTime(pattern, 1<<17))/float64(divideTime(pattern, 1<<16)), "x/doubling")
			}
		})
	}
}

// divideTime is the shortest of some runs over n bytes of a pattern.
func divideTime(pattern string, n int) time.Duration {
	text := strings.Repeat(pattern, n/len(pattern))
	prose, citations := maskForTest(text)
	spans := make([]lint.Span, 0, n)
	best := time.Hour
	for range 7 {
		start := time.Now()
		appendSentences(spans, prose, lint.Span{End: len(text)}, citations)
		best = min(best, time.Since(start))
	}
	return best
}

func FuzzSentences(f *testing.F) {
	f.Add("It fell [1]. **Then** it rose.[2]: [3] . Why? “So!” 彼は。\xff. . .", uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, text string, head, tail uint8) {
		prose, citations := maskForTest(text)
		block := lint.Span{Start: min(int(head)%8, len(text)), End: len(text)}
		block.End = max(block.Start, block.End-int(tail)%8)
		citations = within(citations, block)
		checkSentences(t, prose, block, citations)
	})
}

func within(citations []lint.Span, block lint.Span) (in []lint.Span) {
	for _, c := range citations {
		if block.Contains(c) {
			in = append(in, c)
		}
	}
	return in
}

func BenchmarkSentences(b *testing.B) {
	text := strings.ReplaceAll(strings.Join(sentenceCases, " "), "¦", "")
	prose, citations := maskForTest(text)
	var spans []lint.Span
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		spans = appendSentences(spans[:0], prose, lint.Span{End: len(text)}, citations)
	}
}
