package live

import (
	"bytes"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/gorilla/websocket"

	"ringain/server/wire"
)

// The bounds of writing.
const (
	writePatience = 10 * time.Second // for one write, or half as much again; and for all that is left when the connection is closed
	maxGathered   = 16 << 10         // bytes of frames that share a write
)

// pen writes to one socket after the other, and waits for none of them.
type pen struct {
	buffer []byte
	body   []byte
	n      int
	err    error
	try    func(fd uintptr) bool // made once
}

func newPen() *pen {
	p := &pen{buffer: make([]byte, 0, maxGathered)}
	p.try = func(fd uintptr) bool {
		p.n, p.err = writeNow(fd, p.body)
		return true
	}
	return p
}

// write writes as much as the socket takes at once.
func (p *pen) write(to syscall.RawConn, body []byte) (n int, err error) {
	p.body, p.n, p.err = body, 0, nil
	err = to.Write(p.try)
	p.body = nil
	if err != nil {
		return 0, err
	}
	return p.n, p.err
}

// gather returns the frames that share the next write, and how many they are: the system
// call is what a small frame costs. The bytes are good until the next time.
func (p *pen) gather(frames []frame) (body []byte, n int) {
	size := len(frames[0])
	for n = 1; n < len(frames) && size+len(frames[n]) <= maxGathered; n++ {
		size += len(frames[n])
	}
	if n == 1 {
		return frames[0], 1
	}
	p.buffer = p.buffer[:0]
	for _, f := range frames[:n] {
		p.buffer = append(p.buffer, f...)
	}
	return p.buffer, n
}

// push queues a frame for the room's goroutine, which has it written at the end of its turn.
func (c *conn) push(f frame) bool {
	first, ok := c.put(f)
	if first {
		c.room.due = append(c.room.due, c)
	}
	return ok
}

// say queues a frame for any other goroutine, and has it written.
func (c *conn) say(f frame) {
	if first, _ := c.put(f); first {
		p := c.hub.pens.Get().(*pen)
		c.flush(p)
		c.hub.pens.Put(p)
	}
}

// put queues a frame, and closes a connection that does not keep up.
func (c *conn) put(f frame) (first, ok bool) {
	if first, ok = c.queue.push(f); !ok {
		c.hub.stats.slow.Add(1)
		c.close(wire.CloseComeBack, "the queue is full")
	}
	return first, ok
}

// flushEach is how many connections are worth a goroutine of their own to write to.
const flushEach = 128

// flush writes what was queued in this turn, on as many processors as there are. It waits
// for no connection that does not take it at once.
func (r *room) flush() {
	due := r.due
	r.due = r.due[:0]
	var writing sync.WaitGroup
	parts := max(1, min(runtime.GOMAXPROCS(0), len(due)/flushEach))
	for part := range slices.Chunk(due, len(due)/parts+1) {
		if parts == 1 {
			r.hub.flush(part)
		} else {
			writing.Go(func() { r.hub.guard("writer", func() { r.hub.flush(part) }) })
		}
	}
	writing.Wait()
	clear(due)
}

// flush writes what is queued for some connections, to one after the other.
func (h *Hub) flush(some []*conn) {
	p := h.pens.Get().(*pen)
	defer h.pens.Put(p)
	for _, c := range some {
		c.flush(p)
	}
}

// flush writes what is queued, as far as the socket takes it at once. The rest is left to
// a goroutine, so that nobody waits for one who reads slowly, and so is the end of the
// connection. The library is used for reading only: it would write each frame by itself.
func (c *conn) flush(p *pen) {
	if !c.queue.begin() {
		return
	}
	for {
		frames, closes := c.queue.take()
		switch {
		case closes:
			go c.goOn(nil)
			return
		case len(frames) == 0:
			return
		}
		for len(frames) > 0 {
			body, n := p.gather(frames)
			done, err := p.write(c.raw, body)
			if err != nil {
				c.gone()
				return
			}
			if done < len(body) {
				rest := body[done:]
				if n > 1 {
					rest = bytes.Clone(rest)
				}
				go c.goOn(append([]frame{rest}, frames[n:]...))
				return
			}
			frames = frames[n:]
		}
	}
}

// goOn is the goroutine of [conn.write].
func (c *conn) goOn(frames []frame) {
	written := false
	c.hub.guard("writer", func() { written = c.write(frames) })
	if !written {
		c.gone()
	}
}

// gone closes the socket, so that the reader ends too.
func (c *conn) gone() {
	c.ws.Close()
	if c.queue.stop() {
		close(c.written)
	}
}

// write writes what the socket has not taken at once, until nothing is queued. When the
// connection is to be closed it says why; what is queued then is still written. With false
// the connection has ended.
func (c *conn) write(frames []frame) bool {
	for closes := false; ; {
		if c.writeAll(frames) != nil {
			return false
		}
		if c.queue.isEmpty() && !c.isClosed() {
			c.patient = time.Time{}
			c.socket.SetWriteDeadline(c.patient) // whoever writes at once is bound by none
		}
		frames, closes = c.queue.take()
		if closes {
			c.writeAll([]frame{newFrame(websocket.CloseMessage, websocket.FormatCloseMessage(c.code, c.why))})
			select {
			case <-c.ended:
			case <-time.After(lingering):
			}
			return false
		}
		if len(frames) == 0 {
			return true
		}
	}
}

// writeAll writes frames, several in one write when they have gathered.
func (c *conn) writeAll(frames []frame) error {
	p := c.hub.pens.Get().(*pen)
	defer c.hub.pens.Put(p)
	for len(frames) > 0 {
		if err := c.giveTime(); err != nil {
			return err
		}
		body, n := p.gather(frames)
		if _, err := c.socket.Write(body); err != nil {
			return err
		}
		frames = frames[n:]
	}
	return nil
}

// giveTime gives the next write at least so much time as there is patience for one. The
// moment is not set for each: that would cost a tenth of what the write does.
func (c *conn) giveTime() error {
	now := time.Now()
	until := now.Add(writePatience * 3 / 2)
	switch {
	case c.isClosed():
		until = c.until
	case c.patient.Sub(now) >= writePatience:
		return nil
	}
	c.patient = until
	return c.socket.SetWriteDeadline(until)
}
