package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// The size of a crowd.
const (
	manyFollow   = 20
	fewOrganise  = 4
	betweenTheir = 50 * time.Millisecond // pace of one organiser
)

// crowd is many people in one meeting: most follow, some change the agenda without
// a pause, asking again under the same identity until they are answered.
type crowd struct {
	in      *installation
	meeting string
	asksAt  []string      // the nodes that organisers reach
	began   meetings.Room // the room before anything happened

	followers  []*follower
	organisers []*guest.Guest
	asking     sync.WaitGroup
	leave      context.CancelFunc
	inside     sync.WaitGroup

	mu    sync.Mutex
	asked map[meetings.ID]*asked
	kept  int // of asked, those answered with a number
	again int // times something was asked again
}

// asked is one command and what came of it.
type asked struct {
	command meetings.Command
	reply   wire.Reply
	at      time.Time // when it was answered
}

// follower is somebody who follows, and when they heard of each event.
type follower struct {
	*guest.Follower
	err error

	mu    sync.Mutex
	heard map[int64]time.Time
}

// gather brings a crowd together in a meeting that nothing has happened in yet: half
// of those who follow on each node, the organisers on those named.
func gather(t testing.TB, in *installation, meeting string, asksAt ...string) *crowd {
	t.Helper()
	c := &crowd{in: in, meeting: meeting, asksAt: asksAt, asked: map[meetings.ID]*asked{}}
	ctx, cancel := context.WithCancel(t.Context())
	c.leave = cancel
	t.Cleanup(func() { cancel(); c.asking.Wait(); c.inside.Wait() })
	for i := range manyFollow {
		g := guest.New(in.nodes[[]string{"a", "b"}[i%2]].base)
		if i%2 == 0 {
			if err := g.Join(ctx, meeting, fmt.Sprintf("Cy %d", i), "Ferry Company", "foretag"); err != nil {
				t.Fatal(brief(err.Error()))
			}
		}
		c.follow(ctx, g)
	}
	for i := range fewOrganise {
		g := guest.New(c.base(i))
		if err := g.SignIn(ctx, in.nodes["a"].makeLink(), fmt.Sprintf("Ada %d", i)); err != nil {
			t.Fatal(brief(err.Error()))
		}
		c.organisers = append(c.organisers, g)
		c.follow(ctx, g)
	}
	for _, f := range c.followers {
		c.wait("somebody is not in the room", func() bool { return f.Position().Epoch != "" })
	}
	seen, _ := c.followers[0].Until(ctx, func(guest.Seen) bool { return true })
	if c.began = seen.Room; seen.Position.Seq != 0 {
		t.Fatalf("something has happened in %s", meeting)
	}
	return c
}

// base is the address of the node that the i-th organiser reaches.
func (c *crowd) base(i int) string { return c.in.nodes[c.asksAt[i%len(c.asksAt)]].base }

// follow has somebody follow the meeting and note when they hear what.
func (c *crowd) follow(ctx context.Context, g *guest.Guest) {
	f := &follower{Follower: g.Follow(c.meeting), heard: map[int64]time.Time{}}
	c.followers = append(c.followers, f)
	c.inside.Go(func() { f.err = f.Run(ctx) })
	c.inside.Go(func() {
		for last := int64(0); ; {
			seen, err := f.Until(ctx, func(seen guest.Seen) bool { return seen.Position.Seq > last })
			if err != nil {
				return
			}
			now := time.Now()
			f.mu.Lock()
			for ; last < seen.Position.Seq; last++ {
				f.heard[last+1] = now
			}
			f.mu.Unlock()
		}
	})
}

// ask has the organisers change the agenda until stop is called, which waits for the
// answers to what is under way.
func (c *crowd) ask(t testing.TB) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	for i, g := range c.organisers {
		f := c.followers[manyFollow+i]
		c.asking.Go(func() {
			pace := time.NewTicker(betweenTheir)
			defer pace.Stop()
			for {
				select {
				case <-pace.C:
					c.askOnce(t.Context(), g, f)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	return func() {
		cancel()
		c.asking.Wait()
	}
}

// askOnce asks for one thing until it is answered, and now and then once more after that.
func (c *crowd) askOnce(ctx context.Context, g *guest.Guest, f *follower) {
	seen, _ := f.Until(ctx, func(guest.Seen) bool { return true })
	id := newID()
	a := &asked{command: something(seen.Room.Agenda, id)}
	reply, tries := c.insist(ctx, g, f, id, a.command)
	a.reply, a.at = reply, time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked[id] = a
	c.again += tries - 1
	if reply.Seq != 0 {
		c.kept++
	}
}

// insist asks, over the socket and without one in turn, until there is an answer;
// and of those kept, one in four once more, for the same answer.
func (c *crowd) insist(ctx context.Context, g *guest.Guest, f *follower, id meetings.ID, what meetings.Command) (reply wire.Reply, tries int) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for tries = 1; ctx.Err() == nil; tries++ {
		r, err := c.attempt(ctx, g, f, id, what, tries%2 == 1)
		final := err == nil && r.Refused != meetings.Unsaved && r.Refused != meetings.TooMuch
		switch {
		case final && reply.Re != "" && r != reply:
			c.in.t.Errorf("%s was first answered %+v, then %+v", what.Do(), reply, r)
			return reply, tries
		case final && (reply.Re != "" || r.Seq == 0 || rand.IntN(4) > 0):
			return r, tries
		case final:
			reply = r
		}
		<-again.C
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		c.in.t.Errorf("no answer to %s after %d tries, but %+v", what.Do(), tries, reply)
	}
	return reply, tries
}

func (c *crowd) attempt(ctx context.Context, g *guest.Guest, f *follower, id meetings.ID, what meetings.Command, socket bool) (wire.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if !socket {
		at := *g
		at.Base = c.base(rand.IntN(len(c.asksAt)))
		return at.Do(ctx, c.meeting, id, what)
	}
	opened := f.lines()
	if !f.Say(id, what) {
		return wire.Reply{}, errors.New("there is no line")
	}
	seen, err := f.Until(ctx, func(seen guest.Seen) bool {
		return seen.Replies[id].Re != "" || seen.Opened > opened // another line knows no answer
	})
	if err == nil && seen.Replies[id].Re == "" {
		err = errors.New("the line broke")
	}
	return seen.Replies[id], err
}

// lines returns how many lines were opened so far.
func (f *follower) lines() int {
	seen, _ := f.Until(context.Background(), func(guest.Seen) bool { return true })
	return seen.Opened
}

// something is a command that somebody who sees an agenda might ask for. An item that
// is added or edited bears the identity of the command.
func something(a meetings.Agenda, id meetings.ID) meetings.Command {
	n := len(a.Items)
	if n < 5 || n < 30 && rand.IntN(3) == 0 {
		return meetings.AddItem{Title: "Punkt " + string(id), Minutes: rand.IntN(20), To: new(rand.IntN(n + 1))}
	}
	item := a.Items[rand.IntN(n)].ID
	switch rand.IntN(8) {
	case 0, 1:
		return meetings.EditItem{Item: item, Title: "Ändrad " + string(id), Minutes: rand.IntN(20)}
	case 2, 3:
		return meetings.RemoveItem{Item: item}
	case 4:
		return meetings.ExtendItem{Item: item, Minutes: 1 + rand.IntN(5)}
	case 5:
		if a.Started == 0 {
			return meetings.StartAgenda{}
		}
		return meetings.OpenItem{Item: item}
	case 6:
		return meetings.NextItem{From: a.Current}
	}
	return meetings.MoveItem{Item: item, To: rand.IntN(n)}
}

// count returns how many commands were kept so far.
func (c *crowd) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept
}

// goesOn waits until so many more commands are kept, and everybody has heard of what
// was kept before.
func (c *crowd) goesOn(more int) {
	c.in.t.Helper()
	before := c.count()
	c.wait(fmt.Sprintf("no %d more are kept", more), func() bool { return c.count() >= before+more })
	reached := c.newest()
	c.wait("somebody is behind", func() bool {
		return !slices.ContainsFunc(c.followers, func(f *follower) bool { return f.Position().Seq < reached })
	})
}

// newest is the number of the newest event that somebody was answered with.
func (c *crowd) newest() (seq int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range c.asked {
		seq = max(seq, a.reply.Seq)
	}
	return seq
}

// wait waits until something is so.
func (c *crowd) wait(amiss string, so func() bool) {
	c.in.t.Helper()
	c.in.until(func() string {
		if so() {
			return ""
		}
		return amiss
	}, func(why string) { c.in.t.Fatalf("%s: %s", why, c.where()) })
}

// where says how far everybody is.
func (c *crowd) where() string {
	at := make([]int64, len(c.followers))
	for i, f := range c.followers {
		at[i] = f.Position().Seq
	}
	return fmt.Sprintf("%d kept, followers at %v", c.count(), at)
}
