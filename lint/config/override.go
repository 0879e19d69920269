package config

import (
	"path/filepath"
	"strings"
)

// A selection is what decides on an article's Config: the files in force in its
// directory and which of their overrides match. Most articles of a directory,
// and of those below it, make the same one.
type selection struct {
	*chain
	overrides string // a 1 or 0 for each override of each file
	excluded  bool
}

// choose makes the selection of the article at an absolute path.
func (c *chain) choose(path string) selection {
	s := selection{chain: c}
	var overrides strings.Builder
	for _, f := range c.files {
		if len(f.Exclude.items)+len(f.Overrides) == 0 {
			continue
		}
		rel := relative(f.dir, path)
		s.excluded = s.excluded || f.Exclude.match(rel)
		for i := range f.Overrides {
			if f.Overrides[i].Files.match(rel) {
				overrides.WriteByte('1')
			} else {
				overrides.WriteByte('0')
			}
		}
	}
	s.overrides = overrides.String()
	return s
}

// relative returns path from dir, with slashes, or path itself if there is no
// way, as from one Windows drive to another.
func relative(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}

// layers calls apply for what each file and override says, the lowest first.
func (s selection) layers(apply func(*file, *settings)) {
	n := 0
	for _, f := range s.files {
		apply(f, &f.settings)
		for i := range f.Overrides {
			if s.overrides[n] == '1' {
				apply(f, &f.Overrides[i].settings)
			}
			n++
		}
	}
}
