package meetings_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// anyCommand draws a command that somebody in the room might give, sensible or not.
func anyCommand(t *rapid.T, room meetings.Room) meetings.Command {
	items := []meetings.ItemID{"", "gone"}
	for _, i := range room.Agenda.Items {
		items = append(items, i.ID)
	}
	item := rapid.SampledFrom(items).Draw(t, "item")
	title := rapid.SampledFrom([]string{"", "Fisk", " Ål\r\n", "\u202e"}).Draw(t, "title")
	minutes := rapid.IntRange(-5, 250).Draw(t, "minutes")
	text := meetings.Text{SV: title}
	var to *int
	if rapid.Bool().Draw(t, "at a place") {
		to = at(rapid.IntRange(-2, 12).Draw(t, "to"))
	}
	return rapid.SampledFrom([]meetings.Command{
		meetings.AddItem{Title: title, Minutes: minutes, To: to}, meetings.PasteItems{Text: title + "\n• Gädda (5)\n"},
		meetings.EditItem{Item: item, Title: title, Minutes: minutes}, meetings.MoveItem{Item: item, To: minutes % 9},
		meetings.RemoveItem{Item: item}, meetings.StartAgenda{}, meetings.NextItem{From: item}, meetings.NextItem{From: room.Agenda.Current},
		meetings.OpenItem{Item: item}, meetings.ExtendItem{Item: item, Minutes: minutes}, meetings.ParkItem{Item: item},
		meetings.ReturnItem{Item: item}, meetings.CarryItem{Item: item}, meetings.EndAgenda{},
		meetings.SettleItem{Item: item, State: meetings.Done}, meetings.SettleItem{Item: item, State: meetings.Dropped}, meetings.SettleItem{Item: item},
		meetings.CancelMeeting{Reason: text}, meetings.RestoreMeeting{},
		meetings.MoveMeeting{Start: room.Meeting.Start + meetings.Instant(minutes), Reason: text},
		meetings.EditMeeting{Title: text, Minutes: minutes, Note: text},
	}).Draw(t, "command")
}

func TestWhateverThreePeopleDoTheRoomHoldsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sample.World()
		here, there := w.Room, w.Room // two rooms: one decides, the other hears of it
		people := []meetings.Person{w.Ada, w.Bo, w.Cy}
		for i := range rapid.IntRange(1, 40).Draw(t, "commands") {
			by := rapid.SampledFrom(people).Draw(t, "by")
			d := w.Do(by, i*rapid.IntRange(0, 3).Draw(t, "pace"))
			d.ID = meetings.ID(fmt.Sprintf("command-%08d", i))
			c := anyCommand(t, here)

			before := copied(here)
			after, e, err := here.Apply(c, d)
			if diff := cmp.Diff(before, here); diff != "" {
				t.Fatalf("%s changed the room it was given: %s", c.Do(), diff)
			}
			if err != nil {
				refusedChangesNothing(t, here, after, e, err)
				continue
			}
			if by.Role == meetings.Guest {
				t.Fatalf("a guest did %s", c.Do())
			}
			there = heard(t, there, e, d.At)
			if diff := cmp.Diff(after, there); diff != "" {
				t.Fatalf("two rooms disagree after %s: %s", e.Kind(), diff)
			}
			revisionFollows(t, before.Meeting, after.Meeting, e)
			itemsHoldTogether(t, before, after, e)
			here = after
		}
	})
}

// heard lets a room hear an event as it comes over the wire.
func heard(t *rapid.T, room meetings.Room, e meetings.Event, at meetings.Instant) meetings.Room {
	b, err := meetings.EncodeEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	read, err := meetings.DecodeEvent(b)
	if err != nil {
		t.Fatal(err)
	}
	return room.After(read, at)
}

func copied(r meetings.Room) meetings.Room {
	r.Agenda.Items = append([]meetings.Item{}, r.Agenda.Items...)
	return r
}

func refusedChangesNothing(t *rapid.T, here, after meetings.Room, e meetings.Event, err error) {
	refusal, ok := err.(*meetings.Refusal)
	if !ok || e != nil || !cmp.Equal(here, after) {
		t.Fatalf("refused with %v, %v, and something changed", err, e)
	}
	if refusal.Say.SV == "" || refusal.Say.EN == "" || refusal.Kind == "" {
		t.Fatalf("a refusal without words: %+v", refusal)
	}
}

func revisionFollows(t *rapid.T, before, after meetings.Meeting, e meetings.Event) {
	visible := 0
	if meetings.ShowsInCalendar(e) {
		visible = 1
	}
	if after.Sequence != before.Sequence+visible {
		t.Fatalf("%s takes the sequence from %d to %d", e.Kind(), before.Sequence, after.Sequence)
	}
	if seconds := after.Changed/1000 - before.Changed/1000; (visible == 1) != (seconds > 0) {
		t.Fatalf("%s moves the stamp by %d s", e.Kind(), seconds)
	}
	if !after.Touched || after.ID != before.ID || after.Slug != before.Slug || after.Date != before.Date || after.Created != before.Created {
		t.Fatalf("%s changes what is for life, or leaves no trace", e.Kind())
	}
}

func itemsHoldTogether(t *rapid.T, before, after meetings.Room, e meetings.Event) {
	a := after.Agenda
	seen := map[meetings.ItemID]bool{}
	open := 0
	for _, i := range a.Items {
		if seen[i.ID] || i.ID == "" || i.Title == "" {
			t.Fatalf("after %s item %q is there twice or has no name", e.Kind(), i.ID)
		}
		seen[i.ID] = true
		if (i.Opened != 0) != (i.ID == a.Current) || i.ID == a.Current && i.State != meetings.ToCome {
			t.Fatalf("after %s item %q is open or not, but %q is current", e.Kind(), i.ID, a.Current)
		}
		if i.Opened != 0 {
			open++
		}
		if i.Spent < 0 || i.Minutes < 0 || i.Minutes > meetings.MaxItemMinutes {
			t.Fatalf("after %s item %+v", e.Kind(), i)
		}
	}
	if a.Current != "" && !seen[a.Current] || open > 1 || len(a.Items) > meetings.MaxItems {
		t.Fatalf("after %s %q is current among %v", e.Kind(), a.Current, seen)
	}
	if _, removed := e.(meetings.ItemRemoved); !removed && len(a.Items) < len(before.Agenda.Items) {
		t.Fatalf("%s loses an item", e.Kind())
	}
	switch _, settled := e.(meetings.ItemSettled); {
	case settled != (before.Agenda.Ended != 0) && e.Kind() != (meetings.ItemCarried{}).Kind():
		t.Fatalf("%s, while the meeting had ended at %d", e.Kind(), before.Agenda.Ended)
	}
	if after.Meeting.Started != a.Started || after.Meeting.Ended != a.Ended || a.Ended != 0 && (a.Started == 0 || a.Current != "") {
		t.Fatalf("after %s the meeting began %d and ended %d, its agenda %d and %d", e.Kind(), after.Meeting.Started, after.Meeting.Ended, a.Started, a.Ended)
	}
}
