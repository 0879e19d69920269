package runner

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"io"
	"os"
	"sync"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/lint/runner/cache"
)

// A memory holds what was found in articles before, by all that goes into it: the
// program itself, the configuration, the path, and the bytes of the article and
// of its lists of sources. All methods of a nil memory do nothing.
type memory struct {
	cache   *cache.Cache
	program [sha256.Size]byte
	configs sync.Map // of *config.Config: its [sha256.Size]byte
}

// worthwhile is for how many articles the cache is opened. Fewer are checked in
// the time that it takes to read the program.
const worthwhile = 64

// remember opens the cache for so many articles, nil if it does not pay or cannot
// be had, which is no one's mistake.
func (r *Runner) remember(articles int) *memory {
	if r.CacheDir == "" || r.NoChecks || r.Fix != nil || r.compares() || articles < worthwhile {
		return nil
	}
	program, err := program()
	if err != nil {
		return nil
	}
	c, err := cache.Open(r.CacheDir)
	if err != nil {
		return nil
	}
	return &memory{cache: c, program: program}
}

// program is the digest of the running program. A version would not do: that of
// a build with changes does not say which.
var program = sync.OnceValues(func() (sum [sha256.Size]byte, err error) {
	f, err := os.Open("/proc/self/exe") // also where another program is in its place by now
	if err != nil {
		var name string
		if name, err = os.Executable(); err != nil {
			return sum, err
		}
		if f, err = os.Open(name); err != nil {
			return sum, err
		}
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return [sha256.Size]byte(h.Sum(nil)), err
})

func (m *memory) close() {
	if m != nil {
		m.cache.Close()
	}
}

// key returns the key of a version, and false if there can be none.
func (m *memory) key(v *version, c *config.Config) (key cache.Key, ok bool) {
	if m == nil {
		return key, false
	}
	settings, known := m.configs.Load(c)
	if !known {
		sum, err := settingsOf(c)
		if err != nil {
			return key, false
		}
		settings, _ = m.configs.LoadOrStore(c, sum)
	}
	sum := settings.([sha256.Size]byte)
	h := sha256.New()
	h.Write(m.program[:])
	h.Write(sum[:])
	writePart(h, []byte(v.path))
	writePart(h, v.text)
	for i := range v.sidecars {
		writePart(h, []byte(v.sidecars[i].Path))
		writePart(h, v.sidecars[i].Text)
	}
	return cache.Key(h.Sum(nil)), true
}

// writePart writes bytes so that what follows cannot be taken for part of them.
func writePart(h hash.Hash, part []byte) {
	h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(part))))
	h.Write(part)
}

// settingsOf is the digest of what a configuration says of how articles are read
// and checked.
func settingsOf(c *config.Config) (sum [sha256.Size]byte, err error) {
	type check struct {
		Rule     string
		Severity lint.Severity
		Options  any
	}
	checks := make([]check, len(c.Checks))
	for i, k := range c.Checks {
		checks[i] = check{k.Rule.Name, k.Severity, k.Options}
	}
	text, err := json.Marshal(struct {
		Checks   []check
		Headings map[lint.Role][]string
		Coverage lint.Coverage
	}{checks, c.Headings, c.Coverage})
	return sha256.Sum256(text), err
}

// recall fills a result with what was found in a version before. Its article has
// the text and the notes, which is all that findings are shown with.
func (m *memory) recall(result *lint.Result, v *version, key cache.Key) bool {
	value, ok := m.cache.Get(key)
	if !ok {
		return false
	}
	format, _ := parse.FormatOf(v.path)
	text := string(v.text)
	a := lint.NewArticle(v.path, format, text, text)
	findings, notes, ok := decodeFindings(value, len(text))
	if !ok {
		return false
	}
	a.Notes = notes
	result.Article, result.Findings = a, findings
	return true
}

// store keeps what was found in a version. Where the article is not the bytes that
// were read, as it was in UTF-16, it is not kept.
func (m *memory) store(result *lint.Result, v *version, key cache.Key) {
	if result.Article.Text == string(v.text) {
		m.cache.Put(key, encodeFindings(result.Findings, result.Article.Notes))
	}
}
