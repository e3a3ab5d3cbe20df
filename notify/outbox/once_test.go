package outbox_test

import (
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/change"
)

// lakes keeps a series of four dates, 23 March to 13 April, that nobody has been told of yet.
func (w *world) lakes() []meetings.Meeting {
	w.Helper()
	w.after(-24 * time.Hour) // no date begins so soon that it is told of in a minute
	s := w.Series
	s.ID, s.Slug, s.Themes, s.Title = "", "lakes", []string{"lakes"}, meetings.Text{SV: "Sjöar – öppet samordningsmöte"}
	_, err := w.change.SaveSeries(w.Context(), w.Ada, s)
	w.must(err)
	return w.datesOf("lakes")
}

func (w *world) datesOf(series string) []meetings.Meeting {
	w.Helper()
	s, err := w.store.Series(w.Context(), series)
	w.must(err)
	all, err := w.store.Meetings(w.Context(), store.Which{Series: s.ID, From: meetings.At(w.now())})
	w.must(err)
	return all
}

func (w *world) doIn(m meetings.Meeting, what meetings.Command) {
	w.Helper()
	_, err := w.change.Do(w.Context(), w.Ada, m.ID, w.newID(), what)
	w.must(err)
}

// TestADateThatNobodyHasHeardOfIsNotToldToBeCancelled: it is left out when its series is
// told of, and one that is moved by then stands there with its new day.
func TestADateThatNobodyHasHeardOfIsNotToldToBeCancelled(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "lakes")
	w.runs()
	dates := w.lakes()
	w.after(3 * time.Minute)
	w.doIn(dates[1], meetings.CancelMeeting{Reason: ill})
	w.doIn(dates[2], meetings.MoveMeeting{Start: dates[2].Start.Add(24 * time.Hour), Reason: ill})
	w.after(6 * time.Minute)
	if all := w.mail.Taken(); len(all) != 0 {
		t.Fatalf("before the series: %v", subjects(all))
	}
	w.after(2 * time.Minute)
	got := w.mail.Await(1)[0]
	w.after(time.Hour)
	w.settled()
	if all := w.mail.Taken(); len(all) != 1 || got.Subject != "Nya datum: Sjöar – öppet samordningsmöte" {
		t.Fatalf("%v", subjects(all))
	}
	if !strings.Contains(got.Text, "- tisdag 23 mars kl. 12.00, v. 12\n- onsdag 7 april kl. 12.00, v. 14\n- tisdag 13 april kl. 12.00, v. 15\n") || strings.Contains(got.Text, "30 mars") || strings.Contains(got.Text, "Inställ") {
		t.Error(got.Text)
	}
}

// TestWhatWaitsWithItsSeriesIsToldOnceFromHowPeopleKnewIt: a series begins an hour later,
// and before that is told one of its dates is cancelled, and another was moved for itself.
func TestWhatWaitsWithItsSeriesIsToldOnceFromHowPeopleKnewIt(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "lakes")
	dates := w.lakes()
	w.must(w.store.Change("world", func(tx *store.Tx) error { return tx.TellNobody(meetings.At(w.now())) })) // long since
	w.runs()
	w.after(time.Hour)
	w.doIn(dates[0], meetings.EditMeeting{Title: dates[0].Title, Minutes: 50, Ways: dates[0].Ways})
	s, err := w.store.Series(t.Context(), "lakes")
	w.must(err)
	s.Start += 60
	_, err = w.change.SaveSeries(t.Context(), w.Ada, s)
	w.must(err)
	w.after(time.Minute)
	w.doIn(dates[1], meetings.CancelMeeting{Reason: ill})
	w.after(20 * time.Second)
	first := w.mail.Await(1)[0]
	w.after(10 * time.Minute)
	w.mail.Await(3)
	w.after(time.Hour)
	w.settled()
	w.have([]string{"asa@granvik.example: Inställt: Sjöar – öppet samordningsmöte, tisdag 30 mars",
		"asa@granvik.example: Ändrat: Sjöar – öppet samordningsmöte, tisdag 23 mars kl. 12.00", // touched, so the series leaves it
		"asa@granvik.example: Ändrade datum: Sjöar – öppet samordningsmöte"})
	if !strings.HasPrefix(first.Subject, "Inställt") {
		t.Errorf("first came %s", first.Subject)
	}
}

// TestThanksWithTheMinutesGoOnceToThoseWhoFollowTheTheme: withdrawn in time nothing goes;
// published again it goes once, with the material; and corrected it does not.
func TestThanksWithTheMinutesGoOnceToThoseWhoFollowTheTheme(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.follows("bo@granvik.example", 0, "lakes")
	w.runs()
	room := w.meeting("held", "2027-03-22", meetings.Planned)
	room.Meeting.Started, room.Meeting.Ended = room.Meeting.Start, room.Meeting.Start.Add(40*time.Minute)
	room.Material = []meetings.Material{{ID: "m", Title: "Mall för samtal", Href: "https://exempel.se/mall"}, {ID: "f", Title: "Blad", Href: "/filer/abc/blad.pdf"}}
	w.must(w.store.Change("held", func(tx *store.Tx) error { return tx.SaveMeeting(room) }))
	publish := func(note string) {
		t.Helper()
		m, err := w.store.Minutes(t.Context(), "held")
		w.must(err)
		_, err = w.change.WriteMinutes(t.Context(), w.Ada, "held", w.newID(), meetings.Writing{Rev: m.Rev, Note: note, Lang: meetings.SV,
			Parts: []meetings.MinutesPart{{Title: "Punkt", Text: "Vi talade om samtal. " + note}}}, change.Publication{Now: true})
		w.must(err)
	}
	publish("")
	w.after(4 * time.Minute)
	w.must(w.change.WithdrawMinutes(t.Context(), w.Ada, "held", w.newID()))
	w.after(30 * time.Minute)
	w.settled()
	if all := w.mail.Taken(); len(all) != 0 {
		t.Fatalf("withdrawn: %v", subjects(all))
	}
	publish("Ett ord var fel")
	w.after(4*time.Minute + 50*time.Second)
	publish("Ett till")
	w.after(11 * time.Second)
	got := w.mail.Await(1)[0]
	publish("Och ett")
	w.after(time.Hour)
	w.settled()
	w.have([]string{"asa@granvik.example: Minnesanteckningar: Floder – öppet samordningsmöte, måndag 22 mars"})
	for _, says := range []string{"Tack till alla som var med!", origin + "/moten/held/minnesanteckningar", "Material som delades:\n- Mall för samtal\n  https://exempel.se/mall\n- Blad\n  " + origin + "/filer/abc/blad.pdf\n"} {
		if !strings.Contains(got.Text, says) {
			t.Errorf("does not say %q:\n%s", says, got.Text)
		}
	}
}
