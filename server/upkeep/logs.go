package upkeep

import (
	"encoding/json"
	"time"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// logs looks through the logs of all meetings, their commands, and what they lead to.
func logs(now time.Time) func(*store.View, *Page) error {
	return func(v *store.View, p *Page) error {
		l := lines{p.line("logs are numbered from 1, without holes", "events"),
			p.line("commands led to one event each", "commands"), p.line("meetings are what their logs lead to", "meetings")}
		all, err := v.Meetings()
		if err != nil {
			return err
		}
		for _, m := range all {
			if err := l.meeting(v, m, meetings.At(now)); err != nil {
				return err
			}
		}
		lost, err := v.Orphans()
		for _, id := range lost {
			l.log.fault("there are events of %s, and no such meeting", id)
		}
		return err
	}
}

type lines struct{ log, commands, state *line }

func (l lines) meeting(v *store.View, m store.KeptMeeting, now meetings.Instant) error {
	l.state.looked++
	if m.Err != nil {
		l.state.fault("%s: %v", m.Slug, m.Err)
	}
	if m.Seq == 0 {
		return nil
	}
	var log []meetings.Entry
	unread := false
	next := int64(1)
	err := v.Log(m.ID, func(e meetings.Entry, err error) {
		l.log.looked++
		if err != nil {
			unread = true
			l.log.fault("%s: event %d cannot be read: %v", m.Slug, e.Seq, err)
			e.Event = meetings.Strange{Name: "unreadable"}
		}
		if e.Seq != next {
			l.log.fault("%s: after event %d comes %d", m.Slug, next-1, e.Seq)
		}
		next = e.Seq + 1
		log = append(log, e)
	})
	if err != nil {
		return err
	}
	if next != m.Seq+1 {
		l.log.fault("%s: the log ends at %d, and the meeting is at %d", m.Slug, next-1, m.Seq)
	}
	if m.Err == nil && !unread {
		l.replay(m, log)
	}
	return l.match(v, m, log, now)
}

// match compares the commands of a meeting with its log.
func (l lines) match(v *store.View, m store.KeptMeeting, log []meetings.Entry, now meetings.Instant) error {
	of := map[int64]meetings.ID{}
	err := v.Commands(m.ID, func(command meetings.ID, seq int64) {
		l.commands.looked++
		if other, twice := of[seq]; twice {
			l.commands.fault("%s: the commands %s and %s both led to event %d", m.Slug, other, command, seq)
		}
		of[seq] = command
	})
	if err != nil {
		return err
	}
	const margin = time.Hour
	for _, e := range log {
		if _, there := of[e.Seq]; !there && e.At > now.Add(margin-store.CommandsKept) {
			l.commands.fault("%s: no command led to event %d", m.Slug, e.Seq)
		}
		delete(of, e.Seq)
	}
	for seq, command := range of {
		l.commands.fault("%s: the command %s led to event %d, which is not there", m.Slug, command, seq)
	}
	return nil
}

// replay carries the log out anew and compares what it leads to with what is kept. A
// meeting begins with the agenda that it was given, which is in no log: as far as its items
// are still there they are taken from what is kept, and their order is not compared then.
func (l lines) replay(m store.KeptMeeting, log []meetings.Entry) {
	room := meetings.Room{Meeting: m.Room.Meeting, Agenda: meetings.Agenda{Items: given(m.Room.Agenda, log)}}
	begun := len(room.Agenda.Items)
	for _, e := range log {
		room = room.After(e.Event, e.At)
	}
	kept := m.Room
	for _, part := range []struct {
		name        string
		is, leadsTo any
	}{
		{"status", kept.Meeting.Status, room.Meeting.Status},
		{"start", kept.Meeting.Start, room.Meeting.Start},
		{"beginning of the agenda", kept.Meeting.Started, room.Agenda.Started},
		{"end of the agenda", kept.Meeting.Ended, room.Agenda.Ended},
		{"current item", kept.Agenda.Current, room.Agenda.Current},
		{"agenda", items(kept.Agenda, begun > 0), items(room.Agenda, begun > 0)},
		{"speaker list", kept.Queue, room.Queue},
		{"callers", kept.Callers, room.Callers},
		{"signals", kept.Signals, room.Signals},
		{"questions", kept.Questions, room.Questions},
		{"polls", kept.Polls, room.Polls},
		{"material", kept.Material, room.Material},
	} {
		if is, leadsTo := text(part.is), text(part.leadsTo); is != leadsTo {
			l.state.fault("%s: its log leads to another %s: %.300s, and kept is %.300s", m.Slug, part.name, leadsTo, is)
		}
	}
}

// given returns the items of an agenda that no event has added, as they were: without
// what has happened to them since, as far as it is in the log.
func given(a meetings.Agenda, log []meetings.Entry) (list []meetings.Item) {
	added, touched := map[meetings.ItemID]bool{}, map[meetings.ItemID]int{}
	for _, e := range log {
		switch e := e.Event.(type) {
		case meetings.ItemAdded:
			added[e.Item.ID] = true
		case meetings.ItemsPasted:
			for _, i := range e.Items {
				added[i.ID] = true
			}
		case meetings.ItemExtended:
			touched[e.Item] += e.Minutes
		case meetings.ItemEdited:
			touched[e.Item] = 0
		}
	}
	for _, i := range a.Items {
		if !added[i.ID] {
			i.Minutes, i.Extended = i.Minutes-touched[i.ID], i.Extended-touched[i.ID]
			i.State, i.Opened, i.Spent = meetings.ToCome, 0, 0
			list = append(list, i)
		}
	}
	return list
}

// items returns the items of an agenda: in their order, or by their identities.
func items(a meetings.Agenda, unordered bool) any {
	if !unordered {
		return a.Items
	}
	by := map[meetings.ItemID]meetings.Item{}
	for _, i := range a.Items {
		by[i.ID] = i
	}
	return by
}

// text is a value as JSON, in which a list that is empty is none.
func text(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	if s := string(b); s != "null" {
		return s
	}
	return "[]"
}

// allNotes looks through all notes.
func allNotes(v *store.View, p *Page) error {
	l := p.line("notes open, and snapshots are what led to them", "updates")
	ids, err := v.NotesOf()
	if err != nil {
		return err
	}
	for _, id := range ids {
		n, err := v.Notes(id)
		if err != nil {
			return err
		}
		notesOf(n, l)
	}
	return nil
}

func notesOf(n store.KeptNotes, l *line) {
	l.looked += len(n.Updates)
	for _, number := range n.Unread {
		l.fault("notes of %s: the updates up to %d cannot be read", n.Meeting, number)
	}
	first, newest := n.Last+1, int64(0)
	if len(n.Updates) > 0 {
		first = n.Updates[0].N
	}
	if len(n.Snapshots) > 0 {
		newest = n.Snapshots[len(n.Snapshots)-1].Upto
	}
	next := first
	for _, u := range n.Updates {
		if u.N != next {
			l.fault("notes of %s: after update %d comes %d", n.Meeting, next-1, u.N)
		}
		next = u.N + 1
	}
	if next != n.Last+1 || first > newest+1 {
		l.fault("notes of %s: updates %d to %d and a snapshot of %d are kept, of %d", n.Meeting, first, next-1, newest, n.Last)
	}
	if len(n.Unread) > 0 {
		return
	}
	before := store.NotesSnapshot{}
	for _, s := range n.Snapshots {
		if before.Upto > 0 && first <= before.Upto+1 || before.Upto == 0 && first == 1 {
			if err := notes.Agree(kept(n, before, s.Upto), s.Body); err != nil {
				l.fault("notes of %s: the snapshot of %d: %v", n.Meeting, s.Upto, err)
			}
		}
		before = s
	}
	if _, err := notes.Open(kept(n, before, n.Last)); err != nil {
		l.fault("notes of %s: %v", n.Meeting, err)
	}
}

// kept is what notes were opened from when they had come to a number: a snapshot and
// what came after it.
func kept(n store.KeptNotes, from store.NotesSnapshot, upto int64) notes.Kept {
	k := notes.Kept{Snapshot: from.Body, Clients: n.Clients}
	for _, u := range n.Updates {
		if u.N > from.Upto && u.N <= upto {
			k.Updates = append(k.Updates, u.Body)
		}
	}
	return k
}
