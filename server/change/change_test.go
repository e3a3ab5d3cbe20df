package change_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

func TestARepeatedCommandGivesTheFirstAnswer(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	w.do(meetings.RemoveItem{Item: "boats"})
	for i := range 4 {
		seq, err := w.nodes[i%2].Do(t.Context(), w.Ada, w.Room.Meeting.ID, "command-with-an-id", meetings.AddItem{Title: "Bridges"})
		w.must(err)
		w.same(int64(2), seq)
		w.clock.Add(60_000)
	}
	log := w.log(w.Room.Meeting.ID)
	w.same(meetings.Entry{Seq: 2, At: w.Now, By: w.Ada.Author(), Event: meetings.ItemAdded{
		Item: meetings.Item{ID: "command-with-an-id", Title: "Bridges"}, To: 2}}, log[1])
	w.same(2, len(log))
	w.same(2, len(w.told))
}

func TestWhatIsToldIsKeptAndInOrder(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	const people, each = 8, 10
	var all sync.WaitGroup
	for p := range people {
		all.Go(func() {
			for i := range each {
				id := meetings.ID(fmt.Sprintf("command-%d-%08d", p, i))
				if _, err := w.nodes[p%2].Do(t.Context(), w.Bo, w.Room.Meeting.ID, id, meetings.AddItem{Title: string(id)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	log := w.log(w.Room.Meeting.ID)
	w.same(people*each, len(log))
	replayed := w.Room
	for i, e := range log {
		w.same(e, w.told[i].Entry)
		replayed = replayed.After(e.Event, e.At)
	}
	w.same(replayed, w.room(w.Room.Meeting.ID))
}

func TestARefusedCommandLeavesNothing(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	w.listen(change.Feeds)
	before := w.versions()
	try := func(by meetings.Person, meeting, id meetings.ID, what meetings.Command) error {
		_, err := w.nodes[0].Do(t.Context(), by, meeting, id, what)
		return err
	}
	for _, what := range meetings.Commands() {
		w.refused(meetings.NotAllowed, try(meetings.Person{}, w.Room.Meeting.ID, w.newID(), what))
	}
	w.refused(meetings.NotAllowed, try(w.Cy, w.Room.Meeting.ID, w.newID(), meetings.StartAgenda{}))
	w.refused(meetings.Invalid, try(w.Ada, w.Room.Meeting.ID, "short", meetings.StartAgenda{}))
	w.refused(meetings.Unknown, try(w.Ada, "none", w.newID(), meetings.StartAgenda{}))
	w.refused(meetings.Late, try(w.Ada, w.Room.Meeting.ID, w.newID(), meetings.NextItem{}))
	w.same(w.Room, w.room(w.Room.Meeting.ID))
	w.same(0, len(w.log(w.Room.Meeting.ID)))
	w.same(before, w.versions())
	w.same(0, w.waiting())
	w.same(0, len(w.told))
	w.same(int64(1), w.do(meetings.StartAgenda{}))
}

func TestACarriedItemLandsInTheNextMeeting(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	w.listen(change.Topic(w.Next.ID))
	const id = "carry-budget-to-next"
	for range 2 {
		seq, err := w.nodes[0].Do(t.Context(), w.Ada, w.Room.Meeting.ID, id, meetings.CarryItem{Item: "budget"})
		w.must(err)
		w.same(int64(1), seq)
	}
	w.same(meetings.Carried, w.room(w.Room.Meeting.ID).Agenda.Items[0].State)
	carried := meetings.Item{ID: id, Title: "Budget", Minutes: 10, Presenter: "Ada"}
	w.same([]meetings.Item{carried}, w.room(w.Next.ID).Agenda.Items)
	w.same([]meetings.Entry{{Seq: 1, At: w.Now, By: w.Ada.Author(),
		Event: meetings.ItemCarried{Item: "budget", Into: w.Next.ID, Slug: w.Next.Slug, Day: w.Next.Start}}}, w.log(w.Room.Meeting.ID))
	w.same([]meetings.Entry{{Seq: 1, At: w.Now, By: w.Ada.Author(), Event: meetings.ItemAdded{Item: carried}}}, w.log(w.Next.ID))
	w.same(2, len(w.told))
}

func TestACarriedItemJoinsItsLikeInTheNextMeeting(t *testing.T) {
	w := newWorld(t)
	next := func(what meetings.Command) {
		t.Helper()
		_, err := w.nodes[0].Do(t.Context(), w.Ada, w.Next.ID, w.newID(), what)
		w.must(err)
	}
	next(meetings.AddItem{Title: "BUDGET", Minutes: 25})
	like := w.room(w.Next.ID).Agenda.Items[0]
	w.do(meetings.CarryItem{Item: "budget"})
	like.Presenter = "Ada"
	w.same([]meetings.Item{like}, w.room(w.Next.ID).Agenda.Items)
	w.same(2, len(w.log(w.Next.ID)))

	next(meetings.AddItem{Title: "Boats"})
	w.do(meetings.CarryItem{Item: "boats"}) // nothing of it is new there
	w.same(2, len(w.room(w.Next.ID).Agenda.Items))
	w.same(3, len(w.log(w.Next.ID)))
	next(meetings.AddItem{Title: "Bridges"})
	w.same(4, len(w.log(w.Next.ID)))
}

func TestAnItemThatSomebodyElsePresentsIsAnother(t *testing.T) {
	w := newWorld(t)
	_, err := w.nodes[0].Do(t.Context(), w.Ada, w.Next.ID, w.newID(), meetings.AddItem{Title: "Budget", Presenter: "Bo"})
	w.must(err)
	w.do(meetings.CarryItem{Item: "budget"})
	w.same(2, len(w.room(w.Next.ID).Agenda.Items))
}

func TestAChairCarriesWhatWasNotFinishedToTheNextMeeting(t *testing.T) {
	w := newWorld(t)
	w.must(w.store.Change("cy", func(tx *store.Tx) error {
		return tx.Enter(w.Room.Meeting.ID, store.Entrant{Person: w.Cy, At: w.Now})
	}))
	w.do(meetings.GiveDuty{Who: w.Cy.ID, Duty: meetings.Chair})
	w.do(meetings.StartAgenda{})
	w.do(meetings.EndAgenda{})
	_, err := w.nodes[0].Do(t.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), meetings.CarryItem{Item: "boats"})
	w.must(err)
	w.same("Boats", w.room(w.Next.ID).Agenda.Items[0].Title)
	_, err = w.nodes[0].Do(t.Context(), w.Cy, w.Next.ID, w.newID(), meetings.AddItem{Title: "Bridges"})
	w.refused(meetings.NotAllowed, err)
}

func TestAnItemIsNotCarriedToNowhere(t *testing.T) {
	w := newWorld(t)
	carry := func() error {
		_, err := w.nodes[0].Do(t.Context(), w.Ada, w.Room.Meeting.ID, w.newID(), meetings.CarryItem{Item: "budget"})
		return err
	}
	for i := range meetings.MaxItems { // the next agenda is full
		_, err := w.nodes[0].Do(t.Context(), w.Ada, w.Next.ID, w.newID(), meetings.AddItem{Title: fmt.Sprint(i)})
		w.must(err)
	}
	w.refused(meetings.TooMuch, carry())
	_, err := w.nodes[0].Do(t.Context(), w.Ada, w.Next.ID, w.newID(), meetings.CancelMeeting{Reason: meetings.Text{SV: "Sjuk"}})
	w.must(err)
	w.refused(meetings.Late, carry())
	w.same(w.Room, w.room(w.Room.Meeting.ID))
	w.same(0, len(w.log(w.Room.Meeting.ID)))
}

func TestOnlyWhatCalendarsShowRaisesVersions(t *testing.T) {
	reason := meetings.Text{SV: "Mötesledaren är sjuk"}
	for _, step := range []struct {
		what   meetings.Command
		raises bool
		tells  bool
	}{
		{meetings.AddItem{Title: "Bridges"}, true, false},
		{meetings.StartAgenda{}, false, false},
		{meetings.NextItem{From: "budget"}, false, false},
		{meetings.ExtendItem{Item: "boats", Minutes: 5}, false, false},
		{meetings.ParkItem{Item: "boats"}, false, false},
		{meetings.EditMeeting{Title: reason, Minutes: 60}, true, true},
		{meetings.CancelMeeting{Reason: reason}, true, true},
		{meetings.RestoreMeeting{}, true, true},
		{meetings.MoveMeeting{Start: 1_900_000_000_000, Reason: reason}, true, true},
	} {
		t.Run(step.what.Do(), func(t *testing.T) {
			w := newWorld(t)
			w.listen(change.Feeds)
			switch step.what.(type) {
			case meetings.NextItem, meetings.ExtendItem:
				w.do(meetings.StartAgenda{})
			case meetings.RestoreMeeting:
				w.do(meetings.CancelMeeting{Reason: reason})
			}
			before, waited, heard := w.versions(), w.waiting(), len(w.told)
			w.do(step.what)
			if step.raises {
				for i := range 3 { // the whole, the theme and what gathers it; no other
					before[i]++
				}
				w.same([]told{{Topic: change.Feeds, Body: `["rivers"]`}}, w.told[heard:])
			} else {
				w.same(heard, len(w.told))
			}
			if step.tells {
				waited++
			}
			w.same(before, w.versions())
			w.same(waited, w.waiting())
		})
	}
}

func TestTwoWhoPressNextAtOnceAdvanceOnce(t *testing.T) {
	for range 20 {
		w := newWorld(t)
		w.do(meetings.StartAgenda{})
		began := w.clock.Add(time.Minute.Milliseconds())
		said := make([]error, 2)
		var all sync.WaitGroup
		for i, by := range []meetings.Person{w.Ada, w.Bo} {
			all.Go(func() {
				_, said[i] = w.nodes[i].Do(t.Context(), by, w.Room.Meeting.ID, w.newID(), meetings.NextItem{From: "budget"})
			})
		}
		all.Wait()
		if said[0] == nil {
			w.refused(meetings.Late, said[1])
		} else {
			w.must(said[1])
			w.refused(meetings.Late, said[0])
		}
		agenda := w.room(w.Room.Meeting.ID).Agenda
		w.same(meetings.ItemID("minutes"), agenda.Current)
		w.same(meetings.Instant(began), agenda.Items[1].Opened)
		w.same(2, len(w.log(w.Room.Meeting.ID)))
		w.must(w.store.Close())
	}
}
