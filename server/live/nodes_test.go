package live

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/guest"
)

// twoNodes are two nodes on one store and one bus, of which the second hears what
// twist makes of it, with one follower on each.
func twoNodes(t *testing.T, twist func(bus.Message) []bus.Message) (w *world, b *node, onA, onB *guest.Follower) {
	t.Helper()
	w = newWorld(t)
	a := w.node("a")
	b = w.node("b", func(c *Config) { c.Bus = &twisted{Bus: c.Bus, twist: twist} })
	return w, b, w.follow(w.organiser(a, "Ada")), w.follow(w.organiser(b, "Bo"))
}

func asItIs(m bus.Message) []bus.Message { return []bus.Message{m} }

// events has twist be handed the numbered events of the meeting and nothing else.
func events(twist func(n int, m bus.Message) []bus.Message) func(bus.Message) []bus.Message {
	n := 0
	return func(m bus.Message) []bus.Message {
		if _, ok := seqOf(m.Body); !ok {
			return asItIs(m)
		}
		n++
		return twist(n, m)
	}
}

func TestWhatIsDoneOnOneNodeIsHeardOnTheOtherInOrder(t *testing.T) {
	t.Parallel()
	w, _, onA, onB := twoNodes(t, asItIs)
	var both sync.WaitGroup
	for _, f := range []*guest.Follower{onA, onB} {
		both.Go(func() {
			for range 30 {
				f.Say(newID(), meetings.AddItem{Title: "En till"})
			}
		})
	}
	both.Wait()
	a, b := w.untilAt(onA, 60), w.untilAt(onB, 60)
	if diff := cmp.Diff(a.Entries, b.Entries); diff != "" || len(a.Entries) != 60 {
		t.Errorf("%d events: %s", len(a.Entries), diff)
	}
	if diff := cmp.Diff(a.Room, b.Room); diff != "" {
		t.Error(diff)
	}
}

func TestALostMessageIsHealedByTheNext(t *testing.T) {
	t.Parallel()
	w, b, _, onB := twoNodes(t, events(func(n int, m bus.Message) []bus.Message {
		if n == 2 {
			return nil
		}
		return asItIs(m)
	}))
	for range 3 {
		w.do(meetings.AddItem{Title: "En till"})
	}
	w.untilAt(onB, 3)
	if n := b.Stats().Healed; n > 1 {
		t.Errorf("the hub had to ask %d times", n)
	}
}

func TestALostMessageThatNoneFollowsIsHealedInASecond(t *testing.T) {
	t.Parallel()
	w, b, _, onB := twoNodes(t, events(func(int, bus.Message) []bus.Message { return nil }))
	began := time.Now()
	w.do(meetings.StartAgenda{})
	w.untilAt(onB, 1)
	if took := time.Since(began); took > 4*askEvery {
		t.Errorf("it took %v", took)
	}
	if b.Stats().Healed == 0 {
		t.Error("nothing was healed, so nothing was lost")
	}
}

func TestAfterLostTheStoreIsAsked(t *testing.T) {
	t.Parallel()
	w, b, _, onB := twoNodes(t, events(func(n int, m bus.Message) []bus.Message {
		return []bus.Message{{Topic: m.Topic, Lost: true}}
	}))
	for range 5 {
		w.do(meetings.AddItem{Title: "En till"})
	}
	w.untilAt(onB, 5)
	w.bus.Publish(t.Context(), change.Topic(w.meeting.ID), []byte("{no event}")) // is asked about, and changes nothing
	w.do(meetings.StartAgenda{})
	w.untilAt(onB, 6)
	if s := b.Stats(); s.Panics != 0 {
		t.Errorf("%+v", s)
	}
}

func TestRepeatedAndLateMessagesAreHeardOnceAndInOrder(t *testing.T) {
	t.Parallel()
	var held []bus.Message
	w, _, onA, onB := twoNodes(t, events(func(n int, m bus.Message) []bus.Message {
		held = append([]bus.Message{m, m}, held...) // twice each, the newest first
		if n%4 != 0 {
			return nil
		}
		out := held
		held = nil
		return out
	}))
	for range 40 {
		w.do(meetings.AddItem{Title: "En till"})
	}
	if diff := cmp.Diff(w.untilAt(onA, 40).Entries, w.untilAt(onB, 40).Entries); diff != "" {
		t.Error(diff)
	}
}

func TestTwoWhoPressNextAtOnceAdvanceOnce(t *testing.T) {
	t.Parallel()
	w, _, onA, onB := twoNodes(t, asItIs)
	w.do(meetings.StartAgenda{})
	w.untilAt(onA, 1)
	w.untilAt(onB, 1)
	var all sync.WaitGroup
	for _, f := range []*guest.Follower{onA, onB} {
		all.Go(func() {
			for range 100 { // the pace of a connection lets 40 through at once
				f.Say(newID(), meetings.NextItem{From: "one"})
			}
		})
	}
	all.Wait()
	for _, f := range []*guest.Follower{onA, onB} {
		seen := w.until(f, "100 replies", func(s guest.Seen) bool { return len(s.Replies) == 100 })
		if seen.Position.Seq != 2 || seen.Room.Agenda.Current != "two" {
			t.Errorf("at %d with %q", seen.Position.Seq, seen.Room.Agenda.Current)
		}
	}
}

func TestTwoHundredCommandsAtOnceAdvanceOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	w.do(meetings.StartAgenda{})
	var all sync.WaitGroup
	kept := make(chan int64, 200)
	for _, g := range []*guest.Guest{w.organiser(a, "Ada"), w.organiser(b, "Bo")} {
		for range 100 {
			all.Go(func() {
				r, err := g.Do(t.Context(), w.meeting.Slug, newID(), meetings.NextItem{From: "one"})
				if err != nil {
					t.Error(err)
				} else if r.Refused == "" {
					kept <- r.Seq
				} else if r.Refused != meetings.Late {
					t.Errorf("refused as %q", r.Refused)
				}
			})
		}
	}
	all.Wait()
	if len(kept) != 1 || <-kept != 2 {
		t.Error("it did not advance exactly once")
	}
}

func TestPresenceIsTheSameOnBothNodesAndASilentNodeIsForgotten(t *testing.T) {
	t.Parallel()
	var deaf sync.Map
	w, b, onA, onB := twoNodes(t, func(m bus.Message) []bus.Message {
		if _, is := deaf.Load("b"); is {
			return nil
		}
		return asItIs(m)
	})
	w.follow(b.stranger())
	for _, f := range []*guest.Follower{onA, onB} {
		seen := w.until(f, "three people", func(s guest.Seen) bool { return s.Present.Count == 3 })
		if len(seen.Present.People) != 2 || seen.Present.People[0].Name != "Ada" || seen.Present.People[1].Name != "Bo" {
			t.Errorf("%+v", seen.Present)
		}
	}
	deaf.Store("b", true)
	w.ahead.Add(int64(forgetNode + time.Second))
	w.until(onB, "only those on its own node", func(s guest.Seen) bool { return s.Present.Count == 2 })
}
