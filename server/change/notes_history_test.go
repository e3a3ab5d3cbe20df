package change_test

import (
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/meetings/ydoc"
	"ringain/server/change"
)

// writes has somebody write a paragraph with a browser, as a client of their own.
func (w *world) writes(by meetings.Person, client uint64, text string) {
	w.Helper()
	id := w.Room.Meeting.ID
	doc, _, err := w.nodes[0].OpenNotes(w.Context(), id)
	w.must(err)
	y := ydoc.New()
	_, err = y.Apply(doc.Encode())
	w.must(err)
	update := y.Append(client, notes.Item("budget"), []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: text}}}})
	_, err = w.nodes[0].KeepNotes(id, "", []store.NotesUpdate{{By: by.Author(), Body: update, Clients: []uint64{client}}})
	w.must(err)
}

// second is what went wrong.
func second(_ int64, err error) error { return err }

func TestWhatSomebodyDeletedIsBroughtBackAsThoseWhoWroteIt(t *testing.T) {
	w := newWorld(t)
	c, id := w.nodes[0], w.Room.Meeting.ID
	w.writes(w.Bo, 7, "Viktigt.")
	w.writes(w.Cy, 8, "Skräp.")
	w.must(second(c.RemoveNotes(w.Ada, id, w.Bo.ID))) // as somebody might by hand
	w.same([]string{"Skräp."}, w.lines("budget"))
	_, err := c.CompactNotes(t.Context(), id)
	w.must(err)
	told := w.listenToNotes()
	before, err := c.RestoreNotes(w.Ada, id, "restore-with-identity", 2)
	w.must(err)
	w.same(int64(3), before)
	w.same([]string{"Viktigt.", "Skräp."}, w.lines("budget"))
	w.same([]any{1, true, int64(4)}, []any{len(*told), (*told)[0].Again, (*told)[0].First})
	w.must(second(c.RestoreNotes(w.Ada, id, "restore-another-time", 2)))
	w.same(1, len(*told)) // it reads so already
	w.must(second(c.RemoveNotes(w.Ada, id, w.Cy.ID)))
	w.same([]string{"Viktigt."}, w.lines("budget"))
	w.must(second(c.RestoreNotes(w.Ada, id, "and-what-was-before-it", 3))) // the restoring is taken back
	w.same([]string{"Skräp."}, w.lines("budget"))
	w.must(second(c.RestoreNotes(w.Ada, id, "and-once-more-forth", 4)))
	w.must(c.EraseNotes(w.Ada, id, w.Cy.ID))
	w.same([]string{"Viktigt."}, w.lines("budget"))
	w.refused(meetings.Late, second(c.RestoreNotes(w.Ada, id, "to-what-was-erased", 4)))
	n, err := w.store.Notes(t.Context(), id, store.NewestNotes)
	w.must(err)
	w.same(false, strings.Contains(string(n.Snapshot), "Skr"))
}

func TestOnlyOrganisersRestore(t *testing.T) {
	w := newWorld(t)
	c, id := w.nodes[0], w.Room.Meeting.ID
	w.writes(w.Bo, 7, "Viktigt.")
	w.refused(meetings.NotAllowed, second(c.RestoreNotes(w.Cy, id, "restore-with-identity", 1)))
	w.refused(meetings.Invalid, second(c.RestoreNotes(w.Ada, id, "", 1)))
	w.refused(meetings.Late, second(c.RestoreNotes(w.Ada, id, "restore-with-identity", 2)))
}

func TestManyLateUpdatesAreKeptAtOnceAndEachIsAnswered(t *testing.T) {
	w := newWorld(t)
	y := ydoc.New()
	var late []change.LateNotes
	for range 200 {
		update := y.Append(77, notes.Meeting, []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: "rad"}}}})
		_, err := y.Apply(update)
		w.must(err)
		late = append(late, change.LateNotes{By: w.Cy, Body: update})
	}
	late = append(late, change.LateNotes{By: w.Bo, Body: []byte("noise")})
	outcomes := w.nodes[0].KeepLate(w.Room.Meeting.ID, late)
	for i, err := range outcomes[:200] {
		if err != nil {
			t.Fatal(i, err)
		}
	}
	w.refused(meetings.Invalid, outcomes[200])
	kept, err := w.store.LateNotes(t.Context(), w.Room.Meeting.ID)
	w.must(err)
	w.same([]any{1, w.Cy.ID}, []any{len(kept), kept[0].By.ID})
	w.must(w.nodes[0].AcceptLate(w.Ada, w.Room.Meeting.ID, w.Cy.ID))
	doc, _, err := w.nodes[0].OpenNotes(t.Context(), w.Room.Meeting.ID)
	w.must(err)
	w.same(200, doc.Read().Lines())
}
