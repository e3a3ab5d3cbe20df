package live

import (
	"time"

	"github.com/gorilla/websocket"
)

// The bounds of writing.
const (
	writePatience = 10 * time.Second // for one write, or half as much again; and for all that is left when the connection is closed
	maxGathered   = 16 << 10         // bytes of frames that share a write
)

// write writes what is queued until the connection is to be closed, and then says
// why. It alone writes to the socket, and what is queued when it closes is still
// written. The library is used for reading only: it would write each frame by itself.
func (c *conn) write() {
	defer c.ws.Close() // so that the reader ends too
	var batch []frame
	for range c.queue.wake {
		last := c.isClosed() // asked first: nothing that was queued before is left
		batch = c.queue.take(batch)
		if last {
			batch = append(batch, newFrame(websocket.CloseMessage, websocket.FormatCloseMessage(c.code, c.why)))
		}
		if c.writeAll(batch) != nil {
			return
		}
		if last {
			select {
			case <-c.ended:
			case <-time.After(lingering):
			}
			return
		}
	}
}

// writeAll writes frames, several in one write when they have gathered: the system
// call is what a small frame costs.
func (c *conn) writeAll(frames []frame) error {
	for len(frames) > 0 {
		n, size := 1, len(frames[0])
		for n < len(frames) && size+len(frames[n]) <= maxGathered {
			size += len(frames[n])
			n++
		}
		if err := c.writeOnce(frames[:n]); err != nil {
			return err
		}
		frames = frames[n:]
	}
	return nil
}

func (c *conn) writeOnce(frames []frame) error {
	if err := c.giveTime(); err != nil {
		return err
	}
	if len(frames) == 1 {
		_, err := c.socket.Write(frames[0])
		return err
	}
	buffer := c.hub.buffers.Get().(*[]byte)
	defer c.hub.buffers.Put(buffer)
	*buffer = (*buffer)[:0]
	for _, f := range frames {
		*buffer = append(*buffer, f...)
	}
	_, err := c.socket.Write(*buffer)
	return err
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
