package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// lunch is the rush at noon: in half of the rooms the meetings end and everybody leaves,
// and as many come to those in the other half, all within a minute, while somebody does
// something in every room all the time. The limits are those that a node has by itself.
type lunch struct {
	setting
	mouths int
	every  time.Duration
	lasts  time.Duration
}

const (
	figureArrival50 = "from the page into the room, p50 ms"
	figureArrival99 = "from the page into the room, p99 ms"
	figureSocket99  = "of that the socket, p99 ms"
	figureCore      = "CPU, % of a core"
)

func (l lunch) run(ctx context.Context, name string) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	s, err := start(ctx, name, l.setting)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	c, err := newCrowd(s)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	half, rooms := l.people/2, s.rooms/2
	who := func(k, second int) int { return k/rooms*2*rooms + second*rooms + k%rooms } // in the first or the second half of the rooms
	if err := together(half, 16, func(k int) error { return c.arrive(ctx, who(k, 0)) }); err != nil {
		return nil, err
	}
	if err := c.wait(func() bool { return c.ready.Load() == int64(half) }, "those who are there already"); err != nil {
		return nil, err
	}
	mouths, err := s.mouths(ctx, l.mouths)
	if err != nil {
		return nil, err
	}
	settle(s)
	cpu := s.begin()
	var said saying
	var spoken, gone, came error
	var rush sync.WaitGroup
	rush.Go(func() { _, spoken = said.speak(mouths, l.every, l.lasts) })
	rush.Go(func() {
		there := c.people()
		gone = spread(l.lasts, half, func(k int) error { c.close(there[k]); return nil })
	})
	rush.Go(func() {
		came = spread(l.lasts, half, func(k int) error {
			return c.arrive(ctx, who(k, 1))
		})
	})
	rush.Wait()
	if err := errors.Join(spoken, gone, came); err != nil {
		return nil, err
	}
	if err := c.wait(func() bool { return c.ready.Load() == int64(2*half) }, "those who come"); err != nil {
		return nil, err
	}
	used := s.cpu() - cpu
	var sockets, arrivals []time.Duration
	for _, e := range c.people()[half:] {
		sockets = append(sockets, e.ready.Sub(e.came))
		arrivals = append(arrivals, e.ready.Sub(e.arrived))
	}
	slices.Sort(sockets)
	slices.Sort(arrivals)
	delays := said.delays(c.people())
	return figures{
		figureArrival50: part(arrivals, 50), figureArrival99: part(arrivals, 99), figureSocket99: part(sockets, 99),
		figureP50: part(delays, 50), figureP99: part(delays, 99), figureLost: float64(c.lost.Load()),
		figureCore: 100 * used.Seconds() / l.lasts.Seconds(),
	}, nil
}

// arrive has the i-th person come by the pages.
func (c *crowd) arrive(ctx context.Context, i int) error {
	e := &ear{sampled: true, arrived: time.Now()}
	if c.s.arrive != nil {
		if err := c.s.arrive(i); err != nil {
			return err
		}
	}
	return c.comeIn(ctx, i, e)
}

// spread does something n times, each at a moment of its own within a time.
func spread(within time.Duration, n int, do func(k int) error) error {
	began, wait := time.Now(), make([]time.Duration, n)
	for i := range wait {
		wait[i] = rand.N(within)
	}
	slices.Sort(wait)
	return together(n, 64, func(k int) error {
		time.Sleep(time.Until(began.Add(wait[k])))
		return do(k)
	})
}
