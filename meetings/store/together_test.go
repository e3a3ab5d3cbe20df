package store_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// askedTogether answers many who ask at the same time, each for their own, some for the same and
// some for what is not there.
func askedTogether(t *testing.T, s *store.Store) {
	w := sample.World()
	const people = 150 // more than one statement asks for
	room := meet(t, s, 1)[0].Meeting.ID
	for i := range people {
		id := fmt.Sprint("session-", i)
		p := w.Bo
		p.ID = meetings.ID(id)
		must(t, s.KeepSession(id, p, "Firefox, Linux", 1, 100))
		must(t, s.Change(string(room), func(tx *store.Tx) error { return tx.Enter(room, store.Entrant{Person: p, At: meetings.Instant(i)}) }))
	}
	var all sync.WaitGroup
	for i := range 2 * people {
		all.Go(func() {
			id := fmt.Sprint("session-", i%(people+10))
			there := i%(people+10) < people
			p, _, ok, err := s.Session(t.Context(), id, 1)
			if err != nil || ok != there || there && string(p.ID) != id {
				t.Errorf("session %s: %v, %v, %v", id, p, ok, err)
			}
			e, ok, err := s.Entrant(t.Context(), room, meetings.ID(id))
			if err != nil || ok != there || there && string(e.Person.ID) != id {
				t.Errorf("entrant %s: %v, %v, %v", id, e, ok, err)
			}
			if _, err := s.House(t.Context(), room); err != nil {
				t.Errorf("house: %v", err)
			}
		})
	}
	all.Wait()
}

// goodSessions asks for sessions all the time while they are ended one by one: whoever asks
// after one has ended hears so.
func goodSessions(t *testing.T, s *store.Store) {
	w := sample.World()
	const sessions = 30
	for i := range sessions {
		must(t, s.KeepSession(fmt.Sprint(i), w.Bo, "Firefox, Linux", 1, 100))
	}
	var ended atomic.Int64 // so many of them have
	var all sync.WaitGroup
	for k := range 8 {
		all.Go(func() {
			for n := ended.Load(); n < sessions; n = ended.Load() {
				i := max(0, n-int64(k)%3) // one that has ended, or the next to end
				if _, _, ok, err := s.Session(t.Context(), fmt.Sprint(i), 1); err != nil || ok && i < n {
					t.Errorf("session %d after %d had ended: %v, %v", i, n, ok, err)
				}
			}
		})
	}
	for i := range sessions {
		must(t, s.EndSession(fmt.Sprint(i)))
		ended.Store(int64(i + 1))
	}
	all.Wait()
}

// BenchmarkSession asks for the sessions of 256 people, who all ask at the same time.
func BenchmarkSession(b *testing.B) {
	s, w := open(b, filepath.Join(b.TempDir(), "ringain.db")), sample.World()
	for i := range 256 {
		must(b, s.KeepSession(fmt.Sprint(i), w.Bo, "Firefox, Linux", 1, 100))
	}
	var next atomic.Int64
	b.ReportAllocs()
	b.SetParallelism(128)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, _, ok, err := s.Session(b.Context(), fmt.Sprint(next.Add(1)%256), 1); err != nil || !ok {
				b.Errorf("%v, %v", ok, err)
			}
		}
	})
}
