package outbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/notify/mail/mailtest"
	"ringain/server/change"
)

var ill = meetings.Text{SV: "Mötesledaren är sjuk", EN: "The chair is ill"}

func TestWhoeverFollowsIsToldOfACancellationAtOnce(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.follows("bo@granvik.example", 0, "lakes")
	w.runs()
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(20 * time.Second)
	got := w.mail.Await(1)[0]
	w.settled()
	if all := w.mail.Taken(); len(all) != 1 || got.To != "asa@granvik.example" {
		t.Fatalf("%v", subjects(all))
	}
	if got.Subject != "Inställt: Floder – öppet samordningsmöte, tisdag 30 mars" || !strings.Contains(got.Text, "Skäl: Mötesledaren är sjuk.") ||
		!strings.Contains(got.HTML, "Mötesledaren är sjuk") || !strings.Contains(got.Text, origin+"/moten/"+w.Next.Slug) {
		t.Errorf("%s\n%s", got.Subject, got.Text)
	}
	if !strings.Contains(got.CalendarType, "method=CANCEL") || line(got.Calendar, "STATUS") != "STATUS:CANCELLED" || line(got.Calendar, "METHOD") != "METHOD:CANCEL" {
		t.Errorf("%s", got.Calendar)
	}
}

func TestAMoveAndAnEditWithinTenMinutesAreOneLetter(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.runs()
	w.do(meetings.MoveMeeting{Start: w.Next.Start.Add(24 * time.Hour), Reason: meetings.Text{SV: "Lokalen är upptagen"}})
	w.after(4 * time.Minute)
	edit := meetings.EditMeeting{Title: w.Next.Title, Minutes: 60, Ways: w.Next.Ways}
	w.do(edit)
	w.after(5*time.Minute + 50*time.Second)
	edit.Minutes = 50
	w.do(edit)
	if n := len(w.mail.Taken()); n != 0 {
		t.Fatalf("%d letters before ten minutes had passed", n)
	}
	w.after(15 * time.Second)
	got := w.mail.Await(1)[0]
	w.settled()
	w.after(time.Hour)
	w.settled()
	if all := w.mail.Taken(); len(all) != 1 {
		t.Fatalf("%v", subjects(all))
	}
	for _, says := range []string{"är flyttat till onsdag 31 mars kl. 12.00", "Mötet skulle ha varit tisdag 30 mars kl. 12.00. Skäl: Lokalen är upptagen.", "Längd: 50 minuter (förut 45 minuter)"} {
		if !strings.Contains(got.Text, says) {
			t.Errorf("does not say %q:\n%s", says, got.Text)
		}
	}
}

func TestWhatIsUndoneInTimeIsNeverTold(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.runs()
	w.do(meetings.CancelMeeting{Reason: ill})
	w.do(meetings.RestoreMeeting{})
	w.after(time.Hour)
	w.settled()
	w.do(meetings.MoveMeeting{Start: w.Next.Start.Add(time.Hour), Reason: ill})
	w.after(4 * time.Minute)
	w.do(meetings.MoveMeeting{Start: w.Next.Start, Reason: ill})
	w.after(time.Hour)
	w.settled()
	w.do(meetings.MoveMeeting{Start: w.Next.Start.Add(time.Hour), Reason: ill})
	w.must(w.change.Hush(t.Context(), w.Ada, change.TopicOfMeeting(w.Next.ID)))
	w.after(time.Hour)
	w.settled()
	if all := w.mail.Taken(); len(all) != 0 {
		t.Errorf("%v", subjects(all))
	}
}

// TestEveryChangeIsTheSameInTheLetterAndInTheCalendar: moved, cancelled, restored, renamed
// and lengthened, the letter carries the event that feeds have.
func TestEveryChangeIsTheSameInTheLetterAndInTheCalendar(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.runs()
	o := ical.Options{Lang: meetings.SV, Origin: origin, Host: "moten.example", Themes: map[string]meetings.Text{"rivers": w.Theme.Name}}
	for i, step := range []struct {
		what   meetings.Command
		method string
	}{
		{meetings.MoveMeeting{Start: w.Next.Start.Add(24 * time.Hour), Reason: ill}, "PUBLISH"},
		{meetings.CancelMeeting{Reason: ill}, "CANCEL"},
		{meetings.RestoreMeeting{}, "PUBLISH"},
		{meetings.EditMeeting{Title: meetings.Text{SV: "Åar och floder, \"stora\"; små"}, Minutes: 45, Ways: w.Next.Ways}, "PUBLISH"},
		{meetings.EditMeeting{Title: meetings.Text{SV: "Åar och floder, \"stora\"; små"}, Minutes: 90, Ways: w.Next.Ways}, "PUBLISH"},
	} {
		w.do(step.what)
		w.must(w.change.TellNow(t.Context(), w.Ada, change.TopicOfMeeting(w.Next.ID)))
		got := w.mail.Await(i + 1)[i]
		room, _, err := w.store.Room(t.Context(), string(w.Next.ID))
		w.must(err)
		event, err := ical.Event(room, o)
		w.must(err)
		_, told, _ := strings.Cut(got.Calendar, "END:VTIMEZONE\r\n")
		told = strings.Replace(told, "ORGANIZER:mailto:moten@granvik.example\r\n", "", 1)
		if diff := cmp.Diff(string(event)+"END:VCALENDAR\r\n", told); diff != "" || line(got.Calendar, "METHOD") != "METHOD:"+step.method {
			t.Errorf("%s: %s\n%s", step.what.Do(), line(got.Calendar, "METHOD"), diff)
		}
	}
}

func TestOneReceiverHasOneLetterHoweverManyThemesTheyFollow(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers", "water", "lakes")
	w.follows("bo@granvik.example", 0, "water")
	w.follows("cy@granvik.example", 0, "rivers")
	stopped := w.follows("di@granvik.example", 0, "rivers", "lakes")
	w.must(w.change.Unfollow(t.Context(), stopped, []string{"rivers"}))
	w.runs()
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(20 * time.Second)
	w.mail.Await(3)
	w.settled()
	to := map[string]mailtest.Letter{}
	for _, l := range w.mail.Taken() {
		to[l.To] = l
	}
	if len(to) != 3 || len(w.mail.Taken()) != 3 {
		t.Fatalf("%v", subjects(w.mail.Taken()))
	}
	if got := to["asa@granvik.example"].Header.Get("List-Unsubscribe"); !strings.HasPrefix(got, "<"+origin+"/folj/identity-") || !strings.HasSuffix(got, "/sluta?tema=rivers&tema=water>") {
		t.Errorf("stop at %s", got)
	}
	if n, err := w.store.Followers(t.Context(), []string{"rivers"}); err != nil || n != 3 {
		t.Errorf("%d are told, %v", n, err)
	}
}

func TestWhoeverStopsHasNoMoreLettersNotEvenThoseOnTheirWay(t *testing.T) {
	w := newWorld(t)
	id := w.follows("asa@granvik.example", 0, "rivers", "lakes")
	w.mail.OnReceiver(func(string) error { return mailtest.Reply(451, "later") })
	o := w.runs()
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(20 * time.Second)
	w.until("it was tried", func() bool { return o.Stats().Failed == 1 })
	w.must(w.change.Unfollow(t.Context(), id, []string{"rivers"}))
	w.mail.OnReceiver(nil)
	w.after(5 * time.Minute)
	w.settled()
	if all := w.mail.Taken(); len(all) != 0 {
		t.Errorf("%v", subjects(all))
	}
}

func TestSomeAreRemindedAndOthersAreNot(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 24, "rivers")
	w.follows("bo@granvik.example", 2, "rivers")
	w.follows("cy@granvik.example", 0, "rivers")
	w.runs()
	w.after(6*24*time.Hour - time.Minute)
	w.settled()
	w.after(2 * time.Minute)
	w.mail.Await(1)
	w.after(22 * time.Hour)
	got := w.mail.Await(2)
	w.after(time.Hour)
	w.settled()
	want := []string{"asa@granvik.example: Påminnelse: Floder – öppet samordningsmöte, tisdag 30 mars kl. 12.00", "bo@granvik.example: Påminnelse: Floder – öppet samordningsmöte, tisdag 30 mars kl. 12.00"}
	if diff := cmp.Diff(want, subjects(w.mail.Taken())); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(got[0].Text, "- Budget, Ada\n- Minutes\n- Boats") || got[0].Calendar != "" {
		t.Errorf("%s", got[0].Text)
	}
}

func TestTheDatesOfASeriesAreOneLetter(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "lakes")
	w.runs()
	s := w.Series
	s.ID, s.Slug, s.Themes, s.Title = "", "lakes", []string{"lakes"}, meetings.Text{SV: "Sjöar – öppet samordningsmöte"}
	_, err := w.change.SaveSeries(t.Context(), w.Ada, s)
	w.must(err)
	w.after(11 * time.Minute)
	got := w.mail.Await(1)[0]
	w.settled()
	if got.Subject != "Nya datum: Sjöar – öppet samordningsmöte" || !strings.Contains(got.Text, "- tisdag 30 mars kl. 12.00, v. 13\n- tisdag 6 april kl. 12.00, v. 14\n- tisdag 13 april kl. 12.00, v. 15") {
		t.Errorf("%s\n%s", got.Subject, got.Text)
	}
	all, err := w.store.AllSeries(t.Context())
	w.must(err)
	s = all[0]
	s.Rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU" // 16, 30 March, 13 April
	_, err = w.change.SaveSeries(t.Context(), w.Ada, s)
	w.must(err)
	w.after(11 * time.Minute)
	got = w.mail.Await(2)[1]
	w.settled()
	if got.Subject != "Ändrade datum: Sjöar – öppet samordningsmöte" || !strings.Contains(got.Text, "Inställda:\n- tisdag 23 mars kl. 12.00, v. 12\n- tisdag 6 april kl. 12.00, v. 14\n") {
		t.Errorf("%s\n%s", got.Subject, got.Text)
	}
	s.Rule = "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU" // and the 30th is withdrawn, until it is undone
	_, err = w.change.SaveSeries(t.Context(), w.Ada, s)
	w.must(err)
	kept, err := w.store.Series(t.Context(), string(s.ID))
	w.must(err)
	undone, err := w.change.UndoSeries(t.Context(), w.Ada, s.ID, kept.Saved)
	w.must(err)
	w.after(11 * time.Minute)
	w.settled()
	if n := len(w.mail.Taken()); n != 2 || len(undone.Returned) != 1 {
		t.Errorf("%d letters, %d dates stand again", n, len(undone.Returned))
	}
}

func TestAnExtraMeetingIsToldOfAndADraftIsNot(t *testing.T) {
	w := newWorld(t)
	w.follows("asa@granvik.example", 0, "rivers")
	w.runs()
	m := w.Next
	m.Series, m.Slug, m.Kind, m.Start = "", "extra", meetings.Extra, meetings.At(w.now()).Add(90*time.Minute)
	_, err := w.change.Announce(t.Context(), w.Ada, m, meetings.Agenda{})
	w.must(err)
	m.Slug, m.Status = "utkast", meetings.Draft
	_, err = w.change.Announce(t.Context(), w.Ada, m, meetings.Agenda{})
	w.must(err)
	w.after(61 * time.Second) // it begins soon, so it is told of in a minute
	got := w.mail.Await(1)[0]
	w.after(20 * time.Minute)
	w.settled()
	if all := w.mail.Taken(); len(all) != 1 || !strings.HasPrefix(got.Subject, "Nytt möte tisdag 23 mars kl. ") || line(got.Calendar, "METHOD") != "METHOD:PUBLISH" {
		t.Errorf("%v", subjects(all))
	}
}

func TestSomebodySaysYesBeforeAnyLetterIsSent(t *testing.T) {
	w := newWorld(t)
	w.runs()
	ask := change.Asked{Theme: "rivers", Address: " Asa@Granvik.example", Lang: meetings.EN, Hours: 2}
	for _, address := range []string{ask.Address, ask.Address, "asa+1@granvik.example", "ASA+2@granvik.example"} { // one mailbox, and one letter a day
		again := ask
		again.Address = address
		w.must(w.change.AskToFollow(t.Context(), again))
	}
	got := w.mail.Await(1)
	w.settled()
	if all := w.mail.Taken(); len(all) != 1 || got[0].To != "asa@granvik.example" || got[0].Subject != "Do you want to follow Rivers?" || got[0].Header.Get("List-Unsubscribe") != "" {
		t.Fatalf("%v", subjects(all))
	}
	w.do(meetings.CancelMeeting{Reason: ill})
	w.after(time.Minute)
	w.settled()
	if n := len(w.mail.Taken()); n != 1 {
		t.Fatalf("%d letters before anybody said yes", n)
	}
	token := got[0].Text[strings.Index(got[0].Text, "/en/folj/")+len("/en/folj/"):]
	id, ok := letter.Whose(secret, strings.Fields(token)[0])
	if !ok {
		t.Fatalf("no token in\n%s", got[0].Text)
	}
	w.must(w.change.ConfirmFollows(t.Context(), id))
	w.do(meetings.RestoreMeeting{})
	w.after(11 * time.Minute)
	if got := w.mail.Await(2)[1]; got.Subject != "The meeting stands: Rivers – open coordination meeting, Tuesday 30 March at 12:00" {
		t.Errorf("%s", got.Subject)
	}
	w.must(w.change.AskToFollow(t.Context(), ask))
	w.until("they hear that they follow", func() bool {
		for _, l := range w.mail.Taken() {
			if l.Subject == "You follow Rivers already" {
				return true
			}
		}
		return false
	})
}

func TestAnAddressThatNobodyConfirmsIsForgotten(t *testing.T) {
	w := newWorld(t)
	ask := change.Asked{Theme: "rivers", Address: "asa@granvik.example", Lang: meetings.SV}
	w.must(w.change.AskToFollow(t.Context(), ask))
	known := func() (f store.Follower, ok bool) {
		w.must(w.store.Change("look", func(tx *store.Tx) (err error) {
			f, ok, err = tx.FollowerAt("asa@granvik.example")
			return err
		}))
		return f, ok
	}
	f, _ := known()
	w.forgets(meetings.At(w.now()).Add(23 * time.Hour))
	if _, ok := known(); !ok {
		t.Fatal("forgotten too soon")
	}
	w.after(25 * time.Hour)
	w.must(w.change.ConfirmFollows(t.Context(), f.ID)) // too late
	w.forgets(meetings.At(w.now()))
	if _, ok := known(); ok {
		t.Error("not forgotten")
	}
	if n, err := w.store.LetterFigures(t.Context()); err != nil || n != (store.LetterFigures{}) {
		t.Errorf("%+v, %v", n, err)
	}
}
