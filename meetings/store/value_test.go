package store_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

func valuesComeBack(t *testing.T, s *store.Store) {
	p, err := sample.Season()
	must(t, err)
	rooms, err := p.Rooms(1_800_000_000_000)
	must(t, err)
	must(t, s.Change("all", func(tx *store.Tx) error {
		for i, theme := range p.Themes {
			must(t, tx.SaveTheme(theme, i))
		}
		for i := range p.Series {
			p.Series[i].ID = meetings.ID(p.Series[i].Slug)
			must(t, tx.SaveSeries(p.Series[i]))
		}
		for _, o := range p.Organisations {
			must(t, tx.SaveOrganisation(o))
		}
		for _, r := range rooms {
			must(t, tx.AddMeeting(r))
		}
		return tx.SaveSeason(p.Season)
	}))

	themes, err := s.Themes(t.Context())
	must(t, err)
	same(t, p.Themes, themes)
	theme, err := s.Theme(t.Context(), p.Themes[2].Slug)
	must(t, err)
	same(t, p.Themes[2], theme)

	seasons, err := s.Seasons(t.Context())
	must(t, err)
	same(t, []meetings.Season{p.Season}, seasons)

	slices.SortFunc(p.Series, func(a, b meetings.Series) int { return compare(a.Slug, b.Slug) })
	series, err := s.AllSeries(t.Context())
	must(t, err)
	same(t, p.Series, series)
	one, err := s.Series(t.Context(), p.Series[0].Slug)
	must(t, err)
	same(t, p.Series[0], one)

	organisations, err := s.Organisations(t.Context())
	must(t, err)
	byName := func(a, b meetings.Organisation) int { return compare(a.Name, b.Name) }
	same(t, slices.SortedFunc(slices.Values(p.Organisations), byName), slices.SortedFunc(slices.Values(organisations), byName))

	kept, err := s.Rooms(t.Context(), store.Which{})
	must(t, err)
	bySlug := func(a, b meetings.Room) int { return compare(a.Meeting.Slug, b.Meeting.Slug) }
	same(t, slices.SortedFunc(slices.Values(rooms), bySlug), slices.SortedFunc(slices.Values(kept), bySlug))
	for _, name := range []string{string(rooms[7].Meeting.ID), rooms[7].Meeting.Slug} {
		room, seq, err := s.Room(t.Context(), name)
		must(t, err)
		same(t, rooms[7], room)
		same(t, int64(0), seq)
	}
	same(t, store.Installation{Epoch: "one", Secret: []byte("a secret"), Host: "moten.example"}, s.About())
	must(t, s.Ready(t.Context()))
	if s.Name() == "" {
		t.Error("the database has no name")
	}
}

func compare(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

func valuesChange(t *testing.T, s *store.Store) {
	w := sample.World()
	organisation := meetings.Organisation{Name: "River Watch", Sector: "civilsamhalle"}
	season := meetings.Season{Slug: "spring", Name: meetings.Text{SV: "Våren"}}
	save := func(place int) {
		must(t, s.Change("all", func(tx *store.Tx) error {
			must(t, tx.SaveTheme(w.Theme, place))
			must(t, tx.SaveTheme(meetings.Theme{Slug: "lakes"}, 5))
			must(t, tx.SaveSeries(w.Series))
			must(t, tx.SaveOrganisation(organisation))
			return tx.SaveSeason(season)
		}))
	}
	save(1)
	w.Theme.Name.EN, w.Series.Minutes, organisation.Sector, season.Last = "All rivers", 50, "region", meetings.Date{Year: 2027, Month: 6, Day: 15}
	save(9)

	themes, err := s.Themes(t.Context())
	must(t, err)
	same(t, []meetings.Theme{{Slug: "lakes"}, w.Theme}, themes)
	series, err := s.AllSeries(t.Context())
	must(t, err)
	same(t, []meetings.Series{w.Series}, series)
	organisations, err := s.Organisations(t.Context())
	must(t, err)
	same(t, []meetings.Organisation{organisation}, organisations)
	seasons, err := s.Seasons(t.Context())
	must(t, err)
	same(t, []meetings.Season{season}, seasons)
}

func unknownIsRefused(t *testing.T, s *store.Store) {
	ctx := t.Context()
	for name, ask := range map[string]func() error{
		"room":    func() error { _, _, err := s.Room(ctx, "none"); return err },
		"meeting": func() error { _, err := s.Meeting(ctx, "none"); return err },
		"theme":   func() error { _, err := s.Theme(ctx, "none"); return err },
		"series":  func() error { _, err := s.Series(ctx, "none"); return err },
		"chosen":  func() error { _, err := s.Chosen(ctx, "none"); return err },
		"take":    func() error { _, err := say(s, "none", "command"); return err },
	} {
		t.Run(name, func(t *testing.T) { refused(t, meetings.Unknown, ask()) })
	}
	entries, err := s.EventsSince(ctx, "none", 0, 10)
	must(t, err)
	same(t, 0, len(entries))
}

func slugBelongsToOne(t *testing.T, s *store.Store) {
	r := meet(t, s, 1)[0]
	w := sample.World()
	must(t, s.Change("series", func(tx *store.Tx) error { return tx.SaveSeries(w.Series) }))
	r.Meeting.ID, w.Series.ID = "another", "another"
	refused(t, meetings.Invalid, s.Change("meetings", func(tx *store.Tx) error { return tx.AddMeeting(r) }))
	refused(t, meetings.Invalid, s.Change("series", func(tx *store.Tx) error { return tx.SaveSeries(w.Series) }))
}

// meetingsAreChosen compares with choosing by hand from all.
func meetingsAreChosen(t *testing.T, s *store.Store) {
	themes, series := []string{"rivers", "lakes", "snow"}, []meetings.ID{"", "one", "two"}
	statuses := []meetings.Status{meetings.Planned, meetings.Planned, meetings.Cancelled, meetings.Draft}
	var all []meetings.Meeting
	must(t, s.Change("meetings", func(tx *store.Tx) error {
		for i := range 60 {
			m := meetings.Meeting{ID: meetings.ID(fmt.Sprint("id-", i)), Slug: fmt.Sprintf("slug-%02d", i), Series: series[i%3],
				Status: statuses[i%4], Themes: themes[i%2 : i%2+1+i%2], Start: meetings.Instant(i / 2 * 100_000), Minutes: 1 + i%3}
			all = append(all, m)
			must(t, tx.AddMeeting(meetings.Room{Meeting: m, Agenda: meetings.Agenda{Items: []meetings.Item{}}}))
		}
		return nil
	}))
	rapid.Check(t, func(r *rapid.T) {
		moment := rapid.Custom(func(r *rapid.T) meetings.Instant {
			return meetings.Instant(rapid.IntRange(0, 64).Draw(r, "half") * 50_000)
		})
		w := store.Which{
			Theme: rapid.SampledFrom(append(themes, "", "none")).Draw(r, "theme"), Series: rapid.SampledFrom(series).Draw(r, "series"),
			From: moment.Draw(r, "from"), To: moment.Draw(r, "to"), Drafts: rapid.Bool().Draw(r, "drafts"),
			Newest: rapid.Bool().Draw(r, "newest"), Limit: rapid.IntRange(0, 10).Draw(r, "limit"),
		}
		want := []meetings.Meeting{}
		for _, m := range all {
			if (w.Theme == "" || slices.Contains(m.Themes, w.Theme)) && (w.Series == "" || m.Series == w.Series) &&
				m.End() >= w.From && (w.To == 0 || m.Start < w.To) && (w.Drafts || m.Status != meetings.Draft) {
				want = append(want, m)
			}
		}
		if w.Newest {
			slices.Reverse(want)
		}
		if w.Limit > 0 {
			want = want[:min(w.Limit, len(want))]
		}
		got, err := s.Meetings(t.Context(), w)
		must(t, err)
		same(t, want, got)
	})
}

func themesFollow(t *testing.T, s *store.Store) {
	r := meet(t, s, 1)[0]
	r.Meeting.Themes = []string{"lakes", "snow"}
	must(t, s.Change("series", func(tx *store.Tx) error { return tx.SaveMeeting(r) }))
	for theme, n := range map[string]int{"rivers": 0, "lakes": 1, "snow": 1} {
		list, err := s.Meetings(t.Context(), store.Which{Theme: theme})
		must(t, err)
		if len(list) != n {
			t.Errorf("%d meetings of %s, want %d", len(list), theme, n)
		}
	}
}

func nextStands(t *testing.T, s *store.Store) {
	rooms := meet(t, s, 5)
	series := rooms[0].Meeting.Series
	rooms[1].Meeting.Status = meetings.Cancelled
	rooms[2].Meeting.Status = meetings.Draft
	rooms[3].Meeting.Ended = rooms[3].Meeting.Start
	must(t, s.Change("series", func(tx *store.Tx) error {
		for _, r := range rooms {
			must(t, tx.SaveMeeting(r))
		}
		next, err := tx.Next(series, rooms[0].Meeting.Start)
		must(t, err)
		same(t, &rooms[4].Meeting, next)
		next, err = tx.Next(series, rooms[4].Meeting.Start)
		must(t, err)
		same(t, (*meetings.Meeting)(nil), next)
		next, err = tx.Next("", 0)
		must(t, err)
		same(t, (*meetings.Meeting)(nil), next)
		return nil
	}))
}

func seriesIsTaken(t *testing.T, s *store.Store) {
	rooms := meet(t, s, 3)
	rooms[1].Meeting.Status = meetings.Draft
	must(t, s.Change("series", func(tx *store.Tx) error {
		must(t, tx.SaveMeeting(rooms[1]))
		taken, err := tx.TakeSeries(rooms[0].Meeting.Series)
		must(t, err)
		same(t, rooms, taken)
		return nil
	}))
}

func positions(t *testing.T, s *store.Store) {
	rooms := meet(t, s, 3)
	for i := range 5 {
		_, err := say(s, rooms[i%2].Meeting.ID, meetings.ID(fmt.Sprint("command-", i)))
		must(t, err)
	}
	ids := []meetings.ID{"none"}
	for range 300 { // more than one statement asks for
		ids = append(ids, rooms[0].Meeting.ID, rooms[1].Meeting.ID, rooms[2].Meeting.ID)
	}
	at, err := s.Positions(t.Context(), ids)
	must(t, err)
	same(t, map[meetings.ID]int64{"meeting-0": 3, "meeting-1": 2, "meeting-2": 0}, at)
	later, err := s.EventsSince(t.Context(), "meeting-0", 1, 1)
	must(t, err)
	want := meetings.Entry{Seq: 2, At: 1002, By: meetings.Author{ID: "ada", Name: "command-2"}, Event: meetings.ItemExtended{Item: "budget", Minutes: 1}}
	same(t, []meetings.Entry{want}, later)
}

func messagesWait(t *testing.T, s *store.Store) {
	for i, fails := range []bool{false, true} {
		_ = s.Change("meeting", func(tx *store.Tx) error {
			must(t, tx.Tell(store.Notice{ID: meetings.ID(fmt.Sprint("message-", i)), Topic: "meeting/meeting", Kind: "cancelled", Meeting: "meeting", Body: []byte(`{}`), At: 5, Due: 9}))
			if fails {
				return errUndo
			}
			return nil
		})
	}
	n, err := s.Waiting(t.Context())
	must(t, err)
	same(t, 1, n)
}
