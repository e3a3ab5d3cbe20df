package live

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/guest"
)

func TestWhatOneWritesTheOthersReadAndItIsSaved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	cy, dee := w.opens(w.participant(a, "Cy")), w.opens(w.participant(a, "Dee"))
	cy.types("Läget är ")
	dee.types("Vi börjar ")
	cy.types("bra 😀.")
	dee.types("nu.")
	cy.reads("Läget är bra 😀.", "Vi börjar nu.")
	dee.reads("Läget är bra 😀.", "Vi börjar nu.")
	cy.saved()
	must(t, cy.Delete(guest.Units("Läget är ")))
	dee.until("it is deleted", func(s guest.NotesSeen) bool {
		return strings.Contains(s.Text, "bra") && !strings.Contains(s.Text, "Läget")
	})
	cy.saved()
	w.opens(a.stranger()).reads("bra 😀.", "Vi börjar nu.")
}

func TestTheFirstAnswerIsCompleteAfterARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.node("a")
	cy := w.opens(w.participant(first, "Cy"))
	cy.types("Det här ")
	cy.types("finns kvar.")
	cy.saved()
	must(t, cy.TypeLater("Först. ", "Sedan."))
	cy.until("both are sent", func(s guest.NotesSeen) bool { return s.Written > 2+guest.Units("Det här finns kvar.") })
	cy.leave()
	first.stop()

	second := w.node("b")
	dee := w.opens(w.participant(second, "Dee"))
	if seen, _ := dee.Seen(); seen.Updates != 1 || !strings.Contains(seen.Text, "Det här finns kvar.") || seen.Waiting == 0 {
		t.Fatalf("the first answer is %q, with %d bytes waiting, after %d messages", seen.Text, seen.Waiting, seen.Updates)
	}
}

func TestWhatWaitsForItsPredecessorIsKeptOverARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.node("a")
	g := w.participant(first, "Cy")
	cy := w.opens(g)
	cy.types("Ett. ")
	must(t, cy.TypeLater("Två. ", "Tre."))
	cy.until("it is kept", func(s guest.NotesSeen) bool { return s.Written > 2+5 })
	cy.leave()
	first.stop()
	second := w.node("b")
	dee := w.opens(w.participant(second, "Dee"))
	back := w.enters(g.At(second.url), cy.Notes) // whose step 2 brings what was missing
	dee.reads("Ett. Två. Tre.")
	back.saved()
}

func TestOneWhoWasAwayBringsWhatWasWrittenMeanwhile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	g := w.participant(a, "Cy")
	dee := w.opens(w.participant(a, "Dee"))
	away := guest.NewNotes()
	must(t, away.Type("Skrivet utan nät."))
	dee.types("Skrivet med.")
	cy := w.enters(g, away)
	cy.reads("utan nät", "Skrivet med.")
	dee.reads("utan nät")
	cy.saved()
	cy.Cut()
	cy.types(" Och mer.")
	dee.reads("utan nät. Och mer.")
	cy.saved()
}

func TestTwoNodesHaveTheSameNotes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cy, dee := w.opens(w.participant(w.node("a"), "Cy")), w.opens(w.participant(w.node("b"), "Dee"))
	for _, word := range []string{"ett ", "två ", "tre "} {
		cy.types("Cy " + word)
		dee.types("Dee " + word)
	}
	cy.reads("Dee ett Dee två Dee tre ")
	dee.reads("Cy ett Cy två Cy tre ")
	cy.saved()
	dee.saved()
}

func TestWhatTheBusLosesIsAskedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var deaf atomic.Bool
	twist := func(m bus.Message) []bus.Message {
		if deaf.Load() {
			return nil
		}
		return asItIs(m)
	}
	cy := w.opens(w.participant(w.node("a"), "Cy"))
	dee := w.opens(w.participant(w.node("b", func(c *Config) { c.Bus = &twisted{Bus: c.Bus, twist: twist} }), "Dee"))
	deaf.Store(true)
	cy.types("ett ")
	cy.types("två ")
	dee.reads("ett två ")
	deaf.Store(false)
	cy.types("tre")
	dee.reads("ett två tre")
}

func TestThoseWhoMayNotWriteReadAndAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ada := w.opens(w.organiser(a, "Ada"))
	follower := w.opens(a.stranger())
	follower.types("Jag har inget namn.")
	follower.refused(meetings.SignIn)

	w.do(meetings.LockNotes{})
	cy := w.opens(w.participant(a, "Cy"))
	w.untilAt(cy.Follower, 1)
	cy.types("Låst.")
	cy.refused(meetings.NotAllowed)
	ada.types("Bara jag. ")
	ada.saved()
	w.do(meetings.UnlockNotes{})
	dee := w.opens(w.participant(a, "Dee"))
	dee.types("Nu vi alla.")
	dee.saved()
	ada.reads("Bara jag. ", "Nu vi alla.")
	if seen, _ := ada.Seen(); strings.Contains(seen.Text, "Låst") || strings.Contains(seen.Text, "inget namn") {
		t.Errorf("what was refused is there: %q", seen.Text)
	}
}

func TestWhatComesAfterTheMeetingWaitsForAnOrganiser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ada, cy := w.opens(w.organiser(a, "Ada")), w.opens(w.participant(a, "Cy"))
	cy.types("I tid. ")
	cy.saved()
	w.do(meetings.StartAgenda{})
	w.do(meetings.EndAgenda{})
	w.untilAt(cy.Follower, 2)
	cy.types("För sent. ")
	cy.types("Och lite till.")
	cy.refused(meetings.Late)
	ada.types("Organisatören rättar.")
	ada.saved()
	if seen, _ := ada.Seen(); strings.Contains(seen.Text, "För sent") {
		t.Errorf("what came late is there: %q", seen.Text)
	}
	cy.until("both are refused", func(s guest.NotesSeen) bool { return len(s.Refusals) == 2 })
	late, err := w.store.LateNotes(t.Context(), w.meeting.ID)
	if err != nil || len(late) != 1 || late[0].By.Name != "Cy" {
		t.Fatalf("%+v, %v", late, err)
	}
	must(t, w.change.AcceptLate(platform, w.meeting.ID, late[0].By.ID))
	ada.reads("I tid. För sent. Och lite till.")
	if late, err = w.store.LateNotes(t.Context(), w.meeting.ID); err != nil || len(late) != 0 {
		t.Errorf("%+v, %v", late, err)
	}
}

func TestAnOrganiserRemovesAndErasesWhatSomebodyWrote(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	cy, dee := w.opens(w.participant(a, "Cy")), w.opens(w.participant(b, "Dee"))
	cy.types("En hemlighet.")
	dee.types("Allt är väl.")
	cy.saved()
	dee.saved()
	dee.reads("hemlighet")
	by := w.whoseNotes("Cy")
	before, err := w.change.RemoveNotes(platform, w.meeting.ID, by)
	must(t, err)
	gone := func(s guest.NotesSeen) bool {
		return strings.Contains(s.Text, "Allt är väl.") && !strings.Contains(s.Text, "hemlighet")
	}
	led := func(times int) func(guest.NotesSeen) bool {
		return func(s guest.NotesSeen) bool { return s.Led == times }
	}
	for _, p := range []*noteTaker{cy, dee} {
		p.until("it is removed", gone)
		p.until("one is told to take back nothing from before that", led(1))
	}
	_, err = w.change.RestoreNotes(platform, w.meeting.ID, "restore-with-identity", before)
	must(t, err)
	cy.reads("Allt är väl.", "hemlighet")
	dee.reads("Allt är väl.", "hemlighet")
	dee.until("one is told to take back nothing from before that", led(2))
	dee.types(" Mer.") // goes on as before, though the document was opened again
	cy.reads("Mer.")
	must(t, w.change.EraseNotes(platform, w.meeting.ID, by))
	for _, p := range []*noteTaker{cy, dee} {
		p.until("the document is made anew", func(s guest.NotesSeen) bool { return s.Resets == 1 && gone(s) })
	}
	n, err := w.store.Notes(t.Context(), w.meeting.ID, store.NewestNotes)
	if err != nil || strings.Contains(string(n.Snapshot), "hemlighet") || len(n.Updates) > 0 {
		t.Errorf("the secret is still kept: %+v, %v", n, err)
	}
	dee.types("Och vi går vidare.")
	cy.reads("Och vi går vidare.")
}

// whoseNotes returns the identity of somebody who wrote.
func (w *world) whoseNotes(name string) meetings.ID {
	w.t.Helper()
	writers, err := w.store.NotesWriters(w.t.Context(), w.meeting.ID)
	must(w.t, err)
	for _, one := range writers {
		if one.By.Name == name {
			return one.By.ID
		}
	}
	w.t.Fatal(errors.New("nobody of that name wrote"))
	return ""
}
