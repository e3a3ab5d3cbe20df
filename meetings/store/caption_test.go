package store_test

import (
	"fmt"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// captionsAreKeptForAWhile: a line is written anew by whoever wrote it, of all lines the
// newest are kept, and none after the end of the meeting or after a day.
func captionsAreKeptForAWhile(t *testing.T, s *store.Store) {
	w := sample.World()
	m := w.Room.Meeting.ID
	writes := func(who meetings.Person, mark, text string, at meetings.Instant) (c meetings.Caption) {
		t.Helper()
		must(t, s.Change(string(m), func(tx *store.Tx) (err error) {
			c, err = tx.WriteCaption(m, who.ID, mark, text, at)
			return err
		}))
		return c
	}
	are := func(want ...meetings.Caption) {
		t.Helper()
		got, err := s.Captions(t.Context(), m)
		must(t, err)
		same(t, want, got)
	}
	same(t, meetings.Caption{Line: 1, Rev: 1, Text: "H"}, writes(w.Cy, "a", "H", w.Now))
	same(t, meetings.Caption{Line: 1, Rev: 2, Text: "Hej \"ån\""}, writes(w.Cy, "a", "Hej \"ån\"", w.Now))
	same(t, meetings.Caption{Line: 2, Rev: 1, Text: "Samma märke"}, writes(w.Bo, "a", "Samma märke", w.Now))
	are(meetings.Caption{Line: 1, Rev: 2, Text: "Hej \"ån\""}, meetings.Caption{Line: 2, Rev: 1, Text: "Samma märke"})
	mark, text, err := s.LastCaption(t.Context(), m, w.Cy.ID)
	must(t, err)
	same(t, []string{"a", "Hej \"ån\""}, []string{mark, text})
	mark, _, err = s.LastCaption(t.Context(), m, w.Ada.ID)
	must(t, err)
	same(t, "", mark)

	for n := range meetings.MaxCaptions {
		writes(w.Cy, fmt.Sprint(n), "rad", w.Now.Add(1))
	}
	got, err := s.Captions(t.Context(), m)
	must(t, err)
	if len(got) != meetings.MaxCaptions || got[0].Line != 3 {
		t.Errorf("%d lines from %+v", len(got), got[0])
	}
	must(t, forget(s, w.Now.Add(store.CaptionsKept)))
	if got, err = s.Captions(t.Context(), m); err != nil || len(got) != meetings.MaxCaptions {
		t.Errorf("%d lines, %v", len(got), err)
	}
	must(t, forget(s, w.Now.Add(2*store.CaptionsKept)))
	are()
	writes(w.Cy, "b", "igen", w.Now)
	must(t, s.Change(string(m), func(tx *store.Tx) error { return tx.ForgetCaptions(m) }))
	are()
}
