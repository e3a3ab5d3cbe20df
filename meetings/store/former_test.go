package store_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

func themesLeaveAddresses(t *testing.T, s *store.Store) {
	saveThemes(t, s)
	do := func(f func(*store.Tx) error) error { return s.Change("themes", f) }
	rename := func(from, to string) error {
		return do(func(tx *store.Tx) error { return tx.RenameTheme(from, to) })
	}
	now := func(slug string) string {
		n, err := s.ThemeNow(t.Context(), slug)
		must(t, err)
		return n
	}
	must(t, do(func(tx *store.Tx) error {
		return tx.SaveSeries(meetings.Series{ID: "s", Slug: "s", Themes: []string{"rivers", "lakes"}})
	}))
	must(t, rename("rivers", "streams"))
	must(t, rename("streams", "brooks"))
	same(t, []string{"brooks", "brooks", "", ""}, []string{now("rivers"), now("streams"), now("brooks"), now("nothing")})
	must(t, rename("brooks", "rivers"))
	same(t, []string{"", "rivers", "rivers"}, []string{now("rivers"), now("streams"), now("brooks")})
	must(t, rename("water", "waters"))
	must(t, do(func(tx *store.Tx) error { return tx.MergeTheme("rivers", "lakes") }))
	same(t, []string{"lakes", "lakes", "lakes"}, []string{now("rivers"), now("streams"), now("brooks")})
	series, err := s.Series(t.Context(), "s")
	must(t, err)
	same(t, []string{"lakes"}, series.Themes)
	theme, err := s.Theme(t.Context(), "lakes")
	must(t, err)
	same(t, "waters", theme.Umbrella)
	for _, taken := range []string{"rivers", "snow"} {
		if err := rename("lakes", taken); (err == nil) != (taken == "rivers") {
			t.Errorf("renamed to %s: %v", taken, err)
		}
	}
	if err := do(func(tx *store.Tx) error { return tx.SaveTheme(meetings.Theme{Slug: "streams"}, 9) }); err == nil {
		t.Error("a new theme took the address of one that has another now")
	}
}
