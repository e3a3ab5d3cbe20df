package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// joining is people who come at once: for the first time, or again after all lines broke
// and something was said meanwhile.
type joining struct {
	setting
	missed int // things that are said while nobody hears; with none they come for the first time
}

// The figures of joining.
const (
	figureJoins   = "joins a second"
	figureJoinCPU = "CPU, µs a join"
	figureThere50 = "there, p50 ms"
	figureThere99 = "there, p99 ms"
	figureThere   = "all there, s"
)

// atOnce is how many sockets are being opened at the same time.
const atOnce = 256

// run measures one server by name, once. A join of the product is a question for a ticket,
// the socket with the session's check, and the room as it is or what was missed.
func (j joining) run(ctx context.Context, name string) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	s, err := start(ctx, name, j.setting)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	settle(s)
	if j.missed > 0 {
		if err := j.breakOff(ctx, s); err != nil {
			return nil, err
		}
	}
	c, err := newCrowd(s)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	cpu, began := s.begin(), time.Now()
	if err := c.gather(ctx, 0, j.people, atOnce); err != nil {
		return nil, err
	}
	if want := int64(j.missed * j.people); c.deliveries.Load() != want || c.lost.Load() > 0 {
		return nil, fmt.Errorf("%d deliveries, not %d; %d lost", c.deliveries.Load(), want, c.lost.Load())
	}
	var took []time.Duration
	all := began
	for _, e := range c.people() {
		took = append(took, e.ready.Sub(e.came))
		if e.ready.After(all) {
			all = e.ready
		}
	}
	slices.Sort(took)
	used := s.cpu() - cpu
	return figures{
		figureThere: all.Sub(began).Seconds(), figureJoins: float64(j.people) / all.Sub(began).Seconds(),
		figureJoinCPU: used.Seconds() * 1e6 / float64(j.people), figureThere50: part(took, 50), figureThere99: part(took, 99),
	}, nil
}

// idling is people who are there, while nothing is said.
type idling struct {
	setting
	lasts time.Duration
}

func (i idling) run(ctx context.Context, name string) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	s, err := start(ctx, name, i.setting)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	c, err := newCrowd(s)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if err := c.gather(ctx, 0, i.people, 64); err != nil {
		return nil, err
	}
	settle(s)
	cpu := s.begin()
	time.Sleep(i.lasts)
	return figures{
		figureCore: 100 * (s.cpu() - cpu).Seconds() / i.lasts.Seconds(), figureLost: float64(c.lost.Load()),
		figureMemory: float64(s.memory()-s.idle) / 1024 / float64(i.people),
	}, nil
}

// breakOff has everybody be there, drops them all at once, and says something.
func (j joining) breakOff(ctx context.Context, s *server) error {
	c, err := newCrowd(s)
	if err != nil {
		return err
	}
	defer c.leave()
	if err := c.gather(ctx, 0, j.people, 64); err != nil {
		return err
	}
	mouths, err := s.mouths(ctx, 1)
	if err != nil {
		return err
	}
	c.drop()
	for range j.missed {
		if _, err := mouths[0](); err != nil {
			return err
		}
	}
	s.comeBack(j.missed)
	settle(s)
	return nil
}
