package live

import (
	"time"

	"github.com/gorilla/websocket"

	"ringain/server/wire"
)

// The bounds of writing.
const (
	writePatience = 10 * time.Second // for one write, and for all that is left when the connection is closed
	maxGathered   = 16 << 10         // bytes of frames that share a write
)

// write writes what is queued until the connection is to be closed, and then says
// why. It alone writes to the socket, and what is queued when it closes is still
// written. The library is used for reading only: it would write each frame by itself.
func (c *conn) write() {
	defer c.ws.Close() // so that the reader ends too
	var batch []frame
	stopped, gone := c.hub.stopped, c.room.done
	for {
		select {
		case <-c.queue.wake:
			if batch = c.queue.take(batch); c.writeAll(batch) != nil {
				return
			}
		case <-stopped:
			stopped = nil
			c.goodbye()
		case <-gone:
			gone = nil
			c.close(wire.CloseComeBack, "the room is opened anew")
		case <-c.closed:
			last := newFrame(websocket.CloseMessage, websocket.FormatCloseMessage(c.code, c.why))
			if c.writeAll(append(c.queue.take(batch), last)) != nil {
				return
			}
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
	until := time.Now().Add(writePatience)
	if c.isClosed() {
		until = c.until
	}
	socket := c.ws.NetConn()
	if err := socket.SetWriteDeadline(until); err != nil {
		return err
	}
	if len(frames) == 1 {
		_, err := socket.Write(frames[0])
		return err
	}
	buffer := c.hub.buffers.Get().(*[]byte)
	defer c.hub.buffers.Put(buffer)
	*buffer = (*buffer)[:0]
	for _, f := range frames {
		*buffer = append(*buffer, f...)
	}
	_, err := socket.Write(*buffer)
	return err
}
