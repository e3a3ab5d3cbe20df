package feed

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"ringain/meetings"
)

// file is where the last edition of a feed is kept, or "" when it is not: the path as
// one name, such as en_tema_suicidprevention.ics. A private one is kept in memory only.
func (f *Feeds) file(a address) string {
	if f.Dir == "" || a.kind == private || len(a.name) > 200 || strings.ContainsFunc(a.name, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) {
		return ""
	}
	return filepath.Join(f.Dir, strings.NewReplacer("/", "_", "?", "_", "&", "_").Replace(strings.TrimPrefix(a.path(), "/")))
}

// unkept are the editions that are served already and not yet on disk.
type unkept struct {
	some   atomic.Bool
	mu     sync.Mutex
	list   map[address]*edition
	saving sync.Mutex // so that no file is overwritten by an earlier edition
}

// later has an edition kept on disk, for a restart without database.
func (f *Feeds) later(a address, e *edition) {
	if f.file(a) == "" {
		return
	}
	f.unkept.mu.Lock()
	defer f.unkept.mu.Unlock()
	if f.unkept.list == nil {
		f.unkept.list = map[address]*edition{}
	}
	f.unkept.list[a] = e
	f.unkept.some.Store(true)
}

// keep keeps on disk what is not yet. The time of a file is when its feed last changed.
func (f *Feeds) keep() {
	if !f.unkept.some.Load() {
		return
	}
	f.unkept.saving.Lock()
	defer f.unkept.saving.Unlock()
	f.unkept.mu.Lock()
	list := f.unkept.list
	f.unkept.list = nil
	f.unkept.some.Store(false)
	f.unkept.mu.Unlock()
	for a, e := range list {
		if err := save(f.file(a), e); err != nil {
			f.Log.Warn("a feed is not kept on disk", "file", f.file(a), "err", err)
		}
	}
}

// save writes a file in one step, so that whoever reads it finds the old or the new one.
func save(name string, e *edition) (err error) {
	defer meetings.Wrap(&err, "save %s", name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".feed-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if _, err := file.Write(e.plain.body); err != nil {
		return fmt.Errorf("%w, and %w", err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Chtimes(file.Name(), e.modified, e.modified); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// recall returns the edition that was last kept on disk.
func (f *Feeds) recall(a address) (*edition, bool) {
	name := f.file(a)
	if name == "" {
		return nil, false
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, false
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	head, events, tail := a.format.split(text)
	return newEdition(a, head, events, tail, meetings.At(info.ModTime()), nil), true
}

// forget removes a feed that is no longer one.
func (f *Feeds) forget(a address) {
	f.shelf.remove(a)
	if name := f.file(a); name != "" {
		os.Remove(name)
	}
}
