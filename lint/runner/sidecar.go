package runner

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/parse"
)

// sidecarMark stands in the name of a file that lists sources, between the name
// of the article and the extension: talk.sources.yaml belongs to talk.md.
const sidecarMark = ".sources"

var sidecarExtensions = []string{".yaml", ".yml", ".json", ".txt", ".bib"}

// isSidecar reports whether a file of that name lists the sources of another.
func isSidecar(name string) bool {
	name = strings.ToLower(name)
	extension := path.Ext(name)
	return strings.HasSuffix(strings.TrimSuffix(name, extension), sidecarMark) && slices.Contains(sidecarExtensions, extension)
}

// hasSidecarMark reports whether the name of a file has the mark in it, without
// regard to case, as some file systems have none.
func hasSidecarMark(name string) bool { return strings.Contains(strings.ToLower(name), sidecarMark) }

// sidecars reads the files that list the sources of an article: those beside it,
// and then those that its configuration names.
func (r *Runner) sidecars(t *target, c *config.Config) ([]parse.Sidecar, error) {
	var found []parse.Sidecar
	var err error
	if !t.alone || r.Buffers != nil {
		found, err = r.beside(t.path)
	}
	if err != nil || len(c.Sources) == 0 {
		return found, err
	}
	from := setBy(c)
	for _, name := range c.Sources {
		// One that stands beside the article as well is a list of all articles.
		found = slices.DeleteFunc(found, func(s parse.Sidecar) bool { return samePath(s.Path, name) })
		s, err := r.list(name, from)
		if err != nil {
			return nil, fmt.Errorf("%s, a list of sources that %s names: %w", s.Path, from, err)
		}
		found = append(found, s)
	}
	return found, nil
}

// samePath reports whether two names lead to one place, links left alone.
func samePath(a, b string) bool {
	x, errX := filepath.Abs(filepath.FromSlash(a))
	y, errY := filepath.Abs(filepath.FromSlash(b))
	return errX == nil && errY == nil && x == y
}

// list reads a list of sources that a configuration names.
func (r *Runner) list(name string, from origin) (parse.Sidecar, error) {
	if text, ok := r.buffer(name); ok {
		return parse.Sidecar{Path: filepath.ToSlash(name), Text: text}, nil
	}
	return r.sources.read(name, from.file())
}

// beside reads the sidecars that stand beside an article.
func (r *Runner) beside(article string) ([]parse.Sidecar, error) {
	var found []parse.Sidecar
	base := strings.TrimSuffix(article, path.Ext(article)) + sidecarMark
	for _, extension := range sidecarExtensions {
		s := parse.Sidecar{Path: base + extension}
		if text, ok := r.buffer(s.Path); ok {
			s.Text = text
			found = append(found, s)
			continue
		}
		info, err := os.Lstat(filepath.FromSlash(s.Path))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = linked(info.Mode(), s.Path)
		}
		if err == nil {
			s.Text, err = readFile(filepath.FromSlash(s.Path), maxSidecar)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Path, cause(err))
		}
		found = append(found, s)
	}
	return found, nil
}

// linked refuses a sidecar that is a link out of the tree that it stands in.
func linked(mode fs.FileMode, sidecar string) error {
	if mode&fs.ModeSymlink == 0 {
		return nil
	}
	return inTree(filepath.FromSlash(sidecar), filepath.Dir(filepath.FromSlash(sidecar)))
}

// leadsOut reports whether an article is a link out of the tree that it stands in:
// whoever made it could have another file written to.
func leadsOut(article string) bool {
	name := filepath.FromSlash(article)
	info, err := os.Lstat(name)
	return err == nil && linked(info.Mode(), article) != nil
}

// An origin is the place of a setting, such as .citevet.yaml:3.
type origin string

// setBy returns where the sources of a configuration are set.
func setBy(c *config.Config) origin {
	for i := range c.Settings {
		if c.Settings[i].Name == "sources" {
			return origin(c.Settings[i].From)
		}
	}
	return config.FileName
}

func (o origin) file() string {
	if i := strings.LastIndexByte(string(o), ':'); i >= 0 {
		return string(o[:i])
	}
	return string(o)
}

// A sourceCache holds the files that configurations name, each read once.
type sourceCache struct {
	mu    sync.Mutex
	files map[sourceFile]func() ([]byte, error)
}

// A sourceFile is a file with sources, as one configuration file names it.
type sourceFile struct{ path, config string }

func (c *sourceCache) read(name, config string) (parse.Sidecar, error) {
	f := sourceFile{name, config}
	c.mu.Lock()
	read := c.files[f]
	if read == nil {
		if c.files == nil {
			c.files = make(map[sourceFile]func() ([]byte, error))
		}
		read = sync.OnceValues(f.read)
		c.files[f] = read
	}
	c.mu.Unlock()
	text, err := read()
	return parse.Sidecar{Path: filepath.ToSlash(name), Text: text}, err
}

func (f sourceFile) read() ([]byte, error) {
	if err := inTree(f.path, filepath.Dir(f.config)); err != nil {
		return nil, err
	}
	if !slices.Contains(sidecarExtensions, strings.ToLower(filepath.Ext(f.path))) {
		return nil, errors.New("no list of sources has such a name: want .yaml, .yml, .json, .txt or .bib")
	}
	return readFile(f.path, maxSidecar)
}

// inTree returns an error unless the file at a path is in dir, in the repository
// that dir is in, or in the working directory, and all its links are too. Both
// configuration and links may come from a stranger, and what a file says can
// come to light in a report.
func inTree(path, dir string) error {
	target, err := resolve(path)
	if err != nil {
		return cause(err)
	}
	for _, root := range []string{dir, repository(dir), "."} {
		if root == "" {
			continue
		}
		root, err := resolve(root)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(root, target); err == nil && filepath.IsLocal(rel) {
			return nil
		}
	}
	return errors.New("outside of the working directory and of the repository, so it is not read")
}
