package outbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
	"ringain/notify/mail/mailtest"
)

// member has somebody be a member of the first organisation.
func (w *world) member(role meetings.Role, a meetings.Account) meetings.ID {
	w.Helper()
	a.ID = w.newID()
	w.must(w.store.Change("accounts", func(tx *store.Tx) error {
		w.must(tx.SaveAccount(a))
		return tx.SaveMember("", a.ID, role, 1)
	}))
	return a.ID
}

// meeting keeps a meeting on its own, at noon of a day in Sweden.
func (w *world) meeting(id meetings.ID, day string, status meetings.Status) meetings.Room {
	w.Helper()
	date, err := meetings.ParseDate(day)
	w.must(err)
	m := w.Next
	m.ID, m.Slug, m.Series, m.Zone, m.Status, m.Start = id, string(id), "", "Europe/Stockholm", status, date.At(12*60, ical.Stockholm())
	room := meetings.Room{Meeting: m, Agenda: meetings.Agenda{Items: []meetings.Item{{ID: "a", Title: "Laget runt", Round: true}}}}
	w.must(w.store.Change("world", func(tx *store.Tx) error { return tx.AddMeeting(room) }))
	return room
}

// at sets the clock to a moment in Sweden, and waits until every node has looked what there
// is to tell, and nothing is left.
func (w *world) at(moment string) {
	w.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", moment, ical.Stockholm())
	w.must(err)
	w.clock.Store(t.UnixMilli())
	for _, o := range w.nodes {
		w.until("a node has looked", func() bool { return o.Stats().Looked == meetings.At(t) })
	}
	w.settled()
}

// TestOrganisersAreRemindedOnceOfAMeetingAndOfItsMinutes on the day when clocks are put
// forward, on two nodes of which one is started anew.
func TestOrganisersAreRemindedOnceOfAMeetingAndOfItsMinutes(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.member(meetings.Organiser, meetings.Account{Name: "Ada", Email: "ada@granvik.example"})
	w.member(meetings.Administrator, meetings.Account{Name: "Cy", Email: "cy@granvik.example", Lang: meetings.EN})
	w.member(meetings.Organiser, meetings.Account{Name: "Bo", Email: "bo@granvik.example", Quiet: true})
	w.member(meetings.Editor, meetings.Account{Name: "Di", Email: "di@granvik.example"})
	w.member(meetings.Organiser, meetings.Account{Name: "Eli"})
	room := w.meeting("today", "2027-03-28", meetings.Planned)
	w.meeting("cancelled", "2027-03-28", meetings.Cancelled)
	w.meeting("draft", "2027-03-28", meetings.Draft)
	w.at("2027-03-27 20:00")
	w.runs()
	w.runs()
	w.at("2027-03-28 08:58")
	if all := w.mail.Taken(); len(all) != 0 {
		t.Fatalf("before nine: %v", subjects(all))
	}
	w.at("2027-03-28 09:00")
	w.mail.Await(2)
	w.runs()
	w.at("2027-03-28 11:59")
	name := "Floder – öppet samordningsmöte"
	want := []string{"ada@granvik.example: I dag kl. 12.00: " + name, "cy@granvik.example: Today at 12:00: Rivers – open coordination meeting"}
	w.have(want)
	ada := w.letterTo("ada@granvik.example")
	for _, says := range []string{"Det här saknas:\n- Ingen som inleder\n", "Leder: ingen har fått rollen än\nAntecknar: ingen har fått rollen än\n", "- Laget runt", origin + "/moten/today/rum", origin + "/konto"} {
		if !strings.Contains(ada.Text, says) {
			t.Errorf("does not say %q:\n%s", says, ada.Text)
		}
	}
	room.Meeting.Started, room.Meeting.Ended = room.Meeting.Start, room.Meeting.Start.Add(40*time.Minute)
	w.must(w.store.Change("today", func(tx *store.Tx) error { return tx.SaveMeeting(room) }))
	w.at("2027-03-28 14:58")
	w.have(want)
	w.at("2027-03-28 15:00")
	w.at("2027-03-29 08:58")
	forgotten := []string{"ada@granvik.example: Inte publicerat: minnesanteckningar från " + name + ", söndag 28 mars",
		"cy@granvik.example: Not published: minutes of Rivers – open coordination meeting, Sunday 28 March"}
	want = append(want, forgotten...)
	w.have(want)
	w.at("2027-03-29 09:00")
	want = append(want, forgotten...)
	w.have(want)
	w.at("2027-03-30 08:59")
	w.have(want)
}

// have compares the letters that were taken with others, in any order.
func (w *world) have(want []string) {
	w.Helper()
	got := subjects(w.mail.Taken())
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if diff := cmp.Diff(want, got); diff != "" {
		w.Fatal(diff)
	}
}

func (w *world) letterTo(address string) mailtest.Letter {
	w.Helper()
	for _, l := range w.mail.Taken() {
		if l.To == address {
			return l
		}
	}
	w.Fatalf("no letter to %s", address)
	return mailtest.Letter{}
}

// TestWhatIsNoLongerSoIsNotToldOnceTheMailServerIsBack: reminders that could not be sent at
// their time, of what has been seen to since, and to somebody who has left.
func TestWhatIsNoLongerSoIsNotToldOnceTheMailServerIsBack(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 2, "rivers")
	left := w.member(meetings.Organiser, meetings.Account{Name: "Ada", Email: "ada@granvik.example"})
	w.member(meetings.Administrator, meetings.Account{Name: "Cy", Email: "cy@granvik.example"})
	room := w.meeting("held", "2027-03-28", meetings.Planned)
	room.Meeting.Started, room.Meeting.Ended = room.Meeting.Start, room.Meeting.Start.Add(40*time.Minute)
	w.must(w.store.Change("held", func(tx *store.Tx) error { return tx.SaveMeeting(room) }))
	cancelled := w.meeting("next", "2027-03-29", meetings.Planned)
	stays := w.meeting("stays", "2027-03-29", meetings.Planned)
	w.mail.OnReceiver(func(string) error { return mailtest.Reply(451, "later") })
	w.clock.Store(int64(stays.Meeting.Start.Add(-119 * time.Minute))) // just after ten on the next day
	o := w.runs()
	w.until("all were tried", func() bool { return o.Stats().Failed == 2*3+2 }) // of three meetings, and to a follower of two
	room.Meeting.Published = 1
	cancelled.Meeting.Status = meetings.Cancelled
	w.must(w.store.Change("world", func(tx *store.Tx) error {
		w.must(tx.SaveMeeting(room))
		w.must(tx.SaveMeeting(cancelled))
		return tx.RemoveMember("", left)
	}))
	w.mail.OnReceiver(nil)
	w.after(2 * time.Minute)
	w.settled()
	name := "Floder – öppet samordningsmöte"
	w.have([]string{"cy@granvik.example: I dag kl. 12.00: " + name, "asa@granvik.example: Påminnelse: " + name + ", måndag 29 mars kl. 12.00"})
}
