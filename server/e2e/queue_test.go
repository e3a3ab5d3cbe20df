package e2e_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// Many ask for the floor at the same moment, and every screen hears of every one of them:
// sixty on one node, and two hundred on two.
func TestManyWhoAskAtOnceStandInOneOrderOnEveryScreen(t *testing.T) {
	for v, manyAsk := range map[variant]int{one: rounds(t, 60), two: 200} {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			q := newQueueing(t, v)
			q.come(manyAsk)
			q.askAll()
			order := q.agree()
			if len(order) != manyAsk {
				t.Fatalf("%d stand in the list", len(order))
			}
			sorted := slices.Sorted(slices.Values(order))
			for i, name := range sorted {
				if want := fmt.Sprintf("Gäst %03d", i); name != want {
					t.Fatalf("%q stands there, not %q", name, want)
				}
			}

			// Half of them lose their line, ask again from the other node, and keep their places.
			for i, f := range q.followers[1:] {
				if i%2 == 0 {
					f.Cut()
				}
			}
			q.askAll()
			if diff := cmp.Diff(order, q.agree()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// queueing is a meeting that is on, and those who follow it.
type queueing struct {
	t         *testing.T
	ctx       context.Context
	in        *installation
	meeting   string
	guests    []*guest.Guest
	followers []*guest.Follower // the first is the chair's
	last      atomic.Int64      // the newest event that somebody was answered with
}

func newQueueing(t *testing.T, v variant, settings ...string) *queueing {
	ctx, cancel := context.WithTimeout(t.Context(), 15*patience) // for all of it: two hundred share a slow machine
	q := &queueing{t: t, ctx: ctx, in: sample(t, v, false, settings...), meeting: "barn-och-unga-2027-01-19"}
	var inside sync.WaitGroup
	t.Cleanup(inside.Wait)
	t.Cleanup(cancel)
	chair := guest.New(q.in.nodes["a"].base)
	q.must(chair.SignIn(ctx, q.in.nodes["a"].makeLink(), "Ada"))
	reply, err := chair.Do(ctx, q.meeting, newID(), meetings.StartAgenda{})
	if q.must(err); reply.Refused != "" {
		t.Fatal(reply)
	}
	q.follow(chair)
	return q
}

func (q *queueing) must(err error) {
	q.t.Helper()
	if err != nil {
		q.t.Fatal(brief(err.Error()))
	}
}

// base is the address of the node that the i-th guest reaches.
func (q *queueing) base(i int) string { return q.in.nodes[[]string{"a", "b"}[i%2]].base }

// come has many join and follow, ten at a time: a node reads names that come at once together.
func (q *queueing) come(many int) {
	guests := make([]*guest.Guest, many)
	var all sync.WaitGroup
	for first := range 10 {
		all.Go(func() {
			for i := first; i < many; i += 10 {
				g := guest.New(q.base(i))
				if err := g.Join(q.ctx, q.meeting, fmt.Sprintf("Gäst %03d", i), "Ferry Company", "foretag"); err != nil {
					q.t.Error(brief(err.Error()))
					return
				}
				guests[i] = g
			}
		})
	}
	all.Wait()
	if q.t.Failed() {
		q.t.FailNow()
	}
	for _, g := range guests { // all at once: who is here is then told together
		q.begin(g)
	}
	for _, f := range q.followers {
		q.hears(f)
	}
}

func (q *queueing) follow(g *guest.Guest) { q.hears(q.begin(g)) }

// begin has somebody follow, who hears in a while.
func (q *queueing) begin(g *guest.Guest) *guest.Follower {
	f := g.Follow(q.meeting)
	q.guests, q.followers = append(q.guests, g), append(q.followers, f)
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(q.ctx)
	go func() { done <- f.Run(ctx) }()
	q.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			q.t.Error(err)
		}
	})
	return f
}

// hears waits until somebody who follows has the room.
func (q *queueing) hears(f *guest.Follower) {
	q.t.Helper()
	_, err := f.Until(q.ctx, func(seen guest.Seen) bool { return seen.Position.Epoch != "" })
	q.must(err)
}

// askAll has every guest ask for the floor at the same moment, twice as a double tap
// does, one in three without a socket and at the other node. Where a machine is so slow
// that nothing could be kept just now, they ask again under the same identity, as the
// room in a browser does.
func (q *queueing) askAll() {
	var all sync.WaitGroup
	start := make(chan struct{})
	for i, g := range q.guests[1:] {
		f := q.followers[1+i]
		all.Go(func() {
			<-start
			for range 2 {
				if err := q.ask(i, g, f); err != nil {
					q.t.Error(brief(err.Error()))
				}
			}
		})
	}
	close(start)
	all.Wait()
}

func (q *queueing) ask(i int, g *guest.Guest, f *guest.Follower) error {
	id, ctx := newID(), q.ctx
	var reply wire.Reply
	var err error
	if i%3 > 0 {
		reply, err = persist(ctx, f, id, meetings.AskFloor{}, isFinal)
	} else {
		other := g.At(q.base(i + 1))
		reply, err = other.Do(ctx, q.meeting, id, meetings.AskFloor{})
		for ctx.Err() == nil && (err != nil || !isFinal(reply)) { // a connection that was idle may be closed
			reply, err = other.Do(ctx, q.meeting, id, meetings.AskFloor{})
		}
	}
	if err == nil && reply.Refused != "" {
		err = fmt.Errorf("refused: %+v", reply)
	}
	for n := q.last.Load(); err == nil && reply.Seq > n && !q.last.CompareAndSwap(n, reply.Seq); n = q.last.Load() {
	}
	return err
}

// isFinal reports whether an answer is one that asking again would not change.
func isFinal(r wire.Reply) bool { return r.Refused != meetings.Unsaved }

// agree waits until everybody has heard all, wants them to see the same list, and
// returns its names in order.
func (q *queueing) agree() (order []string) {
	q.t.Helper()
	last := q.last.Load()
	var first meetings.Queue
	for i, f := range q.followers {
		seen, err := f.Until(q.ctx, func(seen guest.Seen) bool { return seen.Position.Seq >= last })
		q.must(err)
		if i == 0 {
			first = seen.Room.Queue
		}
		if diff := cmp.Diff(first, seen.Room.Queue); diff != "" {
			q.t.Fatalf("the %d. sees another list: %s", i, diff)
		}
	}
	for _, t := range first.Waiting {
		order = append(order, t.Name)
	}
	return order
}
