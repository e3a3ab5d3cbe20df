package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/store"
)

// minutesComeBack keeps minutes as a draft, publishes them and finds them, and keeps each edition.
func minutesComeBack(t *testing.T, s *store.Store) {
	none, err := s.Minutes(t.Context(), "none")
	if diff := cmp.Diff(meetings.Minutes{Meeting: "none"}, none); err != nil || diff != "" {
		t.Fatal(diff, err)
	}
	m := meetings.Minutes{Meeting: "meeting", Rev: 1, Draft: []meetings.MinutesPart{{Title: "Skola", Text: "Kuratorssamtal"}}, Due: 50, Lang: meetings.SV,
		Named: true, People: []meetings.Known{{Name: "Åsa", Instead: "Granviks kommun"}}}
	room := meetings.Room{Meeting: meetings.Meeting{ID: "meeting", Slug: "meeting", Status: meetings.Planned, Themes: []string{"skola"}, Zone: "Europe/Stockholm", Minutes: 45}}
	edition := store.MinutesEdition{N: 1, At: 60, By: meetings.Author{ID: "ada", Name: "Ada"}, Note: "Ny dag", Parts: m.Draft}
	keep := func(m meetings.Minutes, and func(*store.Tx) error) {
		t.Helper()
		must(t, s.Change("meeting", func(tx *store.Tx) error {
			if err := tx.SaveMinutes(m, 40); err != nil {
				return err
			}
			return and(tx)
		}))
		got, err := s.Minutes(t.Context(), "meeting")
		if diff := cmp.Diff(m, got); err != nil || diff != "" {
			t.Error(diff, err)
		}
	}
	found := func() int {
		t.Helper()
		wanted, err := s.Want(t.Context(), "kuratorssamtalen")
		if err != nil {
			t.Fatal(err)
		}
		_, n, err := s.FoundMeetings(t.Context(), meetings.PartMinutes, store.WhichFound{Wanted: wanted, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	keep(m, func(tx *store.Tx) error { return tx.AddMeeting(room) })
	for by, want := range map[meetings.Instant]int{49: 0, 50: 1} {
		if due, err := s.MinutesDue(t.Context(), by); err != nil || len(due) != want {
			t.Errorf("due by %d: %v, %v", by, due, err)
		}
	}
	if found() != 0 {
		t.Error("a draft is found")
	}
	m.State, m.Parts, m.Draft, m.Due, m.Edition, m.Published = meetings.MinutesPublished, m.Draft, nil, 0, 1, 60
	keep(m, func(tx *store.Tx) error { return tx.AddMinutesEdition("meeting", edition) })
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.SaveMeeting(room) })) // as when its theme is renamed
	if found() != 1 {
		t.Error("what is published is not found")
	}
	editions, err := s.MinutesEditions(t.Context(), "meeting")
	if diff := cmp.Diff([]store.MinutesEdition{edition}, editions); err != nil || diff != "" {
		t.Error(diff, err)
	}
	m.State = meetings.MinutesWithdrawn
	keep(m, func(tx *store.Tx) error {
		must(t, tx.Tell(store.Notice{ID: "message", Topic: "notes/meeting", Meeting: "meeting", Body: []byte(`{}`), At: 1}))
		if any, err := tx.Untell("notes/meeting"); err != nil || !any {
			t.Errorf("what waited is not taken back: %t, %v", any, err)
		}
		any, err := tx.Untell("notes/meeting")
		if any {
			t.Error("it is taken back twice")
		}
		return err
	})
	if found() != 0 {
		t.Error("what was withdrawn is found")
	}
}
