package lsp

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/citevet/citevet/lint/config"
	"github.com/citevet/citevet/lint/runner"
)

// initialize tells the client what the server can do.
func (s *server) initialize(p *initializeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.initialized = true
	s.client = p.Capabilities
	s.utf8 = slices.Contains(p.Capabilities.General.PositionEncodings, "utf-8")
	encoding := "utf-16"
	if s.utf8 {
		encoding = "utf-8"
	}
	return map[string]any{
		"serverInfo": map[string]string{"name": "citevet", "version": s.options.Version},
		"capabilities": serverCapabilities{
			PositionEncoding:       encoding,
			TextDocumentSync:       syncOptions{OpenClose: true, Change: 2, Save: true},
			HoverProvider:          true,
			DefinitionProvider:     true,
			ReferencesProvider:     true,
			DocumentSymbolProvider: true,
			CodeActionProvider:     codeActionOptions{Kinds: []string{quickFix, fixAll}, ResolveProvider: true},
			CompletionProvider:     completionOptions{TriggerCharacters: []string{"[", "^", "@"}},
			RenameProvider:         renameOptions{PrepareProvider: true},
		},
	}, nil
}

// stop is shutdown: what is in work is dropped, and exit is all that may follow.
func (s *server) stop(*struct{}) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shutdown = true
	for _, b := range s.buffers {
		b.drop()
	}
	return nil, nil
}

// watch asks the client to tell when a file changes that may say how articles are
// checked. A client that cannot is asked nothing: then such a change counts from
// the next time that an article is opened or saved.
func (s *server) watch(*struct{}) {
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return
	}
	type watcher struct {
		Pattern string `json:"globPattern"`
	}
	watchers := []watcher{{"**/" + config.FileName}, {"**/*.{yaml,yml,json,txt,bib}"}}
	s.call("client/registerCapability", map[string]any{"registrations": []any{map[string]any{
		"id": "files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": watchers},
	}}})
}

// didChangeFiles reads configurations and lists of sources anew, if one of them has
// changed.
func (s *server) didChangeFiles(p *watchedFilesParams) {
	var articles []string
	s.mu.Lock()
	loader := s.saved.Loader
	for _, b := range s.buffers {
		if b.path != "" && !b.other {
			articles = append(articles, b.as)
		}
	}
	s.mu.Unlock()
	for _, c := range p.Changes {
		if path, ok := pathOf(c.URI); ok && concerns(path, articles, loader) {
			s.checkAgain()
			return
		}
	}
}

// concerns reports whether a file, at an absolute path, may say how one of the
// articles is checked.
func concerns(file string, articles []string, loader *config.Loader) bool {
	if runner.IsList(file) || path.Base(file) == config.FileName {
		return true
	}
	return slices.ContainsFunc(articles, func(article string) bool {
		c, err := loader.For(filepath.FromSlash(article))
		if err != nil { // perhaps for the file that it extends
			return true
		}
		return slices.ContainsFunc(slices.Concat(c.Files, c.Sources), func(named string) bool {
			abs, err := filepath.Abs(named)
			return err == nil && filepath.ToSlash(abs) == file
		})
	})
}

// checkAgain checks all articles that are open, by what is in files by now.
func (s *server) checkAgain() {
	s.reload()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.buffers {
		s.changed(b, 0)
	}
}

// call sends the client a request of which the answer makes no difference.
func (s *server) call(method string, params any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": fmt.Sprintf("citevet-%d", s.calls), "method": method, "params": params})
	if err == nil {
		s.begin(func() { s.stream.write(body) })
	}
}
