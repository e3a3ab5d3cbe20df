package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// callsComeBack: calls, what was answered to their events, and personal codes are kept
// for as long as they are needed.
func callsComeBack(t *testing.T, s *store.Store) {
	w := sample.World()
	id, now := w.Room.Meeting.ID, w.Now
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	first := store.Call{ID: "one", Meeting: id, Caller: "a", Again: "x", Wrong: 2, Told: "next"}
	second := store.Call{ID: "two", Meeting: id, Caller: "b", Again: "x"}
	must(t, s.Change(string(id), func(tx *store.Tx) error {
		room, err := tx.Hold(id)
		must(t, err)
		same(t, w.Room, room)
		must(t, tx.SaveCall(first, now))
		must(t, tx.SaveCall(second, now+1))
		must(t, tx.KeepCallEvent("event", "answer", now))
		free, err := tx.SaveCode(id, "1234", w.Cy, now)
		must(t, err)
		same(t, true, free)
		free, err = tx.SaveCode(id, "1234", w.Ada, now)
		must(t, err)
		same(t, false, free)
		again, _, err := tx.CallAgain(id, "x")
		must(t, err)
		same(t, second, again)
		_, there, err := tx.CallAgain(id, "")
		must(t, err)
		same(t, false, there)
		wrong, err := tx.Wrong(id, now-1)
		must(t, err)
		same(t, 2, wrong)
		return nil
	}))
	_, seq, err := s.Room(t.Context(), string(id))
	must(t, err)
	same(t, int64(0), seq) // holding takes no number

	call, known, err := s.Call(t.Context(), "one")
	must(t, err)
	same(t, first, call)
	_, unknown, err := s.Call(t.Context(), "three")
	must(t, err)
	answer, seen, err := s.CallEvent(t.Context(), "event")
	must(t, err)
	same(t, "answer", answer)
	same(t, []bool{true, false, true}, []bool{known, unknown, seen})
	code, err := s.CodeOf(t.Context(), id, w.Cy.ID)
	must(t, err)
	same(t, "1234", code)
	must(t, s.Change(string(id), func(tx *store.Tx) error {
		p, good, err := tx.TakeCode(id, "1234")
		must(t, err)
		same(t, w.Cy, p)
		same(t, true, good)
		_, good, err = tx.TakeCode(id, "1234")
		same(t, false, good)
		return err
	}))
	list, err := s.Answering(t.Context(), w.Room.Meeting.End())
	must(t, err)
	same(t, []meetings.Meeting{w.Room.Meeting}, list)
	list, err = s.Answering(t.Context(), w.Room.Meeting.End()+1)
	must(t, err)
	same(t, []meetings.Meeting(nil), list)
}

// brokenLinesAreFound: a meeting is found by a caller whose line is broken.
func brokenLinesAreFound(t *testing.T, s *store.Store) {
	w := sample.World()
	whole := w.Room
	whole.Callers = []meetings.Caller{{ID: "a", Line: 1, Name: `"away":`}}
	broken := meetings.Room{Meeting: w.Next, Callers: []meetings.Caller{{ID: "b", Line: 1, Away: 5}}}
	must(t, s.Change("meetings", func(tx *store.Tx) error {
		must(t, tx.AddMeeting(whole))
		return tx.AddMeeting(broken)
	}))
	ids, err := s.BrokenLines(t.Context())
	must(t, err)
	same(t, []meetings.ID{w.Next.ID}, ids)
}
