package upkeep

import (
	"encoding/json"
	"slices"
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
	commands, err := l.commandsOf(v, m)
	if err != nil {
		return err
	}
	began := beginning{added: map[meetings.ItemID]bool{}, touched: map[meetings.ItemID]int{}}
	unread := false
	next := int64(1)
	err = v.Log(m.ID, func(e meetings.Entry, err error) {
		l.log.looked++
		if err != nil {
			unread = true
			l.log.fault("%s: event %d cannot be read: %v", m.Slug, e.Seq, err)
		}
		if e.Seq != next {
			l.log.fault("%s: after event %d comes %d", m.Slug, next-1, e.Seq)
		}
		next = e.Seq + 1
		began.hears(e.Event)
		const margin = time.Hour
		if !commands.take(e.Seq) && e.At > now.Add(margin-store.CommandsKept) {
			l.commands.fault("%s: no command led to event %d", m.Slug, e.Seq)
		}
	})
	if err != nil {
		return err
	}
	if next != m.Seq+1 {
		l.log.fault("%s: the log ends at %d, and the meeting is at %d", m.Slug, next-1, m.Seq)
	}
	for _, seq := range commands.left() {
		l.commands.fault("%s: a command led to event %d, which is not there", m.Slug, seq)
	}
	if m.Err == nil && !unread {
		return l.replay(v, m, began)
	}
	return nil
}

// commandsOf returns the numbers of the events that commands of a meeting led to.
func (l lines) commandsOf(v *store.View, m store.KeptMeeting) (numbers, error) {
	all := numbers{}
	var before meetings.ID // the command that led to the same event, if there is one
	return all, v.Commands(m.ID, func(command meetings.ID, seq int64) {
		l.commands.looked++
		if !all.add(seq) {
			l.commands.fault("%s: the commands %s and %s both led to event %d", m.Slug, before, command, seq)
		}
		before = command
	})
}

// numbers is a set of numbers, most of them close together: 64 of them share a word.
type numbers map[int64]uint64

// add reports whether the number is new.
func (n numbers) add(i int64) bool {
	before := n[i>>6]
	n[i>>6] = before | 1<<(i&63)
	return n[i>>6] != before
}

// take removes a number, and reports whether it was there.
func (n numbers) take(i int64) bool {
	before := n[i>>6]
	n[i>>6] = before &^ (1 << (i & 63))
	return n[i>>6] != before
}

// left returns the numbers, in order.
func (n numbers) left() (list []int64) {
	for word, bits := range n {
		for i := range int64(64) {
			if bits&(1<<i) != 0 {
				list = append(list, word<<6|i)
			}
		}
	}
	slices.Sort(list)
	return list
}

// replay carries the log out anew and compares what it leads to with what is kept. A
// meeting begins with the agenda that it was given, which is in no log: as far as its items
// are still there they are taken from what is kept, and their order is not compared then.
// Nor is it there whether its speaker list was open at first: each event that opens or
// closes it says so anew.
func (l lines) replay(v *store.View, m store.KeptMeeting, began beginning) error {
	room := meetings.Room{Meeting: m.Room.Meeting, Agenda: meetings.Agenda{Items: began.given(m.Room.Agenda)}, Queue: meetings.Queue{Closed: m.Room.Queue.Closed}}
	begun := len(room.Agenda.Items)
	err := v.Log(m.ID, func(e meetings.Entry, _ error) { room = room.After(e.Event, e.At) })
	if err != nil {
		return err
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
	return nil
}

// beginning is what the log says of the agenda that a meeting began with: which items were
// not in it, and how many minutes have been added to each since it was last edited.
type beginning struct {
	added   map[meetings.ItemID]bool
	touched map[meetings.ItemID]int
}

func (b beginning) hears(e meetings.Event) {
	switch e := e.(type) {
	case meetings.ItemAdded:
		b.added[e.Item.ID] = true
	case meetings.ItemsPasted:
		for _, i := range e.Items {
			b.added[i.ID] = true
		}
	case meetings.ItemExtended:
		b.touched[e.Item] += e.Minutes
	case meetings.ItemEdited:
		b.touched[e.Item] = 0
	}
}

// given returns the items of an agenda that no event has added, as they were: without
// what has happened to them since, as far as it is in the log.
func (b beginning) given(a meetings.Agenda) (list []meetings.Item) {
	for _, i := range a.Items {
		if !b.added[i.ID] {
			i.Minutes, i.Extended = i.Minutes-b.touched[i.ID], i.Extended-b.touched[i.ID]
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
