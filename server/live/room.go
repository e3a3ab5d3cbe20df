package live

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/wire"
)

// room is one meeting as this node's people see it.
//
// Its goroutine alone touches everything below the line. Others send it functions
// to run; what the bus tells is dropped when the inbox is full, since the room
// then asks the store.
type room struct {
	hub     *Hub
	id      meetings.ID
	inbox   chan func()
	empty   chan struct{} // closed when the last connection has left
	done    chan struct{} // closed when the goroutine has ended
	entered int           // connections that have entered, guarded by the hub
	behind  atomic.Bool   // something was dropped, so the log must be asked

	members  map[*conn]bool
	log      recent
	snapshot *frame // of the newest state; nil when it must be made
	state    meetings.Room
	stateSeq int64 // how much of the log state has
	present  presence
	pinged   time.Time
}

func newRoom(h *Hub, id meetings.ID) *room {
	return &room{hub: h, id: id, inbox: make(chan func(), 1024), empty: make(chan struct{}), done: make(chan struct{}), members: map[*conn]bool{}}
}

// send has the room's goroutine run act, and reports whether it will. It never waits.
func (r *room) send(act func()) bool {
	select {
	case r.inbox <- act:
		return true
	default:
		r.behind.Store(true)
		return false
	}
}

// tell has the room's goroutine run act, and reports whether it will. It waits for a
// place in the inbox, but not for a room that has ended.
func (r *room) tell(act func()) bool {
	select {
	case r.inbox <- act:
		return true
	case <-r.done:
		return false
	}
}

// How often presence is told and connections are asked whether they are there.
const (
	presenceEvery = time.Second
	pingEvery     = 20 * time.Second
)

// run is the room's goroutine. It subscribes first and reads then, so that nothing
// falls between.
func (r *room) run() {
	stopEvents := r.hub.Bus.Subscribe(change.Topic(r.id), r.heard)
	defer stopEvents()
	stopPresence := r.hub.Bus.Subscribe(presenceTopic(r.id), r.heardPresence)
	defer stopPresence()
	defer r.farewell()
	r.pinged = r.hub.Now()

	tick := time.NewTicker(presenceEvery)
	defer tick.Stop()
	for {
		select {
		case act := <-r.inbox:
			act()
			r.deliver()
		case <-tick.C:
			if r.behind.Swap(false) {
				r.ask()
				r.deliver()
			}
			r.tellPresence()
			r.ping()
		case <-r.empty:
			return
		}
	}
}

// heard is called by the bus with an event of the meeting.
func (r *room) heard(m bus.Message) {
	if m.Lost {
		r.send(r.ask)
		return
	}
	r.send(func() { r.add(m.Body) })
}

// add takes in an event that was told: the next one is taken, one that is known is
// dropped, and one too far ahead means that some were missed.
func (r *room) add(event []byte) {
	seq, ok := seqOf(event)
	switch {
	case !ok || seq <= r.log.last || !r.log.open:
	case seq == r.log.last+1:
		r.log.append(event)
	default:
		r.ask()
	}
}

// hasReached is told how far the log has come.
func (r *room) hasReached(seq int64) {
	if r.log.open && seq > r.log.last {
		r.hub.stats.healed.Add(1)
		r.ask()
	}
}

// ask asks the store for what is missing.
func (r *room) ask() {
	if !r.log.open {
		return
	}
	for {
		entries, err := r.hub.Store.EventsSince(context.Background(), r.id, r.log.last, maxRecent)
		if err != nil {
			r.hub.Log.Warn("what a room has missed cannot be read; it is asked for again", "meeting", r.id, "err", err)
			r.behind.Store(true)
			return
		}
		for _, e := range entries {
			if event, err := wire.EncodeEntry(e); err == nil && e.Seq == r.log.last+1 {
				r.log.append(event)
			}
		}
		r.fold()
		if len(entries) < maxRecent {
			return
		}
	}
}

// deliver takes in what waits in the inbox and hands it on, so that under load
// many events share a frame and a write.
func (r *room) deliver() {
	for range len(r.inbox) {
		(<-r.inbox)()
	}
	r.handOn()
}

// handOn hands the events that were taken in to everybody, in one frame that all share.
func (r *room) handOn() {
	events := r.log.take()
	if len(events) == 0 {
		return
	}
	r.snapshot = nil
	if r.log.last-r.stateSeq > maxRecent/2 {
		r.fold()
	}
	f := eventsFrame(events)
	for c := range r.members {
		r.push(c, f)
	}
	r.hub.stats.events.Add(int64(len(events)))
	r.hub.stats.deliveries.Add(int64(len(events) * len(r.members)))
}

// push queues a frame for a connection, and closes one that does not keep up.
func (r *room) push(c *conn, f *frame) {
	if !c.queue.push(f) {
		r.hub.stats.slow.Add(1)
		r.drop(c)
		c.close(wire.CloseComeBack, "the queue is full")
	}
}

func (r *room) drop(c *conn) {
	if r.members[c] {
		delete(r.members, c)
		r.present.changed = true
	}
}

// join makes a connection a member once it has what it lacks: the events after the
// position it names, or a snapshot when there is none, it is of another epoch, or
// the gap is too wide.
func (r *room) join(c *conn, has wire.Position) {
	if err := r.open(); err != nil {
		r.hub.Log.Warn("a room cannot be opened", "meeting", r.id, "err", err)
		c.close(wire.CloseComeBack, "the meeting cannot be read just now")
		return
	}
	r.handOn() // so that the newcomer begins where all others are
	epoch := r.hub.Store.About().Epoch
	events, ok := r.since(has, epoch)
	if !ok {
		r.push(c, r.snapshotFrame(epoch))
	} else if len(events) > 0 {
		r.push(c, eventsFrame(events))
	}
	r.push(c, frameOf(wire.Down{Here: &wire.Here{Epoch: epoch, Seq: r.log.last, Now: meetings.At(r.hub.Now()), You: c.person}}))
	r.members[c] = true
	r.present.changed = true
	if r.present.told != nil {
		r.push(c, r.present.told)
	}
}

// open reads the meeting when the room has not yet done so.
func (r *room) open() error {
	if r.log.open {
		return nil
	}
	state, seq, err := r.hub.Store.Room(context.Background(), string(r.id))
	if err != nil {
		return err
	}
	r.state, r.stateSeq = state, seq
	r.log = recent{open: true, last: seq, handed: seq}
	return nil
}

// since returns the events after a position, from memory or, for all who come back
// together, with one question to the store.
func (r *room) since(has wire.Position, epoch string) (events [][]byte, ok bool) {
	if has.Epoch != epoch || has.Seq > r.log.last || r.log.last-has.Seq > maxRecent {
		return nil, false
	}
	if events, ok := r.log.since(has.Seq); ok {
		return events, true
	}
	entries, err := r.hub.Store.EventsSince(context.Background(), r.id, has.Seq, int(r.log.first()-has.Seq-1))
	if err != nil {
		return nil, false
	}
	older := make([][]byte, 0, len(entries))
	for _, e := range entries {
		event, err := wire.EncodeEntry(e)
		if err != nil {
			return nil, false
		}
		older = append(older, event)
	}
	r.log.prepend(older)
	return r.log.since(has.Seq)
}

// fold brings the state up to the newest event in memory.
func (r *room) fold() {
	events, _ := r.log.since(r.stateSeq)
	for _, event := range events {
		e, err := wire.DecodeEvent(event)
		if err != nil {
			r.hub.Log.Error("an event cannot be read and is left out of the room", "meeting", r.id, "err", err)
		} else {
			r.state = r.state.After(e.Event, e.At)
		}
		r.stateSeq++
	}
}

// snapshotFrame returns the room as it now is. It is encoded once for each state,
// however many join.
func (r *room) snapshotFrame(epoch string) *frame {
	if r.snapshot == nil {
		r.fold()
		r.snapshot = frameOf(wire.Down{Snapshot: &wire.Snapshot{Epoch: epoch, Seq: r.stateSeq, Room: r.state}})
	}
	return r.snapshot
}

// ping asks every member whether it is there; one that is not misses its read deadline.
func (r *room) ping() {
	if now := r.hub.Now(); now.Sub(r.pinged) >= pingEvery {
		r.pinged = now
		for c := range r.members {
			r.push(c, pingFrame)
		}
	}
}

// goodbye sends everybody away when the node stops, each with a time of its own to
// come back at.
func (r *room) goodbye() {
	for c := range r.members {
		after := rand.Int64N(int64(3 * time.Second / time.Millisecond))
		r.push(c, frameOf(wire.Down{Bye: &wire.Bye{After: after}}))
		c.close(wire.CloseComeBack, "the node is stopping")
	}
	clear(r.members)
}

// frameOf encodes a downward message that is no event.
func frameOf(d wire.Down) *frame {
	body, err := json.Marshal(d)
	if err != nil {
		body = []byte(`{}`) // values of package wire can always be encoded
	}
	return newFrame(body)
}
