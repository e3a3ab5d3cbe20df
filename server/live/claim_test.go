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
	if h := w.hearUntil(thief, aboutNotes); h.Notes.Refused != meetings.Invalid {
		t.Errorf("%+v", h.Notes)
	}
	must(t, cy.SendBinary(wire.AppendSync(nil, wire.Update, insertion(7, 0, "mitt"))))
	if h := w.hearUntil(cy, aboutNotes); h.Notes.Refused != "" {
		t.Errorf("%+v", h.Notes)
	}
	w.hearUntil(thief, func(h guest.Heard) bool { return h.Message != nil && h.Message.Kind == wire.Sync })
}
