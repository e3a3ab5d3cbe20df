package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// deedsAreKeptInOrder: what organisers do beside the log of a meeting is read in the order
// in which it was done, of that meeting alone.
func deedsAreKeptInOrder(t *testing.T, s *store.Store) {
	w := sample.World()
	m := w.Room.Meeting.ID
	first := meetings.OffLog{At: w.Now, By: w.Ada.Author(), Kind: meetings.LinkMade, About: string(meetings.Chair)}
	second := meetings.OffLog{At: w.Now.Add(1), By: w.Ada.Author(), Kind: meetings.NotesErased}
	must(t, s.Change(string(m), func(tx *store.Tx) error { return tx.AddDeed(m, "b", second) }))
	must(t, s.Change(string(m), func(tx *store.Tx) error { return tx.AddDeed(m, "a", first) }))
	all, err := s.Deeds(t.Context(), m)
	must(t, err)
	same(t, []meetings.OffLog{first, second}, all)
	all, err = s.Deeds(t.Context(), "another")
	must(t, err)
	same(t, 0, len(all))
}
