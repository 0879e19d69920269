package rules

import "math/rand/v2"

// A table has numbers by their keys, which are hashes or short words: open
// addressing, of whose slots a quarter at most is taken, so that most keys that are
// not there are known by one look.
type table[K ~uint64] struct {
	slots []slot[K] // a power of two, and never full
	shift int       // leaves as many bits of a hash as number the slots
	count int       // of the keys
}

type slot[K ~uint64] struct {
	key    K // 0: none
	number int32
}

func newTable[K ~uint64]() table[K] { return table[K]{slots: make([]slot[K], 256), shift: 64 - 8} }

// scatter is odd and other in each process, so that no text can be made whose
// words all want the same slot.
var scatter = rand.Uint64() | 1

// find returns where a key is, or the free slot where it would be.
func (t *table[K]) find(key K) *slot[K] {
	last := len(t.slots) - 1
	for i := int(uint64(key) * scatter >> t.shift); ; i++ {
		if p := &t.slots[i&last]; p.key == key || p.key == 0 {
			return p
		}
	}
}

func (t *table[K]) has(key K) bool { return t.find(key).key != 0 }

// enter returns the slot of a key, which gets a number if it is a new one.
func (t *table[K]) enter(key K, number int32) *slot[K] {
	if 4*t.count >= len(t.slots) {
		old := t.slots
		t.slots = make([]slot[K], 2*len(old))
		t.shift--
		for _, p := range old {
			if p.key != 0 {
				*t.find(p.key) = p
			}
		}
	}
	p := t.find(key)
	if p.key == 0 {
		*p = slot[K]{key, number}
		t.count++
	}
	return p
}

// add enters a key without a number.
func (t *table[K]) add(key K) { t.enter(key, 0) }

// clear takes all keys out. A table that has grown large begins anew.
func (t *table[K]) clear() {
	if len(t.slots) > maxKeptSlots {
		*t = newTable[K]()
		return
	}
	clear(t.slots)
	t.count = 0
}

// maxKeptSlots bounds how large a table stays for the next article.
const maxKeptSlots = 1 << 12
