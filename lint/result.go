package lint

// A Result is what became of one path: an article and its findings, or the
// error that kept it from being linted.
type Result struct {
	Path     string       // as the user gave it, with slashes
	Article  *Article     // nil if there is an Err
	Findings []Diagnostic // in text order
	Err      error        // says what is wrong, without the path
	Fixed    []Diagnostic // that are fixed and no longer found; their spans are not those of Article
	Rewrites []Rewrite    // what the fixes have made of files: the article first
}

// A Rewrite is a file before and after it was fixed.
type Rewrite struct {
	Path     string // with slashes
	Old, New string
}
