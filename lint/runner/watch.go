package runner

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A Watch tells when something changes that the results of a Runner come from:
// articles and lists of their sources, the configuration, what git ignores, and,
// where versions are compared, what is staged and checked out.
//
// It watches directories and not files, as editors put a new file in the place of
// the old one, and takes what it is told only as a hint to look again: what
// counts is the bytes of the files.
type Watch struct {
	watcher *fsnotify.Watcher
	states  map[string]state       // of what was there at the last look, by path
	covered map[string]fs.FileInfo // the directories that are watched

	mu      sync.Mutex
	scene   scene           // of the last look
	looking bool            // the next one has begun
	dirty   map[string]bool // files of which something was heard since the last look
	lost    bool            // more was to be heard than the system keeps

	heard chan struct{} // has room for one: there is news
}

// NewWatch returns a watch, which is to be closed.
func NewWatch() (*Watch, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("cannot watch: %w", limit(err))
	}
	w := &Watch{watcher: watcher, covered: make(map[string]fs.FileInfo), dirty: make(map[string]bool), heard: make(chan struct{}, 1)}
	go w.listen()
	return w, nil
}

// Close ends the watch.
func (w *Watch) Close() error { return w.watcher.Close() }

// Look finds out what r would read if it ran on the paths, and whether any of it
// is not what it was at the last look; before the first there was nothing. From
// then on that is watched, and so are the other files. It is to be called before
// the run, with a runner that has not run: a change while that reads is then seen
// by the next look. It returns how many articles there are.
func (w *Watch) Look(ctx context.Context, r *Runner, paths, others []string) (articles int, changed bool, err error) {
	dirty, lost := w.begin()
	w.uncover(func(dir string) bool { return isStill(w.covered[dir], dir) })
	l := newLook(w, r)
	err = l.all(ctx, paths, others)
	w.end(l.scene)
	w.uncover(func(dir string) bool { _, ok := l.scene.dirs[dir]; return ok })
	if err != nil {
		return 0, false, err
	}
	states := make(map[string]state, len(l.files)+len(l.sums))
	for path, at := range l.files {
		before, known := w.states[path]
		if s, there := stateOf(path, before, known && !lost && !dirty[at]); there {
			states[path] = s
		}
	}
	for what, sum := range l.sums {
		states[what] = state{sum: sum}
	}
	changed = w.states == nil || !maps.EqualFunc(states, w.states, func(a, b state) bool { return a.sum == b.sum })
	w.states = states
	return l.articles, changed, context.Cause(ctx)
}

// begin returns what was heard so far. Until end, whatever is heard counts: it may
// be of a directory that is about to be known.
func (w *Watch) begin() (dirty map[string]bool, lost bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	dirty, lost = w.dirty, w.lost
	w.dirty, w.lost, w.looking = make(map[string]bool), false, true
	return dirty, lost
}

// end makes the scene of a look what counts.
func (w *Watch) end(s scene) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.scene, w.looking = s, false
}

// uncover ends the watch on the directories that are not to be kept. One that has
// moved has to go before it can be watched in its new place.
func (w *Watch) uncover(keep func(dir string) bool) {
	for dir := range w.covered {
		if !keep(dir) {
			w.watcher.Remove(dir) // or it is gone
			delete(w.covered, dir)
		}
	}
}

// isStill reports whether a directory is the one that was in its place before.
func isStill(before fs.FileInfo, dir string) bool {
	now, err := os.Stat(dir)
	return err == nil && os.SameFile(before, now)
}

// pause is how long nothing has to be heard before it is time to look: editors
// and tools write in bursts. After longest it is time whatever is heard.
const (
	pause   = 50 * time.Millisecond
	longest = time.Second
)

// Wait waits until something was heard of what the last look has found, and the
// end of ctx, whose cause it returns.
func (w *Watch) Wait(ctx context.Context) error {
	var quiet, late <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-w.heard:
			quiet = time.After(pause)
			if late == nil {
				late = time.After(longest)
			}
		case <-quiet:
			return nil
		case <-late:
			return nil
		}
	}
}

// listen takes note of what the system tells. It never waits for anyone: the
// watcher may hold its lock while it waits for listen.
func (w *Watch) listen() {
	events, errs := w.watcher.Events, w.watcher.Errors
	for events != nil && errs != nil {
		select {
		case e, ok := <-events:
			if !ok {
				events = nil
			} else {
				w.hear(e)
			}
		case _, ok := <-errs: // that there was more than it could tell, or else that it is not sure
			if !ok {
				errs = nil
			} else {
				w.mu.Lock()
				w.lost = true
				w.mu.Unlock()
				w.wake()
			}
		}
	}
}

func (w *Watch) hear(e fsnotify.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.looking || w.scene.concerns(e) {
		w.dirty[e.Name] = true
		w.wake()
	}
}

func (w *Watch) wake() {
	select {
	case w.heard <- struct{}{}:
	default:
	}
}

// cover watches a directory. One that is gone by now, or that may not be read, is
// none: of that the run itself tells.
func (w *Watch) cover(dir string) error {
	info, err := os.Stat(dir)
	if err == nil {
		err = w.watcher.Add(dir)
	}
	switch {
	case err == nil:
		w.covered[dir] = info
		return nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
		return nil
	}
	return fmt.Errorf("cannot watch %s: %w", filepath.ToSlash(dir), limit(err))
}

// limit says what to do about an error that comes from a limit of the system.
func limit(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("too many directories are watched: name fewer, or raise fs.inotify.max_user_watches (%w)", err)
	case errors.Is(err, syscall.EMFILE):
		return fmt.Errorf("too many watchers or open files: end others, or raise fs.inotify.max_user_instances or ulimit -n (%w)", err)
	case errors.Is(err, syscall.ENFILE), errors.Is(err, syscall.ENOMEM):
		return fmt.Errorf("the system has no room to watch more: name fewer directories (%w)", err)
	}
	return err
}
