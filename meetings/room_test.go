package meetings_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// edit is a harmless edit of the meeting of the small world.
func edit(w sample.Small) meetings.EditMeeting {
	m := w.Room.Meeting
	return meetings.EditMeeting{Title: m.Title, Minutes: 60, Note: meetings.Text{SV: "Gäst: längre möte"}, Ways: m.Ways}
}

func TestAGuestChangesNothingButTheirOwnTurn(t *testing.T) {
	w := sample.World()
	for _, c := range meetings.Commands() {
		if isOwn(c) {
			continue
		}
		room, e, err := w.Room.Apply(c, w.Do(w.Cy, 0))
		var refusal *meetings.Refusal
		if !errors.As(err, &refusal) || refusal.Kind != meetings.NotAllowed || e != nil {
			t.Errorf("%s by a guest: %v, %v", c.Do(), e, err)
		}
		if diff := cmp.Diff(w.Room, room); diff != "" {
			t.Error(diff)
		}
	}
}

func TestCancelAndRestore(t *testing.T) {
	w := sample.World()
	reason := meetings.Text{SV: "Mötesledaren är sjuk"}
	want := w.Room.Meeting
	want.Status, want.CancelledBecause, want.Touched, want.Sequence, want.Changed = meetings.Cancelled, reason, true, 1, w.Now

	room, e, err := w.Room.Apply(meetings.CancelMeeting{Reason: reason}, w.Do(w.Ada, 0))
	if err != nil || !meetings.ShowsInCalendar(e) {
		t.Fatal(e, err)
	}
	if diff := cmp.Diff(want, room.Meeting); diff != "" {
		t.Error(diff)
	}
	want.Status, want.CancelledBecause, want.Sequence, want.Changed = meetings.Planned, meetings.Text{}, 2, w.Now.Add(time.Minute)
	if room, _, err = room.Apply(meetings.RestoreMeeting{}, w.Do(w.Bo, 60)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, room.Meeting); diff != "" {
		t.Error(diff)
	}
}

func TestAMovedMeetingRemembersWhenItWasFirstAnnounced(t *testing.T) {
	w := sample.World()
	first := w.Room.Meeting.Start
	room := w.Room
	for i, row := range []struct{ start, movedFrom meetings.Instant }{
		{first.Add(24 * time.Hour), first},
		{first.Add(48 * time.Hour), first},
		{first, 0}, // back where it was
	} {
		var err error
		if room, _, err = room.Apply(meetings.MoveMeeting{Start: row.start, Reason: meetings.Text{SV: "Krock"}}, w.Do(w.Ada, i)); err != nil {
			t.Fatal(err)
		}
		m := room.Meeting
		if m.Start != row.start || m.MovedFrom != row.movedFrom || m.MovedBecause.Empty() != (row.movedFrom == 0) || m.Slug != "rivers-2027-03-23" || m.Date != date(t, "2027-03-23") {
			t.Errorf("move %d: %+v", i+1, m)
		}
	}
}

func TestAnEditedMeetingShowsWhatWasWritten(t *testing.T) {
	w := sample.World()
	c := edit(w)
	c.Title.SV = "  Floder \r\n i vår"
	c.Ways = meetings.Ways{Phone: " +46 8 465 004 20 ", Link: "https://video.example.org/other"}
	room, _, err := w.Room.Apply(c, w.Do(w.Ada, 0))
	if err != nil {
		t.Fatal(err)
	}
	want := w.Room.Meeting
	want.Title.SV, want.Minutes, want.Note = "Floder i vår", 60, c.Note
	want.Ways = meetings.Ways{Phone: "+46 8 465 004 20", Link: "https://video.example.org/other"}
	want.Touched, want.Sequence, want.Changed = true, 1, w.Now
	if diff := cmp.Diff(want, room.Meeting); diff != "" {
		t.Error(diff)
	}
}

func TestPlansThatCannotBeAreRefused(t *testing.T) {
	w := sample.World()
	reason := meetings.Text{SV: "Sjuk"}
	cancel := meetings.CancelMeeting{Reason: reason}
	over := []meetings.Command{meetings.StartAgenda{}, meetings.EndAgenda{}}
	with := func(change func(*meetings.EditMeeting)) meetings.EditMeeting {
		c := edit(w)
		change(&c)
		return c
	}
	for _, row := range []struct {
		name   string
		before []meetings.Command
		then   meetings.Command
		want   meetings.RefusalKind
	}{
		{"cancelling without a reason", nil, meetings.CancelMeeting{}, meetings.Invalid},
		{"cancelling twice", []meetings.Command{cancel}, cancel, meetings.Late},
		{"moving a cancelled one", []meetings.Command{cancel}, meetings.MoveMeeting{Start: 1, Reason: reason}, meetings.Late},
		{"editing a cancelled one", []meetings.Command{cancel}, edit(w), meetings.Late},
		{"starting a cancelled one", []meetings.Command{cancel}, meetings.StartAgenda{}, meetings.Late},
		{"restoring one that stands", nil, meetings.RestoreMeeting{}, meetings.Late},
		{"cancelling one that has ended", over, cancel, meetings.Late},
		{"moving one that has ended", over, meetings.MoveMeeting{Start: 1, Reason: reason}, meetings.Late},
		{"editing one that has ended", over, edit(w), meetings.Late},
		{"restoring one that has ended", over, meetings.RestoreMeeting{}, meetings.Late},
		{"moving without a reason", nil, meetings.MoveMeeting{Start: 1}, meetings.Invalid},
		{"moving to never", nil, meetings.MoveMeeting{Reason: reason}, meetings.Invalid},
		{"moving to before there were computers", nil, meetings.MoveMeeting{Start: 1, Reason: reason}, meetings.Invalid},
		{"moving out of the calendar", nil, meetings.MoveMeeting{Start: 1<<63 - 1, Reason: reason}, meetings.Invalid},
		{"moving to where it is", nil, meetings.MoveMeeting{Start: w.Room.Meeting.Start, Reason: reason}, meetings.Invalid},
		{"no title", nil, with(func(c *meetings.EditMeeting) { c.Title = meetings.Text{} }), meetings.Invalid},
		{"too short", nil, with(func(c *meetings.EditMeeting) { c.Minutes = 4 }), meetings.Invalid},
		{"too long", nil, with(func(c *meetings.EditMeeting) { c.Minutes = 481 }), meetings.Invalid},
		{"a number without its country", nil, with(func(c *meetings.EditMeeting) { c.Ways.Phone = "08 465 004 10" }), meetings.Invalid},
		{"a number with letters", nil, with(func(c *meetings.EditMeeting) { c.Ways.Phone = "+46 CALL ME NOW 1234567" }), meetings.Invalid},
		{"a number too short", nil, with(func(c *meetings.EditMeeting) { c.Ways.Phone = "+46 8" }), meetings.Invalid},
		{"a code with letters", nil, with(func(c *meetings.EditMeeting) { c.Ways.Code = "12a" }), meetings.Invalid},
		{"a link that runs", nil, with(func(c *meetings.EditMeeting) { c.Ways.Link = "javascript:alert(1)" }), meetings.Invalid},
		{"a link in the open", nil, with(func(c *meetings.EditMeeting) { c.Ways.Link = "http://video.example.org" }), meetings.Invalid},
		{"a link that says it leads elsewhere", nil, with(func(c *meetings.EditMeeting) { c.Ways.Link = "https://video.example.org@elsewhere.example/" }), meetings.Invalid},
		{"a link to nowhere", nil, with(func(c *meetings.EditMeeting) { c.Ways.Link = "https:///x" }), meetings.Invalid},
	} {
		t.Run(row.name, func(t *testing.T) {
			room, w := story(t, row.before...)
			after, e, err := room.Apply(row.then, w.Do(w.Bo, 60))
			var refusal *meetings.Refusal
			if !errors.As(err, &refusal) || refusal.Kind != row.want {
				t.Errorf("got %v, want %s", err, row.want)
			}
			if e != nil || !cmp.Equal(room, after) {
				t.Error("something happened all the same")
			}
		})
	}
}

func TestARunningAgendaIsNoNewsToCalendars(t *testing.T) {
	room, w := story(t, meetings.StartAgenda{}, meetings.NextItem{From: "budget"}, meetings.ExtendItem{Item: "minutes", Minutes: 5},
		meetings.ParkItem{Item: "minutes"}, meetings.ReturnItem{Item: "minutes"}, meetings.EndAgenda{})
	want := w.Room.Meeting
	want.Touched, want.Started, want.Ended = true, w.Now, w.Now.Add(5*time.Second)
	if diff := cmp.Diff(want, room.Meeting); diff != "" {
		t.Error(diff)
	}
}

func TestTwoChangesInOneSecondHaveStampsOfTheirOwn(t *testing.T) {
	w := sample.World()
	room := w.Room
	for i := range 3 {
		c := edit(w)
		c.Minutes += i
		var err error
		if room, _, err = room.Apply(c, w.Do(w.Ada, 0)); err != nil {
			t.Fatal(err)
		}
		if want := w.Now.Add(time.Duration(i) * time.Second); room.Meeting.Changed != want || room.Meeting.Sequence != i+1 {
			t.Errorf("change %d is stamped %d, want %d", i+1, room.Meeting.Changed, want)
		}
	}
}

func TestADraftIsNotCancelledSinceThatWouldAnnounceIt(t *testing.T) {
	w := sample.World()
	w.Room.Meeting.Status = meetings.Draft
	_, _, err := w.Room.Apply(meetings.CancelMeeting{Reason: meetings.Text{SV: "Sjuk"}}, w.Do(w.Ada, 0))
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != meetings.Invalid {
		t.Errorf("it says %v", err)
	}
}
