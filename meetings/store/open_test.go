package store_test

import (
	"log/slog"
	"strings"
	"sync"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

func openTwice(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	first := open(t, address)
	meet(t, first, 1)
	o := options(t, address)
	o.Epoch, o.Secret, o.Host = "two", []byte("another"), "elsewhere.example"
	second, err := store.Open(t.Context(), o)
	must(t, err)
	defer second.Close()
	same(t, first.About(), second.About())
	_, err = second.Meeting(t.Context(), "rivers-0")
	must(t, err)
	o.Secret = nil
	third, err := store.Open(t.Context(), o)
	must(t, err)
	same(t, first.About(), third.About())
	must(t, third.Close())
}

func openTogether(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	var all sync.WaitGroup
	abouts := make([]store.Installation, 6)
	for i := range abouts {
		all.Go(func() {
			o := options(t, address)
			o.Epoch = string(rune('a' + i))
			s, err := store.Open(t.Context(), o)
			if err != nil {
				t.Error(err)
				return
			}
			abouts[i] = s.About()
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, a := range abouts {
		same(t, abouts[0], a)
	}
}

func futureIsRefused(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	must(t, open(t, address).Close())
	db := bare(t, address)
	run(t, db, `UPDATE migration SET name = '0033_kept.sql' WHERE name = '0034_kept.sql'`) // as it was called at first
	must(t, open(t, address).Close())
	run(t, db, `INSERT INTO migration (name) VALUES ('0099_future.sql')`)
	_, err := store.Open(t.Context(), options(t, address))
	if err == nil || !strings.Contains(err.Error(), "0099_future.sql") {
		t.Errorf("a database from the future: %v", err)
	}
}

func secretIsNeeded(t *testing.T, empty func(testing.TB) string) {
	o := options(t, empty(t))
	o.Secret = nil
	if _, err := store.Open(t.Context(), o); err == nil {
		t.Fatal("a database without a secret was made")
	}
	must(t, open(t, o.Address).Close()) // and nothing is left in the way
}

func unreadableRows(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	var reported strings.Builder
	o := options(t, address)
	o.Log = slog.New(slog.NewTextHandler(&reported, nil))
	s, err := store.Open(t.Context(), o)
	must(t, err)
	defer s.Close()
	w := sample.World()
	rooms := meet(t, s, 3)
	saveThemes(t, s)
	must(t, s.Change("all", func(tx *store.Tx) error {
		for _, name := range []string{"bad", "good"} {
			w.Series.ID, w.Series.Slug = meetings.ID(name), name
			must(t, tx.SaveSeries(w.Series))
			must(t, tx.SaveSeason(meetings.Season{Slug: name}))
			must(t, tx.SaveOrganisation(meetings.Organisation{Name: name}))
		}
		return nil
	}))
	for _, command := range []meetings.ID{"one", "two", "three"} {
		_, err := say(s, rooms[0].Meeting.ID, command)
		must(t, err)
	}
	must(t, s.KeepSession("bad", w.Ada, "Firefox, Linux", 1, 100))
	db := bare(t, address)
	for _, statement := range []string{
		`UPDATE theme SET body = '{' WHERE slug = 'rivers'`,
		`UPDATE series SET body = '[]' WHERE slug = 'bad'`,
		`UPDATE season SET body = '' WHERE slug = 'bad'`,
		`UPDATE organisation SET body = '"x"' WHERE name = 'bad'`,
		`UPDATE meeting SET body = 'x' WHERE slug = 'rivers-1'`,
		`UPDATE meeting SET agenda = '7' WHERE slug = 'rivers-2'`,
		`UPDATE event SET body = '{"kind":"agenda.moved","to":"far"}' WHERE seq = 2`,
		`UPDATE session SET body = 'x'`,
	} {
		run(t, db, statement)
	}
	ctx := t.Context()
	themes, err := s.Themes(ctx)
	must(t, err)
	same(t, 3, len(themes))
	series, err := s.AllSeries(ctx)
	must(t, err)
	same(t, []meetings.Series{w.Series}, series)
	seasons, err := s.Seasons(ctx)
	must(t, err)
	same(t, []meetings.Season{{Slug: "good"}}, seasons)
	organisations, err := s.Organisations(ctx)
	must(t, err)
	same(t, []meetings.Organisation{{Name: "good"}}, organisations)
	list, err := s.Meetings(ctx, store.Which{})
	must(t, err)
	same(t, 1, len(list))
	var kinds []string
	for _, e := range log(t, s, rooms[0].Meeting.ID) {
		kinds = append(kinds, e.Event.Kind())
	}
	same(t, []string{"agenda.extended", "unreadable", "agenda.extended"}, kinds)
	for _, name := range []string{"rivers-1", "rivers-2"} {
		if _, _, err := s.Room(ctx, name); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if _, _, ok, err := s.Session(ctx, "bad", 1); ok || err == nil {
		t.Error("an unreadable session is somebody's")
	}
	for _, word := range []string{"theme rivers", "meeting-1", "meeting-2", "seq=2"} {
		if !strings.Contains(reported.String(), word) {
			t.Errorf("the log does not tell of %q:\n%s", word, reported.String())
		}
	}
}
