package config

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v4"
)

// globs is a list of patterns for paths relative to the file's directory, with
// slashes. One that names a directory is for all there is in it.
type globs struct {
	texts
	wide []string // the items, widened
}

func (g *globs) decode(d *decoder, key, n *yaml.Node) {
	g.read(d, key, n, badGlob)
	for _, pattern := range g.items {
		g.wide = append(g.wide, widen(pattern))
	}
}

// widen makes a pattern whose last element is plain match below it too: a/** is
// a match for a.
func widen(pattern string) string {
	pattern = strings.TrimPrefix(pattern, "./")
	dir, last := path.Split(strings.TrimSuffix(pattern, "/"))
	if strings.ContainsAny(last, `*?[]{},\`) || strings.Count(dir, "{") > strings.Count(dir, "}") {
		return pattern
	}
	return path.Join(dir, last, "**")
}

func (g *globs) match(path string) bool {
	for _, pattern := range g.wide {
		if doublestar.MatchUnvalidated(pattern, path) {
			return true
		}
	}
	return false
}

// maxBranches bounds the ways through a pattern's braces: doublestar tries them
// one after the other, and sixteen {a,a} in a row take it 7 ms for one path.
const maxBranches = 256

// badGlob says what is wrong with a pattern.
func badGlob(pattern string) string {
	switch {
	case !doublestar.ValidatePattern(pattern):
		return "bad glob: a bracket, brace or backslash without its other half"
	case strings.HasPrefix(pattern, "!"):
		return `bad glob: nothing is negated by "!"; for a name that starts so, write "\!"`
	case strings.HasPrefix(pattern, "/"):
		return "bad glob: want a path relative to this file"
	case branches(pattern) > maxBranches:
		return "bad glob: too many braces, split it"
	}
	return ""
}

// branches counts the ways through a pattern's braces, or more than that if
// braces are nested.
func branches(pattern string) int {
	all, open := 1, []int{}
	for i := 0; i < len(pattern) && all <= maxBranches; i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case c == '{':
			open = append(open, 1)
		case c == ',' && len(open) > 0:
			open[len(open)-1]++
		case c == '}' && len(open) > 0:
			all *= open[len(open)-1]
			open = open[:len(open)-1]
		}
	}
	return all
}
