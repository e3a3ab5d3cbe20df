package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// peopleAtTheDoor: who waits, who runs the meeting and which networks are barred is
// kept, and what an event conceals leaves the log.
func peopleAtTheDoor(t *testing.T, s *store.Store) {
	w := sample.World()
	now, m := w.Now, w.Room.Meeting.ID
	change := func(f func(*store.Tx) error) {
		t.Helper()
		if err := s.Change(string(m), f); err != nil {
			t.Fatal(err)
		}
	}
	enter := func(p meetings.Person, at meetings.Instant, waits bool, network string) {
		change(func(tx *store.Tx) error {
			return tx.Enter(m, store.Entrant{Person: p, At: at, Waits: waits, Network: network})
		})
	}
	change(func(tx *store.Tx) error { return tx.AddMeeting(w.Room) })
	enter(w.Ada, now, false, "")
	enter(w.Cy, now, true, "net")
	waiting, err := s.Lobby(t.Context(), m, now)
	if err != nil || len(waiting) != 1 || !waiting[0].Person.Same(w.Cy) || !waiting[0].Waits || waiting[0].Network != "net" {
		t.Errorf("%+v, %v", waiting, err)
	}
	if late, err := s.Lobby(t.Context(), m, now+1); err != nil || len(late) != 0 {
		t.Errorf("%+v, %v", late, err)
	}
	change(func(tx *store.Tx) error {
		organisers, err := tx.Organisers(m)
		if diff := cmp.Diff([]meetings.Person{w.Ada}, organisers); diff != "" {
			t.Error(diff)
		}
		return err
	})
	change(func(tx *store.Tx) error { return tx.LetIn(m, w.Cy.ID) })
	barred := func(at meetings.Instant) bool {
		t.Helper()
		is, err := s.NetworkBarred(t.Context(), m, "net", at)
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	change(func(tx *store.Tx) error { return tx.BarNetwork(m, w.Cy.ID, now) })
	if waiting, _ = s.Lobby(t.Context(), m, 0); len(waiting) != 0 || !barred(now) || barred(now.Add(store.NetworksKept)) {
		t.Errorf("%d wait, barred %t", len(waiting), barred(now))
	}
	change(func(tx *store.Tx) error { return tx.OpenNetwork(m, w.Cy.ID) })
	if barred(now) {
		t.Error("the network is still barred")
	}
	if err := forget(s, now.Add(store.NetworksKept+time.Second)); err != nil {
		t.Fatal(err)
	}
	if e, _, err := s.Entrant(t.Context(), m, w.Cy.ID); err != nil || e.Network != "" {
		t.Errorf("%+v, %v", e, err)
	}
}

// concealedNames: a name that is hidden leaves what is in the log already.
func concealedNames(t *testing.T, s *store.Store) {
	w := sample.World()
	room, m := w.Room, w.Room.Meeting.ID
	keep := func(by meetings.Person, e meetings.Event) {
		t.Helper()
		err := s.Change(string(m), func(tx *store.Tx) error {
			before, seq, err := tx.Take(m)
			if err != nil {
				return err
			}
			entry := meetings.Entry{Seq: seq, At: w.Now, By: before.AuthorOf(e, by), Event: e}
			return tx.Keep(before.After(e, w.Now), entry, meetings.ID(e.Kind()))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Change(string(m), func(tx *store.Tx) error { return tx.AddMeeting(room) }); err != nil {
		t.Fatal(err)
	}
	keep(w.Cy, meetings.FloorAsked{Turn: meetings.Turn{ID: "t", Who: w.Cy.ID, Name: w.Cy.Name, Note: "tjo"}})
	keep(w.Ada, meetings.PersonSet{Who: w.Cy.ID, Hidden: true})
	keep(w.Ada, meetings.NoteSet{Turn: "t"})
	log, err := s.EventsSince(t.Context(), m, 0, 10)
	if err != nil || len(log) != 3 {
		t.Fatal(log, err)
	}
	want := meetings.Event(meetings.FloorAsked{Turn: meetings.Turn{ID: "t", Who: w.Cy.ID}})
	if diff := cmp.Diff(want, log[0].Event); diff != "" || log[0].By != (meetings.Author{ID: w.Cy.ID}) {
		t.Error(diff, log[0].By)
	}
}
