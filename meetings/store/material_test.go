package store_test

import (
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// materialComesBack: the material of a meeting is kept with it, also what nobody sees of
// it, and what is hidden is not read in the log any more.
func materialComesBack(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	want := w.Room
	does := does(t, s, w, &want)
	does(w.Cy, meetings.ShareMaterial{Address: "https://granvik.example.org/somn?a=\"å\"", Title: "Sömn & <oro>", Item: "budget", Mended: true})
	hidden := meetings.MaterialID(does(w.Cy, meetings.ShareMaterial{Address: "https://bergso.example.org/eva", Title: "Grannen Eva"}))
	does(w.Ada, meetings.HideMaterial{Material: hidden})
	room, _, err := s.Room(t.Context(), w.Room.Meeting.Slug)
	must(t, err)
	same(t, want, room)
	same(t, 1, len(room.Material))
	same(t, "Grannen Eva", room.HiddenMaterial()[0].Title)
	entries, err := s.EventsSince(t.Context(), w.Room.Meeting.ID, 0, 100)
	must(t, err)
	for _, e := range entries {
		b, err := meetings.EncodeEvent(e.Event)
		must(t, err)
		if strings.Contains(strings.ToLower(string(b)), "eva") {
			t.Errorf("the log still has %s", b)
		}
	}
}

// presentersComeBack: a private link is found by its secret in its meeting until it is revoked.
func presentersComeBack(t *testing.T, s *store.Store) {
	rooms := meet(t, s, 2)
	one := store.Presenter{Secret: "one", Meeting: rooms[0].Meeting.ID, Item: "budget", Name: "Åsa Öberg", Organisation: "Bergsö kommun", At: 7}
	other := store.Presenter{Secret: "other", Meeting: rooms[1].Meeting.ID, Name: "Bo", At: 8}
	must(t, s.Change("presenters", func(tx *store.Tx) error {
		must(t, tx.AddPresenter(one))
		return tx.AddPresenter(other)
	}))
	got, err := s.Presenter(t.Context(), "one")
	must(t, err)
	same(t, one, got)
	all, err := s.Presenters(t.Context(), one.Meeting)
	must(t, err)
	same(t, []store.Presenter{one}, all)
	must(t, s.Change("presenters", func(tx *store.Tx) error {
		n, err := tx.CountPresenters(one.Meeting)
		must(t, err)
		same(t, 1, n)
		must(t, tx.RemovePresenter(one.Meeting, "other")) // of another meeting
		return tx.RemovePresenter(one.Meeting, "one")
	}))
	_, err = s.Presenter(t.Context(), "one")
	refused(t, meetings.Unknown, err)
	_, err = s.Presenter(t.Context(), "other")
	must(t, err)
}
