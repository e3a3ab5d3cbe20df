package live

import (
	"bytes"
	"errors"
	"io"
	"time"

	"golang.org/x/time/rate"

	"ringain/meetings"
	"ringain/server/wire"
)

// The bounds of what one connection sends to the notes, and notesBytes and notesBurst of
// what all of one session do.
const (
	maxUnread   = 16 << 20 // bytes of a frame that is refused with words, and not by closing
	notesBytes  = 1 << 20  // each second, in the long run; whoever sends more is read more slowly
	notesBurst  = 2 << 20  // at once
	eachMessage = 4 << 10  // bytes that every message counts for beside its own
	eachAnswer  = 64 << 10 // bytes that one counts for beside that, when it asks for all that is there
	stillEvery  = 5 * time.Second
	oldSchema   = -1 // of a client that does not say that it knows any
)

// inNotes is what a connection is in the notes. What is not said to be the reader's
// belongs to the room's goroutine.
type inNotes struct {
	stock  bool // it speaks y-protocols only, and was never greeted
	schema int  // version that its editor knows; set before it enters

	buffer    []byte        // the reader's
	slowly    *rate.Limiter // the reader's; nil before the first frame
	asked     time.Time     // the reader's: when its session was last asked for
	client    uint64        // its client in awareness, which guards it
	signature []byte        // the reader's: who it is, as JSON
	mailing                 // the mailbox guards it

	left      bool  // it has ended
	wrote     int64 // updates that it has sent
	settled   int64 // of these, those of which it is known what became of them
	confirmed int64 // how many it was told of
	unsaved   int64 // number of one that could not be kept, while that is told
	torn      bool  // one could not be kept: what it sends rests on that, until it has sent all that is lacking
	own       []int // its own among the updates that are being handed on
}

// readFrame reads a frame into the buffer, as long as it is not too large.
func (c *conn) readFrame(r io.Reader) ([]byte, error) {
	const first, keep = 512, 8 << 10
	b := c.buffer[:0]
	if cap(b) == 0 || cap(b) > keep {
		b = make([]byte, 0, first)
	}
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		c.buffer = b
		if len(b) > maxFrame {
			return b, errTooLarge
		}
		if errors.Is(err, io.EOF) {
			return b, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// passOver leaves the rest of a frame unread, and returns how it begins.
func (c *conn) passOver(body []byte, r io.Reader) (beginning []byte, err error) {
	beginning = bytes.Clone(body[:2])
	c.buffer = nil
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	c.between = true
	return beginning, errors.Join(errUnread, c.awake())
}

// takeUnread has the writer of an update that was too large to be read told so.
func (c *conn) takeUnread(beginning []byte) error {
	if beginning[0] != wire.Sync || beginning[1] == wire.Step1 {
		return errMalformed
	}
	c.room.notes.mail.put(letter{from: c})
	return nil
}

// takeBinary takes in one message of y-protocols; with false it was none.
func (c *conn) takeBinary(frame []byte) bool {
	m, err := wire.DecodeMessage(frame)
	if err != nil {
		return false
	}
	if !c.mayGoOn(costOf(m, len(frame))) {
		return true // it is being closed
	}
	switch m.Kind {
	case wire.Sync:
		c.room.notes.mail.put(letter{from: c, asks: m.Step == wire.Step1, all: m.Step == wire.Step2, body: bytes.Clone(m.Body)})
		c.awake() // it may have waited; one that is gone is found out by the next read
	case wire.Awareness:
		return c.room.notes.aware.take(c, m.Body, c.hub.Now())
	case wire.QueryAwareness:
		if states := c.room.notes.aware.all(); states != nil {
			c.say(states)
		}
	}
	return true
}

// costOf is how many bytes a message of a size counts for.
func costOf(m wire.Message, size int) int {
	if m.Kind == wire.QueryAwareness || m.Kind == wire.Sync && m.Step == wire.Step1 {
		size += eachAnswer
	}
	return min(size+eachMessage, notesBurst)
}

// paceOf returns what bounds what a session sends, by however many connections, and though
// it leaves and comes back. Each who only follows has one of their own.
func (n *notebook) paceOf(session meetings.ID) *rate.Limiter {
	fresh := rate.NewLimiter(notesBytes, notesBurst)
	if session == "" {
		return fresh
	}
	p, _ := n.paces.LoadOrStore(session, fresh)
	return p.(*rate.Limiter)
}

// mayGoOn slows a connection down that sends too much, and ends one whose session has
// ended.
func (c *conn) mayGoOn(cost int) bool {
	if c.slowly == nil {
		c.slowly, c.asked = c.room.notes.paceOf(c.person.ID), time.Now()
	}
	if wait := c.slowly.ReserveN(time.Now(), cost).Delay(); wait > 0 {
		select {
		case <-time.After(wait):
		case <-c.closed:
			return false
		}
	}
	if c.person.ID == "" || time.Since(c.asked) < stillEvery {
		return true
	}
	c.asked = time.Now()
	if _, ok, err := c.hub.Auth.Still(c.request); err == nil && !ok {
		c.close(wire.CloseSignedOut, "the session has ended")
		return false
	}
	return true
}
