package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

func denseLog(t *testing.T, empty func(testing.TB) string) {
	const rooms, people, each = 6, 4, 8
	address := empty(t)
	nodes := []*store.Store{open(t, address), open(t, address)}
	list := meet(t, nodes[0], rooms)
	var all sync.WaitGroup
	for p := range people {
		for _, r := range list {
			all.Go(func() {
				for i := range each {
					if _, err := say(nodes[p%2], r.Meeting.ID, meetings.ID(fmt.Sprintf("%d-%d", p, i))); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	all.Wait()
	for i, r := range list {
		if n := len(log(t, nodes[i%2], r.Meeting.ID)); n != people*each {
			t.Errorf("%d events, want %d", n, people*each)
		}
	}
}

func commandOnce(t *testing.T, empty func(testing.TB) string) {
	const commands = 10
	address := empty(t)
	nodes := []*store.Store{open(t, address), open(t, address)}
	r := meet(t, nodes[0], 1)[0]
	var answers [commands][4]int64
	var all sync.WaitGroup
	for c := range commands {
		for p := range 4 {
			all.Go(func() {
				var err error
				if answers[c][p], err = say(nodes[p%2], r.Meeting.ID, meetings.ID(fmt.Sprint("command-", c))); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	numbers := map[int64]bool{}
	for c, a := range answers {
		if a != [4]int64{a[0], a[0], a[0], a[0]} {
			t.Errorf("command %d was answered with %v", c, a)
		}
		numbers[a[0]] = true
	}
	if n := len(log(t, nodes[0], r.Meeting.ID)); n != commands || len(numbers) != commands {
		t.Errorf("%d events and %d answers, want %d of each", n, len(numbers), commands)
	}
}

func commandsAreForgotten(t *testing.T, s *store.Store) {
	rooms := meet(t, s, 2)
	for _, r := range rooms {
		_, err := say(s, r.Meeting.ID, "command")
		must(t, err)
	}
	done := func() bool {
		seq, err := say(s, rooms[0].Meeting.ID, "command")
		must(t, err)
		return seq == 1
	}
	said := meetings.Instant(1001)
	must(t, forget(s, said.Add(store.CommandsKept)))
	if !done() {
		t.Error("a command was forgotten too early")
	}
	must(t, forget(s, said.Add(store.CommandsKept+time.Millisecond)))
	if done() {
		t.Error("a command was not forgotten")
	}
}

// Somebody makes a link on the command line while the meeting is on.
func busyNode(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	busy, other := open(t, address), open(t, address)
	rooms := meet(t, busy, 4)
	stop := make(chan struct{})
	var all sync.WaitGroup
	for p, r := range append(rooms, rooms...) {
		all.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := say(busy, r.Meeting.ID, meetings.ID(fmt.Sprintf("%d-%d", p, i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 5 {
		until(t, "the meeting goes on", func() bool {
			at, err := busy.Positions(t.Context(), []meetings.ID{rooms[0].Meeting.ID})
			must(t, err)
			return at[rooms[0].Meeting.ID] > int64(10*i+10)
		})
		if err := other.MakeLink(meetings.EntryLink{ID: fmt.Sprint("link-", i), Expires: 1000}); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	all.Wait()
	for _, r := range rooms {
		log(t, busy, r.Meeting.ID)
	}
}
