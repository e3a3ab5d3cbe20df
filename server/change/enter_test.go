package change_test

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/server/change"
)

func (w *world) enters(p meetings.Person) error {
	return w.entersFrom(p, "")
}

// entersFrom has somebody come to the room from a network.
func (w *world) entersFrom(p meetings.Person, network string) error {
	return w.nodes[0].Enter(w.Context(), change.Visitor{Person: p, Network: network}, w.Room.Meeting.ID)
}

func (w *world) tries(by meetings.Person, what meetings.Command) error {
	_, err := w.nodes[1].Do(w.Context(), by, w.Room.Meeting.ID, w.newID(), what)
	return err
}

func TestWhoIsRemovedIsOutEverywhere(t *testing.T) {
	w := newWorld(t)
	w.refused(meetings.Unknown, w.tries(w.Ada, meetings.RemovePerson{Who: w.Cy.ID}))
	w.must(errors.Join(w.enters(w.Cy), w.enters(w.Ada)))
	w.refused(meetings.NotAllowed, w.tries(w.Ada, meetings.RemovePerson{Who: w.Ada.ID}))
	w.must(w.tries(w.Cy, meetings.AskFloor{}))
	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: w.Cy.ID}))
	w.refused(meetings.Outside, w.tries(w.Cy, meetings.AskFloor{}))
	w.refused(meetings.Outside, w.enters(w.Cy))
	w.refused(meetings.Outside, w.nodes[1].MayEnter(t.Context(), change.Visitor{Person: w.Cy}, w.Room.Meeting.ID))
	w.refused(meetings.Outside, w.nodes[0].AddLine(t.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), "", "Hej"))
	w.refused(meetings.Outside, w.late(w.Cy, []byte{0, 0}))
	_, err := w.nodes[0].KeepNotes(w.Room.Meeting.ID, "", []store.NotesUpdate{{By: w.Bo.Author(), Body: []byte{0, 0}}, {By: w.Cy.Author(), Body: []byte{0, 0}}})
	if gone, ok := errors.AsType[change.WriterRemoved](err); !ok || gone.Who != w.Cy.ID {
		t.Errorf("notes of one who was removed: %v", err)
	}
	w.same(0, len(w.room(w.Room.Meeting.ID).Queue.Waiting))
	w.must(w.tries(w.Bo, meetings.ReturnPerson{Who: w.Cy.ID}))
	w.must(errors.Join(w.enters(w.Cy), w.tries(w.Cy, meetings.AskFloor{}), w.nodes[0].AddLine(t.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), "", "Hej")))
}

func TestComingInAgainIsRememberedNowAndThen(t *testing.T) {
	w := newWorld(t)
	remembered := func(cy meetings.Person) meetings.Instant {
		w.must(w.enters(cy))
		e, _, err := w.store.Entrant(t.Context(), w.Room.Meeting.ID, cy.ID)
		w.must(err)
		w.same(cy, e.Person)
		return e.At
	}
	first := remembered(w.Cy)
	w.clock.Add(time.Minute.Milliseconds())
	w.same(first, remembered(w.Cy))
	cy := w.Cy
	cy.Name = "Cyrus"
	w.same(first.Add(time.Minute), remembered(cy))
	w.clock.Add(time.Hour.Milliseconds())
	w.same(first.Add(time.Minute+time.Hour), remembered(cy))
}

func TestALockedRoomLetsInThoseWhoWereThere(t *testing.T) {
	w := newWorld(t)
	w.must(w.enters(w.Cy))
	lock := true
	w.must(w.tries(w.Ada, meetings.SetHouse{Locked: &lock}))
	dee := meetings.Person{ID: "dee", Name: "Dee", Role: meetings.Guest}
	w.must(errors.Join(w.enters(w.Cy), w.enters(w.Bo), w.tries(w.Cy, meetings.AskFloor{})))
	w.refused(meetings.Outside, w.enters(dee))
	w.refused(meetings.Outside, w.tries(dee, meetings.AskFloor{}))
	w.refused(meetings.Outside, w.nodes[0].AddLine(t.Context(), dee, w.Room.Meeting.ID, w.newID(), "", "Hej"))
	w.refused(meetings.Outside, w.nodes[0].MayEnter(t.Context(), change.Visitor{}, w.Room.Meeting.ID))
	lock = false
	w.must(errors.Join(w.tries(w.Ada, meetings.SetHouse{Locked: &lock}), w.enters(dee)))
}

func TestInSlowModeOneAsksAndWritesNowAndThen(t *testing.T) {
	w := newWorld(t)
	w.must(w.enters(w.Cy))
	slow := 30
	w.must(w.tries(w.Ada, meetings.SetHouse{Slow: &slow}))
	line := func(text string) error {
		return w.nodes[0].AddLine(t.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), "", text)
	}
	w.must(w.tries(w.Cy, meetings.AskFloor{}))
	w.must(w.tries(w.Cy, meetings.AskFloor{Note: "om bron"}))
	w.refused(meetings.TooMuch, line("för fort"))
	w.clock.Add(30_000)
	w.must(line("lagom"))
	w.must(w.tries(w.Cy, meetings.WithdrawTurn{}))
	w.refused(meetings.TooMuch, w.tries(w.Cy, meetings.AskFloor{}))
	w.clock.Add(30_000)
	w.must(w.tries(w.Cy, meetings.AskFloor{}))
	slow = 0
	w.must(w.tries(w.Ada, meetings.SetHouse{Slow: &slow}))
	w.must(errors.Join(w.tries(w.Cy, meetings.WithdrawTurn{}), w.tries(w.Cy, meetings.AskFloor{})))
}

// TestNothingIsAcceptedAfterACommittedRemoval: ten thousand times somebody asks, withdraws or
// writes, while people are removed and let in again. What begins when a removal is known
// to be kept, and ends before they are let in, is never accepted.
func TestNothingIsAcceptedAfterACommittedRemoval(t *testing.T) {
	for name, address := range map[string]func() string{
		"SQLite":     func() string { return filepath.Join(t.TempDir(), "ringain.db") },
		"PostgreSQL": func() string { return postgrestest.Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			where := address()
			w := worldOn(t, where)
			if name == "PostgreSQL" {
				w.another(where)
			}
			tryAtRandom(w, 10_000)
		})
	}
}

// another gives the second node a store of its own, as one on another machine has.
func (w *world) another(address string) {
	log := slog.New(slog.NewTextHandler(w.Output(), nil))
	s, err := store.Open(w.Context(), store.Options{Address: address, Log: log})
	w.must(err)
	w.Cleanup(func() { _ = s.Close() })
	w.nodes[1] = change.New(change.Config{Store: s, Bus: w.bus, Log: log, NewID: w.newID, Now: func() time.Time { return time.UnixMilli(w.clock.Load()) }})
}

func tryAtRandom(w *world, attempts int) {
	const people = 10
	var turns [people]atomic.Int64 // odd while somebody is known to be removed
	var who [people]meetings.Person
	for i := range who {
		who[i] = meetings.Person{ID: meetings.ID(fmt.Sprint("guest-", i)), Name: "Gäst", Role: meetings.Guest}
		w.must(w.enters(who[i]))
	}
	var wrong, accepted, refused atomic.Int64
	var acting, removing sync.WaitGroup
	for i, p := range who {
		acting.Go(func() {
			for range attempts / people {
				before := turns[i].Load()
				switch err := w.acts(p); {
				case err != nil:
					refused.Add(1)
				case before%2 == 1 && turns[i].Load() == before:
					wrong.Add(1)
				default:
					accepted.Add(1)
				}
			}
		})
	}
	done := make(chan struct{})
	removing.Go(func() {
		for ; ; runtime.Gosched() {
			select {
			case <-done:
				return
			default:
				w.turnsOne(rand.IntN(people), &turns, who[:])
			}
		}
	})
	acting.Wait()
	close(done)
	removing.Wait()
	if wrong.Load() != 0 || accepted.Load() == 0 || refused.Load() == 0 {
		w.Errorf("%d were accepted of people who had been removed; %d others were, and %d were refused", wrong.Load(), accepted.Load(), refused.Load())
	}
}

// acts has somebody do one of what guests do, on one of the nodes.
func (w *world) acts(p meetings.Person) error {
	node, meeting := w.nodes[rand.IntN(2)], w.Room.Meeting.ID
	what := meetings.Command(meetings.AskFloor{Note: "om bron"})
	switch rand.IntN(3) {
	case 0:
		_, err := node.KeepNotes(meeting, "", []store.NotesUpdate{{By: p.Author(), Body: []byte{0, 0}}})
		return err
	case 1:
		what = meetings.WithdrawTurn{}
	}
	_, err := node.Do(w.Context(), p, meeting, w.newID(), what)
	return err
}

// turnsOne removes somebody, or lets them in again.
func (w *world) turnsOne(i int, turns *[10]atomic.Int64, who []meetings.Person) {
	if turns[i].Load()%2 == 0 {
		if w.tries(w.Ada, meetings.RemovePerson{Who: who[i].ID}) == nil {
			turns[i].Add(1)
		}
		return
	}
	turns[i].Add(1)
	if w.tries(w.Ada, meetings.ReturnPerson{Who: who[i].ID}) != nil {
		turns[i].Add(1)
	}
}
