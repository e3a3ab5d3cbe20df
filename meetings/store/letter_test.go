package store_test

import (
	"fmt"
	"slices"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// topicsAreTakenOnce: the first notice that is due takes all of its topic along, and what
// is regrouped or hastened is told with another topic, or at once.
func topicsAreTakenOnce(t *testing.T, s *store.Store) {
	tell := func(id, topic string, due meetings.Instant) {
		t.Helper()
		must(t, s.Change("x", func(tx *store.Tx) error {
			return tx.Tell(store.Notice{ID: meetings.ID(id), Topic: topic, Kind: "moved", Meeting: meetings.ID("of " + topic), Body: []byte("{}"), At: 1, Due: due})
		}))
	}
	take := func(topic string, now meetings.Instant) (ids []string) {
		t.Helper()
		must(t, s.TakeTopic(topic, now, func(_ *store.Tx, all []store.Notice) error {
			for _, n := range all {
				ids = append(ids, string(n.ID))
			}
			return nil
		}))
		return ids
	}
	tell("a", "one", 100)
	tell("b", "one", 50)
	tell("c", "two", 70)
	due, err := s.DueTopics(t.Context(), 49, 10)
	must(t, err)
	same(t, 0, len(due))
	same(t, []string(nil), take("one", 49)) // not yet, and it stays
	due, err = s.DueTopics(t.Context(), 70, 10)
	must(t, err)
	same(t, []string{"one", "two"}, due)
	same(t, []string{"a", "b"}, take("one", 50))
	same(t, []string(nil), take("one", 50))
	tell("d", "one", 90)
	must(t, s.Change("x", func(tx *store.Tx) error { return tx.Regroup("of one", "two", 60) }))
	waits, err := s.WaitingAbout(t.Context(), "two")
	must(t, err)
	same(t, 2, len(waits))
	same(t, []string{"c", "d"}, take("two", 60))
	tell("e", "two", 99)
	must(t, s.Change("x", func(tx *store.Tx) error { return tx.Hasten("two", 5) }))
	same(t, []string{"e"}, take("two", 5))
	n, err := s.Waiting(t.Context())
	must(t, err)
	same(t, 0, n)
}

// followersHear: a message has a letter for each who has said yes to one of its themes, or
// to what gathers it, also when the theme has another name since; and whoever stops, or is
// forgotten, has none.
func followersHear(t *testing.T, s *store.Store) {
	change := func(f func(tx *store.Tx) error) { t.Helper(); must(t, s.Change("x", f)) }
	change(func(tx *store.Tx) error {
		must(t, tx.SaveTheme(meetings.Theme{Slug: "water", Gathers: true}, 0))
		must(t, tx.SaveTheme(meetings.Theme{Slug: "rivers", Umbrella: "water"}, 1))
		must(t, tx.SaveTheme(meetings.Theme{Slug: "lakes"}, 2))
		for i, themes := range [][]string{{"rivers"}, {"water", "rivers"}, {"lakes"}, {"rivers"}, {"rivers"}} {
			f := store.Follower{ID: meetings.ID(fmt.Sprint("f", i)), Address: fmt.Sprintf("f%d@granvik.example", i), Lang: meetings.SV, Hours: 2 * (i % 2)}
			must(t, tx.SaveFollower(f))
			for _, theme := range themes {
				must(t, tx.AskToFollow(f.ID, theme, 10))
			}
			if i < 4 {
				must(t, tx.ConfirmFollows(f.ID, 0, 20))
			}
		}
		return tx.RenameTheme("rivers", "floder")
	})
	send := func(id string, hours int) (to []string) {
		t.Helper()
		change(func(tx *store.Tx) error {
			fresh, err := tx.AddMessage(store.Message{ID: meetings.ID(id), Kind: meetings.NewsMoved, Themes: []string{"floder"}, Body: []byte("{}"), At: 100}, hours, 1)
			same(t, true, fresh)
			return err
		})
		change(func(tx *store.Tx) error {
			fresh, err := tx.AddMessage(store.Message{ID: meetings.ID(id), Themes: []string{"floder"}, At: 100}, hours, 1)
			same(t, false, fresh)
			return err
		})
		taken, err := s.TakeLetters(100, 200, 10)
		must(t, err)
		none, err := s.TakeLetters(150, 250, 10)
		must(t, err)
		same(t, 0, len(none))
		for _, l := range taken {
			full, ok, err := s.LetterOf(t.Context(), l)
			must(t, err)
			if ok {
				to = append(to, fmt.Sprint(full.Follower.Address, full.Follows))
			}
			must(t, s.Settle(l.Message.ID, l.Follower.ID, store.Outcome{Sent: true, At: 110}))
		}
		return sorted(to)
	}
	same(t, []string{"f0@granvik.example[floder]", "f1@granvik.example[floder water]", "f3@granvik.example[floder]"}, send("m1", 0))
	same(t, []string{"f1@granvik.example[floder water]", "f3@granvik.example[floder]"}, send("m2", 2))
	must(t, s.Settle("m2", "f3", store.Outcome{GivenUp: true, Bounced: true, Pause: true, At: 120}))
	change(func(tx *store.Tx) error { return tx.Unfollow("f0", "floder") })
	change(func(tx *store.Tx) error { return tx.Unfollow("f1", "floder") })
	same(t, []string{"f1@granvik.example[water]"}, send("m3", 0))
	n, err := s.Followers(t.Context(), []string{"floder"})
	must(t, err)
	same(t, 1, n)
	_, _, ok, err := s.Follower(t.Context(), "f0")
	must(t, err)
	same(t, false, ok)
	_, follows, _, err := s.Follower(t.Context(), "f4")
	must(t, err)
	same(t, []store.Follow{{Theme: "floder", At: 10}}, follows)
	must(t, forget(s, meetings.Instant(0).Add(2*store.FollowsKept)))
	_, _, ok, err = s.Follower(t.Context(), "f4")
	must(t, err)
	same(t, false, ok)
	must(t, forget(s, meetings.Instant(0).Add(2*store.LettersKept)))
	f, err := s.LetterFigures(t.Context())
	must(t, err)
	same(t, store.LetterFigures{Followers: 3, Paused: 1}, f)
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
