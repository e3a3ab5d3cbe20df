package live

import (
	"github.com/gorilla/websocket"

	"ringain/server/wire"
)

// relayed is an update on its way to everybody but its writer.
type relayed struct {
	body   []byte
	writer *conn // nil when it is not known here
}

// lacking is what those get who lack the same: a step 2 and the server's own step 1.
// It is made once for all who ask for it before the document changes.
type lacking struct {
	has   string // their state vector
	frame frame
}

// syncFrame makes a frame of one step of sync.
func syncFrame(step int, body []byte) frame {
	return appendSync(nil, step, body)
}

// appendSync appends the frame of one step of sync.
func appendSync(f frame, step int, body []byte) frame {
	return wire.AppendSync(appendHead(f, websocket.BinaryMessage, wire.SyncSize(len(body))), step, body)
}

// answerNotes answers somebody who says what they have with what they lack, and asks
// what the server lacks. From then on they hear what is added.
func (r *room) answerNotes(l letter) {
	n, c := r.notes, l.from
	if r.fold(); c.left || !r.stays(c) {
		return
	}
	if n.answer.frame == nil || n.answer.has != string(l.body) {
		lacks, err := n.doc.Diff(l.body)
		if err != nil {
			c.malformed()
			return
		}
		n.answer = lacking{string(l.body), appendSync(syncFrame(wire.Step2, lacks), wire.Step1, n.doc.StateVector())}
	}
	c.push(n.answer.frame)
	if states := n.aware.all(); states != nil {
		c.push(states)
	}
	n.hearers[c] = true
}

// handOnNotes hands on what is kept to everybody but its writers. It is built once,
// one frame after the other, and shared: what has gathered goes out in one write. When an
// organiser leads the notes by it, that is told after it.
func (r *room) handOnNotes() {
	n := r.notes
	if len(n.outgoing) == 0 {
		return
	}
	size := 0
	for _, u := range n.outgoing {
		size += maxHead + wire.SyncSize(len(u.body))
	}
	all := make(frame, 0, size)
	ends := make([]int, len(n.outgoing)) // of each update
	for i, u := range n.outgoing {
		all = appendSync(all, wire.Update, u.body)
		ends[i] = len(all)
		if u.writer != nil {
			u.writer.own = append(u.writer.own, i)
		}
	}
	for c := range n.hearers {
		if !c.pushOthers(all, ends) {
			r.drop(c)
		} else if n.led && !c.stock {
			c.push(frameOf(wire.Down{Notes: &wire.Notes{Kept: c.settled, Led: true}}))
		}
	}
	n.led = false
	r.hub.stats.notesHandedOn.Add(int64(len(n.outgoing)))
	r.hub.stats.notesDeliveries.Add(int64(len(n.outgoing) * len(n.hearers)))
	for _, u := range n.outgoing {
		if u.writer != nil {
			u.writer.own = u.writer.own[:0]
		}
	}
	clear(n.outgoing)
	n.outgoing = n.outgoing[:0]
}

// maxCuts is how often a frame is cut to leave out what a connection wrote itself.
// Beyond that it hears itself, which does no harm.
const maxCuts = 8

// pushOthers queues what others wrote of updates that end where ends says.
func (c *conn) pushOthers(all frame, ends []int) bool {
	if len(c.own) == 0 || len(c.own) > maxCuts && len(c.own) < len(ends) {
		return c.push(all)
	}
	from := 0
	for _, i := range append(c.own, len(ends)) {
		begin := 0
		if i > 0 {
			begin = ends[i-1]
		}
		if begin > from && !c.push(all[from:begin:begin]) {
			return false
		}
		if i < len(ends) {
			from = ends[i]
		}
	}
	return true
}
