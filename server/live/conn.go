package live

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
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
	maxFrame  = wire.MaxFrame
	silence   = 3 * pingEvery // before a connection that answers no ping is given up
	lingering = time.Second   // for the other side to say goodbye too
	unheard   = 256 << 10     // bytes that are read meanwhile at the most
	tooOften  = 200           // commands refused for that before it is closed
)

// conn is one participant's socket. One goroutine reads. Whoever has something for it writes
// it at once, and only what the socket does not take waits for a goroutine of its own: so
// one who is silent costs one small stack.
type conn struct {
	hub     *Hub
	room    *room
	request *http.Request // only who asks
	ws      *websocket.Conn
	socket  net.Conn        // under ws
	raw     syscall.RawConn // of socket
	patient time.Time       // until when a write may take; the writer's
	person  meetings.Person
	lang    meetings.Lang
	queue   queue
	pace    *rate.Limiter
	refused int         // commands and pings refused for coming too often
	unnamed atomic.Bool // the others do not see their name
	between bool        // no frame has begun, so that a pong prolongs the wait
	greeted bool        // the first frame was good
	turn    int         // when it is asked whether their session has ended, of [endTurns]

	inNotes

	once    sync.Once
	closed  chan struct{} // closed when the connection is to be closed
	code    int
	why     string
	until   time.Time     // when writing ends, once it is to be closed
	ended   chan struct{} // closed when nothing more is read
	written chan struct{} // closed when nothing more is written
}

func newConn(h *Hub, room *room, r *http.Request, ws *websocket.Conn, person meetings.Person) (*conn, error) {
	socket, ok := ws.NetConn().(syscall.Conn)
	if !ok {
		return nil, errors.New("the connection is no socket")
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return nil, err
	}
	return &conn{
		hub: h, room: room, request: auth.Asking(r), ws: ws, socket: ws.NetConn(), raw: raw, person: person, lang: meetings.PathLang(r.URL.Path),
		pace:   rate.NewLimiter(rate.Limit(h.Limits.Commands), 2*h.Limits.Commands),
		closed: make(chan struct{}), ended: make(chan struct{}), written: make(chan struct{}),
	}, nil
}

// close asks for the connection to be closed with a code, after what is queued.
func (c *conn) close(code int, why string) {
	c.once.Do(func() {
		c.code, c.why, c.until = code, why, time.Now().Add(writePatience)
		close(c.closed)
		if c.queue.end() {
			go c.goOn(nil)
		}
	})
}

// greet reads the first frame: hello, unless the other side speaks y-protocols only. It is a
// goroutine of its own, and neither that of the request nor the one that reads on: what an
// idle connection holds is little then, since the stacks that the request and hello have
// grown, and the buffers of the request, are let go of.
func (c *conn) greet() {
	if c.person.ID != "" {
		c.hub.sessions.Store(c, true)
	}
	c.hub.attend(c)
	c.ws.SetReadLimit(maxUnread)
	c.ws.SetPingHandler(c.pinged)
	c.ws.SetPongHandler(func(string) error { return c.awake() })
	c.ws.SetCloseHandler(func(int, string) error { return nil }) // the writer answers
	c.ws.SetReadDeadline(time.Now().Add(c.hub.framePatience))
	c.greeted = c.stock || c.read(false)
}

// serve reads until the connection ends. It waits until all is written and the room has
// let it go.
func (c *conn) serve() {
	defer c.hub.sessions.Delete(c)
	defer c.hub.part(c)
	c.hub.guard("reader", func() {
		for c.greeted && !c.isClosed() && c.read(true) {
		}
	})
	c.close(websocket.CloseNormalClosure, "")
	c.room.tell(func() { c.room.drop(c) })
	if c.code != websocket.CloseNormalClosure {
		c.linger()
	}
	close(c.ended)
	<-c.written
}

// read takes in one frame: first hello, then commands. With false the connection ends.
func (c *conn) read(greeted bool) bool {
	kind, body, err := c.next()
	switch {
	case errors.Is(err, errUnread):
		if c.takeUnread(body) == nil {
			return true
		}
		c.malformed()
	case errors.Is(err, errMalformed), errors.Is(err, websocket.ErrReadLimit):
		c.malformed()
	case errors.Is(err, errTooLarge):
		c.hub.stats.malformed.Add(1)
		c.close(websocket.CloseMessageTooBig, "the frame is too large")
	case err == nil:
		return c.takeFrame(kind, body, greeted)
	}
	return false
}

// pinged answers a ping, unless they come too often.
func (c *conn) pinged(data string) error {
	switch {
	case c.pace.Allow():
		c.say(newFrame(websocket.PongMessage, []byte(data)))
	case c.isTooOften():
		return errTooOften
	}
	return nil
}

// isTooOften counts one more thing that came too often, and closes the connection when
// there were many.
func (c *conn) isTooOften() bool {
	if c.refused++; c.refused <= tooOften {
		return false
	}
	c.close(wire.CloseTooMuch, "too many commands")
	return true
}

// takeFrame takes in one frame; with false the connection ends.
func (c *conn) takeFrame(kind int, body []byte, greeted bool) bool {
	switch {
	case kind == websocket.TextMessage && !c.stock:
		return c.take(body, greeted)
	case kind == websocket.BinaryMessage && greeted && c.takeBinary(body):
		return true
	}
	c.malformed()
	return false
}

// take takes in one text frame; with false the connection ends.
func (c *conn) take(body []byte, greeted bool) bool {
	up, err := wire.DecodeUp(body)
	if refusal, ok := errors.AsType[*meetings.Refusal](err); ok && greeted {
		return c.carryOut(up, refusal, len(body))
	}
	switch {
	case err != nil || greeted != (up.Hello == nil):
		c.malformed()
		return false
	case greeted:
		return c.carryOut(up, nil, len(body))
	}
	if c.schema = up.Hello.Notes; c.schema == 0 {
		c.schema = oldSchema
	}
	c.room.tell(func() { c.room.join(c, up.Hello.Position) })
	return true
}

func (c *conn) malformed() {
	c.hub.stats.malformed.Add(1)
	c.close(wire.CloseMalformed, "the frame could not be understood")
}

func (c *conn) isClosed() bool {
	select {
	case <-c.closed:
		return true
	default:
		return false
	}
}

var (
	errMalformed = errors.New("not a text of UTF-8")
	errTooLarge  = errors.New("too large")
	errUnread    = errors.New("too large, and passed over")
	errTooOften  = errors.New("too many pings")
)

// next reads one frame. Between frames a connection may be silent for as long as it
// answers pings; a frame that has begun must end soon. The body is good until the next
// one is read.
func (c *conn) next() (kind int, body []byte, err error) {
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return kind, nil, err
	}
	c.between = false
	c.ws.SetReadDeadline(time.Now().Add(c.hub.framePatience))
	switch body, err = c.readFrame(r); {
	case errors.Is(err, errTooLarge) && kind == websocket.BinaryMessage:
		body, err = c.passOver(body, r)
	case err == nil && kind == websocket.TextMessage && !utf8.Valid(body):
		err = errMalformed
	}
	if err != nil {
		return kind, body, err
	}
	c.between = true
	return kind, body, c.awake()
}

// awake prolongs the wait for the next frame.
func (c *conn) awake() error {
	if !c.between {
		return nil
	}
	return c.ws.SetReadDeadline(time.Now().Add(silence))
}

// carryOut carries out one command of so many bytes, unless it was refused already, and
// answers it; with false the connection ends.
func (c *conn) carryOut(up wire.Up, refusal *meetings.Refusal, size int) bool {
	if !c.pace.AllowN(time.Now(), min(cost(size), c.pace.Burst())) {
		if c.isTooOften() {
			return false
		}
		refusal = tooMany()
	}
	reply, signedOut := wire.Reply{}, false
	if refusal != nil {
		reply = wire.Refused(up.ID, refusal, c.lang)
	} else {
		reply, signedOut = c.hub.do(c.request, c.room.id, up, c.lang)
	}
	c.say(frameOf(wire.Down{Reply: &reply}))
	if signedOut && c.person.ID != "" {
		c.close(wire.CloseSignedOut, "the session has ended")
		return false
	}
	return true
}

// goodbye sends the other side away when the node stops, with a time of its own to
// come back at.
func (c *conn) goodbye() {
	after := rand.Int64N(int64(3 * time.Second / time.Millisecond))
	c.put(frameOf(wire.Down{Bye: &wire.Bye{After: after}})) // which closing writes
	c.close(wire.CloseComeBack, "the node is stopping")
}

// openAnew sends the other side to the room that is opened in place of one that has ended.
func (c *conn) openAnew() { c.close(wire.CloseComeBack, "the room is opened anew") }

// linger waits a moment for the other side to say goodbye too. A socket that is
// closed with something unread takes back what was said last.
func (c *conn) linger() {
	c.ws.SetPongHandler(nil)
	c.ws.SetPingHandler(func(string) error { return nil })
	c.ws.SetReadDeadline(time.Now().Add(lingering))
	var err error
	for frames := 0; err == nil && frames < tooOften; frames++ {
		_, _, err = c.ws.NextReader()
	}
	if _, goodbye := errors.AsType[*websocket.CloseError](err); !goodbye {
		io.CopyN(io.Discard, c.socket, unheard) // whatever comes, until the moment is over
	}
}

func tooMany() *meetings.Refusal {
	return meetings.Refuse(meetings.TooMuch, "Det går lite för fort. Vänta en stund och försök igen.", "That is a little too fast. Wait a moment and try again.")
}
