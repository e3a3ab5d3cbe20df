package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// flooders are how many send tiny frames as fast as they are taken, while the others
// write as they always do.
const flooders = 2

// flood makes the frames of one who floods, each with its number from 1.
type flood func(client, n uint64) []byte

// letters are updates of one letter each, which all are to have.
func letters(client, n uint64) []byte {
	return updateFrame(letterUpdate(client, firstClocks-1+n))
}

// deletions delete what their writer has not written, so that each waits.
func deletions(client, n uint64) []byte {
	const far = 1 << 20
	return updateFrame(numbers(nil, 0, 1, client, 1, far+2*n, 1))
}

// repeats are the same update over and over, which is known and so is nothing to keep.
func repeats(client, _ uint64) []byte { return updateFrame(firstUpdate(client)) }

// questions ask for everything over and over.
func questions(uint64, uint64) []byte { return stepOne() }

// flooded has everybody write as in relay, first by themselves and then while two
// flood, and tells the latency of both.
func (f flood) flooded(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, _ []byte) (figures, error) {
	each := max(10, int(float64(t.each)*p.Load))
	calm, all := firstClocks+each, firstClocks+2*each
	c, passes, err := newCrew(ctx, s, t.n, all)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if err := c.join(ctx, passes, 0, nil); err != nil {
		return nil, err
	}
	if err := c.all(func(w *person) error { return w.say(updateFrame(firstUpdate(w.client()))) }); err != nil {
		return nil, err
	}
	pairs := int64(t.n) * int64(t.n-1)
	if err := c.until(&c.heard, pairs*firstClocks); err != nil {
		return nil, err
	}
	cpu := s.p.cpu()
	if err := c.pace(t.per, firstClocks, calm); err != nil {
		return nil, err
	}
	if err := c.until(&c.heard, pairs*int64(calm)); err != nil {
		return nil, err
	}
	calmCPU := s.p.cpu() - cpu
	stop, err := f.begin(ctx, s)
	if err != nil {
		return nil, err
	}
	cpu = s.p.cpu()
	err = c.pace(t.per, calm, all)
	cpu, sent := s.p.cpu()-cpu, stop()
	if err != nil {
		return nil, err
	}
	if err := c.until(&c.heard, pairs*int64(all)); err != nil {
		return nil, err
	}
	before50, before99 := c.latency(firstClocks, calm)
	p50, p99 := c.latency(calm, all)
	return figures{
		figureP50: ms(before50), figureP99: ms(before99), figureFlooded50: ms(p50), figureFlooded99: ms(p99),
		figureTimes50: float64(p50) / float64(before50), figureTimes99: float64(p99) / float64(before99),
		figureCPUTimes: cpu.Seconds() / calmCPU.Seconds(), figureSent: float64(sent),
	}, nil
}

// pace has everybody write per letters a second, one after the other.
func (c *crew) pace(per float64, from, to int) error {
	every := time.Duration(float64(time.Second) / per)
	return c.all(func(w *person) error {
		next := time.Now().Add(every * time.Duration(w.number) / time.Duration(len(c.people)))
		for clock := from; clock < to; clock++ {
			<-time.After(time.Until(next))
			next = next.Add(every)
			if err := w.write(uint64(clock)); err != nil {
				return err
			}
		}
		return nil
	})
}

// begin lets the flood in. The function it gives ends it, and returns how many frames
// were sent.
func (f flood) begin(ctx context.Context, s *notesServer) (stop func() int64, err error) {
	var lines [flooders]*notesLine
	var group errgroup.Group
	for i := range lines {
		group.Go(func() error {
			pass, err := s.admits(ctx)
			if err != nil {
				return err
			}
			if lines[i], err = pass.dial(ctx); err != nil {
				return err
			}
			if err := lines[i].send(stepOne()); err != nil {
				return err
			}
			return lines[i].send(updateFrame(firstUpdate(floodClient(i))))
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("the flood does not get in: %w", err)
	}
	var sent atomic.Int64
	var both sync.WaitGroup
	for i, l := range lines {
		both.Go(func() {
			for err := error(nil); err == nil; {
				_, _, err = l.ws.NextReader()
			}
		})
		both.Go(func() {
			for n := uint64(1); l.send(f(floodClient(i), n)) == nil; n++ {
				sent.Add(1)
			}
		})
	}
	return func() int64 {
		for _, l := range lines {
			l.ws.Close()
		}
		both.Wait()
		return sent.Load()
	}, nil
}

func floodClient(i int) uint64 { return 2*firstPerson + uint64(i) }
