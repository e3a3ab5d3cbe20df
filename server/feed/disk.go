package feed

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

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

// keep keeps an edition on disk for a restart without database. The time of the file
// is when the feed last changed.
func (f *Feeds) keep(a address, e *edition) {
	name := f.file(a)
	if name == "" {
		return
	}
	if err := save(name, e); err != nil {
		f.Log.Warn("a feed is not kept on disk", "file", name, "err", err)
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
