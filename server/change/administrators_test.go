package change_test

import (
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/notify/bus"
	"ringain/server/change"
)

// TestOfTwoAdministratorsWhoGoAtOnceOneStays has the two of an organisation leave, take the
// other's role, and forget their account, at the same moment, each at a node of their own.
func TestOfTwoAdministratorsWhoGoAtOnceOneStays(t *testing.T) {
	file, database := filepath.Join(t.TempDir(), "ringain.db"), postgrestest.Database(t)
	opened := func(address string) *store.Store {
		t.Helper()
		s, err := store.Open(t.Context(), store.Options{Address: address, Log: slog.New(slog.DiscardHandler), Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	alone := opened(file)
	for name, stores := range map[string][2]*store.Store{"SQLite": {alone, alone}, "PostgreSQL": {opened(database), opened(database)}} {
		t.Run(name, func(t *testing.T) {
			var nodes [2]*change.Changes
			for i, s := range stores {
				w := &world{T: t}
				nodes[i] = change.New(change.Config{Store: s, Bus: bus.NewMemory(), Log: slog.New(slog.DiscardHandler), NewID: w.newID, Now: time.Now})
			}
			for _, goes := range []func(c *change.Changes, by, other meetings.Person) error{
				func(c *change.Changes, by, _ meetings.Person) error { return c.RemoveMember(by, by.Account) },
				func(c *change.Changes, by, other meetings.Person) error {
					return c.SetRole(by, other.Account, meetings.Editor)
				},
				func(c *change.Changes, by, _ meetings.Person) error {
					return c.SetRole(by, by.Account, meetings.Editor)
				},
				func(c *change.Changes, by, _ meetings.Person) error { return c.ForgetAccount(by) },
			} {
				for range 8 {
					twoGo(t, stores[0], nodes, goes)
				}
			}
		})
	}
}

// twoGo has the two administrators of an organisation do the same thing at the same moment.
func twoGo(t *testing.T, s *store.Store, nodes [2]*change.Changes, goes func(c *change.Changes, by, other meetings.Person) error) {
	t.Helper()
	people := [2]meetings.Person{}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Change("x", func(tx *store.Tx) error {
		for i, id := range []meetings.ID{"ada", "bo"} {
			m := meetings.Member{Account: meetings.Account{ID: id, Name: string(id), Email: string(id) + "@granvik.example"}, Role: meetings.Administrator}
			people[i] = m.Person()
			people[i].Proved = meetings.At(time.Now())
			if err := errors.Join(tx.SaveAccount(m.Account), tx.SaveMember("", id, m.Role, 1)); err != nil {
				return err
			}
		}
		return nil
	}))
	var errs [2]error
	var both sync.WaitGroup
	start := make(chan struct{})
	for i := range nodes {
		both.Go(func() {
			<-start
			errs[i] = goes(nodes[i], people[i], people[1-i])
		})
	}
	close(start)
	both.Wait()
	refused := 0
	for _, err := range errs {
		if _, is := errors.AsType[*meetings.Refusal](err); is {
			refused++
		} else {
			must(err)
		}
	}
	members, err := s.Members(t.Context(), "")
	must(err)
	left := 0
	for _, m := range members {
		if m.Role == meetings.Administrator {
			left++
		}
	}
	if left != 1 || refused != 1 {
		t.Errorf("%d administrators are left, and %d were refused: %v", left, refused, errs)
	}
}
