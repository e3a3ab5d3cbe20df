package feed

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"

	"ringain/meetings"
	"ringain/meetings/ical"
)

// make makes a feed of its content. A meeting that cannot be written is left out and
// told of in the log; the feed is made without it.
func (f *Feeds) make(ctx context.Context, a address, w *world, c content) (*edition, error) {
	var rooms []meetings.Room
	name, changed := c.name.In(a.lang), c.changed
	if c.room != nil {
		rooms = []meetings.Room{*c.room}
	} else {
		all, err := f.rooms(ctx, w, c)
		if err != nil {
			return nil, err
		}
		in, left := held(all, w.day)
		say, since := pause(a.lang, in, w.day)
		rooms, name, changed = in, name+say, max(changed, left, since)
	}
	o := f.options(a.lang, w)
	text, err := ical.Calendar(o, ical.Head{
		Name: name, About: c.about.In(a.lang), Colour: colour(a), Feed: a.path(), Page: a.page(),
	}, f.written(rooms, o, w))
	if err != nil {
		return nil, err
	}
	f.counts.built.Add(1)
	e := newEdition(a, text, changed)
	e.version, e.themes = c.version, c.chosen
	return e, nil
}

// colour is that of a feed, for as long as it has its address.
func colour(a address) string {
	h := fnv.New32a()
	h.Write([]byte(a.name))
	list := ical.Colours()
	return list[h.Sum32()%uint32(len(list))]
}

// merged joins lists of rooms to one in order of start, each room once.
func merged(lists [][]meetings.Room) (rooms []meetings.Room) {
	seen := map[meetings.ID]bool{}
	for _, list := range lists {
		for _, r := range list {
			if !seen[r.Meeting.ID] {
				seen[r.Meeting.ID] = true
				rooms = append(rooms, r)
			}
		}
	}
	slices.SortFunc(rooms, func(a, b meetings.Room) int {
		return cmp.Or(cmp.Compare(a.Meeting.Start, b.Meeting.Start), strings.Compare(a.Meeting.Slug, b.Meeting.Slug))
	})
	return rooms
}

// events holds the events of meetings as they were last written, so that a change
// costs one event, in however many feeds it is.
type events struct {
	mu    sync.Mutex
	day   meetings.Date
	print uint64
	kept  map[eventKey]event
}

type eventKey struct {
	id   meetings.ID
	lang meetings.Lang
}

// event is a meeting as it was written at a revision.
type event struct {
	sequence int
	changed  meetings.Instant
	text     []byte
}

// get returns the event of a meeting if it is there at its revision. A new day or a
// new name of a theme begins with nothing.
func (e *events) get(m meetings.Meeting, lang meetings.Lang, w *world) []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept == nil || e.day != w.day || e.print != w.print {
		e.kept, e.day, e.print = map[eventKey]event{}, w.day, w.print
	}
	if old := e.kept[eventKey{m.ID, lang}]; old.sequence == m.Sequence && old.changed == m.Changed {
		return old.text
	}
	return nil
}

func (e *events) put(m meetings.Meeting, lang meetings.Lang, w *world, text []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.day == w.day && e.print == w.print {
		e.kept[eventKey{m.ID, lang}] = event{m.Sequence, m.Changed, text}
	}
}

// written returns the events of rooms, without those that cannot be written.
func (f *Feeds) written(rooms []meetings.Room, o ical.Options, w *world) [][]byte {
	list := make([][]byte, 0, len(rooms))
	for _, r := range rooms {
		text := f.events.get(r.Meeting, o.Lang, w)
		if text == nil {
			var err error
			if text, err = write(r, o); err != nil {
				f.counts.leftOut.Add(1)
				f.Log.Error("a meeting cannot be written and is left out of its feeds", "meeting", r.Meeting.ID, "err", err)
				continue
			}
			f.events.put(r.Meeting, o.Lang, w, text)
		}
		list = append(list, text)
	}
	return list
}

// write writes one event; whatever goes wrong with it is an error.
func write(r meetings.Room, o ical.Options) (text []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("write %s: %v", r.Meeting.ID, fault)
		}
	}()
	return ical.Event(r, o)
}
