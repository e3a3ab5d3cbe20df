package change_test

import (
	"errors"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestCaptionsAreWrittenByWhoeverHasTheRoleAndLeaveNothingBehind(t *testing.T) {
	w := newWorld(t)
	m := w.Room.Meeting.ID
	writes := func(by meetings.Person, text string) error {
		_, err := w.nodes[1].WriteCaption(by, m, "one", text)
		return err
	}
	w.must(errors.Join(w.enters(w.Cy), w.enters(w.Bo)))
	w.refused(meetings.NotAllowed, writes(w.Cy, "Hej"))
	w.refused(meetings.NotAllowed, writes(meetings.Person{}, "Hej"))
	w.must(writes(w.Ada, "Hej från Ada"))
	give, end := meetings.GiveDuty{Who: w.Cy.ID, Duty: meetings.Interpreter}, meetings.EndDuty{Who: w.Cy.ID, Duty: meetings.Interpreter}
	w.must(w.tries(w.Ada, give))
	w.must(writes(w.Cy, " Hej\tfrån\u202e Cy "))
	w.refused(meetings.Invalid, writes(w.Cy, strings.Repeat("å", meetings.MaxCaption+1)))
	_, err := w.nodes[0].WriteCaption(w.Cy, m, "", "Hej")
	w.refused(meetings.Invalid, err)
	lines, err := w.store.Captions(t.Context(), m)
	w.must(err)
	w.same([]meetings.Caption{{Line: 1, Rev: 1, Text: "Hej från Ada"}, {Line: 2, Rev: 1, Text: "Hej från Cy"}}, lines)

	w.must(w.tries(w.Ada, end))
	w.refused(meetings.NotAllowed, writes(w.Cy, "Mer"))
	w.must(w.tries(w.Ada, give))
	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: w.Cy.ID}))
	w.refused(meetings.Outside, writes(w.Cy, "Mer"))
	w.must(errors.Join(w.tries(w.Ada, meetings.StartAgenda{}), w.tries(w.Ada, meetings.EndAgenda{})))
	w.refused(meetings.Late, writes(w.Ada, "Mer"))
	lines, err = w.store.Captions(t.Context(), m)
	w.must(err)
	w.same([]meetings.Caption(nil), lines)
}
