package feed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"ringain/meetings"
	"ringain/meetings/ical"
)

// entry is a meeting at one revision, with what was written of it: a change costs one
// meeting, in however many feeds it is.
type entry struct {
	room meetings.Room
	last meetings.Date // the day on which it ends, in Stockholm

	mu      sync.Mutex
	written map[script]*text
}

// script is one way to write an entry.
type script struct {
	format format
	lang   meetings.Lang
}

type text struct {
	bytes []byte
	err   error // why it cannot be written
}

func newEntry(r meetings.Room) *entry { return &entry{room: r, last: lastDay(r.Meeting)} }

// text returns an entry as it is written, and whether this is the first time. The
// names of themes are part of the revision, so whoever comes first may write it.
func (e *entry) text(s script, o ical.Options) (t *text, first bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if t = e.written[s]; t != nil {
		return t, false
	}
	if e.written == nil {
		e.written = map[script]*text{}
	}
	t = &text{}
	t.bytes, t.err = write(e.room, s, o)
	e.written[s] = t
	return t, true
}

// write writes one entry; whatever goes wrong with it is an error.
func write(r meetings.Room, s script, o ical.Options) (text []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("write %s: %v", r.Meeting.ID, fault)
		}
	}()
	switch s.format {
	case jsonFeed:
		return jsonItem(r, o)
	case atom:
		return atomEntry(r, o)
	}
	return ical.Event(r, o)
}

// texts returns the events of a feed in order, without those that cannot be written:
// they are told of in the log, once.
func (f *Feeds) texts(a address, list []*entry, o ical.Options) [][]byte {
	texts := make([][]byte, 0, len(list))
	for _, e := range list {
		t, first := e.text(script{a.format, a.lang}, o)
		if t.err != nil {
			if first {
				f.counts.leftOut.Add(1)
				f.Log.Error("a meeting cannot be written and is left out of its feeds", "meeting", e.room.Meeting.ID, "err", t.err)
			}
			continue
		}
		texts = append(texts, t.bytes)
	}
	return texts
}

// follow returns the entries after some rooms have changed, in order of start. The
// list it is given stays as it is.
func follow(list []*entry, rooms []meetings.Room) []*entry {
	changed := make(map[meetings.ID]bool, len(rooms))
	for _, r := range rooms {
		changed[r.Meeting.ID] = true
	}
	fresh := make([]*entry, 0, len(list)+len(rooms))
	for _, e := range list {
		if !changed[e.room.Meeting.ID] {
			fresh = append(fresh, e)
		}
	}
	for _, r := range rooms { // each in its place: there are few, or there was nothing
		e := newEntry(r)
		at := len(fresh)
		if at > 0 && order(e, fresh[at-1]) < 0 {
			at, _ = slices.BinarySearchFunc(fresh, e, order)
		}
		fresh = slices.Insert(fresh, at, e)
	}
	return fresh
}

// order is that of a feed: by start, and by slug where that is the same.
func order(a, b *entry) int {
	return cmp.Or(cmp.Compare(a.room.Meeting.Start, b.room.Meeting.Start), strings.Compare(a.room.Meeting.Slug, b.room.Meeting.Slug))
}
