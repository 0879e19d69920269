package parse

import (
	"strconv"
	"strings"
)

// foldKey brings a key into the form in which keys are compared: labels are
// compared without regard to case and white space, as Markdown does, and
// numbers without leading zeros.
func foldKey(key string) string {
	if n := len(key); n > 0 && key[0] != '0' && isAllDigits(key) || n == 1 {
		return key
	}
	key = joinWords(strings.ToLower(key))
	if isAllDigits(key) {
		if key = strings.TrimLeft(key, "0"); key == "" {
			return "0"
		}
	}
	return key
}

func isAllDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// A keyMap maps keys, as foldKey writes them, to what they name. Most keys are small
// numbers, for which an index does.
type keyMap[V any] struct {
	numbered []V
	named    map[string]V
}

// smallNumber is the number that a key is, if it has three digits at most; else -1.
func smallNumber(key string) int {
	if len(key) > 3 || !isAllDigits(key) {
		return -1
	}
	n := 0
	for i := range len(key) {
		n = 10*n + int(key[i]-'0')
	}
	return n
}

// get is what a key names, the zero value if nothing.
func (m *keyMap[V]) get(key string) V {
	n := smallNumber(key)
	if n < 0 {
		return m.named[key]
	}
	if n < len(m.numbered) {
		return m.numbered[n]
	}
	var none V
	return none
}

func (m *keyMap[V]) set(key string, v V) {
	n := smallNumber(key)
	if n < 0 {
		if m.named == nil {
			m.named = make(map[string]V)
		}
		m.named[key] = v
		return
	}
	if n >= len(m.numbered) {
		m.numbered = append(m.numbered, make([]V, n+1-len(m.numbered))...)
	}
	m.numbered[n] = v
}

// A keySet is what the article lists, as far as a bracket's verdict depends on
// it.
type keySet struct {
	listed keyMap[bool]
	first  int // the lowest number that is listed; -1 if none is
}

func newKeySet(d *draft) *keySet {
	k := &keySet{first: -1}
	for i := range d.sources {
		key := foldKey(d.sources[i].Key)
		if key == "" {
			continue
		}
		k.listed.set(key, true)
		if n, err := strconv.Atoi(key); err == nil && n >= 0 && (k.first < 0 || n < k.first) {
			k.first = n
		}
	}
	return k
}

func (k *keySet) has(key string) bool { return k.listed.get(foldKey(key)) }

// mayCite reports whether a key names a source or, where no numbers are listed,
// could name one.
func (k *keySet) mayCite(key string) bool { return k.first < 0 || k.has(key) }
