package runner

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint"
	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/git"
	"github.com/citevet/citevet/lint/parse"
)

// A version is what a version of an article is made of.
type version struct {
	path     string // as shown
	text     []byte
	sidecars []parse.Sidecar
}

// parse parses the article under a configuration.
func (v *version) parse(c *config.Config) (*lint.Article, error) {
	return parse.Article(v.path, v.text, &parse.Options{Headings: c.Headings, Sidecars: v.sidecars, Coverage: c.Coverage})
}

// equal reports whether two versions are read as the same article.
func (v *version) equal(w *version) bool {
	f, _ := parse.FormatOf(v.path)
	g, _ := parse.FormatOf(w.path)
	return f == g && bytes.Equal(v.text, w.text) && slices.EqualFunc(v.sidecars, w.sidecars, func(a, b parse.Sidecar) bool {
		return path.Ext(a.Path) == path.Ext(b.Path) && bytes.Equal(a.Text, b.Text)
	})
}

// A snapshot is a version of the files of a repository that is read by blobs.
type snapshot struct {
	blobs *git.Blobs
	lists func() (map[string]string, error) // ids of what may be a list of sources, by path
}

// later reads the version of a target that is to be checked.
func (r *Runner) later(t target, c *config.Config) (*version, error) {
	if t.change != nil && t.change.staged {
		return r.version(&t.change.index, t.change, t.path, t.change.Path, t.change.New, c)
	}
	text, err := r.text(t)
	if err != nil {
		return nil, err
	}
	sidecars, err := r.sidecars(&t, c)
	return &version{t.path, text, sidecars}, err
}

// earlier reads the version of a changed article that it is compared with, nil if
// there is none: it was not there, or was no article.
func (r *Runner) earlier(t target, c *config.Config) (*version, error) {
	of := t.change
	if _, ok := parse.FormatOf(of.OldPath); of.Old == "" || !ok {
		return nil, nil
	}
	shown := t.path
	if of.OldPath != of.Path {
		shown = sibling(t.path, of.Path, of.OldPath)
	}
	v, err := r.version(&of.base, of, shown, of.OldPath, of.Old, c)
	switch {
	case errors.Is(err, errBinary), errors.Is(err, git.ErrTooLarge):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("the version to compare with: %w", err)
	}
	return v, nil
}

// sibling shows a file of the repository, other, as one that is shown is.
func sibling(shown, path, other string) string {
	rel, err := filepath.Rel(filepath.Dir(filepath.FromSlash(path)), filepath.FromSlash(other))
	if err != nil {
		return other
	}
	return filepath.ToSlash(filepath.Join(filepath.Dir(filepath.FromSlash(shown)), rel))
}

// version reads a version of an article, with its lists of sources, from a snapshot.
func (r *Runner) version(in *snapshot, of *change, shown, path, id string, c *config.Config) (*version, error) {
	text, err := in.blobs.Read(id, maxArticle)
	if errors.Is(err, git.ErrTooLarge) {
		return nil, fmt.Errorf("%w: %w", tooLarge(maxArticle), git.ErrTooLarge)
	}
	if err != nil {
		return nil, err
	}
	if isBinary(text[:min(len(text), binaryWindow)]) {
		return nil, errBinary
	}
	v := &version{path: shown, text: text}
	if v.sidecars, err = in.beside(shown, path); err != nil || len(c.Sources) == 0 {
		return v, err
	}
	for _, name := range c.Sources {
		s, ok, err := r.listed(in, of, name, setBy(c))
		if err != nil {
			return nil, fmt.Errorf("%s, a list of sources that %s names: %w", s.Path, setBy(c), err)
		}
		if ok {
			v.sidecars = append(v.sidecars, s)
		}
	}
	return v, nil
}

// beside reads the sidecars that stand beside an article in a snapshot.
func (in *snapshot) beside(shown, article string) ([]parse.Sidecar, error) {
	lists, err := in.lists()
	if err != nil {
		return nil, err
	}
	var found []parse.Sidecar
	for _, name := range sidecarNames(article) {
		if id := lists[name]; id != "" {
			text, err := in.blobs.Read(id, maxSidecar)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			found = append(found, parse.Sidecar{Path: path.Join(path.Dir(shown), path.Base(name)), Text: text})
		}
	}
	return found, nil
}

// listed reads a list of sources that a configuration names. One that neither
// snapshot holds is not under git's control, and is read as it stands; one that only
// the other holds is not there in this version, which is no mistake in the base.
func (r *Runner) listed(in *snapshot, of *change, name string, from origin) (s parse.Sidecar, ok bool, err error) {
	rel, err := of.repository.Rel(name)
	if err != nil {
		s, err = r.sources.read(name, from.file())
		return s, true, err
	}
	s.Path = filepath.ToSlash(name)
	here, err := in.lists()
	if err != nil {
		return s, false, err
	}
	if id := here[rel]; id != "" {
		s.Text, err = in.blobs.Read(id, maxSidecar)
		return s, true, err
	}
	other := &of.base
	if in == other {
		other = &of.index
	}
	there, err := other.lists()
	switch {
	case err != nil:
		return s, false, err
	case there[rel] == "":
		s, err = r.sources.read(name, from.file())
		return s, true, err
	case in == &of.base:
		return s, false, nil
	}
	return s, false, errors.New("not in the index: run git add, or take it out of the configuration")
}

// sidecarNames lists the names that the lists of an article's sources may have.
func sidecarNames(article string) []string {
	stem := strings.TrimSuffix(article, path.Ext(article)) + sidecarMark
	names := make([]string, len(sidecarExtensions))
	for i, extension := range sidecarExtensions {
		names[i] = stem + extension
	}
	return names
}

// known returns the earlier version of an article with its findings, nil if it
// cannot be read as one. Where only a list of its sources cannot, it is read
// without these.
func (v *version) known(c *config.Config) (*lint.Article, []lint.Diagnostic) {
	a, err := v.parse(c)
	if err != nil && len(v.sidecars) > 0 {
		v.sidecars = nil
		a, err = v.parse(c)
	}
	if err != nil {
		return nil, nil
	}
	return a, lint.Run(a, c.Checks)
}
