package store_test

import (
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
		p, ok, err := s.Session(t.Context(), id, now)
		must(t, err)
		return p, ok
	}
	nobody := func(id string, now meetings.Instant) {
		t.Helper()
		if p, ok := find(id, now); ok {
			t.Errorf("%s is %v at %d", id, p, now)
		}
	}
	must(t, s.KeepSession("one", w.Ada, 100))
	must(t, s.KeepSession("two", w.Cy, 200))
	p, ok := find("one", 99)
	same(t, w.Ada, p)
	same(t, true, ok)
	nobody("one", 100)
	nobody("none", 1)

	must(t, s.KeepSession("one", w.Bo, 300))
	p, _ = find("one", 299)
	same(t, w.Bo, p)

	must(t, s.Forget(250))
	nobody("two", 1)
	must(t, s.EndSession("one"))
	must(t, s.EndSession("one"))
	nobody("one", 1)
}

func linkOnce(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	nodes := []*store.Store{open(t, address), open(t, address)}
	must(t, nodes[0].KeepLink("one", 100))
	must(t, nodes[0].KeepLink("old", 50))
	var good atomic.Int32
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			ok, err := nodes[i%2].TakeLink("one", 99)
			if err != nil {
				t.Error(err)
			}
			if ok {
				good.Add(1)
			}
		})
	}
	all.Wait()
	same(t, int32(1), good.Load())
	for _, id := range []string{"old", "none"} {
		ok, err := nodes[0].TakeLink(id, 50)
		must(t, err)
		same(t, false, ok)
	}
	must(t, nodes[0].Forget(51))
	ok, err := nodes[0].TakeLink("old", 1)
	must(t, err)
	same(t, false, ok)
}
