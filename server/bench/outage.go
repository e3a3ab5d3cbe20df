package main

import (
	"context"
	"fmt"
	"time"
)

// outage is two nodes that lose their Redis, and get it back.
type outage struct {
	setting
	mouths int
	every  time.Duration
	lasts  time.Duration // with Redis, and again without
}

const (
	figureWith    = "with Redis, p99 ms"
	figureWithout = "without Redis, p99 ms"
	figureNormal  = "normal again, s after Redis came back"
)

// normal is how long it may take from one node to the other, and enough for the product.
const normal = 150 * time.Millisecond

// run has the people on the one node hear what is said on the other, all the time.
func (o outage) run(ctx context.Context, name string) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	s, err := start(ctx, name, o.setting)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	c, err := newCrowd(s)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if err := c.gather(ctx, 0, o.people, 32); err != nil {
		return nil, err
	}
	mouths, err := s.mouths(ctx, o.mouths)
	if err != nil {
		return nil, err
	}
	settle(s)
	p99 := func(lasts time.Duration) (float64, error) {
		want := c.deliveries.Load()
		var said saying
		each, err := said.speak(mouths, o.every, lasts)
		for _, n := range each {
			want += n * int64(o.people)
		}
		if err == nil {
			err = c.wait(func() bool { return c.deliveries.Load() >= want }, "everything to be heard")
		}
		return part(said.delays(c.people()), 99), err
	}
	of := figures{}
	if of[figureWith], err = p99(o.lasts); err != nil {
		return nil, err
	}
	s.redis.takeAway()
	if of[figureWithout], err = p99(o.lasts); err != nil {
		return nil, err
	}
	if err := s.redis.bringBack(); err != nil {
		return nil, err
	}
	for back := time.Now(); ; {
		since := time.Since(back)
		took, err := p99(time.Second)
		if err != nil {
			return nil, err
		}
		if took < ms(normal) {
			of[figureNormal], of[figureLost] = since.Seconds(), float64(c.lost.Load())
			return of, nil
		}
		if since > time.Minute {
			return nil, fmt.Errorf("still %v ms after a minute", took)
		}
	}
}
