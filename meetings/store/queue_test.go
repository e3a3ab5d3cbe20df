package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// speakersComeBack: who speaks, who waits and who rings in are kept with the meeting.
func speakersComeBack(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	want := w.Room
	for i, step := range []struct {
		by   meetings.Person
		what meetings.Command
	}{
		{w.Cy, meetings.AskFloor{Note: "om \"bron\" & ån"}}, {w.Ada, meetings.AddCaller{Name: "Gun <Ek>"}},
		{w.Ada, meetings.AddTurn{Name: "Eli"}}, {w.Ada, meetings.NextSpeaker{}}, {w.Ada, meetings.CloseQueue{}},
	} {
		d := w.Do(step.by, i)
		must(t, s.Change(string(w.Room.Meeting.ID), func(tx *store.Tx) error {
			room, seq, err := tx.Take(w.Room.Meeting.ID)
			must(t, err)
			same(t, want, room)
			after, event, err := room.Apply(step.what, d)
			must(t, err)
			want = after
			return tx.Keep(after, meetings.Entry{Seq: seq, At: d.At, By: d.By.Author(), Event: event}, d.ID)
		}))
	}
	room, seq, err := s.Room(t.Context(), w.Room.Meeting.Slug)
	must(t, err)
	same(t, want, room)
	same(t, int64(5), seq)
	rooms, err := s.Rooms(t.Context(), store.Which{})
	must(t, err)
	same(t, []meetings.Room{want}, rooms)
}
