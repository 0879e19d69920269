package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/citevet/citevet/lint/report"
)

// outputPages are the pages of articles in a folder beside an output: of
// out/report.html in out/report_files. They are written into a hidden folder that
// takes its place when all are written, so what is there after a run is of this
// run alone.
type outputPages struct {
	dir  string
	temp string // empty: there is none yet
	base string // what the names of the output and its folder begin with
}

// pagesOf returns the pages beside an output, nil if that is a device or a pipe.
func pagesOf(f *outputFile) *outputPages {
	if f.temp == "" {
		return nil
	}
	dir := pagesDir(f.path)
	return &outputPages{dir: dir, base: filepath.Base(dir)}
}

// pagesDir is the folder for the pages beside an output.
func pagesDir(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) + "_files" }

// options are what the printer has to know of them.
func (p *outputPages) options(f *outputFile) *report.Pages {
	return &report.Pages{Index: relative("..", filepath.Base(f.path)), Create: p.create}
}

// relative is a path as a page writes it.
func relative(dir, name string) string { return (&url.URL{Path: dir + "/" + name}).String() }

// create makes the file for an article's page. Its name is made from the article's
// path; nothing of that leads anywhere else.
func (p *outputPages) create(article string) (io.WriteCloser, string, error) {
	if p.temp == "" {
		if _, err := p.replaceable(); err != nil {
			return nil, "", err
		}
		temp := filepath.Join(filepath.Dir(p.dir), fmt.Sprintf(".%s.%d", p.base, os.Getpid()))
		if err := os.Mkdir(temp, 0o777); err != nil {
			return nil, "", err
		}
		p.temp = temp
	}
	for n := 0; ; n++ {
		name := pageName(article, n)
		f, err := os.OpenFile(filepath.Join(p.temp, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue // the article is named twice
		}
		return f, relative("./"+p.base, name), err
	}
}

// pageName is the name of the page of an article, the nth of that path: words that
// people recognise, and digits that make it the only one.
func pageName(article string, n int) string {
	words := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(article), "-"), "-")
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", n, article))
	return strings.Trim(words[max(0, len(words)-maxPageName):]+fmt.Sprintf("-%x.html", sum[:8]), "-")
}

const maxPageName = 60

var (
	notInNames = regexp.MustCompile(`[^a-z0-9]+`)
	isPageName = regexp.MustCompile(`^([a-z0-9-]+-)?[0-9a-f]{16}\.html$`)
)

// replaceable reports whether the folder is there, and returns an error if it has
// anything that is no page of an earlier run.
func (p *outputPages) replaceable() (there bool, err error) {
	entries, err := os.ReadDir(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if info, lerr := os.Lstat(p.dir); lerr == nil && !info.IsDir() {
		return false, fmt.Errorf("%s is in the way: the pages of the articles go there", p.dir)
	}
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !isPageName.MatchString(e.Name()) {
			return false, fmt.Errorf("%s has files that are no pages of citevet, such as %s: the pages of the articles would take its place; choose another file", p.dir, e.Name())
		}
	}
	return true, nil
}

// commit puts the pages in their place. Those of an earlier run go, also if this
// run needs none.
func (p *outputPages) commit() error {
	there, err := p.replaceable()
	if err != nil {
		if p.temp == "" {
			return nil // the folder is somebody's own
		}
		return err
	}
	temp := p.temp
	if there {
		old := filepath.Join(filepath.Dir(p.dir), fmt.Sprintf(".%s.%d.old", p.base, os.Getpid()))
		if err := os.Rename(p.dir, old); err != nil {
			return err
		}
		defer os.RemoveAll(old)
	}
	p.temp = ""
	if temp == "" {
		return nil
	}
	return os.Rename(temp, p.dir)
}

func (p *outputPages) abandon() {
	if p.temp != "" {
		os.RemoveAll(p.temp)
	}
}
