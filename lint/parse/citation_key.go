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

// A keySet is what the article lists, as far as a bracket's verdict depends on
// it.
type keySet struct {
	listed map[string]bool // by foldKey
	first  int             // the lowest number that is listed; -1 if none is
}

func newKeySet(d *draft) *keySet {
	k := &keySet{listed: make(map[string]bool, len(d.sources)), first: -1}
	for i := range d.sources {
		key := foldKey(d.sources[i].Key)
		if key == "" {
			continue
		}
		k.listed[key] = true
		if n, err := strconv.Atoi(key); err == nil && n >= 0 && (k.first < 0 || n < k.first) {
			k.first = n
		}
	}
	return k
}

func (k *keySet) has(key string) bool { return k.listed[foldKey(key)] }

// mayCite reports whether a key names a source or, where no numbers are listed,
// could name one.
func (k *keySet) mayCite(key string) bool { return k.first < 0 || k.has(key) }
