package lint

import "sync"

// Shared returns what build makes of an article, built when the first rule asks
// and kept for the others: an index of its words, say. There is one T an
// article. Build must be a pure function, and T is not to be changed.
func Shared[T any](a *Article, build func(*Article) *T) *T {
	made, ok := a.shared.Load((*T)(nil))
	if !ok {
		made, _ = a.shared.LoadOrStore((*T)(nil), sync.OnceValue(func() *T { return build(a) }))
	}
	return made.(func() *T)()
}
