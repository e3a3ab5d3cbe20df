package store_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

func sessions(t *testing.T, s *store.Store) {
	w := sample.World()
	find := func(id string, now meetings.Instant) (meetings.Person, bool) {
		p, _, ok, err := s.Session(t.Context(), id, now)
		must(t, err)
		return p, ok
	}
	nobody := func(id string, now meetings.Instant) {
		t.Helper()
		if p, ok := find(id, now); ok {
			t.Errorf("%s is %v at %d", id, p, now)
		}
	}
	must(t, s.KeepSession("one", w.Ada, "Firefox, Linux", 1, 100))
	must(t, s.KeepSession("two", w.Cy, "Firefox, Linux", 1, 200))
	p, ok := find("one", 99)
	same(t, w.Ada, p)
	same(t, true, ok)
	nobody("one", 100)
	nobody("none", 1)

	must(t, s.KeepSession("one", w.Bo, "Firefox, Linux", 1, 300))
	p, _ = find("one", 299)
	same(t, w.Bo, p)

	must(t, forget(s, 250))
	nobody("two", 1)
	must(t, s.EndSession("one"))
	must(t, s.EndSession("one"))
	nobody("one", 1)
}

func linkOnce(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	nodes := []*store.Store{open(t, address), open(t, address)}
	must(t, nodes[0].MakeLink(meetings.EntryLink{ID: "one", Kind: meetings.SetupLink, Expires: 100}))
	must(t, nodes[0].MakeLink(meetings.EntryLink{ID: "old", Kind: meetings.SetupLink, Expires: 50}))
	var good atomic.Int32
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			m, err := nodes[i%2].OpenLink("one", meetings.Person{}, "Ada", meetings.ID(fmt.Sprint("ada-", i)), 99)
			if err == nil {
				same(t, meetings.Administrator, m.Role)
				good.Add(1)
			} else if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != meetings.SignIn {
				t.Error(err)
			}
		})
	}
	all.Wait()
	same(t, int32(1), good.Load())
	members, err := nodes[0].Members(t.Context(), "")
	must(t, err)
	same(t, 1, len(members))
	for _, id := range []string{"old", "none"} {
		_, ok, err := nodes[0].Link(t.Context(), id, 50)
		must(t, err)
		same(t, false, ok)
	}
	must(t, forget(nodes[0], 51))
	_, ok, err := nodes[0].Link(t.Context(), "old", 1)
	must(t, err)
	same(t, false, ok)
}
