package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"sync"
	"sync/atomic"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// The size of a crowd: rooms, and in each those who lead, who take part, and who follow
// and write in the notes.
const (
	rooms      = 4
	leaders    = 6
	takers     = 6
	scribes    = 2
	roomsFirst = 3 // the meeting of the season that is the first room
)

// crowd is all people in one generation of an installation.
type crowd struct {
	in      *installation
	verdict *verdict
	history *history
	strict  bool // nothing that people here do is ever refused

	gate     sync.RWMutex // held by whoever looks at everything: then nobody does anything
	rooms    []*room
	files    []shared // those that were acknowledged
	sharer   *writer
	arrivals int
	inside   sync.WaitGroup
	cancel   context.CancelFunc
}

// op is one acknowledged command.
type op struct {
	id      meetings.ID
	command meetings.Command
	seq     int64
	who     *writer
}

// room is one meeting with those who are in it.
type room struct {
	crowd    *crowd
	slug     string
	epoch    string
	state    meetings.Room // what the log as far as it was compared leads to
	at       int64         // how far that is
	newest   atomic.Int64  // the newest event that somebody was answered with
	writers  []*writer
	scribes  [scribes]*scribe
	departed []*scribe // since everything was looked at last

	mu   sync.Mutex
	ops  map[int64][]*op // acknowledged, by number; those that were not compared
	past []*op           // some that were
}

func (r *room) keep(o *op) {
	r.crowd.verdict.commands.Add(1)
	for {
		last := r.newest.Load()
		if o.seq <= last || r.newest.CompareAndSwap(last, o.seq) {
			break
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ops[o.seq] = append(r.ops[o.seq], o)
}

// gather brings a crowd together, and has it begin.
func gather(ctx context.Context, in *installation, v *verdict, h *history, generation int) (c *crowd, err error) {
	ctx, cancel := context.WithCancel(ctx)
	c = &crowd{in: in, verdict: v, history: h, cancel: cancel, strict: true}
	in.lines = c.cutLines
	slugs, err := meetingsOf(ctx, in.nodes[0])
	if err != nil {
		return c, err
	}
	seed := func(who int) *rand.Rand {
		return rand.New(rand.NewPCG(in.plan.Seed, uint64(generation)<<32|uint64(who)))
	}
	for i := range rooms {
		r := &room{crowd: c, slug: slugs[roomsFirst+i*3], ops: map[int64][]*op{}}
		if err := r.begin(ctx, i*100, seed); err != nil {
			return c, err
		}
		c.rooms = append(c.rooms, r)
	}
	for _, r := range c.rooms {
		for _, w := range r.writers {
			c.inside.Go(func() { w.write(ctx) })
		}
	}
	c.sharer = c.rooms[0].writer("files", seed(9000), takesPart)
	c.inside.Go(func() { c.share(ctx) })
	for _, n := range in.nodes {
		c.inside.Go(func() { c.poll(ctx, n, slugs[0]) })
	}
	return c, nil
}

var slugs = regexp.MustCompile(`URL[^:]*:[^\r]*/moten/([a-z0-9-]+-2027-[0-9-]+)`)

// meetingsOf are the meetings of a theme of the sample season.
func meetingsOf(ctx context.Context, n *process) (all []string, err error) {
	_, body, err := get(ctx, n.base+"/tema/barn-och-unga.ics?installda=dolj")
	if err != nil {
		return nil, err
	}
	for _, m := range slugs.FindAllSubmatch(unfold(body), -1) {
		all = append(all, string(m[1]))
	}
	if len(all) < roomsFirst+3*rooms {
		return nil, fmt.Errorf("only %d meetings", len(all))
	}
	return all, nil
}

// begin starts a meeting and brings its people in.
func (r *room) begin(ctx context.Context, first int, seed func(int) *rand.Rand) error {
	chair, err := r.chair(ctx)
	if err != nil {
		return err
	}
	var snapshot wire.Snapshot
	err = insistently(ctx, func() (err error) {
		if snapshot, err = r.fresh(ctx, r.crowd.in.nodes[0]); err == nil && snapshot.Room.Agenda.Started == 0 {
			err = fmt.Errorf("%s is not started", r.slug)
		}
		return err
	})
	if err != nil {
		return err
	}
	r.epoch, r.at, r.state = snapshot.Epoch, snapshot.Seq, snapshot.Room
	r.newest.Store(r.at)
	for i := range leaders + takers {
		w := r.writer(fmt.Sprintf("w%d", first+i), seed(first+i), leads)
		if w.who = chair; i >= leaders {
			w.make, w.who = takesPart, guest.New(r.crowd.in.nodes[0].base)
			if err := w.who.Join(ctx, r.slug, fmt.Sprintf("Cy %d", first+i), "Ferry Company", "foretag"); err != nil {
				return err
			}
		}
		r.writers = append(r.writers, w)
	}
	for i := range r.scribes {
		if err := r.come(ctx, i, seed(first+50+i)); err != nil {
			return err
		}
	}
	return nil
}

func (r *room) writer(name string, rng *rand.Rand, does func(*writer, meetings.ID) meetings.Command) *writer {
	return &writer{name: name, room: r, rng: rng, make: does}
}

// chair has an organiser start the meeting, so that one may ask for the floor.
func (r *room) chair(ctx context.Context) (*guest.Guest, error) {
	link, err := r.crowd.in.link()
	if err != nil {
		return nil, err
	}
	g := guest.New(r.crowd.in.nodes[0].base)
	if err := g.SignIn(ctx, link, "Ada"); err != nil {
		return nil, err
	}
	reply, err := g.Do(ctx, r.slug, "00000000000000000000000000000001", meetings.StartAgenda{})
	if err == nil && reply.Seq == 0 {
		err = fmt.Errorf("%s is not started: %+v", r.slug, reply)
	}
	return g, err
}

// gone has one of two scribes in every room go for good, as the fault happens, and others
// come in their places once it is over.
func (c *crowd) gone(number int) {
	for _, r := range c.rooms {
		if s := r.scribes[number]; s != nil {
			s.goes(number)
		}
	}
}

func (c *crowd) comeBack(ctx context.Context, number int, rng *rand.Rand) error {
	for _, r := range c.rooms {
		if err := r.come(ctx, number, rand.New(rand.NewPCG(rng.Uint64(), 0))); err != nil {
			return err
		}
	}
	return nil
}

// cutLines breaks the lines of all who follow, as a network does that is gone for a moment.
func (c *crowd) cutLines() {
	for _, r := range c.rooms {
		for _, s := range r.here() {
			s.follower.Cut()
		}
	}
}

// end has everybody leave.
func (c *crowd) end() {
	for _, r := range c.rooms {
		for _, s := range r.here() {
			s.leave()
			if err := <-s.left; err != nil {
				c.verdict.fault("%s heard in %s what cannot be right: %v", s.name, r.slug, err)
			}
		}
	}
	c.cancel()
	c.inside.Wait()
}
