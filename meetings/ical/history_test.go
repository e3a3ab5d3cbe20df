package ical_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/sample"
)

// commands draws something an organiser may do, sensible or not.
func commands(t *rapid.T) meetings.Command {
	text := meetings.Text{SV: rapid.SampledFrom([]string{"Snö", "Båtar; bryggor, \\", "Ä\r\nEND:VEVENT", "😀"}).Draw(t, "text")}
	item := rapid.SampledFrom([]meetings.ItemID{"budget", "minutes", "boats", "gone"}).Draw(t, "item")
	n := rapid.IntRange(-5, 90).Draw(t, "n")
	return rapid.SampledFrom([]meetings.Command{
		meetings.CancelMeeting{Reason: text},
		meetings.RestoreMeeting{},
		meetings.MoveMeeting{Start: sample.World().Now.Add(time.Duration(n) * 24 * time.Hour), Reason: text},
		meetings.EditMeeting{Title: text, Minutes: n, Ways: sample.World().Series.Ways},
		meetings.AddItem{Title: text.SV, Minutes: n},
		meetings.EditItem{Item: item, Title: text.SV, Minutes: n},
		meetings.MoveItem{Item: item, To: n},
		meetings.RemoveItem{Item: item},
		meetings.StartAgenda{},
		meetings.NextItem{From: item},
		meetings.OpenItem{Item: item},
		meetings.ExtendItem{Item: item, Minutes: n},
		meetings.ParkItem{Item: item},
		meetings.ReturnItem{Item: item},
		meetings.CarryItem{Item: item},
		meetings.EndAgenda{},
	}).Draw(t, "command")
}

func TestBytesChangeOnlyWithTheRevision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sample.World()
		o := options(meetings.SV, nil)
		write := func() string {
			b, err := ical.Event(w.Room, o)
			if err != nil {
				t.Fatal(err)
			}
			head, tail, err := ical.Frame(o, ical.Head{Name: "Floder", Feed: "/a.ics", Page: "/a"})
			if err != nil {
				t.Fatal(err)
			}
			if err := check(slices.Concat(head, b, tail)); err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		before := write()
		for n := range rapid.IntRange(1, 30).Draw(t, "length") {
			c := commands(t)
			room, _, err := w.Room.Apply(c, w.Do(w.Ada, n))
			if err != nil {
				continue // refused: nothing has changed
			}
			w.Room = room
			after := write()
			was, _ := strconv.Atoi(value([]byte(before), "SEQUENCE:"))
			is, _ := strconv.Atoi(value([]byte(after), "SEQUENCE:"))
			stamped := value([]byte(before), "DTSTAMP:") < value([]byte(after), "DTSTAMP:")
			if (before != after) != (is > was) || (is > was) != stamped {
				t.Fatalf("after %s SEQUENCE was %d and is %d, a later stamp is %v, and the event was\n%s\nand is\n%s", c.Do(), was, is, stamped, before, after)
			}
			before = after
		}
	})
}
