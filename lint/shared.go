package lint

import "sync"

// Shared returns what build makes of an article, built when the first rule asks
// and kept for the others: an index of its words, say. There is one T an
// article. Build must be a pure function, and T is not to be changed.
func Shared[T any](a *Article, build func(*Article) *T) *T {
	p := partOf[T](a.shared)
	p.once.Do(func() { p.made = build(a) })
	if p.made == nil { // it panicked, and does so again
		return build(a)
	}
	return p.made
}

// SharedParts are what is made of an article. They are few, so that each is found by
// a look at all of them.
type sharedParts struct {
	mutex sync.Mutex
	all   []any // each a *sharedPart
}

type sharedPart[T any] struct {
	once sync.Once
	made *T
}

func partOf[T any](s *sharedParts) *sharedPart[T] {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, part := range s.all {
		if p, ok := part.(*sharedPart[T]); ok {
			return p
		}
	}
	p := new(sharedPart[T])
	s.all = append(s.all, p)
	return p
}
