package store_test

import (
	"errors"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// membersComeBack tells of accounts, what they are trusted with, and where they are signed in.
func membersComeBack(t *testing.T, s *store.Store) {
	ada, bo := meetings.Account{ID: "ada", Name: "Ada", Email: "ada@granvik.example", Made: 1}, meetings.Account{ID: "bo", Name: "Bo", Made: 2}
	neighbour := meetings.Convener{ID: "neighbour", Slug: "grannen", Name: "Grannen"}
	must(t, s.Change("accounts", func(tx *store.Tx) error {
		return errors.Join(tx.SaveConvener(neighbour), tx.SaveAccount(ada), tx.SaveAccount(bo), tx.SaveMember("", "ada", meetings.Administrator, 1),
			tx.SaveMember("neighbour", "ada", meetings.Editor, 2), tx.SaveMember("", "bo", meetings.Organiser, 3),
			tx.SaveSeries(meetings.Series{ID: "rivers", Slug: "rivers"}), tx.SaveSeriesOrganisers("rivers", []meetings.ID{"ada"}))
	}))
	first := meetings.Convener{Slug: "organisationen", Name: "Organisationen"}
	all, err := s.Members(t.Context(), "")
	must(t, err)
	same(t, []meetings.Member{{Account: ada, Convener: first, Role: meetings.Administrator, Since: 1}, {Account: bo, Convener: first, Role: meetings.Organiser, Since: 3}}, all)
	all, err = s.MemberAt(t.Context(), "ada@granvik.example")
	must(t, err)
	same(t, 2, len(all))
	none, err := s.MemberAt(t.Context(), "")
	must(t, err)
	same(t, 0, len(none))

	err = s.Change("accounts", func(tx *store.Tx) error {
		return tx.SaveAccount(meetings.Account{ID: "eve", Name: "Eve", Email: "ada@granvik.example"})
	})
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != meetings.Invalid {
		t.Errorf("two have one address: %v", err)
	}

	must(t, s.KeepSession("bos", meetings.Member{Account: bo, Role: meetings.Organiser}.Person(), "Firefox, Linux", 10, 100))
	p, at, ok, err := s.Session(t.Context(), "bos", 11)
	must(t, err)
	same(t, true, ok)
	same(t, meetings.Person{ID: "bo", Account: "bo", Name: "Bo", Role: meetings.Organiser, Apart: []meetings.ID{"rivers"}}, p)
	same(t, meetings.Session{ID: "bos", Began: 10, Seen: 10}, at)
	must(t, s.SeeSession("bos", 50, 200))
	list, err := s.SessionsOf(t.Context(), "bo", 150)
	must(t, err)
	same(t, []meetings.Session{{ID: "bos", Device: "Firefox, Linux", Began: 10, Seen: 50}}, list)

	must(t, s.Change("accounts", func(tx *store.Tx) error { return tx.RemoveMember("", "bo") }))
	if _, _, ok, err := s.Session(t.Context(), "bos", 51); ok || err != nil {
		t.Errorf("who was removed is there: %v", err)
	}
	there, err := s.Sessions(t.Context(), []string{"bos"}, 51)
	must(t, err)
	same(t, 0, len(there))
}
