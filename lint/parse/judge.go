package parse

import "github.com/citevet/citevet/lint"

// judge tells which sentences are claims.
func judge(a *lint.Article) {}
