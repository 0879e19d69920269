package lint_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/citevet/citevet"

// mayImport is the table of who may import what of the module. A package that is
// below one in the table may import what that one may, and it.
var mayImport = map[string][]string{
	"lint":          {},
	"lint/claim":    {"lint"},
	"lint/parse":    {"lint", "lint/claim"},
	"lint/config":   {"lint"},
	"lint/report":   {"lint"},
	"lint/runner":   {"lint", "lint/parse", "lint/config", "lint/git", "lint/baseline"},
	"lint/git":      {},
	"lint/baseline": {"lint"},
	"lint/lsp":      {"lint", "lint/parse", "lint/config", "lint/runner", "lint/report"},
	"lint/linttest": {"lint", "lint/parse"},
	"rules":         {"lint"},
	"cmd":           {"..."},
}

// TestImports reads the files themselves: what `go list` says may come from the
// test cache.
func TestImports(t *testing.T) {
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			checkImports(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, name string) {
	pkg := path.Dir(strings.TrimPrefix(filepath.ToSlash(name), "../"))
	owner, allowed := owner(pkg)
	if owner == "" {
		t.Errorf("%s: the table does not say what package %s may import", name, pkg)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		ours, isOurs := strings.CutPrefix(imported, module+"/")
		switch {
		case isOurs && !slices.Contains(allowed, "...") && !slices.Contains(allowed, ours) && !strings.HasPrefix(ours+"/", owner+"/"):
			t.Errorf("%s: %s may not import %s", name, pkg, ours)
		case !isOurs && owner == "lint" && strings.Contains(strings.Split(imported, "/")[0], "."):
			t.Errorf("%s: lint may import the standard library only, not %s", name, imported)
		}
	}
}

// owner returns the entry of the table that a package belongs to: its own or
// that of the nearest package above it, but lint speaks for itself alone.
func owner(pkg string) (string, []string) {
	for at := pkg; at != "."; at = path.Dir(at) {
		if allowed, ok := mayImport[at]; ok && (at != "lint" || pkg == "lint") {
			return at, allowed
		}
	}
	return "", nil
}
