package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ringain/meetings/ydoc"
)

// crew are the people who share the notes of one server, all of them in this process.
type crew struct {
	server *notesServer
	people []*person
	echo   bool // everybody sends back what they hear of others' presence, as stock clients do

	heard    atomic.Int64  // clocks of the crew that have reached one other person each
	known    atomic.Int64  // newer presences that have reached one other person each
	messages atomic.Int64  // of presence
	newest   atomic.Uint64 // the clock of presence that all will have at the end
	done     atomic.Int64  // presences with that clock that have reached one other person each
	told     chan struct{}
	stopping atomic.Bool
	ears     sync.WaitGroup

	mu    sync.Mutex
	fault error
}

// person is one of them. Everything but the line belongs to the goroutine that listens.
type person struct {
	crew   *crew
	number int
	line   *notesLine
	send   sync.Mutex
	joined chan int // bytes of each answer to step one
	answer int      // of the last one that join took

	clocks    []uint64 // heard of each of the crew
	presences []uint64 // newest clock of presence of each of the crew
	late      []lateness

	said []atomic.Int64 // when each clock of this person was said, in Unix nanoseconds
	room chan struct{}  // places for clocks that the neighbour has not heard yet; nil when there is no bound
}

// lateness is how long after being said a letter was heard.
type lateness struct {
	clock uint64
	after time.Duration
}

const firstPerson = 1 << 30 // client of the first of the crew; the others follow

func (p *person) client() uint64 { return firstPerson + uint64(p.number) }

// newCrew gets everybody what they need to dial. Nobody has dialled yet.
func newCrew(ctx context.Context, s *notesServer, n, clocks int) (*crew, []notesPass, error) {
	c := &crew{server: s, told: make(chan struct{}, 1)}
	for i := range n {
		c.people = append(c.people, &person{
			crew: c, number: i, joined: make(chan int, 8), clocks: make([]uint64, n), presences: make([]uint64, n),
			said: make([]atomic.Int64, clocks),
		})
	}
	passes := make([]notesPass, n)
	var group errgroup.Group
	group.SetLimit(16)
	for i := range passes {
		group.Go(func() (err error) {
			passes[i], err = s.admits(ctx)
			return err
		})
	}
	return c, passes, group.Wait()
}

// join has everybody dial and ask for everything, and waits until all have been answered
// with at least so many bytes. say is what each says besides.
func (c *crew) join(ctx context.Context, passes []notesPass, least int, say func(*person) []byte) error {
	var group errgroup.Group
	for i, p := range c.people {
		group.Go(func() (err error) {
			if p.line, err = passes[i].dial(ctx); err != nil {
				return err
			}
			c.ears.Go(p.listen)
			if err := p.say(stepOne()); err != nil {
				return err
			}
			if say != nil {
				if err := p.say(say(p)); err != nil {
					return err
				}
			}
			for wait := time.After(2 * time.Minute); ; {
				select {
				case p.answer = <-p.joined:
					if p.answer >= least {
						return nil
					}
				case <-wait:
					return errors.New("no whole answer to step one")
				}
			}
		})
	}
	return group.Wait()
}

func (c *crew) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fault == nil && !c.stopping.Load() {
		c.fault = err
	}
}

func (c *crew) broken() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fault
}

// leave hangs up, and waits until nobody listens any more.
func (c *crew) leave() {
	c.stopping.Store(true)
	for _, p := range c.people {
		if p.line != nil {
			p.line.ws.Close()
		}
	}
	c.ears.Wait()
}

// until waits until a count has reached what is wanted, or nothing has come for long.
func (c *crew) until(count *atomic.Int64, want int64) error {
	for {
		before := count.Load()
		if before >= want {
			return nil
		}
		select {
		case <-c.told:
		case <-time.After(20 * time.Second):
			if count.Load() == before {
				return fmt.Errorf("%d of %d have come, and no more do: %v", before, want, c.broken())
			}
		}
	}
}

func (p *person) listen() {
	for {
		m, err := p.line.hear()
		if err == nil {
			err = p.take(m)
		}
		if err != nil {
			p.crew.fail(fmt.Errorf("person %d: %w", p.number, err))
			return
		}
		select {
		case p.crew.told <- struct{}{}:
		default:
		}
	}
}

func (p *person) take(m message) error {
	switch {
	case m.kind == messageAwareness:
		return p.takePresence(m.people)
	case m.kind != messageSync:
		return nil
	case m.step == syncStep1:
		return p.say(framed(numbers(nil, messageSync, syncStep2), []byte{0, 0}))
	}
	if err := p.takeUpdate(m.body); err != nil {
		return err
	}
	if m.step == syncStep2 {
		p.joined <- len(m.body)
	}
	return nil
}

func (p *person) say(m []byte) error {
	p.send.Lock()
	defer p.send.Unlock()
	return p.line.send(m)
}

// takeUpdate counts what of the crew's clocks is new to this person.
func (p *person) takeUpdate(update []byte) error {
	s, err := ydoc.Scan(update)
	if err != nil {
		return err
	}
	now := time.Now()
	for _, r := range s.Structs {
		from := int(r.Client) - firstPerson
		if from < 0 || from >= len(p.clocks) || from == p.number || r.End() <= p.clocks[from] {
			continue
		}
		old := p.clocks[from]
		p.clocks[from] = r.End()
		p.crew.heard.Add(int64(r.End() - old))
		writer := p.crew.people[from]
		for clock := max(old, firstClocks); clock < r.End(); clock++ {
			if at := writer.said[clock].Load(); at > 0 {
				p.late = append(p.late, lateness{clock, now.Sub(time.Unix(0, at))})
			}
			if writer.room != nil && p.number == (from+1)%len(p.crew.people) {
				<-writer.room
			}
		}
	}
	return nil
}

func (p *person) takePresence(people []presence) error {
	p.crew.messages.Add(1)
	var newer []presence
	for _, of := range people {
		from := int(of.client) - firstPerson
		if from < 0 || from >= len(p.presences) || from == p.number || of.clock <= p.presences[from] {
			continue
		}
		old := p.presences[from]
		p.presences[from] = of.clock
		if last := p.crew.newest.Load(); last > 0 && old < last && of.clock >= last {
			p.crew.done.Add(1)
		}
		if string(of.state) == "null" {
			continue
		}
		newer = append(newer, of)
	}
	if len(newer) == 0 {
		return nil
	}
	p.crew.known.Add(int64(len(newer)))
	if !p.crew.echo {
		return nil
	}
	return p.say(presenceFrame(newer...))
}

// write says one more letter.
func (p *person) write(clock uint64) error {
	update := letterUpdate(p.client(), clock)
	p.said[clock].Store(time.Now().UnixNano())
	return p.say(updateFrame(update))
}

// latency is how long after being said letters were heard, those from a clock up to another.
func (c *crew) latency(from, to int) (p50, p99 time.Duration) {
	var all []time.Duration
	for _, p := range c.people {
		for _, l := range p.late {
			if l.clock >= uint64(from) && l.clock < uint64(to) {
				all = append(all, l.after)
			}
		}
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[len(all)/2], all[len(all)*99/100]
}
