package store_test

import (
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// signalsComeBack: the signals of a meeting are kept with it, also what nobody sees of them.
func signalsComeBack(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	shareSome(t, s, w, meetings.AddSignal{Kind: meetings.Need, Text: "om \"sömn\" & <ån>"}, meetings.AddSignal{Kind: meetings.Risk, Text: "Grannen Eva", Nameless: true})
	room, _, err := s.Room(t.Context(), w.Room.Meeting.Slug)
	must(t, err)
	rooms, err := s.Rooms(t.Context(), store.Which{})
	must(t, err)
	same(t, []meetings.Room{room}, rooms)
	same(t, 2, len(room.Signals))
	same(t, w.Cy.ID, room.Backstage[1].By)
}

// hiddenWordsLeaveTheLog: what a hidden signal said is not read in the log any more,
// and nothing else is gone from it.
func hiddenWordsLeaveTheLog(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	ids := shareSome(t, s, w, meetings.AddSignal{Kind: meetings.Need, Text: "Sömn"}, meetings.AddSignal{Kind: meetings.Risk, Text: "Grannen Eva"})
	shareSome(t, s, w, meetings.HideSignal{Signal: ids[1]})
	want := []meetings.Event{
		meetings.SignalAdded{Signal: meetings.Signal{ID: ids[0], Kind: meetings.Need, Text: "Sömn", Voices: 1, Name: w.Cy.Name, Organisation: w.Cy.Organisation, Sector: w.Cy.Sector}},
		meetings.SignalAdded{Signal: meetings.Signal{ID: ids[1]}}, meetings.SignalHidden{Signal: ids[1]},
	}
	entries, err := s.EventsSince(t.Context(), w.Room.Meeting.ID, 0, 100)
	must(t, err)
	var got []meetings.Event
	for _, e := range entries {
		got = append(got, e.Event)
	}
	same(t, want, got)
	shareSome(t, s, w, meetings.RestoreSignal{Signal: ids[1]})
	room, _, err := s.Room(t.Context(), w.Room.Meeting.Slug)
	must(t, err)
	same(t, "Grannen Eva", room.Signals[1].Text)
}

// shareSome carries commands out: those of organisers by Ada, the others by Cy.
func shareSome(t *testing.T, s *store.Store, w sample.Small, what ...meetings.Command) (ids []meetings.SignalID) {
	t.Helper()
	for i, c := range what {
		d := w.Do(w.Cy, i)
		if !strings.HasSuffix(c.Do(), "add") {
			d.By = w.Ada
		}
		d.ID = meetings.ID(strings.ReplaceAll(c.Do(), ".", "-") + strings.Repeat("x", 20+i))
		ids = append(ids, meetings.SignalID(d.ID))
		must(t, s.Change(string(w.Room.Meeting.ID), func(tx *store.Tx) error {
			room, seq, err := tx.Take(w.Room.Meeting.ID)
			must(t, err)
			after, event, err := room.Apply(c, d)
			must(t, err)
			return tx.Keep(after, meetings.Entry{Seq: seq, At: d.At, By: room.AuthorOf(event, d.By), Event: event}, d.ID)
		}))
	}
	return ids
}
