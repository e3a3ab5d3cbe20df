package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"
)

// fanOut is people who hear what a few say.
type fanOut struct {
	setting
	mouths  int           // who say something, each one thing at a time
	every   time.Duration // between two things that one says; 0 is as fast as it is answered
	lasts   time.Duration
	stalled int // of the people, who cease to read before the first thing is said
}

// The figures of a fan-out.
const (
	figureMessages   = "messages a second"
	figureDeliveries = "deliveries a second"
	figureMemory     = "KiB a connection"
	figureJoined     = "all there, s"
	figureLost       = "cut off"
)

// run measures one server by name, once.
func (f fanOut) run(ctx context.Context, name string) (figures, error) {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	s, err := start(ctx, name, f.setting)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	c, err := newCrowd(s)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	began := time.Now()
	if err := c.gather(ctx, 0, f.people, 64); err != nil {
		return nil, err
	}
	of := figures{figureJoined: time.Since(began).Seconds()}
	if err := f.load(ctx, s, c, of); err != nil {
		return nil, err
	}
	return of, nil
}

// load has the mouths speak and tells how that was heard.
func (f fanOut) load(ctx context.Context, s *server, c *crowd, of figures) error {
	mouths, err := s.mouths(ctx, f.mouths)
	if err != nil {
		return err
	}
	if err := c.deafen(c.people()[:f.stalled]); err != nil {
		return err
	}
	settle(s)
	heard, cpu, began := c.deliveries.Load(), s.begin(), time.Now()
	var said saying
	each, err := said.speak(mouths, f.every, f.lasts)
	if err != nil {
		return err
	}
	messages, want := int64(0), heard
	for i, n := range each {
		messages += n
		want += n * int64(f.ears(i%s.rooms, s.rooms))
	}
	if err := c.wait(func() bool { return c.deliveries.Load() >= want }, fmt.Sprintf("%d messages to be heard", messages)); err != nil {
		return err
	}
	took := time.Unix(0, c.last.Load()).Sub(began).Seconds()
	used, deliveries := s.cpu()-cpu, float64(c.deliveries.Load()-heard)
	of[figureMessages], of[figureDeliveries] = float64(messages)/took, deliveries/took
	of[figureCPU], of[figureCore] = used.Seconds()/deliveries*1e6, 100*used.Seconds()/took
	of[figureMemory] = float64(s.memory()-s.idle) / 1024 / float64(f.people)
	of[figureLost] = float64(int(c.lost.Load()) + cutOff(c.people()[:f.stalled]))
	delays := said.delays(c.people()[f.stalled:])
	of[figureP50], of[figureP99] = part(delays, 50), part(delays, 99)
	if c.deliveries.Load() != want {
		return fmt.Errorf("%d deliveries, not %d", c.deliveries.Load(), want)
	}
	return nil
}

// ears is how many who read are in a room.
func (f fanOut) ears(room, rooms int) (n int) {
	for i := f.stalled; i < f.people; i++ {
		if i%rooms == room {
			n++
		}
	}
	return n
}

// cutOff is how many of some who do not read are cut off, which shows when they do.
func cutOff(some []*ear) (n int) {
	buffer := make([]byte, 256<<10)
	for _, e := range some {
		left, err := syscall.Read(e.fd, buffer)
		for left > 0 {
			left, err = syscall.Read(e.fd, buffer)
		}
		if !errors.Is(err, syscall.EAGAIN) {
			n++
		}
	}
	return n
}

// settle waits until what the joining left to do is done: the servers are all but idle.
func settle(s *server) {
	for range 50 {
		before := s.cpu()
		time.Sleep(100 * time.Millisecond)
		if s.cpu()-before <= 10*time.Millisecond {
			return
		}
	}
}
