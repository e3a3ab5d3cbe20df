package change_test

import (
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/server/change"
)

// lakes is a series of the world, weekly on Tuesdays from 16 March to 13 April.
func lakes(w *world) meetings.Series {
	s := w.Series
	s.ID, s.Slug, s.Themes = "", "lakes", []string{"lakes"}
	s.Template = []meetings.Item{{Title: "Ice"}}
	s, done, err := save(w, s)
	w.must(err)
	w.same(5, len(done.Added))
	return s
}

// save keeps a series and returns it as it is kept.
func save(w *world, s meetings.Series) (meetings.Series, meetings.Replanned, error) {
	done, err := w.nodes[0].SaveSeries(w.Context(), w.Ada, s)
	if err != nil {
		return s, done, err
	}
	s, err = w.store.Series(w.Context(), s.Slug)
	return s, done, err
}

func ofSeries(w *world, s meetings.Series) []meetings.Room {
	w.Helper()
	rooms, err := w.store.Rooms(w.Context(), store.Which{Series: s.ID, Drafts: true})
	w.must(err)
	return rooms
}

func TestTheSampleSeasonIsKeptAsItIsTold(t *testing.T) {
	w := newWorld(t)
	p, err := sample.Season()
	w.must(err)
	by := meetings.Person{ID: "sample", Role: meetings.Service}
	for i, theme := range p.Themes {
		w.must(w.nodes[0].SaveTheme(t.Context(), by, theme, i))
	}
	w.must(w.nodes[0].SaveSeason(t.Context(), by, p.Season))
	w.must(w.nodes[0].SaveOrganisations(t.Context(), by, p.Organisations))
	for _, s := range p.Series {
		_, err := w.nodes[0].SaveSeries(t.Context(), by, s)
		w.must(err)
	}
	for _, m := range p.Extra {
		_, err := w.nodes[0].Announce(t.Context(), by, m, meetings.Agenda{})
		w.must(err)
	}
	made := w.Now
	for _, c := range p.Changes {
		m, err := w.store.Meeting(t.Context(), c.Series+"-"+c.Date.String())
		w.must(err)
		w.clock.Store(int64(max(made, c.At)))
		_, err = w.nodes[0].Do(t.Context(), by, m.ID, w.newID(), c.Command)
		w.must(err)
	}
	p.Agendas = nil // these are written over the standard one, item by item
	want, err := p.Rooms(made)
	w.must(err)
	kept, err := w.store.Rooms(t.Context(), store.Which{})
	w.must(err)
	kept = slices.DeleteFunc(kept, func(r meetings.Room) bool { return slices.Contains(r.Meeting.Themes, "rivers") })
	w.same(57, len(kept))
	bySlug := cmpopts.SortSlices(func(a, b meetings.Room) bool { return a.Meeting.Slug < b.Meeting.Slug })
	if diff := cmp.Diff(want, kept, bySlug, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(meetings.Meeting{}, "ID", "Series", "Created", "Changed"),
		cmpopts.IgnoreFields(meetings.Item{}, "ID")); diff != "" {
		t.Error(diff)
	}
}

func TestSavingASeriesAgainChangesNoMeeting(t *testing.T) {
	w := newWorld(t)
	s := lakes(w)
	before := ofSeries(w, s)
	w.clock.Add(time.Minute.Milliseconds())
	again, done, err := save(w, s)
	w.must(err)
	w.same(s, again)
	w.same([2]int{4, 1}, [2]int{len(done.Kept), len(done.Left)}) // one has been
	w.same(before, ofSeries(w, s))
}

func TestAChangedSeriesLeavesTouchedMeetingsAlone(t *testing.T) {
	w := newWorld(t)
	s := lakes(w)
	before := ofSeries(w, s)
	touched := before[2].Meeting.ID
	w.listen(change.Topic(before[3].Meeting.ID))
	_, err := w.nodes[0].Do(t.Context(), w.Ada, touched, w.newID(), meetings.AddItem{Title: "Fish"})
	w.must(err)
	w.must(w.store.Change("outbox", func(tx *store.Tx) error { return tx.TellNobody(w.Now) })) // the dates were announced a while ago
	versions, waited := w.versions(), w.waiting()

	s.Rule, s.Minutes, s.Themes = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 60, []string{"rivers"} // 16, 30 March, 13 April
	_, done, err := save(w, s)
	w.must(err)
	w.same([3]int{1, 2, 2}, [3]int{len(done.Changed), len(done.Withdrawn), len(done.Left)})
	rooms := ofSeries(w, s)
	w.same(before[0], rooms[0]) // it has been
	w.same(meetings.Text{SV: "Serien har fått nya dagar", EN: "The series has new dates"}, rooms[1].Meeting.CancelledBecause)
	w.same(45, rooms[2].Meeting.Minutes) // it is touched
	w.same(meetings.Cancelled, rooms[3].Meeting.Status)
	w.same(60, rooms[4].Meeting.Minutes)
	w.same(before[4].Meeting.ID, rooms[4].Meeting.ID)
	w.same(before[4].Agenda, rooms[4].Agenda)
	for i, sequence := range []int{0, 1, 1, 1, 1} {
		w.same(sequence, rooms[i].Meeting.Sequence)
	}
	w.same(1, len(w.told)) // who sits in a withdrawn meeting is told
	w.same(waited+3, w.waiting())
	list, err := w.store.Meetings(t.Context(), store.Which{Series: s.ID, Theme: "rivers"})
	w.must(err)
	w.same([]meetings.Meeting{rooms[4].Meeting}, list)
	for i := range versions { // the theme it left too
		versions[i]++
	}
	w.same(versions, w.versions())
}

func TestASeriesThatCannotBeIsRefused(t *testing.T) {
	w := newWorld(t)
	s := lakes(w)
	other := s
	other.ID = ""
	_, _, err := save(w, other) // its slug is taken
	w.refused(meetings.Invalid, err)
	for _, spoil := range []func(*meetings.Series){
		func(s *meetings.Series) { s.Rule = "FREQ=SECONDLY" },
		func(s *meetings.Series) { s.Title = meetings.Text{} },
		func(s *meetings.Series) { s.Themes = nil },
	} {
		spoilt := s
		spoil(&spoilt)
		_, _, err = save(w, spoilt)
		w.refused(meetings.Invalid, err)
	}
	w.refused(meetings.Invalid, w.nodes[0].SaveTheme(t.Context(), w.Ada, meetings.Theme{Slug: "nameless"}, 1))
	w.same(5, len(ofSeries(w, s)))
}

// A series is saved over and over while people work in its meetings.
func TestNothingSaidIsLostWhenTheSeriesIsSaved(t *testing.T) {
	w := worldOn(t, postgrestest.Database(t)+"&options=-c%20deadlock_timeout%3D20ms") // rings are common here
	s := lakes(w)
	first := ofSeries(w, s)
	var all sync.WaitGroup
	all.Go(func() {
		for i := range 10 {
			s := s
			s.Minutes = 30 + i
			if _, err := w.nodes[1].SaveSeries(t.Context(), w.Bo, s); err != nil {
				t.Error(err)
			}
		}
	})
	for _, r := range first[1:] {
		all.Go(func() {
			for range 5 {
				if _, err := w.nodes[0].Do(t.Context(), w.Ada, r.Meeting.ID, w.newID(), meetings.AddItem{Title: "Fish"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for _, r := range first[1:] {
		replayed := r
		for _, e := range w.log(r.Meeting.ID) {
			replayed = replayed.After(e.Event, e.At)
		}
		w.same(6, len(replayed.Agenda.Items))
		w.same(replayed.Agenda, w.room(r.Meeting.ID).Agenda)
	}
}

func TestAMeetingIsAnnouncedOnItsOwn(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Feeds)
	m := w.Next
	m.ID, m.Series, m.Slug, m.Kind, m.Themes = "", "", "extra-2027-05-01", meetings.Extra, []string{"lakes"}
	agenda := meetings.Agenda{Items: []meetings.Item{{ID: "ice", Title: "Ice"}}}
	versions := w.versions()
	kept, err := w.nodes[0].Announce(t.Context(), w.Ada, m, agenda)
	w.must(err)
	m.ID, m.Created, m.Changed = kept.ID, w.Now, w.Now
	w.same(m, kept)
	w.same(meetings.Room{Meeting: m, Agenda: agenda}, w.room(kept.ID))
	w.same([4]int64{versions[0] + 1, versions[1], versions[2], versions[3] + 1}, w.versions())
	w.same([]told{{Topic: change.Feeds, Body: `["lakes"]`}}, w.told)
	_, err = w.nodes[0].Announce(t.Context(), w.Ada, m, agenda)
	w.refused(meetings.Invalid, err)
}

func TestOnlyOrganisersPlan(t *testing.T) {
	w := newWorld(t)
	ctx, c := t.Context(), w.nodes[0]
	versions := w.versions()
	for _, by := range []meetings.Person{w.Cy, {}} {
		w.refused(meetings.NotAllowed, c.SaveTheme(ctx, by, w.Theme, 1))
		w.refused(meetings.NotAllowed, c.SaveSeason(ctx, by, meetings.Season{Slug: "spring"}))
		w.refused(meetings.NotAllowed, c.SaveOrganisations(ctx, by, nil))
		_, err := c.SaveSeries(ctx, by, w.Series)
		w.refused(meetings.NotAllowed, err)
		_, err = c.Announce(ctx, by, w.Next, meetings.Agenda{})
		w.refused(meetings.NotAllowed, err)
	}
	w.same(versions, w.versions())
}

func TestTheSameThemesHaveOneAddress(t *testing.T) {
	w := newWorld(t)
	choose := func(themes ...string) string {
		token, err := w.nodes[0].Choose(t.Context(), themes)
		w.must(err)
		if !regexp.MustCompile(`^[2-9A-HJ-NP-Z]{8}$`).MatchString(token) {
			t.Errorf("the token is %q", token)
		}
		return token
	}
	both := choose("rivers", "lakes")
	w.same(both, choose("lakes", "rivers", "rivers", "no such theme"))
	if choose("lakes") == both {
		t.Error("two sets have one token")
	}
	chosen, err := w.store.Chosen(t.Context(), both)
	w.must(err)
	w.same([]string{"lakes", "rivers"}, chosen)
	for _, none := range [][]string{nil, {"no such theme"}} {
		_, err = w.nodes[0].Choose(t.Context(), none)
		w.refused(meetings.Invalid, err)
	}
}
