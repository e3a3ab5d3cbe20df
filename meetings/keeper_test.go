package meetings_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// keeperSteps are events about what becomes of what was not finished.
func keeperSteps(t *testing.T) []step {
	ended, _ := story(t, meetings.ParkItem{Item: "boats"}, meetings.StartAgenda{}, meetings.EndAgenda{})
	dropped := ended.After(meetings.ItemSettled{Item: "minutes", State: meetings.Dropped}, 5)
	k := newTalk(t)
	need := k.shares(k.Dee, meetings.AddSignal{Kind: meetings.Need, Text: "Någon att ringa"})
	k.shares(k.Cy, meetings.AddSignal{Kind: meetings.Promise, Text: "Vi ringer runt"})
	return []step{
		{"an item became done after all", ended, meetings.ItemSettled{Item: "minutes", State: meetings.Done}},
		{"an item that was set aside is dropped", ended, meetings.ItemSettled{Item: "boats", State: meetings.Dropped}},
		{"a dropped item is open again", dropped, meetings.ItemSettled{Item: "minutes"}},
		{"an item settled, though it is gone", ended, meetings.ItemSettled{Item: "gone", State: meetings.Done}},
		{"a need is answered", k.room, meetings.SignalSettled{Signal: need.ID, State: meetings.Kept}},
		{"a need is on an agenda", k.room, meetings.SignalSettled{Signal: need.ID, State: meetings.OnTheAgenda, Into: "next"}},
		{"a need settled, though it is gone", k.room, meetings.SignalSettled{Signal: "gone", State: meetings.LetGo}},
		{"a need is open again", k.room.After(meetings.SignalSettled{Signal: need.ID, State: meetings.LetGo}, 5), meetings.SignalSettled{Signal: need.ID}},
	}
}

func fullKeeperEvents() []meetings.Event {
	return []meetings.Event{
		meetings.ItemSettled{Item: "a", State: meetings.Dropped},
		meetings.SignalSettled{Signal: "s", State: meetings.OnTheAgenda, Into: "next"},
	}
}

func TestWhatBecomesOfUnfinishedItemsIsDecidedAfterTheMeeting(t *testing.T) {
	ended := []meetings.Command{meetings.StartAgenda{}, meetings.ParkItem{Item: "boats"}, meetings.EndAgenda{}}
	for _, row := range []struct {
		name string
		then []meetings.Command
		want string
	}{
		{"it became done", []meetings.Command{meetings.SettleItem{Item: "minutes", State: meetings.Done}}, "budget:done minutes:done boats:parked"},
		{"it is dropped", []meetings.Command{meetings.SettleItem{Item: "boats", State: meetings.Dropped}}, "budget:done minutes boats:dropped"},
		{"it is carried", []meetings.Command{meetings.CarryItem{Item: "minutes"}}, "budget:done minutes:carried boats:parked"},
		{"one that was set aside is carried", []meetings.Command{meetings.CarryItem{Item: "boats"}}, "budget:done minutes boats:carried"},
		{"dropping is taken back", []meetings.Command{meetings.SettleItem{Item: "minutes", State: meetings.Dropped}, meetings.SettleItem{Item: "minutes"}}, "budget:done minutes boats:parked"},
	} {
		t.Run(row.name, func(t *testing.T) {
			room, _ := story(t, append(ended, row.then...)...)
			if diff := cmp.Diff(row.want, shown(room.Agenda)); diff != "" {
				t.Error(diff)
			}
		})
	}
	room, w := story(t, append(ended, meetings.CarryItem{Item: "minutes"})...)
	if diff := cmp.Diff([]string{"boats"}, ids(room.Agenda.Unfinished())); diff != "" {
		t.Error(diff)
	}
	for _, c := range []meetings.Command{
		meetings.SettleItem{Item: "minutes", State: meetings.Done}, meetings.CarryItem{Item: "minutes"},
		meetings.SettleItem{Item: "boats", State: meetings.Carried}, meetings.SettleItem{Item: "gone", State: meetings.Done},
		meetings.OpenItem{Item: "boats"}, meetings.AddItem{Title: "Fish"},
	} {
		if _, _, err := room.Apply(c, w.Do(w.Ada, 90)); err == nil {
			t.Errorf("%#v is done after the meeting", c)
		}
	}
}

func ids(items []meetings.Item) (all []string) {
	for _, i := range items {
		all = append(all, string(i.ID))
	}
	return all
}

func TestNothingIsSettledWhileTheMeetingIsOn(t *testing.T) {
	room, w := story(t, meetings.StartAgenda{})
	if _, _, err := room.Apply(meetings.SettleItem{Item: "boats", State: meetings.Dropped}, w.Do(w.Ada, 5)); err == nil {
		t.Error("an item is dropped behind everybody's back")
	}
}

func TestTheKeeperSaysByHowMuchTheAgendaGoesOver(t *testing.T) {
	room, w := story(t, meetings.StartAgenda{})
	room.Meeting.Start, room.Meeting.Minutes = w.Now, 45
	room.Agenda.Items = []meetings.Item{{ID: "a", Minutes: 10, Opened: w.Now}, {ID: "b", Minutes: 30}, {ID: "c", Minutes: 5, State: meetings.Parked}}
	room.Agenda.Current = "a"
	for minutes, want := range map[int]time.Duration{
		0: 0, 9: 0, 15: 0, // what has run over takes from what was to spare
		16: time.Minute, 20: 5 * time.Minute, 50: 35 * time.Minute,
	} {
		if got := room.Overrun(w.Now.Add(time.Duration(minutes) * time.Minute)); got != want {
			t.Errorf("after %d minutes it goes %v over, want %v", minutes, got, want)
		}
	}
	room.Agenda.Ended = w.Now
	if room.Overrun(w.Now.Add(time.Hour)) != 0 {
		t.Error("a meeting that has ended goes over")
	}
	if room.Meeting.Left(w.Now.Add(50*time.Minute)) != -5*time.Minute {
		t.Error("the end has passed, and it is not said")
	}
}

// A lunch of 45 minutes that is led by its clock ends within it, whatever its agenda is,
// and everything that was not done is in the next meeting.
func TestAMeetingLedByItsClockEndsInTimeAndNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sample.World()
		room := w.Room
		room.Meeting.Start, room.Meeting.Minutes = w.Now, 45
		room.Agenda = meetings.Agenda{}
		n := rapid.IntRange(1, 12).Draw(t, "items")
		for i := range n {
			room.Agenda.Items = append(room.Agenda.Items, meetings.Item{ID: meetings.ItemID(fmt.Sprint("i", i)), Title: fmt.Sprint("Punkt ", i), Minutes: rapid.IntRange(0, 20).Draw(t, "minutes")})
		}
		second := 0
		do := func(c meetings.Command) meetings.Event {
			after, e, err := room.Apply(c, w.Do(w.Ada, second))
			if err != nil {
				t.Fatalf("%s: %v", c.Do(), err)
			}
			room = after
			return e
		}
		do(meetings.StartAgenda{})
		for room.Agenda.Ended == 0 {
			second += 30
			now := w.Now.Add(time.Duration(second) * time.Second)
			at := room.Agenda.Find(room.Agenda.Current)
			switch {
			case room.Meeting.Left(now) <= time.Minute || at < 0:
				do(meetings.EndAgenda{})
			case room.Agenda.Items[at].Left(now) <= 0:
				do(meetings.NextItem{From: room.Agenda.Current})
			}
		}
		if room.Agenda.Ended > room.Meeting.End() {
			t.Fatalf("it ended %v after its end", room.Meeting.Left(room.Agenda.Ended))
		}
		carried := 0
		for _, i := range room.Agenda.Unfinished() {
			second++
			if e := do(meetings.CarryItem{Item: i.ID}).(meetings.ItemCarried); e.Into != w.Next.ID {
				t.Fatalf("carried into %s", e.Into)
			}
			carried++
		}
		done := 0
		for _, i := range room.Agenda.Items {
			if i.State == meetings.Done {
				done++
			}
		}
		if done+carried != n || len(room.Agenda.Unfinished()) != 0 {
			t.Fatalf("%d done and %d carried of %d", done, carried, n)
		}
	})
}
