package live

import (
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/ydoc"
	"ringain/server/guest"
)

// breakNotes has the database refuse every update to notes, until mend is called.
func (w *world) breakNotes() (mend func()) {
	w.t.Helper()
	return w.breakNotesAfter(0)
}

// breakNotesAfter has it refuse every update after a number.
func (w *world) breakNotesAfter(n int64) (mend func()) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+w.file+"?_pragma=busy_timeout(4000)")
	must(w.t, err)
	w.t.Cleanup(func() { _ = db.Close() })
	run := func(statement string) {
		w.t.Helper()
		_, err := db.ExecContext(w.t.Context(), statement)
		must(w.t, err)
	}
	run(fmt.Sprintf(`CREATE TRIGGER broken BEFORE INSERT ON notes_update WHEN NEW.n > %d BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END`, n))
	return func() { run(`DROP TRIGGER broken`) }
}

// What cannot be kept is seen by nobody, also not by one who comes in that moment. Its
// writer is told, and when it can be kept again it is asked for.
func TestWhatCannotBeKeptIsSeenByNobodyAndAskedForAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.log = slog.New(slog.DiscardHandler) // the faults are meant
	a := w.node("a")
	cy, dee := w.opens(w.participant(a, "Cy")), w.opens(w.participant(a, "Dee"))
	cy.types("Kvar. ")
	dee.reads("Kvar. ")
	cy.saved()
	mend := w.breakNotes()
	cy.types("Osparat. ")
	cy.types("Och mer.")
	cy.refused(meetings.Unsaved)
	for _, p := range []*noteTaker{dee, w.opens(w.participant(a, "Eve"))} {
		if seen, _ := p.Seen(); strings.Contains(seen.Text, "Osparat") || !strings.Contains(seen.Text, "Kvar.") {
			t.Errorf("somebody reads %q", seen.Text)
		}
	}
	mend()
	cy.types(" Nu går det.")
	dee.reads("Kvar. Osparat. Och mer. Nu går det.")
	cy.saved()
	n, err := w.store.Notes(t.Context(), w.meeting.ID, store.NewestNotes)
	must(t, err)
	kept := ydoc.New()
	for _, u := range n.Updates { // nothing that rests on what was not kept was kept before it
		if _, err := kept.Apply(u.Body); err != nil || kept.PendingSize() > 0 {
			t.Errorf("update %d waits for what is not there: %v", u.N, err)
		}
	}
}

// While nothing can be kept, writers are asked again for what they wrote more and more
// seldom, and once it can be, it is kept.
func TestWhileNothingCanBeKeptItIsAskedForMoreAndMoreSeldom(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.log = slog.New(slog.DiscardHandler) // the faults are meant
	a := w.node("a")
	cy := w.opens(w.participant(a, "Cy"))
	mend := w.breakNotes()
	began := time.Now()
	cy.types("Osparat.")
	eventually(t, "the fifth try", func() bool { return a.Stats().NotesUnkept >= 5 })
	if took, least := time.Since(began), firstWait*(1+2+4)/2; took < least {
		t.Errorf("five tries took %v, and are to take %v at least", took, least)
	}
	mend()
	cy.saved()
	if n := a.Stats().NotesUnkept; n > 8 {
		t.Errorf("it was tried %d times before it could be kept", n)
	}
}

func TestTheWaitGrowsToABoundAndIsNotTheSameForAll(t *testing.T) {
	t.Parallel()
	for unkept, most := range map[int]time.Duration{2: firstWait, 3: 2 * firstWait, 5: 8 * firstWait, 8: longestWait, 1_000_000: longestWait} {
		seen := map[time.Duration]bool{}
		for range 20 {
			wait := waitToAsk(unkept)
			if wait < most/2 || wait >= most {
				t.Errorf("after %d the wait is %v, and is to be from %v to %v", unkept, wait, most/2, most)
			}
			seen[wait] = true
		}
		if len(seen) < 2 {
			t.Errorf("after %d all wait %v", unkept, waitToAsk(unkept))
		}
	}
}

func TestASnapshotTakesThePlaceOfTheLogWhileAllGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	cy := w.opens(w.participant(a, "Cy"))
	for range snapshotUpdates + 10 {
		cy.types("ord ")
	}
	cy.saved()
	var n store.Notes
	eventually(t, "a snapshot", func() bool {
		var err error
		n, err = w.store.Notes(t.Context(), w.meeting.ID, store.NewestNotes)
		must(t, err)
		return n.Upto > 0
	})
	cy.types("slut.")
	cy.saved()
	dee := w.opens(w.participant(w.node("b"), "Dee"))
	seen, _ := cy.Seen()
	dee.until("the same", func(s guest.NotesSeen) bool { return s.Text == seen.Text })
}

// What was kept without this room being told of it, such as a batch whose answer was lost
// with the database's connection, is handed on when the notes are opened again for that.
func TestWhatWasKeptUnheardIsHandedOnWhenTheNotesAreOpenedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.log = slog.New(slog.DiscardHandler) // the faults are meant
	a := w.node("a")
	cy, dee := w.opens(w.participant(a, "Cy")), w.opens(w.participant(a, "Dee"))
	cy.types("Kvar. ")
	dee.reads("Kvar. ")
	cy.saved()
	n, err := w.store.Notes(t.Context(), w.meeting.ID, store.NewestNotes)
	must(t, err)
	mend := w.breakNotesAfter(n.Last + 1)
	unheard := ydoc.New().Append(77, guest.Fragment, []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: "Ohört."}}}})
	must(t, w.store.Change("notes "+string(w.meeting.ID), func(tx *store.Tx) error {
		_, err := tx.AppendNotes(w.meeting.ID, []store.NotesUpdate{{By: meetings.Author{ID: "eve", Name: "Eve"}, Body: unheard, Clients: []uint64{77}}})
		return err
	}))
	cy.types("Osparat.") // which has the notes opened again
	cy.refused(meetings.Unsaved)
	dee.reads("Ohört.")
	cy.reads("Ohört.")
	mend()
	cy.types(" Nu går det.")
	dee.reads("Osparat. Nu går det.", "Ohört.")
	cy.saved()
}
