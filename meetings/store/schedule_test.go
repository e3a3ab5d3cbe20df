package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

func scheduleSinceAVersion(t *testing.T, s *store.Store) {
	saveThemes(t, s)
	add := func(id meetings.ID, at meetings.Instant, raise bool) {
		must(t, s.Change("add", func(tx *store.Tx) error {
			m := meetings.Meeting{ID: id, Slug: string(id), Themes: []string{"rivers"}, Status: meetings.Draft, Start: at, Minutes: 5}
			if raise {
				tx.Raise(m.Themes, at)
			}
			return tx.AddMeeting(meetings.Room{Meeting: m})
		}))
	}
	ids := func(after int64) (list []meetings.ID) {
		all, err := s.Schedule(t.Context(), after)
		must(t, err)
		for _, r := range all.Rooms {
			list = append(list, r.Meeting.ID)
		}
		return list
	}
	add("c", 3000, true)  // version 2
	add("b", 2000, true)  // version 3
	add("a", 1000, false) // seen by nobody yet
	same(t, []meetings.ID{"a", "b", "c"}, ids(-1))
	same(t, []meetings.ID{"b", "c"}, ids(1))
	same(t, []meetings.ID{"b"}, ids(2))
	same(t, []meetings.ID(nil), ids(3))
	all, err := s.Schedule(t.Context(), 3)
	must(t, err)
	now, err := s.Versions(t.Context())
	must(t, err)
	same(t, now, all.Versions)
	same(t, 4, len(all.Themes))
}

func draftsAreRemoved(t *testing.T, s *store.Store) {
	remove := func(id meetings.ID) error {
		return s.Change(string(id), func(tx *store.Tx) error { return tx.RemoveDraft(id) })
	}
	must(t, s.Change("add", func(tx *store.Tx) error {
		must(t, tx.AddMeeting(meetings.Room{Meeting: meetings.Meeting{ID: "draft", Slug: "draft", Themes: []string{"rivers"}, Status: meetings.Draft}}))
		return tx.AddMeeting(meetings.Room{Meeting: meetings.Meeting{ID: "planned", Slug: "planned", Status: meetings.Planned}})
	}))
	must(t, remove("draft"))
	rooms, err := s.Rooms(t.Context(), store.Which{Drafts: true})
	must(t, err)
	same(t, 1, len(rooms))
	for _, id := range []meetings.ID{"draft", "planned"} {
		if err := remove(id); err == nil {
			t.Errorf("%s was removed", id)
		}
	}
}
