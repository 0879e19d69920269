// Package lint is the vocabulary and the engine of citevet, a citation
// integrity linter.
//
// A run flows one way. lint/runner walks the paths it is given and reads each
// file; lint/parse turns the bytes into an [Article]: sections with roles,
// paragraphs, sentences, brackets with verdicts, citations bound to sources,
// claims and what covers them. [Run] hands the article to the rules, drops what
// the author suppressed and returns the findings in text order; lint/report
// turns them into bytes. lint/config decides which rules run on which article,
// and cmd/citevet holds the parts together; lint/lsp does so for the articles that
// stand in an editor. Where only what is new counts, lint/git says what changed,
// lint/baseline what was known, and the fingerprints of findings, which outlive an
// edit, which are the same ([Subtract]); and [RunChange] hands the text before a
// change and the one after it, aligned with each other ([Change]), to the rules
// that see what the change did.
//
// Where findings are to be fixed, a [Fixer] makes their fixes and has the result
// read and checked anew, round by round; a fix that breaks a promise is taken
// back. lint/runner then puts the files in their places.
//
//	path ─ runner ─ bytes ─ parse ─ Article ─ Run(checks) ─ Diagnostics ─ report
//
// Three decisions shape the rest:
//
//   - Positions are byte offsets into the untouched text ([Span]). Lines and
//     columns are made at the edge, by [Article.Position]. Markup is masked, not
//     removed: [Article.Prose] has the offsets of the text, so nothing is ever
//     searched for a second time.
//   - An article is a handful of flat slices in text order, and an element's own
//     slices are windows of them. A rule ranges over what it needs; there is no
//     tree to walk and no visitor.
//   - Rules are pure functions of an Article. This package does no I/O, imports
//     only the standard library, and a rule cannot parse, read a file or print.
package lint
