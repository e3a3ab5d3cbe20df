package feed

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ringain/meetings"
	"ringain/meetings/store"
)

// kept is the first line of the file in which the world is kept, for a start without
// database. One line follows for each meeting. It holds what only organisers may see,
// so nobody else may read it, and its name tells nothing.
type kept struct {
	Host     string
	Day      meetings.Date
	Schedule store.Schedule // without its rooms
	Tokens   []keptToken    // the last asked for first
}

type keptToken struct {
	Token  string
	Themes []string
}

func (f *Feeds) file() string { return filepath.Join(f.Dir, "world.jsonl") }

// Kept reports whether there is something on disk to serve feeds of.
func (f *Feeds) Kept() bool {
	_, err := os.Stat(f.file())
	return err == nil
}

// keep keeps what feeds show as it was last seen, unless it is kept already.
func (f *Feeds) keep() {
	f.keeping.Lock()
	defer f.keeping.Unlock()
	s, learnt := f.seen.Load(), f.tokens.learnt.Load()
	if f.Dir == "" || s == nil || s.world == nil || s.world == f.keptWorld && learnt == f.keptTokens {
		return
	}
	k := kept{Host: s.world.host, Day: s.world.day, Schedule: s.world.Schedule}
	for _, t := range f.tokens.sets.all() {
		k.Tokens = append(k.Tokens, keptToken{t.key, t.value})
	}
	if err := save(f.file(), k, s.world.entries); err != nil {
		f.Log.Warn("what feeds show is not kept on disk", "err", err)
		return
	}
	f.keptWorld, f.keptTokens = s.world, learnt
}

// save writes the file in one step, so that whoever reads it finds the old or the new one.
func save(name string, k kept, list []*entry) (err error) {
	defer meetings.Wrap(&err, "save %s", name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".world-*") // for its owner only
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if err := errors.Join(writeLines(file, k, list), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

func writeLines(file *os.File, k kept, list []*entry) error {
	to := bufio.NewWriterSize(file, 64<<10)
	lines := json.NewEncoder(to)
	if err := lines.Encode(k); err != nil {
		return err
	}
	for _, e := range list {
		if err := lines.Encode(meetings.Room{Meeting: e.room.Meeting, Agenda: e.room.Agenda}); err != nil {
			return err
		}
	}
	return to.Flush()
}

// recall returns the world as it was last kept.
func (f *Feeds) recall() (w *world, err error) {
	defer meetings.Wrap(&err, "read what is kept on disk")
	file, err := os.Open(f.file())
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := json.NewDecoder(bufio.NewReaderSize(file, 64<<10))
	var k kept
	if err := lines.Decode(&k); err != nil {
		return nil, err
	}
	k.Schedule.Rooms = make([]meetings.Room, k.Schedule.Count)
	for i := range k.Schedule.Rooms {
		if err := lines.Decode(&k.Schedule.Rooms[i]); err != nil {
			return nil, fmt.Errorf("meeting %d of %d: %w", i+1, k.Schedule.Count, err)
		}
	}
	for i := len(k.Tokens); i > 0; i-- {
		f.tokens.sets.put(k.Tokens[i-1].Token, k.Tokens[i-1].Themes, 1)
	}
	w = newWorld(nil, -1, k.Schedule, k.Day, k.Host)
	w.recalled = true
	return w, nil
}
