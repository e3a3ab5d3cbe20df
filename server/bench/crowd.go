package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// crowd is everybody who only hears. One goroutine reads all their sockets, by the
// kernel's own list of those that have something (epoll(7)), so that the load costs
// the machine little beside the server that is measured.
type crowd struct {
	s    *server
	poll int
	ears []atomic.Pointer[ear] // by the number of their socket

	deliveries atomic.Int64
	ready      atomic.Int64 // who have heard all that was there when they came
	lost       atomic.Int64 // who were cut off
	last       atomic.Int64 // when something was delivered last, in nanoseconds
	over       atomic.Bool
	ended      sync.WaitGroup

	mu  sync.Mutex
	all []*ear
}

// ear is one of the crowd.
type ear struct {
	fd      int
	room    int
	rest    []byte // the beginning of a frame that has not come whole
	sampled bool   // writes down when it heard each message
	heard   []hearing
	got     int       // messages
	arrived time.Time // when they came to the page; zero when they were there
	came    time.Time // when the socket was asked for
	ready   time.Time // when all that was there had come; zero until then
	lost    time.Time // when it was cut off
}

// hearing is that a message was heard, by its name.
type hearing struct {
	name uint64
	at   time.Time
}

// inRoom is what a message is called, since each room counts its own.
func inRoom(room int, name uint64) uint64 { return uint64(room)<<40 | name }

// sampled is how many of the crowd write down when they heard each message.
const sampled = 50

func newCrowd(s *server) (*crowd, error) {
	poll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	c := &crowd{s: s, poll: poll, ears: make([]atomic.Pointer[ear], 1<<16)}
	c.ended.Go(c.listen)
	return c, nil
}

// gather opens the sockets of persons from to until, so many of them at the same time,
// and waits until all have heard what was there.
func (c *crowd) gather(ctx context.Context, from, until, atOnce int) error {
	if err := c.call(ctx, from, until, atOnce); err != nil {
		return err
	}
	return c.wait(func() bool { return c.ready.Load() >= int64(until) }, "everybody to be there")
}

// call opens the sockets, and does not wait for what is heard there.
func (c *crowd) call(ctx context.Context, from, until, atOnce int) error {
	return together(until-from, atOnce, func(k int) error {
		i := from + k
		return c.comeIn(ctx, i, &ear{sampled: i%(max(1, (until-from)/sampled)|1) == 0})
	})
}

// comeIn opens the socket of the i-th person. Who is asked to come later does so.
func (c *crowd) comeIn(ctx context.Context, i int, e *ear) error {
	for until := time.Now().Add(time.Minute); ; time.Sleep(time.Second) {
		e.came = time.Now()
		rest, err := c.s.open(ctx, i, e)
		if err == nil {
			return c.add(e, rest)
		}
		if !errors.Is(err, errLater) || time.Now().After(until) {
			return fmt.Errorf("person %d: %w", i, err)
		}
	}
}

// add has an ear read from now on. What came with the head of the answer is the first.
func (c *crowd) add(e *ear, rest []byte) error {
	c.mu.Lock()
	c.all = append(c.all, e)
	c.mu.Unlock()
	if c.s.quiet {
		c.isReady(e, time.Now())
	}
	if len(rest) > 0 {
		c.take(e, rest, time.Now())
	}
	c.ears[e.fd].Store(e)
	return syscall.EpollCtl(c.poll, syscall.EPOLL_CTL_ADD, e.fd, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(e.fd)})
}

func (c *crowd) isReady(e *ear, now time.Time) {
	if e.ready.IsZero() {
		e.ready = now
		c.ready.Add(1)
	}
}

// listen reads until the crowd leaves.
func (c *crowd) listen() {
	buffer := make([]byte, 256<<10)
	some := make([]syscall.EpollEvent, 256)
	for !c.over.Load() {
		n, err := syscall.EpollWait(c.poll, some, 50)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return
		}
		for _, event := range some[:max(n, 0)] {
			e := c.ears[event.Fd].Load()
			if e == nil {
				continue
			}
			n, err := syscall.Read(e.fd, buffer)
			now := time.Now()
			switch {
			case n > 0:
				c.take(e, buffer[:n], now)
			case !errors.Is(err, syscall.EAGAIN) && !errors.Is(err, syscall.EINTR):
				e.lost = now
				c.lost.Add(1)
				c.close(e)
			}
		}
	}
}

// take takes in what came: whole frames, and the beginning of one.
func (c *crowd) take(e *ear, b []byte, now time.Time) {
	if len(e.rest) > 0 {
		e.rest = append(e.rest, b...)
		b = e.rest
	}
	for {
		kind, body, size := frameIn(b)
		if size == 0 {
			break
		}
		c.frame(e, kind, body, now)
		b = b[size:]
	}
	e.rest = append(e.rest[:0], b...)
	if len(e.rest) == 0 {
		e.rest = nil
	}
}

// frame takes in one frame.
func (c *crowd) frame(e *ear, kind byte, body []byte, now time.Time) {
	if kind == ping {
		syscall.Write(e.fd, masked(pong, body)) // who cannot be written to is lost soon
	}
	if kind != text {
		return
	}
	n := c.s.count(body)
	if n > 0 {
		e.got += n
		c.deliveries.Add(int64(n))
		c.last.Store(now.UnixNano())
	}
	if e.ready.IsZero() && c.s.isReady(e, body) {
		c.isReady(e, now)
	}
	if e.sampled && n > 0 {
		for _, name := range c.s.names(nil, body) {
			e.heard = append(e.heard, hearing{inRoom(e.room, name), now})
		}
	}
}

// close closes a socket, once.
func (c *crowd) close(e *ear) {
	if c.ears[e.fd].CompareAndSwap(e, nil) {
		syscall.Close(e.fd)
	}
}

// deafen has some read no more. Their sockets stay.
func (c *crowd) deafen(some []*ear) error {
	for _, e := range some {
		if err := syscall.EpollCtl(c.poll, syscall.EPOLL_CTL_DEL, e.fd, nil); err != nil {
			return err
		}
	}
	return nil
}

// drop cuts everybody off, without a word.
func (c *crowd) drop() {
	for _, e := range c.people() {
		c.close(e)
	}
}

// leave cuts everybody off, for good.
func (c *crowd) leave() {
	c.over.Store(true)
	c.ended.Wait()
	c.drop()
	syscall.Close(c.poll)
}

func (c *crowd) people() []*ear {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*ear(nil), c.all...)
}

// wait waits until something is so, or nothing has been delivered for a while.
func (c *crowd) wait(so func() bool, what string) error {
	const patience = 20 * time.Second
	before, since := int64(-1), time.Now()
	for !so() {
		if now := c.deliveries.Load() + c.ready.Load(); now != before {
			before, since = now, time.Now()
		}
		if time.Since(since) > patience {
			return fmt.Errorf("waited in vain for %s: %d there, %d lost, %d deliveries", what, c.ready.Load(), c.lost.Load(), c.deliveries.Load())
		}
		time.Sleep(time.Millisecond)
	}
	return nil
}
