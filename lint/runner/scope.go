package runner

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/citevet/citevet/lint/git"
)

// scopes are the paths that changes are looked for at, each with what the
// repository calls it.
type scopes struct {
	all   []scope
	files map[string]int // those that are no directories, by what the repository calls them
	dirs  []int
	met   map[string]bool // changes that were looked for, and the directories they are in
}

// A scope is one path. One that names a list of sources stands for the articles
// that it belongs to.
type scope struct {
	path string // as the user gave it
	rel  string // from the top of the repository, with slashes; . for the top
	err  error  // why there is nothing in the work tree
}

// newScopes makes the scopes of paths; without any, it is the working directory.
func newScopes(repository *git.Repository, paths []string) (*scopes, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	s := &scopes{files: make(map[string]int), met: make(map[string]bool)}
	for i, p := range paths {
		if p == "-" {
			return nil, errStdin
		}
		rel, err := repository.Rel(p)
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(p)
		s.all = append(s.all, scope{p, rel, cause(err)})
		if err == nil && info.IsDir() {
			s.dirs = append(s.dirs, i)
		} else if _, again := s.files[rel]; !again {
			s.files[rel] = i
		}
	}
	return s, nil
}

// find returns the index of the first scope that an article of the repository is
// in, and how the article is shown; -1 if it is in none. As in a walk, what is
// hidden is not found below a directory.
func (s *scopes) find(article string) (index int, shown string) {
	index = -1
	if i, ok := s.files[article]; ok {
		index, shown = i, filepath.ToSlash(s.all[i].path)
	} else if i, ok := s.sidecar(article); ok {
		index, shown = i, s.all[i].beside(article)
	}
	for _, i := range s.dirs {
		if index >= 0 && index < i {
			break
		}
		if below, ok := s.all[i].cut(article); ok && !slices.ContainsFunc(strings.Split(below, "/"), skipped) {
			return i, path.Join(filepath.ToSlash(s.all[i].path), below)
		}
	}
	return index, shown
}

// sidecar returns the first scope that names a list of an article's sources.
func (s *scopes) sidecar(article string) (first int, ok bool) {
	for _, name := range sidecarNames(article) {
		if i, named := s.files[name]; named && (!ok || i < first) {
			first, ok = i, true
		}
	}
	return first, ok
}

// beside shows a file that is in the directory of the scope's.
func (s *scope) beside(file string) string {
	return path.Join(path.Dir(filepath.ToSlash(s.path)), path.Base(file))
}

// cut returns the path of a file from the scope's directory, if it is below it.
func (s *scope) cut(file string) (below string, ok bool) {
	if s.rel == "." {
		return file, true
	}
	return strings.CutPrefix(file, s.rel+"/")
}

// meet takes note of a file that has changed.
func (s *scopes) meet(file string) {
	for at := file; at != "." && !s.met[at]; at = path.Dir(at) {
		s.met[at] = true
	}
}

// missing returns why there is nothing at a scope's path: no file now, and none
// that has changed. It is nil if there is something.
func (s *scopes) missing(i int) error {
	if s.met[s.all[i].rel] {
		return nil
	}
	return s.all[i].err
}
