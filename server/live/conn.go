package live

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"ringain/meetings"
	"ringain/server/auth"
	"ringain/server/wire"
)

// The bounds of a connection.
const (
	maxFrame      = 256 << 10        // bytes of an upward frame
	writePatience = 10 * time.Second // for one frame downward
	framePatience = 10 * time.Second // for an upward frame that has begun
	silence       = 3 * pingEvery    // before a connection that answers no ping is given up
	tooOften      = 200              // commands refused for that before it is closed
)

// conn is one participant's socket. The request's goroutine reads; one goroutine writes.
type conn struct {
	hub     *Hub
	room    *room
	request *http.Request
	ws      *websocket.Conn
	person  meetings.Person
	lang    meetings.Lang
	queue   *queue
	pace    *rate.Limiter
	refused int // commands refused for coming too often

	once   sync.Once
	closed chan struct{}
	code   int
	why    string
}

func newConn(h *Hub, r *http.Request, ws *websocket.Conn) *conn {
	person, _ := auth.Person(r)
	return &conn{
		hub: h, request: r, ws: ws, person: person, lang: meetings.PathLang(r.URL.Path),
		queue: newQueue(), pace: rate.NewLimiter(rate.Limit(h.Limits.Commands), 2*h.Limits.Commands), closed: make(chan struct{}),
	}
}

// close asks for the connection to be closed with a code, after what is queued.
func (c *conn) close(code int, why string) {
	c.once.Do(func() {
		c.code, c.why = code, why
		close(c.closed)
	})
}

// serve reads until the connection ends. It waits for its writer and for the room
// to have let it go.
func (c *conn) serve() {
	var writer sync.WaitGroup
	writer.Go(func() { c.hub.guard("writer", c.write) })
	c.hub.guard("reader", c.read)
	c.close(websocket.CloseNormalClosure, "")
	c.room.tell(func() { c.room.drop(c) })
	c.hub.leave(c)
	writer.Wait()
	c.ws.Close()
}

// read takes in frames: first hello, then commands.
func (c *conn) read() {
	c.ws.SetReadLimit(maxFrame)
	c.ws.SetPongHandler(func(string) error { return c.ws.SetReadDeadline(time.Now().Add(silence)) })
	c.ws.SetReadDeadline(time.Now().Add(framePatience))
	for greeted := false; ; greeted = true {
		body, err := c.next()
		if err != nil {
			if errors.Is(err, errMalformed) || errors.Is(err, websocket.ErrReadLimit) {
				c.hub.stats.malformed.Add(1)
				c.close(wire.CloseMalformed, "the frame could not be understood")
			}
			return
		}
		up, err := wire.DecodeUp(body)
		if refusal, ok := errors.AsType[*meetings.Refusal](err); ok && greeted {
			c.reply(wire.Refused(up.ID, refusal, c.lang))
			continue
		}
		if err != nil || greeted != (up.Hello == nil) {
			c.hub.stats.malformed.Add(1)
			c.close(wire.CloseMalformed, "the frame could not be understood")
			return
		}
		if up.Hello != nil {
			if !c.room.tell(func() { c.room.join(c, *up.Hello) }) {
				c.close(wire.CloseComeBack, "the room is opened anew")
				return
			}
			continue
		}
		if !c.carryOut(up) {
			return
		}
	}
}

var errMalformed = errors.New("not a text frame of UTF-8")

// next reads one text frame. Between frames a connection may be silent for as long
// as it answers pings; a frame that has begun must end soon.
func (c *conn) next() ([]byte, error) {
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return nil, err
	}
	c.ws.SetReadDeadline(time.Now().Add(framePatience))
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if kind != websocket.TextMessage || !utf8.Valid(body) {
		return nil, errMalformed
	}
	return body, c.ws.SetReadDeadline(time.Now().Add(silence))
}

// carryOut carries out one command and answers it; with false the connection ends.
func (c *conn) carryOut(up wire.Up) bool {
	if !c.pace.Allow() {
		if c.refused++; c.refused > tooOften {
			c.close(wire.CloseTooMuch, "too many commands")
			return false
		}
		c.reply(wire.Refused(up.ID, tooMany(), c.lang))
		return true
	}
	reply, signedOut := c.hub.do(c.request, c.room.id, up, c.lang)
	c.reply(reply)
	if signedOut && c.person.ID != "" {
		c.close(wire.CloseSignedOut, "the session has ended")
		return false
	}
	return true
}

func (c *conn) reply(r wire.Reply) {
	if !c.queue.push(frameOf(wire.Down{Reply: &r})) {
		c.close(wire.CloseComeBack, "the queue is full")
	}
}

// write hands on what is queued until the connection is to be closed, and then
// says why. What is queued when it closes is still written.
func (c *conn) write() {
	defer c.ws.Close() // so that the reader ends too
	var batch []*frame
	for {
		select {
		case <-c.queue.wake:
			batch = c.queue.take(batch)
			if !c.writeAll(batch) {
				return
			}
		case <-c.closed:
			if c.writeAll(c.queue.take(batch)) && c.code != websocket.CloseNormalClosure {
				c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(c.code, c.why), time.Now().Add(time.Second))
			}
			return
		}
	}
}

func (c *conn) writeAll(frames []*frame) bool {
	for _, f := range frames {
		deadline := time.Now().Add(writePatience)
		var err error
		if f.prepared == nil {
			err = c.ws.WriteControl(websocket.PingMessage, nil, deadline)
		} else {
			c.ws.SetWriteDeadline(deadline)
			err = c.ws.WritePreparedMessage(f.prepared)
		}
		if err != nil {
			return false
		}
	}
	return true
}

func tooMany() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Det går lite för fort. Vänta en stund och försök igen.", "That is a little too fast. Wait a moment and try again.")
}
