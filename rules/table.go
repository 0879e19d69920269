package rules

import "math/rand/v2"

// A table has numbers by their keys, which are hashes or short words: open
// addressing, of whose places a quarter at most is taken, so that most keys that are
// not there are known by one look.
type table[K ~uint64] struct {
	places []place[K] // a power of two, and never full
	shift  int        // leaves as many bits of a hash as number the places
	count  int        // of the keys
}

type place[K ~uint64] struct {
	key    K // 0: none
	number int32
}

func newTable[K ~uint64]() table[K] { return table[K]{places: make([]place[K], 256), shift: 64 - 8} }

// scatter is odd and other in each process, so that no text can be made whose
// words all want the same place.
var scatter = rand.Uint64() | 1

// find returns where a key is, or the free place where it would be.
func (t *table[K]) find(key K) *place[K] {
	last := len(t.places) - 1
	for i := int(uint64(key) * scatter >> t.shift); ; i++ {
		if p := &t.places[i&last]; p.key == key || p.key == 0 {
			return p
		}
	}
}

func (t *table[K]) has(key K) bool { return t.find(key).key != 0 }

// enter returns the place of a key, which gets a number if it is a new one.
func (t *table[K]) enter(key K, number int32) *place[K] {
	if 4*t.count >= len(t.places) {
		old := t.places
		t.places = make([]place[K], 2*len(old))
		t.shift--
		for _, p := range old {
			if p.key != 0 {
				*t.find(p.key) = p
			}
		}
	}
	p := t.find(key)
	if p.key == 0 {
		*p = place[K]{key, number}
		t.count++
	}
	return p
}

// add enters a key without a number.
func (t *table[K]) add(key K) { t.enter(key, 0) }

// clear takes all keys out. A table that has grown large begins anew.
func (t *table[K]) clear() {
	if len(t.places) > maxKeptPlaces {
		*t = newTable[K]()
		return
	}
	clear(t.places)
	t.count = 0
}

// maxKeptPlaces bounds how large a table stays for the next article.
const maxKeptPlaces = 1 << 12
