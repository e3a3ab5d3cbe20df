package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// dutyLinksAreTakenOnce: a link for a role is found by its digest, in its meeting alone,
// taken by one, and forgotten with the meeting or after two days.
func dutyLinksAreTakenOnce(t *testing.T, s *store.Store) {
	w := sample.World()
	m := w.Room.Meeting.ID
	change := func(f func(tx *store.Tx) error) { t.Helper(); must(t, s.Change(string(m), f)) }
	one := store.DutyLink{ID: "one", Duty: meetings.Chair, Maker: w.Ada.Author(), At: w.Now}
	two := store.DutyLink{ID: "two", Duty: meetings.Interpreter, Maker: w.Ada.Author(), At: w.Now.Add(1)}
	change(func(tx *store.Tx) error { return tx.AddDutyLink(m, "digest 2", two) })
	change(func(tx *store.Tx) error { return tx.AddDutyLink(m, "digest 1", one) })
	all, err := s.DutyLinks(t.Context(), m)
	must(t, err)
	same(t, []store.DutyLink{one, two}, all)
	got, ok, err := s.DutyLink(t.Context(), m, "digest 1")
	must(t, err)
	same(t, true, ok)
	same(t, one, got)
	_, ok, err = s.DutyLink(t.Context(), "another", "digest 1")
	must(t, err)
	same(t, false, ok)

	change(func(tx *store.Tx) error { return tx.UseDutyLink(m, "one", w.Cy, w.Now) })
	change(func(tx *store.Tx) error {
		n, err := tx.CountDutyLinks(m)
		same(t, 1, n)
		return err
	})
	change(func(tx *store.Tx) error { return tx.RevokeDutyLink(m, "one") })
	change(func(tx *store.Tx) error { return tx.RevokeDutyLink(m, "two") })
	one.Who, one.Name, one.Used = w.Cy.ID, w.Cy.Name, w.Now
	all, err = s.DutyLinks(t.Context(), m)
	must(t, err)
	same(t, []store.DutyLink{one}, all)
	must(t, forget(s, w.Now.Add(2*store.DutyLinksKept)))
	all, err = s.DutyLinks(t.Context(), m)
	must(t, err)
	same(t, 0, len(all))
	change(func(tx *store.Tx) error { return tx.AddDutyLink(m, "digest 2", two) })
	change(func(tx *store.Tx) error { return tx.ForgetDutyLinks(m) })
	all, err = s.DutyLinks(t.Context(), m)
	must(t, err)
	same(t, 0, len(all))
}
