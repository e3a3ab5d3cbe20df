package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

func saveThemes(t testing.TB, s *store.Store) {
	t.Helper()
	must(t, s.Change("themes", func(tx *store.Tx) error {
		for i, theme := range []meetings.Theme{{Slug: "water", Gathers: true}, {Slug: "rivers", Umbrella: "water"}, {Slug: "lakes", Umbrella: "water"}, {Slug: "snow"}} {
			must(t, tx.SaveTheme(theme, i))
		}
		return nil
	}))
}

func raise(t testing.TB, s *store.Store, at meetings.Instant, themes ...string) store.Versions {
	t.Helper()
	must(t, s.Change("raise", func(tx *store.Tx) error { tx.Raise(themes, at); return nil }))
	v, err := s.Versions(t.Context())
	must(t, err)
	return v
}

func versionsRise(t *testing.T, s *store.Store) {
	saveThemes(t, s)
	type versions = map[string]store.Version
	same(t, store.Versions{All: store.Version{N: 2, Changed: 50_000},
		Themes: versions{"water": {N: 1, Changed: 50_000}, "rivers": {N: 1, Changed: 50_000}, "lakes": {}, "snow": {}}},
		raise(t, s, 50_000, "rivers"))
	same(t, store.Versions{All: store.Version{N: 3, Changed: 51_000}, // the clock went back, and on
		Themes: versions{"water": {N: 2, Changed: 51_000}, "rivers": {N: 2, Changed: 51_000}, "lakes": {N: 1, Changed: 20_000}, "snow": {}}},
		raise(t, s, 20_000, "lakes", "rivers", "lakes"))
	same(t, store.Versions{All: store.Version{N: 4, Changed: 52_000},
		Themes: versions{"water": {N: 3, Changed: 52_000}, "rivers": {N: 2, Changed: 51_000}, "lakes": {N: 2, Changed: 51_999}, "snow": {}}},
		raise(t, s, 51_999, "lakes"))
	same(t, store.Versions{All: store.Version{N: 5, Changed: 60_000},
		Themes: versions{"water": {N: 3, Changed: 52_000}, "rivers": {N: 2, Changed: 51_000}, "lakes": {N: 2, Changed: 51_999}, "snow": {}}},
		raise(t, s, 60_000))
	theme, err := s.Theme(t.Context(), "lakes")
	must(t, err)
	same(t, meetings.Theme{Slug: "lakes", Umbrella: "water", Version: 2, Changed: 51_999}, theme)
}

func versionsOfWhatIsKept(t *testing.T, s *store.Store) {
	saveThemes(t, s)
	raises := func(theme string, at meetings.Instant, says error) func(*store.Tx) error {
		return func(tx *store.Tx) error { tx.Raise([]string{theme}, at); return says }
	}
	gather(t, s, raises("rivers", 5000, nil), raises("snow", 9000, errUndo), raises("lakes", 7000, nil), raises("rivers", 6000, nil))
	v, err := s.Versions(t.Context())
	must(t, err)
	at := store.Version{N: 1, Changed: 7000}
	same(t, store.Versions{All: store.Version{N: 2, Changed: 7000}, Themes: map[string]store.Version{"water": at, "rivers": at, "lakes": at, "snow": {}}}, v)
}

func chosenSets(t *testing.T, s *store.Store) {
	choose := func(token string, themes ...string) (kept string) {
		must(t, s.Change("chosen", func(tx *store.Tx) (err error) {
			kept, err = tx.Choose(token, themes, 1)
			return err
		}))
		return kept
	}
	same(t, "first", choose("first", "rivers", "lakes"))
	same(t, "first", choose("second", "lakes", "rivers", "lakes"))
	same(t, "third", choose("third", "lakes"))
	themes, err := s.Chosen(t.Context(), "first")
	must(t, err)
	same(t, []string{"lakes", "rivers"}, themes)
}
