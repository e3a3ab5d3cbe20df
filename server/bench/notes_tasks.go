package main

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// notesTask is a load of the notes, and what is told of it.
type notesTask struct {
	name string
	run  func(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, state []byte) (figures, error)
	n    int // people
	each int // letters or changes of presence of each
	per  float64
	rows []notesRow
}

// notesRow is one figure of a task, and how many times less of it the goal wants than
// each of the others has. Without goals it is only told.
type notesRow struct {
	figure          string
	yws, hocuspocus float64
	more            bool // more is better
	most            float64
}

const (
	figureCPU     = "CPU, s a million deliveries"
	figureCPUJoin = "CPU, ms a person"
	figureP50     = "p50, ms"
	figureP99     = "p99, ms"
	figureRate    = "deliveries, k a second"
	figureAll     = "all in, ms"
	figurePeak    = "peak memory, MiB"
	figureCount   = "messages heard"

	figureFlooded50 = "p50 in the flood, ms"
	figureFlooded99 = "p99 in the flood, ms"
	figureTimes50   = "p50 in the flood, times that before"
	figureTimes99   = "p99 in the flood, times that before"
	figureCPUTimes  = "CPU in the flood, times that before"
	figureSent      = "frames of the flood"
)

var floodRows = []notesRow{{figure: figureP50}, {figure: figureFlooded50}, {figure: figureTimes50, most: 1.5},
	{figure: figureP99}, {figure: figureFlooded99}, {figure: figureTimes99, most: 1.5}, {figure: figureCPUTimes}, {figure: figureSent}}

var notesTasks = []notesTask{
	{name: "relay-50", run: relay, n: 50, each: 40, per: 4, rows: []notesRow{
		{figure: figureCPU, yws: 2.5, hocuspocus: 3}, {figure: figureP50, yws: 1}, {figure: figureP99, yws: 1}, {figure: figurePeak}}},
	{name: "max-50", run: flatOut, n: 50, each: 400, rows: []notesRow{
		{figure: figureCPU, yws: 20, hocuspocus: 4}, {figure: figureRate, more: true}, {figure: figurePeak}}},
	{name: "max-200", run: flatOut, n: 200, each: 60, rows: []notesRow{
		{figure: figureCPU, yws: 30, hocuspocus: 2.5}, {figure: figureRate, more: true}, {figure: figurePeak}}},
	{name: "join-500", run: joinAll, n: 500, rows: []notesRow{
		{figure: figureAll, yws: 3}, {figure: figureCPUJoin, yws: 12}, {figure: figurePeak}}},
	{name: "join-2000", run: joinAll, n: 2000, rows: []notesRow{
		{figure: figureAll, yws: 4}, {figure: figureCPUJoin, yws: 12}, {figure: figurePeak, yws: 2.5}}},
	{name: "join-300-awareness", run: announceAll, n: 300, rows: []notesRow{
		{figure: figureAll, yws: 2.5}, {figure: figureCount, most: 3000}, {figure: figurePeak}}},
	{name: "presence-50-echo", run: echoAll, n: 50, each: 16, per: 2, rows: []notesRow{
		{figure: figureCPU, yws: 3, hocuspocus: 15}, {figure: figurePeak}}},
	{name: "flood-letters", run: flood(letters).flooded, n: 20, each: 20, per: 4, rows: floodRows},
	{name: "flood-deletions", run: flood(deletions).flooded, n: 20, each: 20, per: 4, rows: floodRows},
	{name: "flood-repeats", run: flood(repeats).flooded, n: 20, each: 20, per: 4, rows: floodRows},
	{name: "flood-questions", run: flood(questions).flooded, n: 20, each: 20, per: 4, rows: floodRows},
}

// window is how many letters one writer may be ahead of what the neighbour has heard,
// when everybody writes as fast as they can.
const window = 64

// relay has everybody write per letters a second, one after the other.
func relay(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, _ []byte) (figures, error) {
	return t.write(ctx, p, s, func(c *crew, clocks int) error { return c.pace(t.per, firstClocks, clocks) })
}

// flatOut has everybody write as fast as they can.
func flatOut(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, _ []byte) (figures, error) {
	return t.write(ctx, p, s, func(c *crew, clocks int) error {
		return c.all(func(w *person) error {
			for clock := firstClocks; clock < clocks; clock++ {
				select {
				case w.room <- struct{}{}:
				case <-time.After(20 * time.Second):
					return fmt.Errorf("nobody hears person %d: %v", w.number, c.broken())
				}
				if err := w.write(uint64(clock)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// all has everybody do something at once.
func (c *crew) all(do func(*person) error) error {
	var group errgroup.Group
	for _, p := range c.people {
		group.Go(func() error { return do(p) })
	}
	return group.Wait()
}

// write is what relay and flatOut share: all are in and have a paragraph of their own
// before the load begins, and it ends when everybody has heard everything.
func (t *notesTask) write(ctx context.Context, p notesPlan, s *notesServer, load func(c *crew, clocks int) error) (figures, error) {
	clocks := firstClocks + max(10, int(float64(t.each)*p.Load))
	c, passes, err := newCrew(ctx, s, t.n, clocks)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if t.per == 0 {
		for _, w := range c.people {
			w.room = make(chan struct{}, window)
		}
	}
	if err := c.join(ctx, passes, 0, nil); err != nil {
		return nil, err
	}
	pairs := int64(t.n) * int64(t.n-1)
	if err := c.all(func(w *person) error { return w.say(updateFrame(firstUpdate(w.client()))) }); err != nil {
		return nil, err
	}
	if err := c.until(&c.heard, pairs*firstClocks); err != nil {
		return nil, err
	}
	cpu, began := s.p.cpu(), time.Now()
	if err := load(c, clocks); err != nil {
		return nil, err
	}
	if err := c.until(&c.heard, pairs*int64(clocks)); err != nil {
		return nil, err
	}
	took, deliveries := time.Since(began), float64(pairs*int64(clocks-firstClocks))
	cpu = s.p.cpu() - cpu
	p50, p99 := c.latency(firstClocks, clocks)
	return figures{
		figureCPU: cpu.Seconds() / deliveries * 1e6, figureRate: deliveries / took.Seconds() / 1000,
		figureP50: ms(p50), figureP99: ms(p99), figurePeak: mib(s.p.peak()),
	}, nil
}

// joinAll has everybody come at once to notes that hold a meeting of twenty people.
func joinAll(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, state []byte) (figures, error) {
	leave, err := fillNotes(ctx, s, state)
	if leave != nil {
		defer leave()
	}
	if err != nil {
		return nil, err
	}
	n := max(10, int(float64(t.n)*p.Load))
	c, passes, err := newCrew(ctx, s, n, 0)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	cpu, began := s.p.cpu(), time.Now()
	if err := c.join(ctx, passes, whole(state), nil); err != nil {
		return nil, err
	}
	took := time.Since(began)
	return figures{figureAll: ms(took), figureCPUJoin: ms(s.p.cpu()-cpu) / float64(n), figurePeak: mib(s.p.peak())}, nil
}

// fillNotes has somebody put a state into the notes and stay, and waits until somebody
// else gets it whole.
func fillNotes(ctx context.Context, s *notesServer, state []byte) (leave func(), err error) {
	writer, passes, err := newCrew(ctx, s, 1, 0)
	if err != nil {
		return nil, err
	}
	if err := writer.join(ctx, passes, 0, func(*person) []byte { return updateFrame(state) }); err != nil {
		return writer.leave, err
	}
	for until := time.Now().Add(30 * time.Second); ; {
		reader, passes, err := newCrew(ctx, s, 1, 0)
		if err != nil {
			return writer.leave, err
		}
		err = reader.join(ctx, passes, 0, nil)
		got := reader.people[0].answer
		reader.leave()
		if err != nil || got >= whole(state) {
			return writer.leave, err
		}
		if time.Now().After(until) {
			return writer.leave, fmt.Errorf("the notes hold %d bytes of %d: %v", got, len(state), writer.broken())
		}
	}
}

// whole is how many bytes an answer has that holds all of a state: another engine may
// write it a little shorter.
func whole(state []byte) int { return len(state) * 95 / 100 }

// announceAll has everybody come at once and say who they are, until all know all.
func announceAll(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, _ []byte) (figures, error) {
	n := max(10, int(float64(t.n)*p.Load))
	c, passes, err := newCrew(ctx, s, n, 0)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	began := time.Now()
	if err := c.join(ctx, passes, 0, func(w *person) []byte { return presenceFrame(w.at(1)) }); err != nil {
		return nil, err
	}
	if err := c.until(&c.known, int64(n)*int64(n-1)); err != nil {
		return nil, err
	}
	return figures{figureAll: ms(time.Since(began)), figureCount: float64(c.messages.Load()), figurePeak: mib(s.p.peak())}, nil
}

// at is where the person is, at a clock of presence.
func (p *person) at(clock uint64) presence {
	return presence{p.client(), clock, fmt.Appendf(nil,
		`{"user":{"name":"Bo Provsson %d","color":"#30bced"},"cursor":{"anchor":{"type":null,"tname":"meeting","item":{"client":%d,"clock":%d},"assoc":0},"head":{"type":null,"tname":"meeting","item":{"client":%d,"clock":%d},"assoc":0}}}`,
		p.number, p.client(), clock, p.client(), clock)}
}

// echoAll has everybody move their cursor per times a second, and send back whatever
// they hear of the others', as stock clients do.
func echoAll(ctx context.Context, t *notesTask, p notesPlan, s *notesServer, _ []byte) (figures, error) {
	c, passes, err := newCrew(ctx, s, t.n, 0)
	if err != nil {
		return nil, err
	}
	c.echo = true
	defer c.leave()
	if err := c.join(ctx, passes, 0, func(w *person) []byte { return presenceFrame(w.at(1)) }); err != nil {
		return nil, err
	}
	pairs := int64(t.n) * int64(t.n-1)
	if err := c.until(&c.known, pairs); err != nil {
		return nil, err
	}
	changes := max(4, int(float64(t.each)*p.Load))
	every := time.Duration(float64(time.Second) / t.per)
	c.newest.Store(uint64(changes + 1))
	cpu := s.p.cpu()
	if err := c.all(func(w *person) error {
		next := time.Now().Add(every * time.Duration(w.number) / time.Duration(t.n))
		for i := range changes {
			<-time.After(time.Until(next))
			next = next.Add(every)
			if err := w.say(presenceFrame(w.at(uint64(i + 2)))); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := c.until(&c.done, pairs); err != nil {
		return nil, err
	}
	cpu = s.p.cpu() - cpu
	return figures{figureCPU: cpu.Seconds() / float64(pairs*int64(changes)) * 1e6, figurePeak: mib(s.p.peak())}, nil
}
