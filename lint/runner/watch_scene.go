package runner

import (
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// A scene is what a watch listens to. Its paths are absolute, and their
// directories are without links.
type scene struct {
	dirs   map[string]bool // all that are watched; true: it is walked, and what is new in it counts
	sought map[string]bool // files that count wherever they are, and what leads to one that is not there
}

// gitIgnore is the name of the files that say what git ignores.
const gitIgnore = ".gitignore"

// concerns reports whether an event may make a difference.
func (s *scene) concerns(e fsnotify.Event) bool {
	if _, watched := s.dirs[e.Name]; watched || s.sought[e.Name] {
		return true
	}
	name := filepath.Base(e.Name)
	switch {
	case !s.dirs[filepath.Dir(e.Name)]:
		return false
	case name == gitIgnore, name == gitDir:
		return true
	case skipped(name):
		return false
	case isArticle(name), isSidecar(name):
		return true
	}
	info, err := os.Lstat(e.Name)
	return err == nil && info.IsDir() && e.Has(fsnotify.Create)
}
