package live

import (
	"testing"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// Whoever writes under the client of another before they do would have their text taken
// for what is known, and for saved.
func TestNobodyWritesAsAClientThatAnotherHasAnnounced(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	cy, thief := w.lineWithNotes(w.participant(a, "Cy")), w.lineWithNotes(w.participant(a, "Bo"))
	must(t, cy.SendBinary(wire.AppendStates(nil, []wire.State{{Client: 7, Clock: 1, JSON: []byte(`{}`)}})))
	w.hearUntil(thief, func(h guest.Heard) bool { return h.Message != nil && h.Message.Kind == wire.Awareness })
	must(t, thief.SendBinary(wire.AppendSync(nil, wire.Update, insertion(7, 0, "jag var först"))))
	if h := w.hearUntil(thief, aboutNotes); h.Notes.Refused != meetings.Taken {
		t.Errorf("%+v", h.Notes)
	}
	must(t, cy.SendBinary(wire.AppendSync(nil, wire.Update, insertion(7, 0, "mitt"))))
	if h := w.hearUntil(cy, aboutNotes); h.Notes.Refused != "" {
		t.Errorf("%+v", h.Notes)
	}
	w.hearUntil(thief, func(h guest.Heard) bool { return h.Message != nil && h.Message.Kind == wire.Sync })
}

// What is written without a line is announced to nobody, so another may have used the same
// client meanwhile: then the text is not taken for what is known.
func TestTextUnderAClientThatAnotherHasUsedIsRefusedAndNotTakenForKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	thief, cy := w.lineWithNotes(w.participant(a, "Bo")), w.lineWithNotes(w.participant(b, "Cy"))
	must(t, thief.SendBinary(wire.AppendSync(nil, wire.Update, insertion(7, 0, "jag var först"))))
	w.hearUntil(cy, func(h guest.Heard) bool { return h.Message != nil && h.Message.Kind == wire.Sync })
	for n, test := range []struct {
		update  []byte
		refused meetings.RefusalKind
	}{
		{insertion(7, 0, "mitt"), meetings.Taken},                // shorter than what is there
		{insertion(7, 0, "mitt, och mer än så"), meetings.Taken}, // longer
		{insertion(7, 0, "jag var först"), ""},                   // what is there, passed on
		{insertion(8, 0, "mitt"), ""},
	} {
		must(t, cy.SendBinary(wire.AppendSync(nil, wire.Update, test.update)))
		if h := w.hearUntil(cy, aboutNotes); h.Notes.Refused != test.refused || h.Notes.Kept != int64(n+1) {
			t.Errorf("%d: %+v", n, h.Notes)
		}
	}
}
