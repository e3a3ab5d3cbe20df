package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// figures are what one target was measured at.
type figures struct {
	Connections int
	Joined      time.Duration // until all were in
	Took        time.Duration // the load alone
	Messages    int64
	Deliveries  int64
	CPU         time.Duration // of the server, during the load
	Idle        int64         // bytes of memory before anybody joined
	Memory      int64         // bytes of memory at the end
	P50, P99    time.Duration // from saying to being heard
}

// sampled is how many of the guests write down when they heard each message.
const sampled = 50

// measure loads one target.
func measure(ctx context.Context, p plan, start func(context.Context, plan) (target, error)) (f figures, err error) {
	t, err := start(ctx, p)
	if err != nil {
		return f, err
	}
	defer t.process().stop()
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()

	f.Idle = t.process().memory()
	began := time.Now()
	ears, err := gather(ctx, p.Guests, t.hear)
	if err != nil {
		return f, err
	}
	mouths, err := gather(ctx, p.Senders, t.say)
	if err != nil {
		return f, err
	}
	f.Connections, f.Joined = p.Guests+p.Senders, time.Since(began)

	l := &load{plan: p, said: map[uint64]time.Time{}}
	var listening sync.WaitGroup
	for i, next := range ears {
		listening.Go(func() { l.listen(next, i < sampled) })
	}
	cpu := t.process().cpu()
	began = time.Now()
	if err := l.speak(mouths); err != nil {
		return f, err
	}
	l.drain()
	f.Took, f.CPU, f.Memory = l.last.Load().(time.Time).Sub(began), t.process().cpu()-cpu, t.process().memory()
	f.Messages, f.Deliveries = l.messages.Load(), l.deliveries.Load()
	hangUp()
	listening.Wait()
	if want := f.Messages * int64(p.Guests); f.Deliveries != want {
		return f, fmt.Errorf("%d deliveries, want %d", f.Deliveries, want)
	}
	f.P50, f.P99 = l.latency()
	return f, nil
}

// gather opens n connections, a few at a time.
func gather[T any](ctx context.Context, n int, open func(context.Context) (T, error)) ([]T, error) {
	all := make([]T, n)
	var group errgroup.Group
	group.SetLimit(32)
	for i := range all {
		group.Go(func() (err error) {
			all[i], err = open(ctx)
			return err
		})
	}
	return all, group.Wait()
}

// load is one run of saying and hearing.
type load struct {
	plan       plan
	messages   atomic.Int64
	deliveries atomic.Int64
	last       atomic.Value // time.Time of the newest delivery

	mu    sync.Mutex
	said  map[uint64]time.Time
	heard []hearing
}

type hearing struct {
	name uint64
	at   time.Time
}

func (l *load) listen(next func() ([]uint64, error), sample bool) {
	var heard []hearing
	for {
		names, err := next()
		if err != nil {
			break
		}
		now := time.Now()
		l.last.Store(now)
		l.deliveries.Add(int64(len(names)))
		if sample {
			for _, n := range names {
				heard = append(heard, hearing{n, now})
			}
		}
	}
	l.mu.Lock()
	l.heard = append(l.heard, heard...)
	l.mu.Unlock()
}

// speak has every sender say one thing after the other until the time is up.
func (l *load) speak(mouths []func() (uint64, error)) error {
	until := time.Now().Add(l.plan.For)
	var group errgroup.Group
	for i, one := range mouths {
		group.Go(func() error {
			next := time.Now().Add(l.plan.Every * time.Duration(i) / time.Duration(len(mouths)))
			for time.Now().Before(until) {
				if l.plan.Every > 0 {
					<-time.After(time.Until(next))
					next = next.Add(l.plan.Every)
				}
				at := time.Now()
				name, err := one()
				if err != nil {
					return err
				}
				l.messages.Add(1)
				l.mu.Lock()
				l.said[name] = at
				l.mu.Unlock()
			}
			return nil
		})
	}
	return group.Wait()
}

// drain waits until everybody has heard everything, or no more comes.
func (l *load) drain() {
	want := l.messages.Load() * int64(l.plan.Guests)
	for before := int64(-1); l.deliveries.Load() < want; {
		now := l.deliveries.Load()
		if now == before {
			return
		}
		before = now
		<-time.After(2 * time.Second / time.Duration(1+l.plan.Guests/100))
	}
}

func (l *load) latency() (p50, p99 time.Duration) {
	all := make([]time.Duration, 0, len(l.heard))
	for _, h := range l.heard {
		if at, ok := l.said[h.name]; ok {
			all = append(all, h.at.Sub(at))
		}
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[len(all)/2], all[len(all)*99/100]
}
