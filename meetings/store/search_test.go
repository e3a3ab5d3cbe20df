package store_test

import (
	"fmt"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// finds says what is found by some words: the meetings by what they are called, by their
// agenda and by their signals.
func finds(t *testing.T, s *store.Store, words, theme string) string {
	t.Helper()
	wanted, err := s.Want(t.Context(), words)
	must(t, err)
	w := store.WhichFound{Wanted: wanted, Theme: theme, Now: 1_000_000, Limit: 10}
	var all []string
	for _, part := range []meetings.Part{meetings.PartMeeting, meetings.PartAgenda} {
		rooms, n, err := s.FoundMeetings(t.Context(), part, w)
		must(t, err)
		for _, r := range rooms {
			all = append(all, fmt.Sprintf("%s:%s/%d", part, r.Meeting.ID, n))
		}
	}
	signals, n, err := s.FoundSignals(t.Context(), w)
	must(t, err)
	for _, x := range signals {
		all = append(all, fmt.Sprintf("signal:%s %s/%d", x.Meeting.ID, x.Signal.ID, n))
	}
	return fmt.Sprint(all)
}

// roomToFind is a meeting to be found: it began and ended before a million.
func roomToFind(id meetings.ID, title string, start meetings.Instant) meetings.Room {
	return meetings.Room{
		Meeting: meetings.Meeting{ID: id, Slug: string(id), Status: meetings.Planned, Title: meetings.Text{SV: title}, Start: start, Minutes: 1, Zone: "UTC", Themes: []string{"barn"}},
		Agenda:  meetings.Agenda{Items: []meetings.Item{{ID: "i", Title: "Telefontolkar i skolan", Presenter: "Region Mellanlandet"}}},
		Signals: []meetings.Signal{{ID: "s", Kind: meetings.Need, Text: "Köerna växer", Voices: 1}},
	}
}

// wordsFind: meetings, agendas and signals are found by words in any form, and never more
// than anybody may read.
func wordsFind(t *testing.T, s *store.Store) {
	draft, some, coming := roomToFind("draft", "Barn och unga", 0), roomToFind("some", "Barn och unga", 0), roomToFind("coming", "Barnens möte", 2_000_000)
	draft.Meeting.Status = meetings.Draft
	some.Meeting.Restricted, some.Meeting.Themes = true, []string{"annat"}
	must(t, s.Change("rooms", func(tx *store.Tx) error {
		for _, r := range []meetings.Room{draft, some, coming, roomToFind("open", "Barn och unga", 0)} {
			must(t, tx.AddMeeting(r))
		}
		return nil
	}))
	for name, test := range map[string]struct{ words, theme, want string }{
		"the nearest that is to come first": {"barn", "", "[meeting:coming/3 meeting:open/3 meeting:some/3]"},
		"in a theme":                        {"barnen", "barn", "[meeting:coming/2 meeting:open/2]"},
		"all the words":                     {"BARN unga", "", "[meeting:open/2 meeting:some/2]"},
		"a part of a compound":              {"tolk", "annat", "[agenda:some/1]"},
		"who presents":                      {"mellanlandets", "annat", "[agenda:some/1]"},
		"a signal of what has been":         {"kö", "", "[]"},
		"a signal, inflected":               {"köer", "", "[signal:open s/1]"},
		"no such word":                      {"barn xyzzy", "", "[]"},
		"small words":                       {"och till", "", "[]"},
		"nothing":                           {"", "", "[]"},
		"a flood":                           {"barn " + manyWords(40_000), "", "[]"},
		"no SQL":                            {`%_"'\`, "", "[]"},
	} {
		if got := finds(t, s, test.words, test.theme); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// commonWordsFind: a word that very many entries have is looked for as it is, the newest
// of those that it says most of first, and its compounds are still found by themselves.
func commonWordsFind(t *testing.T, s *store.Store) {
	must(t, s.Change("support", func(tx *store.Tx) error {
		for i := range 1003 {
			e := meetings.Support{ID: meetings.ID(fmt.Sprintf("e%04d", i)), Slug: fmt.Sprint("stod-", i), State: meetings.SupportPublished, Title: "Stöd", Updated: 1}
			switch i {
			case 1001:
				e.Title, e.About = "Annat", "Här finns stöd"
			case 1002:
				e.Title = "Stödlinjen"
			}
			must(t, tx.SaveSupport(e, store.SupportLink{}))
		}
		return nil
	}))
	for words, want := range map[string]string{"stöd": "[e1000 e0999] 1002", "stödlinje": "[e1002] 1", "annat stöd": "[e1001] 1"} {
		list, all, err := s.SupportList(t.Context(), store.WhichSupport{State: meetings.SupportPublished, Words: words, Limit: 2})
		must(t, err)
		same(t, want, listed(list, all))
	}
	list, all, err := s.SupportList(t.Context(), store.WhichSupport{State: meetings.SupportPublished, Words: "stöd", Skip: 1000, Limit: 5})
	must(t, err)
	same(t, "[e0000 e1001] 1002", listed(list, all))
}

func listed(list []meetings.Support, all int) string {
	ids := make([]meetings.ID, len(list))
	for i, e := range list {
		ids[i] = e.ID
	}
	return fmt.Sprint(ids, all)
}

// foundChanges: what is found follows every change in the same transaction, and nothing
// of what is hidden or taken away is found any longer.
func foundChanges(t *testing.T, s *store.Store) {
	room := roomToFind("open", "Barn och unga", 0)
	must(t, s.Change("rooms", func(tx *store.Tx) error { return tx.AddMeeting(room) }))
	keep := func(id meetings.ID, e meetings.Event, change func(*meetings.Room)) {
		t.Helper()
		must(t, s.Change("open", func(tx *store.Tx) error {
			r, seq, err := tx.Take("open")
			must(t, err)
			change(&r)
			return tx.Keep(r, meetings.Entry{Seq: seq, At: 1, Event: e}, id)
		}))
	}
	same(t, "[signal:open s/1]", finds(t, s, "köer", ""))
	keep("c1", meetings.SignalHidden{Signal: "s"}, func(r *meetings.Room) { r.Signals = nil })
	same(t, "[]", finds(t, s, "köer", ""))
	keep("c2", meetings.ItemRemoved{Item: "i"}, func(r *meetings.Room) { r.Agenda.Items = nil })
	same(t, "[]", finds(t, s, "tolk", ""))
	keep("c3", meetings.ItemAdded{Item: meetings.Item{ID: "j"}}, func(r *meetings.Room) { r.Agenda.Items = []meetings.Item{{ID: "j", Title: "Krisplan"}} })
	same(t, "[agenda:open/1]", finds(t, s, "krisplanen", ""))
	room.Meeting.Title, room.Signals = meetings.Text{SV: "Äldres hälsa"}, nil
	must(t, s.Change("rooms", func(tx *store.Tx) error { return tx.SaveMeeting(room) }))
	same(t, "[]", finds(t, s, "barn", ""))
	same(t, "[meeting:open/1]", finds(t, s, "äldre", ""))
	must(t, forget(s, 1))
	wanted, err := s.Want(t.Context(), "köer krisplan äldre")
	must(t, err)
	same(t, []string{"krisplan", "köer"}, wanted.Missing) // nothing has them, so nobody can learn that they were there
}

// foundBefore: what was kept before there was a search is found once it is opened anew.
func foundBefore(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	s := open(t, address)
	must(t, s.Change("rooms", func(tx *store.Tx) error { return tx.AddMeeting(roomToFind("open", "Barn och unga", 0)) }))
	db := bare(t, address)
	run(t, db, `DELETE FROM word`)
	run(t, db, `DELETE FROM vocabulary`)
	same(t, "[]", finds(t, s, "barn", ""))
	must(t, s.Close())
	same(t, "[meeting:open/1]", finds(t, open(t, address), "barn", ""))
}
