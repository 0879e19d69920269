package lint

// A Result is what became of one path: an article and its findings, or the
// error that kept it from being linted.
type Result struct {
	Path     string       // as the user gave it, with slashes
	Article  *Article     // nil if there is an Err
	Findings []Diagnostic // in text order
	Err      error        // says what is wrong, without the path
}
