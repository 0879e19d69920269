package lsp

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/parse"
	"github.com/citevet/citevet/lint/runner"
)

// typingPause is how long an article is left alone after an edit before it is
// checked. It gathers what an editor sends for one command, which comes at once;
// keystrokes are further apart than any pause that would not be felt, and a check
// that the next one makes stale is dropped. Of the time from a keystroke in an
// article of a megabyte to its diagnostics, a tenth is this pause.
const typingPause = 5 * time.Millisecond

// A buffer is a text that the client has open.
type buffer struct {
	uri     string
	path    string // of the file, absolute, with slashes; empty if it is not saved
	as      string // the path that it is read as: its extension tells the format
	other   bool   // it is no article: it lists the sources of one, or is nothing to the server
	version int
	text    *text

	current *reading // of this version; nil if nobody needed one yet
	pause   *time.Timer
}

// didOpen takes up a buffer. If the client does not watch files, it is as good a
// time as any to look whether they have changed.
func (s *server) didOpen(p *didOpenParams) {
	d := &p.TextDocument
	b := &buffer{uri: d.URI, version: d.Version, text: newText([]byte(d.Text), s.utf8)}
	b.place(d.LanguageID)
	s.mu.Lock()
	if before := s.buffers[d.URI]; before != nil {
		before.drop()
	}
	s.buffers[d.URI] = b
	s.changed(b, 0)
	s.mu.Unlock()
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		s.checkAgain()
	}
}

// extensionOf are the extensions of articles by the names that editors have for
// languages.
var extensionOf = map[string]string{
	"markdown": ".md", "markdown.mdx": ".mdx", "mdx": ".mdx", "quarto": ".qmd", "rmd": ".rmd", "rmarkdown": ".rmd", "pandoc": ".md",
	"plaintext": ".txt", "text": ".txt", "txt": ".txt", "html": ".html", "xhtml": ".html",
}

// place tells what a buffer is from its URI, or else from its language.
func (b *buffer) place(language string) {
	var ok bool
	b.path, ok = pathOf(b.uri)
	b.as = b.path
	if !ok {
		b.as = "/" + path.Base(path.Clean("/"+b.uri))
	}
	base := path.Base(b.as)
	_, known := parse.FormatOf(b.as)
	extension := extensionOf[language]
	switch {
	case b.path != "" && (runner.IsList(b.as) || base == config.FileName):
		b.other = true
	case known:
	case extension != "":
		b.as += extension
	default:
		b.other = true
	}
}

// shorten takes the directory of the article out of a message, in which the paths
// of files beside it are absolute.
func (b *buffer) shorten(message string) string {
	if dir := path.Dir(b.path); len(dir) > 1 {
		return strings.ReplaceAll(message, dir+"/", "")
	}
	return message
}

// didChange edits a buffer.
func (s *server) didChange(p *didChangeParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.buffers[p.TextDocument.URI]
	if b == nil {
		return
	}
	for i := range p.ContentChanges {
		c := &p.ContentChanges[i]
		if c.Range == nil {
			b.text = newText([]byte(c.Text), s.utf8)
		} else {
			b.text.edit(*c.Range, c.Text)
		}
	}
	b.version = p.TextDocument.Version
	s.changed(b, typingPause)
}

// changed makes what was read of a buffer stale and has it checked after a pause.
// If it is no article, that is done to all articles: it may list their sources. The caller holds mu.
func (s *server) changed(b *buffer, pause time.Duration) {
	if b.other {
		for _, article := range s.buffers {
			if !article.other {
				s.changed(article, pause)
			}
		}
		return
	}
	b.drop()
	b.pause = time.AfterFunc(pause, func() { s.check(b) })
}

// drop stops what is in work for a buffer. The caller holds the server's mu.
func (b *buffer) drop() {
	if b.pause != nil {
		b.pause.Stop()
	}
	if b.current != nil {
		b.current.stale = true
		b.current.stopIfIdle()
		b.current = nil
	}
}

// didSave checks all anew: what was saved may be read by other articles.
func (s *server) didSave(*documentParams) { s.checkAgain() }

// didClose drops a buffer and takes back its diagnostics.
func (s *server) didClose(p *documentParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.buffers[p.uri()]
	if b == nil {
		return
	}
	b.drop()
	delete(s.buffers, b.uri)
	if b.other {
		s.changed(b, 0)
		return
	}
	s.begin(func() { s.withdraw(b.uri) })
}

// listText returns the text of a list of sources that is open.
func (s *server) listText(path string) ([]byte, bool) {
	if abs, err := filepath.Abs(filepath.FromSlash(path)); err == nil {
		path = filepath.ToSlash(abs)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.buffers {
		if b.path == path {
			return slices.Clone(b.text.bytes), true
		}
	}
	return nil, false
}
