package change_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/meetings/ydoc"
	"ringain/notify/bus"
	"ringain/server/change"
)

// lines are what can be read under one item of the meeting's notes.
func (w *world) lines(item meetings.ItemID) (lines []string) {
	w.Helper()
	doc, _, err := w.nodes[1].OpenNotes(w.Context(), w.Room.Meeting.ID)
	w.must(err)
	for _, b := range doc.Read()[notes.Item(item)] {
		for _, r := range b.Runs {
			lines = append(lines, r.Text)
		}
	}
	return lines
}

// told are what the nodes are told of the notes from now on.
func (w *world) listenToNotes() *[]change.NotesTold {
	all := &[]change.NotesTold{}
	w.Cleanup(w.bus.Subscribe(change.NotesTopic(w.Room.Meeting.ID), func(m bus.Message) {
		t, err := change.DecodeTold(m.Body)
		w.must(err)
		*all = append(*all, t)
	}))
	return all
}

func TestALineOfAFormIsAddedOnceAndTold(t *testing.T) {
	w := newWorld(t)
	told := w.listenToNotes()
	add := func(by meetings.Person, id meetings.ID, item meetings.ItemID, text string) error {
		return w.nodes[0].AddLine(t.Context(), by, w.Room.Meeting.ID, id, item, text)
	}
	for range 3 {
		w.must(add(w.Cy, "line-with-an-identity", "budget", "Vi har råd."))
	}
	w.same([]string{"Vi har råd."}, w.lines("budget"))
	w.same(1, len(*told))
	w.same(int64(1), (*told)[0].First)
	w.refused(meetings.Invalid, add(w.Cy, "short", "budget", "x"))
	w.refused(meetings.Late, add(w.Cy, "another-long-identity", "gone", "x"))
	w.refused(meetings.SignIn, add(meetings.Person{}, "a-third-long-identity", "budget", "x"))
	w.do(meetings.LockNotes{})
	w.refused(meetings.NotAllowed, add(w.Cy, "a-fourth-long-identity", "budget", "x"))
	w.must(add(w.Ada, "a-fifth-long-identity", "budget", "Låst för andra."))
	w.same(2, len(w.lines("budget")))
}

func TestOnlyOrganisersRemoveEraseAndTakeIn(t *testing.T) {
	w := newWorld(t)
	c, id := w.nodes[0], w.Room.Meeting.ID
	for _, err := range []error{second(c.RemoveNotes(w.Cy, id, "cy")), c.EraseNotes(w.Cy, id, "cy"), c.AcceptLate(w.Cy, id, "cy"), c.DropLate(w.Cy, id, "cy")} {
		w.refused(meetings.NotAllowed, err)
	}
	w.refused(meetings.Late, c.AcceptLate(w.Ada, id, "cy"))
}

func TestWhatIsErasedIsNowhereAndWhatOthersWroteIsThere(t *testing.T) {
	w := newWorld(t)
	c, id := w.nodes[0], w.Room.Meeting.ID
	w.must(c.AddLine(t.Context(), w.Cy, id, "the-first-identity", "budget", "En hemlighet."))
	_, err := c.CompactNotes(t.Context(), id)
	w.must(err)
	w.must(c.AddLine(t.Context(), w.Bo, id, "the-second-identity", "budget", "Allt är väl."))
	w.must(w.late(w.Cy, ydoc.New().Append(77, notes.Meeting, []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: "För sent."}}}})))
	told := w.listenToNotes()
	w.must(c.EraseNotes(w.Ada, id, w.Cy.ID))
	w.same([]string{"Allt är väl."}, w.lines("budget"))
	w.same(true, (*told)[0].Anew)
	n, err := w.store.Notes(t.Context(), id, store.NewestNotes)
	w.must(err)
	w.same(0, len(n.Updates))
	w.same(n.Last, n.Made)
	late, err := w.store.LateNotes(t.Context(), id)
	w.must(err)
	w.same(0, len(late))
}

// late has somebody send an update when the meeting has ended.
func (w *world) late(by meetings.Person, update []byte) error {
	return w.nodes[0].KeepLate(w.Room.Meeting.ID, []change.LateNotes{{By: by, Body: update}})[0]
}

func TestTheLateBoxIsBounded(t *testing.T) {
	w := newWorld(t)
	c, id := w.nodes[0], w.Room.Meeting.ID
	update := func(client uint64) []byte {
		return ydoc.New().Append(client, notes.Meeting, []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: "sent"}}}})
	}
	for i := range notes.MaxLate {
		w.must(w.late(meetings.Person{ID: meetings.ID("late-" + string(rune('a'+i)))}, update(uint64(i+1))))
	}
	w.refused(meetings.TooMuch, w.late(meetings.Person{ID: "one too many"}, update(1000)))
	w.must(w.late(meetings.Person{ID: "late-a"}, update(1001))) // more from one who is there
	w.must(c.DropLate(w.Ada, id, "late-a"))
	w.must(w.late(meetings.Person{ID: "one too many"}, update(1000)))
}
